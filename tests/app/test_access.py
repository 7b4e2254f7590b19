"""Who gets what at every address, asked over HTTP, against access_table.txt.

Pages are really asked for. Of a request that changes something, and of a document that takes long to draw, only the way
through the gate is asked: `open` means that the view would run. After a change in who may do what, write the table anew with `WRITE_ACCESS_TABLE=1 pytest tests/app/test_access.py`
and read the difference: it is the change.
"""

import os
from pathlib import Path

import pytest
from flask import request

from rtc_app import create_app
from rtc_app.kernel.database import db
from tests.app.world import make_world
from tests.client import PageClient
from tests.databases import Database, fill
from tests.databases import test_config as configuration

TABLE = Path(__file__).with_name("access_table.txt")
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
#: A rule about a training is asked twice: of one that teachers can find, and of one that waits for its judgement.
UNDECIDED = "  (undecided)"


class QuickClient(PageClient):
    """Asks a thousand times; that the pages are well made is checked elsewhere."""

    checks_pages = False


@pytest.fixture(scope="module")
def gate_only(tmp_path_factory):
    """The application; what changes something or takes long stops behind the gate."""
    with Database("sqlite", tmp_path_factory.mktemp("access"), "access") as database:
        app = create_app(configuration(database.url))
        app.config["WTF_CSRF_CHECK_DEFAULT"] = False
        app.test_client_class = QuickClient
        app.before_request(stop_behind_the_gate)
        database.app = app
        with app.app_context():
            fill(app)
            yield app


def stop_behind_the_gate():
    return ("", 299) if request.method in UNSAFE or request.path.endswith(".pdf") else None


def asked(app):
    """(method, rule) of everything that can be asked, in reading order."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule)
    return [(method, rule) for rule in rules for method in sorted(rule.methods - {"HEAD", "OPTIONS"})]


def outcome(browser, url, method):
    with browser.open(url, method=method) as response:
        return word_for(response)


def word_for(response):
    if response.status_code == 299:
        return "open"
    if response.status_code in (302, 303) and response.location.startswith("/aanmelden"):
        return "login"
    return str(response.status_code)


def lines_of(app, world):
    browsers = {name: app.test_client().signed_in_as(who) if who else app.test_client() for name, who in world.people.items()}
    found = [("", "", list(browsers))]
    for method, rule in asked(app):
        for hidden in (False, True) if any(name.startswith("training_") for name in rule.arguments) else (False,):
            url = world.address(app, rule, hidden=hidden)
            answers = [outcome(browser, url, method) for browser in browsers.values()]
            found.append((method, rule.rule + (UNDECIDED if hidden else ""), answers))
    width = max(len(rule) for _method, rule, _answers in found)
    return [f"{method:<5}{rule:<{width + 2}}{''.join(f'{answer:<15}' for answer in answers)}".rstrip() for method, rule, answers in found]


def test_who_gets_what_at_every_address(gate_only):
    lines = lines_of(gate_only, make_world())
    if os.environ.get("WRITE_ACCESS_TABLE"):
        TABLE.write_text("\n".join(lines) + "\n", "utf-8")
    assert lines == TABLE.read_text("utf-8").splitlines()
    db.session.remove()


def test_every_address_has_a_line(application):
    written = {tuple(line.split()[:2]) for line in TABLE.read_text("utf-8").splitlines()[1:]}
    assert {(method, rule.rule) for method, rule in asked(application)} == written


def test_no_page_fails(gate_only):
    assert " 5" not in TABLE.read_text("utf-8")
