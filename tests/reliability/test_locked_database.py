"""A database that lets nobody in: a plain page, nothing lost, and no restart needed (R11)."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import sqlalchemy as sa

from rtc_app.enrolment.models import Enrolment, EnrolmentState
from rtc_app.kernel.database import db, release
from tests.factories.catalogue import make_session
from tests.reliability.visitors import make_crowd

IMPATIENT = "tests.reliability.impatient:application"


@contextmanager
def somebody_holds(session_id):
    """Another program holds the database (SQLite) or the row of the session (PostgreSQL)."""
    with db.engine.connect().execution_options(writes=True) as connection:
        connection.execute(sa.text("SELECT id FROM training_session WHERE id = :id" + lock_words()), {"id": session_id})
        yield
        connection.rollback()


def lock_words():
    return " FOR UPDATE" if db.engine.dialect.name == "postgresql" else ""


def opened_form(app, site):
    session = make_session()
    session_id, path = session.id, f"/sessies/{session.id}/inschrijven"
    [browser] = make_crowd(app, site.port, 1)
    release()
    return browser, session_id, path, browser.form(path)


def test_a_visitor_waits_for_a_lock_that_passes(app, site):
    browser, session_id, path, form = opened_form(app, site)
    with ThreadPoolExecutor(1) as pool:
        with somebody_holds(session_id):
            answer = pool.submit(browser.send, path, form)
            time.sleep(1)
        assert (answer.result().status, answer.result().seconds > 0.8) == (303, True)


def test_a_lock_that_lasts_gives_a_plain_page_and_then_the_seat(app, start_site):
    site = start_site(application=IMPATIENT)
    browser, session_id, path, form = opened_form(app, site)
    with somebody_holds(session_id):
        answer = browser.send(path, form)
        assert (answer.status, answer.retry_after) == (503, "10")
        assert "We zijn zo terug" in answer.body
        assert "Traceback" not in answer.body
        assert site.get("/over").status == 200
    assert browser.send(path, form).status == 303
    assert list(db.session.scalars(sa.select(Enrolment.state))) == [EnrolmentState.CONFIRMED]
