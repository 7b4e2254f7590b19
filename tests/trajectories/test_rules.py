"""The figures of a plan, and what a school mirror may show."""

import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtc_app.trajectories import files
from rtc_app.trajectories.rules import disclosure, mirror, plan
from rtc_app.trajectories.rules.disclosure import Claim
from rtc_app.trajectories.rules.mirror import HALF_OR_MORE, LESS_THAN_HALF, MAJORITY, MINORITY, Outline, Respondent

LIMITS = files.thresholds()
FRAME = plan.Frame(date(2026, 9, 1), date(2027, 6, 30), 100_000)
TODAY = date(2026, 9, 15)


def step(**values):
    return plan.PlannedStep(**({"id": 1, "title": "PLC", "participants": 2, "session": session()} | values))


def session(**values):
    return plan.PlannedSession(**({"starts_on": date(2026, 11, 12), "ends_on": date(2026, 11, 19), "free": 5} | values))


def concerns(*steps, frame=FRAME):
    return [remark.concern.value for remark in plan.remarks(frame, steps, TODAY)]


def test_each_post_is_multiplied_by_the_participants():
    assert plan.costs([step(participants=3, price_training=4500, price_software=1000)]) == plan.Costs(13_500, 3000, 0)


def test_a_plan_without_steps_costs_nothing():
    assert plan.costs([]).total == 0


def test_a_plan_that_fits_has_no_remarks():
    assert concerns(step()) == []


def test_exactly_the_budget_is_not_too_much():
    assert concerns(step(price_training=50_000)) == []


def test_a_cent_over_the_budget_is_said():
    remarks = plan.remarks(FRAME, [step(participants=1, price_training=100_001)], TODAY)
    assert (remarks[0].concern, remarks[0].amount) == (plan.Concern.OVER_BUDGET, 1)


@pytest.mark.parametrize(
    ("values", "concern"),
    [
        ({"session": None}, "no_session"),
        ({"session": None, "is_findable": False}, "not_findable"),
        ({"is_findable": False}, "not_findable"),
        ({"session": session(is_cancelled=True)}, "cancelled"),
        ({"session": session(ends_on=date(2027, 7, 1))}, "outside_period"),
        ({"session": session(free=1)}, "too_few_seats"),
        ({"session": session(starts_on=date(2026, 9, 2), ends_on=date(2026, 9, 3))}, "past"),
    ],
)
def test_a_step_says_what_to_look_at(values, concern):
    assert concerns(step(**values)) == [concern]


def test_a_running_session_needs_no_free_seats_any_more():
    assert concerns(step(session=session(starts_on=date(2026, 9, 10), free=0))) == []


# --- the mirror ---------------------------------------------------------------------------------------------------


def people(*answers, areas=()):
    """One respondent per set of codes; `areas` are given to the first ones in turn."""
    given = [*areas, *[()] * (len(answers) - len(areas))]
    return [Respondent(frozenset(area), {"t": None if a is None else frozenset(a)}) for a, area in zip(answers, given, strict=True)]


def publish(respondents, *earlier, on="2026-11-01", **outline):
    return mirror.publish(respondents, [Outline("t", ("x",), **outline)], earlier, LIMITS, on)


def shown(respondents, *earlier, **more):
    return publish(respondents, *earlier, **more)["t"].figures["x"]


@pytest.mark.parametrize(("count", "figure"), [(4, 40), (5, 50), (6, 60)])
def test_a_share_of_ten_people_is_shown(count, figure):
    assert shown(people(*["x"] * count, *[""] * (10 - count))) == figure


def test_nine_people_are_too_few():
    assert publish(people(*["x"] * 4, *[""] * 5)) == {}


@pytest.mark.parametrize(("count", "word"), [(0, MINORITY), (1, MINORITY), (3, MINORITY), (17, MAJORITY), (20, MAJORITY)])
def test_the_ends_are_words_and_never_nobody_or_everybody(count, word):
    assert shown(people(*["x"] * count, *[""] * (20 - count))) == word


def test_shares_are_rounded_to_five_points():
    assert shown(people(*["x"] * 8, *[""] * 15)) == 35


def test_who_skipped_the_question_does_not_count():
    assert publish(people(*["x"] * 9, None)) == {}


def test_respondents_are_shown_as_a_band():
    assert [mirror.band(n, LIMITS) for n in (10, 14, 15)] == ["10–14", "10–14", "15–19"]


@pytest.mark.parametrize(("now", "last", "may"), [(9, None, False), (10, None, True), (14, 10, False), (15, 10, True)])
def test_a_mirror_needs_ten_people_and_then_five_new_ones(now, last, may):
    assert mirror.may_publish(now, last, LIMITS) is may


def test_a_study_area_is_shown_in_halves():
    table = publish(people(*["x"] * 4, *[""] * 10, *["x"] * 6, areas=[["hout"]] * 7), by_area=True)
    assert table["t/hout"].figures["x"] == HALF_OR_MORE


@pytest.mark.parametrize("size", [4, 10])
def test_a_small_study_area_or_a_small_rest_is_not_shown(size):
    assert "t/hout" not in publish(people(*["x"] * 6, *[""] * 8, areas=[["hout"]] * size), by_area=True)


def test_a_study_area_that_would_betray_the_rest_hides_its_row():
    # 3 of 10 ticked, and at least 3 of the 5 of Hout: nobody of the others did.
    table = publish(people("x", "x", "x", *[""] * 7, areas=[["hout"]] * 5), by_area=True)
    assert table["t/hout"].figures["x"] is None or table["t"].figures["x"] is None


def test_four_new_answers_leave_a_table_as_it_was():
    first = publish(people(*["x"] * 5, *[""] * 5))
    assert publish(people(*["x"] * 9, *[""] * 5), first, on="2026-12-01") == first


def test_five_newcomers_who_all_say_the_same_are_not_given_away():
    first = publish(people(*["x"] * 5, *[""] * 5))
    assert shown(people(*["x"] * 10, *[""] * 5), first, on="2026-12-01") is None


def test_a_later_mirror_shows_what_changed_when_it_is_safe():
    first = publish(people(*["x"] * 5, *[""] * 5))
    assert shown(people(*["x"] * 10, *[""] * 10), first, on="2026-12-01") == 50


def test_a_choice_of_which_one_option_must_be_empty_is_hidden():
    outline = Outline("t", ("a", "b", "c"), is_choice=True)
    table = mirror.publish(people(*["a"] * 5, *["b"] * 5), [outline], [], LIMITS, "2026-11-01")["t"]
    assert set(table.figures.values()) == {None}


def test_half_of_a_group_stands_for_the_upper_word():
    assert (mirror.group_figure(3, 6), mirror.group_figure(2, 6)) == (HALF_OR_MORE, LESS_THAN_HALF)


# --- the attacker -------------------------------------------------------------------------------------------------


def test_everybody_ticked_gives_everybody_away():
    assert disclosure.gives_away([5], [Claim((0,), 5, 5)])


def test_one_who_knows_the_own_answer_learns_the_rest():
    assert disclosure.gives_away([5], [Claim((0,), 1, 1)])


def test_two_of_five_tell_nothing_about_one():
    assert not disclosure.gives_away([5], [Claim((0,), 2, 2)])


def test_the_difference_of_two_groups_is_found():
    assert disclosure.gives_away([5, 5], [Claim((0, 1), 3, 3), Claim((0,), 3, 5)])


def counted_out(sizes, parts, whole):
    """Whether somebody's answer is certain, by going through every outcome; the attacker may be one of the people."""

    def pins(sizes, known):
        fits = [
            counts
            for counts in itertools.product(*(range(size + 1) for size in sizes))
            if all(low <= n + own <= high for n, own, (low, high) in zip(counts, known, parts, strict=True))
            and whole[0] <= sum(counts) + sum(known) <= whole[1]
        ]
        seen = [{counts[i] for counts in fits} for i in range(len(sizes))]
        return any(size and found in ({0}, {size}) for size, found in zip(sizes, seen, strict=True))

    insiders = [(own, ticked) for own, size in enumerate(sizes) if size for ticked in (0, 1)]
    return pins(sizes, [0] * len(sizes)) or any(
        pins([n - (i == own) for i, n in enumerate(sizes)], [ticked * (i == own) for i in range(len(sizes))]) for own, ticked in insiders
    )


RANGES = st.tuples(st.integers(0, 4), st.integers(0, 3)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@settings(max_examples=300, deadline=None)
@given(parts=st.lists(st.tuples(st.integers(0, 5), RANGES), min_size=1, max_size=3), low=st.integers(0, 8), wide=st.integers(0, 5))
def test_parts_of_a_whole_give_away_exactly_what_every_outcome_says(parts, low, wide):
    sizes, ranges = [size for size, _ in parts], [shown for _, shown in parts]
    assert disclosure.gives_away_parts(sizes, ranges, (low, low + wide)) == counted_out(sizes, ranges, (low, low + wide))


def test_claims_narrow_each_other():
    assert disclosure.bounds([5, 5], [Claim((0, 1), 6, 6), Claim((0,), 0, 2)]) == [(1, 2), (4, 5)]
