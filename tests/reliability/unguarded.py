"""The negative control (R2): the same site with the guard of the last seat taken out. Never part of the project itself.

Without the lock, the condition in the update and the transaction of our own, this is how such sites are usually
written: look whether a seat is free, then take it. If the test of the guard cannot see this fail, it proves nothing.
"""

import sqlite3
import time

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine

from rtc_app import create_app
from rtc_app.catalogue.models import TrainingSession
from rtc_app.enrolment import service
from rtc_app.enrolment.models import EnrolmentTransition
from rtc_app.kernel import database
from rtc_app.kernel.database import db

event.remove(Engine, "begin", database._begin_sqlite)
event.remove(Engine, "connect", database._configure_sqlite)


@event.listens_for(Engine, "connect")
def _only_wait_for_the_lock(connection, _record):
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA busy_timeout=15000")


def _read_without_lock(session):
    db.session.refresh(session, service._CHANGING)
    return session


def _look_then_take(enrolment, to, *, actor, reason, at):
    run = _read_without_lock(db.session.get_one(TrainingSession, enrolment.training_session_id))
    change = service.rules.change_of_counts(None, to)
    if change.taken and run.taken >= run.capacity:
        return False
    time.sleep(0.002)  # what a page does between looking and taking
    taken, waiting = run.taken + change.taken, run.waiting + change.waiting
    enrolment.state = to
    db.session.add_all((enrolment, EnrolmentTransition(enrolment=enrolment, to_state=to, actor_id=actor.id, reason=reason, at=at)))
    db.session.execute(sa.update(TrainingSession).where(TrainingSession.id == run.id).values(taken=taken, waiting=waiting))
    return True


service._lock = _read_without_lock
service._move = _look_then_take
application = create_app()
