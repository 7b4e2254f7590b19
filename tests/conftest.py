"""Fixtures of every test: the application on both databases, a client that checks each page, and signing in."""

import os
import socket
from pathlib import Path

import pytest

from rtc_app import create_app
from rtc_app.kernel.database import close_connections, db
from tests.client import PageClient
from tests.databases import Database, available_engines, test_config

LOCAL_HOSTS = {"127.0.0.1", "::1", "localhost", ""}


def pytest_addoption(parser):
    parser.addoption("--engine", choices=["sqlite", "postgresql", "both"], default="both", help="database of the tests")


def pytest_generate_tests(metafunc):
    """Every test that reaches the database runs on each engine."""
    if "engine" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--engine")
        engines = ["sqlite", "postgresql"] if chosen == "both" else [chosen]
        marks = {
            name: () if name in available_engines() else (pytest.mark.skip(reason="no PostgreSQL server answers"),) for name in engines
        }
        metafunc.parametrize("engine", [pytest.param(name, marks=marks[name]) for name in engines], scope="session")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """On the build server a test that did not run is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") == "true" and skipped and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter.write_line(f"{len(skipped)} tests were skipped; with CI=true that is a failure.", red=True)


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Tests reach this machine only."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family != socket.AF_UNIX and address[0] not in LOCAL_HOSTS:
            raise AssertionError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def database(engine, tmp_path_factory, worker_id):
    """A migrated database with the reference data, restored after every test that changed it."""
    with Database(engine, Path(tmp_path_factory.mktemp("database")), worker_id) as prepared:
        yield prepared


@pytest.fixture(scope="session")
def application(database):
    application = create_app(test_config(database.url))
    application.test_client_class = PageClient
    database.prepare(application)
    return application


@pytest.fixture
def app(application, database):
    """The application within its context, on a fresh copy of the reference data."""
    with application.app_context():
        yield application
        db.session.remove()
    database.restore(application)


@pytest.fixture
def client(app):
    """A browser without a person."""
    return app.test_client()


@pytest.fixture
def make_workshop():
    """make_workshop(database_url, {rule: view}, **configuration) → a second application, with views of its own.

    Such a view takes GET and POST and needs its own mark; with views of its own the application asks no form tokens.
    """
    made = []

    def make(database_url, views=None, **changes):
        workshop = create_app(test_config(database_url, **changes))
        workshop.config["WTF_CSRF_ENABLED"] = not views
        workshop.test_client_class = PageClient
        for rule, view in (views or {}).items():
            workshop.add_url_rule(rule, rule.strip("/").replace(".", "-"), view, methods=["GET", "POST"])
        made.append(workshop)
        return workshop

    yield make
    for workshop in made:
        with workshop.app_context():
            db.session.remove()
            close_connections()


@pytest.fixture
def sign_in(app):
    """sign_in(account) → a browser in which that person is signed in."""

    def as_account(account):
        return app.test_client().signed_in_as(account)

    return as_account
