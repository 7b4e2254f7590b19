"""Thousands of random steps of people and organisers: what must be true stays true (R33)."""

import itertools
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import TrainingSession
from rtc_app.enrolment import queries, service
from rtc_app.enrolment.models import EnrolmentState
from rtc_app.kernel import clock
from rtc_app.kernel.database import begin_writing, db, release
from rtc_app.kernel.errors import RuleViolation
from tests.factories.accounts import make_teacher
from tests.factories.catalogue import make_session

_keys = itertools.count()
PEOPLE = st.integers(0, 4)


class SeatMachine(RuleBasedStateMachine):
    """Five people and one session; every run is one transaction that is thrown away."""

    session_id: int
    people: tuple[int, ...]

    def __init__(self):
        super().__init__()
        begin_writing()
        self.session = db.session.get_one(TrainingSession, self.session_id)
        self.now = clock.now()
        self.model = []

    def teardown(self):
        release()

    def live(self, number):
        return queries.live_enrolment(self.session_id, self.people[number])

    @rule(number=PEOPLE)
    def enrol(self, number):
        account = db.session.get_one(Account, self.people[number])
        try:
            service.ask_seat(session=self.session, account=account, question="", idempotency_key=f"key-of-form-{next(_keys)}", at=self.now)
        except RuleViolation:
            assert self.session.cancelled_at is not None
            return
        if number not in self.model:
            self.model.append(number)

    @rule(number=PEOPLE)
    def leave(self, number):
        enrolment = self.live(number)
        if enrolment is None:
            return
        service.cancel(enrolment=enrolment, actor=enrolment.account, reason="", at=self.now)
        self.model.remove(number)

    @rule(capacity=st.integers(0, 4))
    def change_capacity(self, capacity):
        taken = min(len(self.model), self.session.capacity)
        try:
            service.change_capacity(session=self.session, capacity=capacity, at=self.now)
        except RuleViolation:
            assert capacity < taken
        else:
            assert capacity >= taken

    @precondition(lambda self: len(self.model) == len(self.people))
    @rule()
    def call_off(self):
        service.call_off(session=self.session, actor=None, reason="Zaal bezet", at=self.now)
        self.model.clear()

    @rule()
    def pass_on_free_seats(self):
        assert service.fill_free_seats(at=self.now) == 0

    @invariant()
    def the_first_come_are_seated_and_the_rest_wait_in_order(self):
        states = [self.live(number).state for number in self.model]
        seats = min(len(self.model), self.session.capacity)
        assert states == [EnrolmentState.CONFIRMED] * seats + [EnrolmentState.WAITING] * (len(self.model) - seats)
        assert [queries.position(self.live(n)) for n in self.model[seats:]] == list(range(1, len(self.model) - seats + 1))

    @invariant()
    def the_counts_are_what_the_rows_say(self):
        assert queries.drifted_sessions() == []
        assert queries.doubly_enrolled() == []


def walk(app, *, runs, steps):
    session = make_session(capacity=2, deadline_at=clock.now() + timedelta(days=20))
    people = tuple(make_teacher().id for _ in range(5))
    SeatMachine.session_id, SeatMachine.people = session.id, people
    release()
    quiet = settings(
        max_examples=runs,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    run_state_machine_as_test(SeatMachine, settings=quiet)


def test_a_short_walk_breaks_nothing(app):
    walk(app, runs=10, steps=20)


@pytest.mark.soak
def test_a_long_walk_breaks_nothing(app):
    walk(app, runs=100, steps=200)
