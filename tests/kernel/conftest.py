"""A second application with views of its own, to try what happens around a view."""

import pytest

from rtc_app import create_app
from rtc_app.access.gate import public
from rtc_app.kernel.database import db
from tests.client import PageClient
from tests.databases import test_config as configuration


@pytest.fixture
def make_workshop():
    """make_workshop(database_url, {rule: view}, **configuration) → an application; every view takes GET and POST and is public."""
    made = []

    def make(database_url, views=None, **changes):
        workshop = create_app(configuration(database_url, **changes))
        workshop.config["WTF_CSRF_ENABLED"] = not views
        workshop.test_client_class = PageClient
        for rule, view in (views or {}).items():
            workshop.add_url_rule(rule, rule, public(view), methods=["GET", "POST"])
        made.append(workshop)
        return workshop

    yield make
    for workshop in made:
        with workshop.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def empty_sqlite(tmp_path):
    """The address of an SQLite database without tables."""
    return f"sqlite:///{tmp_path / 'empty.sqlite'}"
