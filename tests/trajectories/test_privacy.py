"""An attacker who has every mirror of a school, knows who answered and when, and knows one answer: nobody is pinned.

The attacker here counts every possible outcome instead of narrowing bounds, so it shares nothing with the guard it tests.
"""

import itertools
import random

import pytest

from rtc_app.trajectories import files
from rtc_app.trajectories.rules import mirror
from rtc_app.trajectories.rules.mirror import Outline, Respondent

LIMITS = files.thresholds()
AREAS = ("bouw", "hout", "auto")
OUTLINES = [Outline("t", ("x", "y"), by_area=True), Outline("c", ("a", "b", "c"), is_choice=True)]
DAYS = ("2026-11-01", "2027-02-01", "2027-06-01")


def random_school(seed):
    """(people in the order in which they answered, how many had answered on each day)."""
    rng = random.Random(seed)
    wishes = {row: rng.choice((0.0, 0.1, 0.3, 0.5, 0.9, 1.0)) for row in ("x", "y")}
    levels = rng.choice(((1, 1, 1), (5, 4, 0), (9, 1, 0)))

    def person():
        area = rng.choices([(), AREAS[:1], AREAS[1:2], AREAS[2:], AREAS[:2]], (2, 3, 3, 1, 1))[0]
        ticked = frozenset(row for row, chance in wishes.items() if rng.random() < chance)
        answers = {"t": None if rng.random() < 0.1 else ticked, "c": frozenset(rng.choices("abc", levels))}
        return Respondent(frozenset(area), answers)

    sizes = list(itertools.accumulate([rng.randint(8, 30), rng.randint(0, 9), rng.randint(0, 9)]))
    return [person() for _ in range(sizes[-1])], sizes


def publish_over_time(people, sizes):
    """[(number of people, publication)] of every day on which there was a new one."""
    published = []
    for size, day in zip(sizes, DAYS, strict=True):
        last = published[-1][0] if published else None
        if mirror.may_publish(size, last, LIMITS):
            earlier = [publication for _, publication in published]
            published.append((size, mirror.publish(people[:size], OUTLINES, earlier, LIMITS, day)))
    return published


def claims_about(row, code, people, published):
    """What the mirrors say: (members of a group, counts that fit) per shown figure, for everybody who answered."""
    claims = []
    for day, (size, publication) in zip(DAYS, published, strict=False):
        for key, table in publication.items():
            if key.split("/")[0] != code or table.figures[row] is None or table.since not in DAYS:
                continue
            if any((key, table) in previous.items() for _, previous in published[: published.index((size, publication))]):
                continue  # carried over: nothing new
            answered = [i for i, person in enumerate(people[:size]) if person.answers[code] is not None]
            group = [i for i in answered if "/" not in key or key.split("/")[1] in people[i].study_areas]
            assert len(group) == table.base, day
            fits = {n for n in range(len(group) + 1) if table.figures[row] in shown_as(n, len(group))}
            claims.append((frozenset(group), fits))
    return claims


def shown_as(count, base):
    return mirror.figure(count, base, LIMITS), mirror.group_figure(count, base)


def pairs_that_nest(claims):
    """Groups and differences of nested groups, with every count that fits: simple differencing, done exactly."""
    yield from claims
    for (small, few), (large, many) in itertools.permutations(claims, 2):
        if small < large:
            rest = large - small
            yield rest, {b - a for a in few for b in many if 0 <= b - a <= len(rest)}


def pinned(claims, truth):
    """Somebody whose answer follows, for an outsider or for a member of the group who knows the own answer."""
    for group, fits in pairs_that_nest(claims):
        for insider in (None, *group):
            known = truth[insider] if insider is not None else 0
            others = len(group) - (insider is not None)
            possible = {n - known for n in fits if 0 <= n - known <= others}
            if others and possible in ({0}, {others}):
                return group, insider
    return None


@pytest.mark.parametrize("block", range(4))
def test_no_answer_of_anybody_can_be_pinned_in_two_hundred_random_schools(block):
    for seed in range(block * 50, block * 50 + 50):
        people, sizes = random_school(seed)
        published = publish_over_time(people, sizes)
        for code, row in (("t", "x"), ("t", "y"), ("c", "a"), ("c", "b"), ("c", "c")):
            truth = [row in (person.answers[code] or ()) for person in people]
            assert pinned(claims_about(row, code, people, published), truth) is None, f"school {seed}, {code} {row}"


def test_the_attack_finds_what_it_looks_for():
    group = frozenset(range(5))
    assert pinned([(group, {5})], [True] * 5)


def test_random_schools_do_publish_something():
    shown = [publish_over_time(*random_school(seed)) for seed in range(40)]
    figures = [f for school in shown for _, publication in school for table in publication.values() for f in table.figures.values()]
    hidden = sum(figure is None for figure in figures)
    assert len(figures) > 200
    assert hidden < len(figures) / 2
