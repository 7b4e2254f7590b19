"""People enrol and leave, organisers change seats, all at the same time: what must be true stays true (R4)."""

import random
import threading
import time

import pytest
import sqlalchemy as sa

from rtc_app.catalogue.models import TrainingSession
from rtc_app.enrolment import queries
from rtc_app.enrolment.models import Enrolment, EnrolmentState
from rtc_app.kernel.database import db, release
from tests.factories.accounts import make_provider_member
from tests.factories.catalogue import make_session
from tests.reliability.invariants import assert_sound
from tests.reliability.visitors import all_at_once, make_crowd, sign_in


class Sampler(threading.Thread):
    """Looks at the counts ten times a second while the storm lasts."""

    def __init__(self, app):
        super().__init__()
        self.app = app
        self.over = threading.Event()
        self.samples = 0
        self.failure = None

    def run(self):
        with self.app.app_context():
            while not self.over.wait(0.1) and self.failure is None:
                drifted = queries.drifted_sessions()
                self.failure = drifted or None
                self.samples += 1
                release()
            db.session.remove()


def enrol_and_leave(browser, sessions, until, chance):
    """One visitor: enrols somewhere, often leaves again, until the time is up; gives every status met."""
    met = []
    while time.monotonic() < until:
        path = f"/sessies/{chance.choice(sessions)}/inschrijven"
        page = browser.open(path)
        hidden = browser.hidden(page)
        if "idempotency_key" in hidden:
            answer = browser.send(path, hidden)
            met.append(answer.status)
            if answer.status == 303 and chance.random() < 0.6:
                met.append(browser.send(f"{answer.location}/uitschrijven", {"csrf_token": hidden["csrf_token"], "reason": ""}).status)
        else:
            met.append(page.status)
    return met


def change_seats(organiser, session_id, until, chance):
    """The organiser: more seats, fewer seats; fewer than are given is refused with 422."""
    path, met = f"/sessies/{session_id}/plaatsen", []
    token = organiser.form(path)["csrf_token"]
    while time.monotonic() < until:
        met.append(organiser.send(path, {"csrf_token": token, "capacity": chance.randint(1, 8)}).status)
        time.sleep(0.1)
    return met


def storm(app, site, *, visitors, seconds):
    session_ids = [session.id for session in (make_session(capacity=4), make_session(capacity=4))]
    crowd = make_crowd(app, site.port, visitors)
    organisers = [
        sign_in(app, site.port, make_provider_member(db.session.get(TrainingSession, session_id).training.provider).id)
        for session_id in session_ids
    ]
    db.session.commit()
    until = time.monotonic() + seconds
    people = [lambda b=b, n=n: enrol_and_leave(b, session_ids, until, random.Random(n)) for n, b in enumerate(crowd)]
    staff = [lambda o=o, s=s: change_seats(o, s, until, random.Random(s)) for o, s in zip(organisers, session_ids, strict=True)]
    sampler = Sampler(app)
    sampler.start()
    try:
        met = all_at_once(people + staff)
    finally:
        sampler.over.set()
        sampler.join()
    return met, sampler


def assert_storm_is_right(app, site, *, visitors, seconds):
    met, sampler = storm(app, site, visitors=visitors, seconds=seconds)
    assert sampler.failure is None
    assert sampler.samples > seconds
    assert {status for statuses in met for status in statuses} <= {200, 303, 422}
    assert_sound()
    assert_nobody_waits_for_a_free_seat()


def assert_nobody_waits_for_a_free_seat():
    waits = sa.exists().where(Enrolment.training_session_id == TrainingSession.id, Enrolment.state == EnrolmentState.WAITING)
    query = sa.select(TrainingSession.id).where(waits, TrainingSession.taken < TrainingSession.capacity)
    assert db.session.scalars(query).all() == []


def test_a_short_storm_breaks_nothing(app, site):
    assert_storm_is_right(app, site, visitors=12, seconds=3)


@pytest.mark.soak
def test_a_long_storm_breaks_nothing(app, site):
    assert_storm_is_right(app, site, visitors=50, seconds=60)
