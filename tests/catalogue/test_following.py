"""Which sessions of consecutive steps fit after each other."""

from datetime import datetime, timedelta
from itertools import pairwise, product

from hypothesis import given, settings
from hypothesis import strategies as st

from rtc_app.catalogue.following import StepRun, first_gap, ways_through

DAY_ZERO = datetime(2027, 1, 4, 9)


def run(id_, first, last):
    return StepRun(id_, DAY_ZERO + timedelta(days=first), DAY_ZERO + timedelta(days=last, hours=3))


def runs(days):
    return [run(number, first, first + length) for number, (first, length) in enumerate(days)]


steps = st.lists(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), max_size=4).map(runs), min_size=1, max_size=4)


def all_ways(of_steps):
    """Every way through, the slow way."""
    return [way for way in product(*of_steps) if all(later.starts >= earlier.ends for earlier, later in pairwise(way))]


@settings(max_examples=150, deadline=None, database=None)
@given(steps)
def test_there_is_a_way_exactly_when_one_exists(of_steps):
    assert bool(ways_through(of_steps, 3)) == bool(all_ways(of_steps)) == (first_gap(of_steps) is None)


@settings(max_examples=150, deadline=None, database=None)
@given(steps)
def test_every_way_is_one_and_ends_as_early_as_its_first_session_allows(of_steps):
    slow = all_ways(of_steps)
    for way in ways_through(of_steps, 10):
        assert tuple(way) in slow
        assert way[-1].ends == min(other[-1].ends for other in slow if other[0] == way[0])


@settings(max_examples=150, deadline=None, database=None)
@given(steps)
def test_each_way_has_another_first_session_the_earliest_first(of_steps):
    firsts = [way[0] for way in ways_through(of_steps, 10)]
    assert firsts == sorted(firsts, key=lambda first: (first.starts, first.ends, first.id))
    assert {first.id for first in firsts} == {way[0].id for way in all_ways(of_steps)}


def test_a_step_may_begin_the_moment_the_one_before_ends():
    first = run(1, 0, 0)
    assert ways_through([[first], [StepRun(2, first.ends, first.ends + timedelta(hours=1))]], 1) != []


def test_the_step_that_comes_too_early_is_named():
    assert first_gap([[run(1, 10, 12)], [run(2, 0, 1)]]) == 1
