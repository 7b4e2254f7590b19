"""A backup made while people enrol can be restored, and is sound (R14)."""

import threading

import pytest
import sqlalchemy as sa

from rtc_app.kernel.database import release
from tests.databases import on_server, server_url
from tests.factories.catalogue import make_session
from tests.factories.quality import make_accepted
from tests.reliability.site import flask
from tests.reliability.visitors import all_at_once, make_crowd


@pytest.fixture
def other_database(database, tmp_path):
    """An empty place to restore to."""
    if database.engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'elsewhere.sqlite'}"
        return
    name = f"{database.name}_elsewhere"
    on_server(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    yield server_url().set(database=name).render_as_string(hide_password=False)
    on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def test_a_backup_made_during_a_rush_restores_elsewhere(app, database, site, other_database, tmp_path):
    session = make_session(make_accepted(), capacity=20)
    path = f"/sessies/{session.id}/inschrijven"
    crowd = make_crowd(app, site.port, 60)
    release()
    forms = all_at_once([lambda browser=browser: browser.form(path) for browser in crowd], threads=8)
    file, made = tmp_path / "backup", []
    backup = threading.Thread(target=lambda: made.append(flask("backup", str(file), database_url=database.url, folder=tmp_path)))
    backup.start()
    answers = all_at_once([lambda b=browser, f=form: b.send(path, f) for browser, form in zip(crowd, forms, strict=True)], threads=4)
    backup.join()
    assert made[0].returncode == 0, made[0].stderr
    assert {answer.status for answer in answers} == {303}

    restored = flask("restore", str(file), database_url=other_database, folder=tmp_path)
    assert restored.returncode == 0, restored.stderr
    checked = flask("check", database_url=other_database, folder=tmp_path)
    assert checked.returncode == 0, checked.stderr
    assert people_in(other_database) >= 60


def people_in(url):
    engine = sa.create_engine(url)
    try:
        with engine.connect() as connection:
            return connection.scalar(sa.text("SELECT count(*) FROM account"))
    finally:
        engine.dispose()


def test_a_backup_never_overwrites_a_file(app, database, tmp_path):
    (tmp_path / "backup").write_text("yesterday")
    release()
    made = flask("backup", str(tmp_path / "backup"), database_url=database.url, folder=tmp_path)
    assert made.returncode == 1
    assert "exists already" in made.stderr
    assert (tmp_path / "backup").read_text() == "yesterday"
