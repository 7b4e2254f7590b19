"""Pure decisions about seats."""

from datetime import UTC, datetime, timedelta

import pytest

from rtc_app.enrolment import rules
from rtc_app.enrolment.rules import EnrolmentState as E
from rtc_app.enrolment.rules import SessionState as S

START = datetime(2026, 11, 12, 12, 30, tzinfo=UTC)


def run(**values):
    defaults = {"capacity": 12, "taken": 0, "waiting": 0, "deadline_at": START - timedelta(days=2), "starts_at": START}
    return rules.Run(**(defaults | {"ends_at": START + timedelta(hours=3)} | values))


@pytest.mark.parametrize(
    ("values", "at", "state"),
    [
        ({}, -10, S.OPEN),
        ({"taken": 8}, -10, S.OPEN),
        ({"taken": 9}, -10, S.NEARLY_FULL),
        ({"taken": 12}, -10, S.FULL),
        ({"taken": 11, "waiting": 1}, -10, S.FULL),
        ({}, -2, S.CLOSED),
        ({}, 0, S.CLOSED),
        ({"deadline_at": START + timedelta(days=1)}, 0, S.CLOSED),
        ({}, 1, S.PAST),
        ({"is_cancelled": True}, -10, S.CANCELLED),
        ({"is_cancelled": True}, 1, S.CANCELLED),
    ],
)
def test_the_state_of_a_session_follows_from_facts_and_moment(values, at, state):
    assert rules.session_state(run(**values), START + timedelta(days=at)) is state


def test_while_somebody_waits_no_seat_is_free():
    assert run(taken=3, waiting=1).free == 0


@pytest.mark.parametrize(
    ("before", "after"), [(None, E.ATTENDED), (E.CANCELLED, E.CONFIRMED), (E.WAITING, E.ATTENDED), (E.ATTENDED, E.CANCELLED)]
)
def test_there_are_steps_nobody_takes(before, after):
    assert not rules.may_become(before, after)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (None, E.CONFIRMED, (1, 0)),
        (None, E.WAITING, (0, 1)),
        (E.WAITING, E.CONFIRMED, (1, -1)),
        (E.WAITING, E.CANCELLED, (0, -1)),
        (E.CONFIRMED, E.CANCELLED, (-1, 0)),
        (E.CONFIRMED, E.ATTENDED, (0, 0)),
        (E.ABSENT, E.ATTENDED, (0, 0)),
    ],
)
def test_each_step_moves_the_counts(before, after, change):
    assert rules.change_of_counts(before, after) == rules.Change(*change)


def test_every_step_of_the_table_keeps_seats_and_queue_apart():
    changes = [rules.change_of_counts(before, after) for before, afters in rules.STEPS.items() for after in afters]
    assert all(-1 <= change.taken <= 1 and -1 <= change.waiting <= 1 for change in changes)


@pytest.mark.parametrize(
    ("values", "days", "promoted"),
    [
        ({"taken": 11, "waiting": 1}, -10, True),
        ({"taken": 12, "waiting": 1}, -10, False),
        ({"taken": 11, "waiting": 0}, -10, False),
        ({"taken": 11, "waiting": 1}, -2, False),
        ({"taken": 11, "waiting": 1, "is_cancelled": True}, -10, False),
    ],
)
def test_a_free_seat_goes_to_the_queue_until_the_deadline(values, days, promoted):
    assert rules.promotes(run(**values), START + timedelta(days=days)) is promoted


def test_one_may_leave_until_the_start_and_freely_until_the_deadline():
    day_before = START - timedelta(days=1)
    assert rules.may_cancel(E.CONFIRMED, run(), day_before)
    assert not rules.cancels_freely(run(), day_before)
    assert not rules.may_cancel(E.CONFIRMED, run(), START)
