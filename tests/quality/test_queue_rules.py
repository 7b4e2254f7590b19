"""The order of the work, the promised day and fair shares, without a database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtc_app.quality.rules import Flow, QueueFacts, RoundKind, Urgency, expected_on, in_order, shares, urgency

FLOW = Flow(decision_days=15, reassess_before_days=60, appeal_days=30, urgent_days=21)
TODAY = date(2026, 3, 2)


def facts(number=1, waited=1, **values):
    opened = datetime(2026, 3, 2, 9, tzinfo=UTC) - timedelta(days=waited)
    return QueueFacts(**({"id": number, "opened_at": opened, "kind": RoundKind.FIRST, "expected_on": TODAY + timedelta(days=9)} | values))


@pytest.mark.parametrize(
    ("values", "level"),
    [
        ({}, Urgency.NORMAL),
        ({"expected_on": TODAY - timedelta(days=1)}, Urgency.LATE),
        ({"expected_on": TODAY}, Urgency.NORMAL),
        ({"kind": RoundKind.APPEAL}, Urgency.URGENT),
        ({"first_session_on": TODAY + timedelta(days=21)}, Urgency.URGENT),
        ({"first_session_on": TODAY + timedelta(days=22)}, Urgency.NORMAL),
        ({"first_session_on": TODAY + timedelta(days=5), "findable_until": TODAY + timedelta(days=90)}, Urgency.NORMAL),
        ({"findable_until": TODAY + timedelta(days=10)}, Urgency.URGENT),
        ({"waits_for_provider": True, "expected_on": TODAY - timedelta(days=1)}, Urgency.PARKED),
    ],
)
def test_a_round_is_as_urgent_as_its_facts(values, level):
    assert urgency(facts(**values), TODAY, FLOW)[0] is level


@pytest.mark.parametrize(
    ("opened", "days", "expected"),
    [
        (date(2026, 3, 2), 5, date(2026, 3, 9)),
        (date(2026, 3, 6), 1, date(2026, 3, 9)),
        (date(2026, 3, 7), 1, date(2026, 3, 9)),
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
    ],
)
def test_the_promised_day_counts_working_days(opened, days, expected):
    assert expected_on(opened, days) == expected


ROUNDS = st.lists(
    st.builds(
        facts,
        number=st.integers(1, 99),
        waited=st.integers(0, 60),
        kind=st.sampled_from(RoundKind),
        waits_for_provider=st.booleans(),
        expected_on=st.dates(date(2026, 2, 1), date(2026, 4, 1)),
    ),
    unique_by=lambda one: one.id,
)


@given(ROUNDS)
def test_of_two_that_are_as_urgent_the_one_that_waits_longest_comes_first(rounds):
    ordered = in_order(rounds, TODAY, FLOW)
    keys = [(urgency(one, TODAY, FLOW)[0], one.opened_at) for one in ordered]
    assert keys == sorted(keys)
    assert {one.id for one in ordered} == {one.id for one in rounds}


@given(st.integers(0, 30), st.dictionaries(st.integers(1, 5), st.integers(0, 9), min_size=1))
def test_fair_shares_never_differ_more_than_before_by_one(count, loads):
    given_to = shares([(number, ()) for number in range(count)], loads)
    after = {person: load + list(given_to.values()).count(person) for person, load in loads.items()}
    assert len(given_to) == count
    busiest_that_got_work = max((after[person] for person in given_to.values()), default=0)
    assert all(busiest_that_got_work - load <= 1 for load in after.values() if load < busiest_that_got_work) or not given_to


@given(st.lists(st.frozensets(st.sampled_from([1, 2, 3])), max_size=12))
def test_nobody_gets_what_he_may_not_judge(barred):
    given_to = shares(list(enumerate(barred)), {1: 0, 2: 0, 3: 0})
    for number, people in enumerate(barred):
        assert given_to.get(number) not in people
        assert (number in given_to) == (len(people) < 3)
