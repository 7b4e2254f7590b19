"""Seats for tests, taken through the service as people do. Each function says only what matters and commits."""

import uuid
from contextlib import contextmanager
from datetime import timedelta

from rtc_app.enrolment import service
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, release, transaction
from tests.factories.accounts import make_teacher
from tests.factories.catalogue import make_session


@contextmanager
def writing():
    """One transaction as a command has it, also after the test has read something."""
    release()
    with transaction():
        yield


def make_enrolment(session=None, account=None, *, question="", key=None, at=None):
    """A seat in the session, or a place in its queue when it is full."""
    session = session or make_session()
    account = account or make_teacher()
    with writing():
        return service.ask_seat(
            session=session, account=account, question=question, idempotency_key=key or str(uuid.uuid4()), at=at or clock.now()
        )


def make_full_session(*, seats=1, waiting=0, **values):
    """A session of which every seat is given, with people in the queue."""
    session = make_session(capacity=seats, **values)
    for _ in range(seats + waiting):
        make_enrolment(session)
    return session


def make_past_enrolment(*, came=None, days=10, account=None, **values):
    """An enrolment in a session of `days` ago; `came` says whether the person was noted present or absent."""
    session = make_session(days=-days, **values)
    enrolment = make_enrolment(session, account, at=session.deadline_at - timedelta(days=1))
    if came is not None:
        with writing():
            service.note_attendance(enrolment=enrolment, came=came, actor=enrolment.account, at=session.ends_at)
    return enrolment


def cancel(enrolment, *, reason="", at=None):
    """The person gives up the seat."""
    with writing():
        service.cancel(enrolment=enrolment, actor=enrolment.account, reason=reason, at=at or clock.now())
    db.session.refresh(enrolment)
