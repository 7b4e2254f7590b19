"""An attacker who has the whole report, knows who answered and in which groups they are, and knows one answer: nobody is pinned.

The attacker here adds and subtracts sets of people and counts every outcome, so it shares nothing with the guard it tests.
"""

import random
from itertools import combinations, permutations

import pytest

from rtc_app.campaigns import files
from rtc_app.campaigns.rules import Cell, Counted, band, counts, figure, publish
from rtc_app.campaigns.rules.publishing import groups_shown, kind_of
from rtc_app.trajectories.rules.mirror import HALF_OR_MORE, LESS_THAN_HALF, MAJORITY, MINORITY

LIMITS = files.limits()
KINDS = ("net", "provincie", "functie")


def random_people(seed):
    """People as (their groups, what they ticked); the kinds depend on each other, so that groups nest or nearly do."""
    rng = random.Random(seed)
    wish = rng.choice((0.0, 0.05, 0.3, 0.5, 0.95, 1.0))
    per_province = {province: rng.choice((wish, 0.0, 1.0)) for province in "abc"}
    stray = rng.choice((0.0, 0.02, 0.1, 0.5))
    people = []
    for _ in range(rng.randint(30, 75)):
        province = rng.choices("abc", (5, 3, 1))[0]
        net = rng.choice("xyz") if rng.random() < stray else {"a": "x", "b": "y", "c": "y"}[province]
        groups = {f"provincie:{province}", f"net:{net}"} | ({f"functie:{rng.choice('pq')}"} if rng.random() < 0.7 else set())
        ticks = {row for row in ("t", "u") if rng.random() < per_province[province]}
        people.append((frozenset(groups), frozenset(ticks)))
    return people


def counted(people):
    """The tallies of these people."""

    def cell(some):
        return Cell(len(some), {row: sum(row in ticks for _, ticks in some) for row in ("t", "u")})

    groups = sorted({group for mine, _ in people for group in mine})
    overlaps = {frozenset(pair): sum(set(pair) <= mine for mine, _ in people) for pair in combinations(groups, 2)}
    return Counted(cell(people), {group: cell([p for p in people if group in p[0]]) for group in groups}, overlaps)


def claims_of(table, people, row):
    """What the report says: (people, numbers of them that fit) of each figure."""
    everybody = frozenset(range(len(people)))
    cells = {"": (everybody, table)} | {
        group: (frozenset(i for i in everybody if group in people[i][0]), inner) for group, inner in table.groups.items()
    }
    for group, (members, inner) in cells.items():
        shown = inner.figures[row]
        if shown is not None:
            yield group, members, {n for n in range(len(members) + 1) if figure(n, len(members), LIMITS) == shown}


def derived(claims):
    """These sets, unions of disjoint ones, and every difference of two nested sets, with the numbers that fit."""
    known = {}

    def learn(members, fits):
        fits = {n for n in fits if 0 <= n <= len(members)}
        known[members] = known.get(members, fits) & fits

    for _, members, fits in claims:
        learn(members, fits)
    for size in (2, 3):
        for some in combinations([claim for claim in claims if claim[0]], size):
            union = frozenset().union(*(members for _, members, _ in some))
            if len({kind_of(group) for group, _, _ in some}) == 1 and len(union) == sum(len(members) for _, members, _ in some):
                sums = {0}
                for _, _, fits in some:
                    sums = {a + b for a in sums for b in fits}
                learn(union, sums)
    for _ in range(2):
        for small, large in permutations(list(known), 2):
            if small < large:
                learn(large - small, {b - a for a in known[small] for b in known[large]})
    return known


def pinned(known, people, row):
    """Somebody whose answer follows, for an outsider or for a member of the group who knows the own answer."""
    for members, fits in known.items():
        for insider in (None, *members):
            own = row in people[insider][1] if insider is not None else 0
            others = len(members) - (insider is not None)
            possible = {n - own for n in fits if 0 <= n - own <= others}
            if others and possible in ({0}, {others}):
                return members, insider
    return None


@pytest.mark.parametrize("block", range(4))
def test_no_answer_of_anybody_can_be_pinned_in_two_hundred_random_campaigns(block):
    for seed in range(block * 50, block * 50 + 50):
        people = random_people(seed)
        table = publish(counted(people), ("t", "u"), KINDS, LIMITS, is_choice=False)
        for row in ("t", "u"):
            assert pinned(derived(list(claims_of(table, people, row))), people, row) is None, f"campaign {seed}, {row}"


def test_the_attack_finds_what_is_shown_without_guard():
    """The same figures with every group shown do give people away: the attack is worth something."""
    found = 0
    for seed in range(40):
        people = random_people(seed)
        tallies = counted(people)
        claims = [("", frozenset(range(len(people))), {tallies.whole.options["t"]})]
        for group, cell in tallies.groups.items():
            claims.append((group, frozenset(i for i, (mine, _) in enumerate(people) if group in mine), {cell.options["t"]}))
        found += pinned(derived(claims), people, "t") is not None
    assert found > 20


def test_random_campaigns_do_show_something():
    shown = [publish(counted(random_people(seed)), ("t", "u"), KINDS, LIMITS, is_choice=False) for seed in range(40)]
    figures = [f for table in shown for each in (table, *table.groups.values()) for f in each.figures.values()]
    assert len(figures) > 200
    assert sum(f is None for f in figures) < len(figures) / 3


def test_too_few_people_give_no_table():
    people = [(frozenset(), frozenset())] * (LIMITS.respondents_minimum - 1)
    assert publish(counted(people), ("t",), KINDS, LIMITS, is_choice=False) is None


def some(sizes):
    """Tallies of people by their groups: {("net:x", "provincie:a"): 12, …}."""
    return counted([(frozenset(groups), frozenset()) for groups, number in sizes.items() for _ in range(number)])


def test_a_small_group_is_not_shown():
    assert groups_shown(some({("net:x",): 30, ("net:y",): 9, (): 20}), KINDS, LIMITS) == ["net:x"]


def test_a_group_is_not_shown_when_the_rest_would_be_small():
    assert groups_shown(some({("net:x",): 40, ("net:y",): 9}), KINDS, LIMITS) == []


def test_a_group_is_not_shown_when_little_is_left_beside_a_group_of_another_kind():
    sizes = {("net:x", "provincie:a"): 20, ("net:x", "provincie:b"): 3, ("net:y", "provincie:b"): 30}
    shown = groups_shown(some(sizes), KINDS, LIMITS)
    assert not {"net:x", "provincie:a"} <= set(shown)


def test_a_group_is_not_shown_when_several_others_nearly_fill_it():
    sizes = {("net:x", f"provincie:{p}"): 15 for p in "ab"} | {("net:x",): 3, ("net:y", "provincie:c"): 20, ("net:y",): 20}
    assert "net:x" not in groups_shown(some(sizes), KINDS, LIMITS)


def test_groups_of_two_kinds_that_cross_widely_are_shown_together():
    sizes = {(f"net:{net}", f"provincie:{province}"): 12 for net in "xy" for province in "ab"}
    assert len(groups_shown(some(sizes), KINDS, LIMITS)) == 4


@pytest.mark.parametrize(
    ("count", "base", "shown"),
    [
        (2, 30, MINORITY),
        (28, 30, MAJORITY),
        (15, 30, 50),
        (30, 100, 30),
        (31, 100, 30),
        (33, 100, 35),
        (6, 12, HALF_OR_MORE),
        (5, 12, LESS_THAN_HALF),
    ],
)
def test_figures_are_coarser_for_fewer_people(count, base, shown):
    assert figure(count, base, LIMITS) == shown


@pytest.mark.parametrize("base", [10, 12, 29, 30, 45, 59, 60, 61, 100, 333])
def test_every_word_stands_for_at_least_three_counts(base):
    words = {shown for n in range(base + 1) if isinstance(shown := figure(n, base, LIMITS), str)}
    assert len(words) == 2
    assert all(high - low >= 2 for low, high in (counts(word, base, LIMITS) for word in words))


def test_options_that_add_up_are_hidden_when_they_tell_an_answer():
    people = [(frozenset(), frozenset("t"))] * 30
    table = publish(counted(people), ("t", "u"), KINDS, LIMITS, is_choice=True)
    known = [counts(f, 30, LIMITS) for f in table.figures.values() if f is not None]
    assert all(low != high for low, high in known)


@pytest.mark.parametrize(("people", "words"), [(0, "minder dan 10"), (9, "minder dan 10"), (10, "10–19"), (47, "40–49")])
def test_people_are_shown_as_a_band(people, words):
    assert band(people, LIMITS) == words
