"""Which figures of a question may stand in a report, so that no subtraction leaves a person (VOI-01).

Three guards. A group is shown only when it is large enough, and so is whatever is left when it is taken from the whole or
from groups of another kind. The figures are coarse. And each row is attacked with everything shown of it: what would give
somebody away stays out. A question is published once, after the campaign, so there is no earlier table to compare with.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, permutations

from rtc_app.campaigns.rules.figures import Figure, Limits, band, counts, figure
from rtc_app.trajectories.rules.disclosure import Claim, gives_away, gives_away_choice, gives_away_parts


@dataclass(frozen=True)
class Cell:
    """How many people answered, and how many of them gave each answer."""

    people: int
    options: Mapping[str, int]


@dataclass(frozen=True)
class Counted:
    """The tallies of one question: of everybody, of each group such as "net:go", and how many are in two groups at once."""

    whole: Cell
    groups: Mapping[str, Cell]
    overlaps: Mapping[frozenset[str], int]

    def both(self, one: str, other: str) -> int:
        """How many people are in both groups."""
        return self.overlaps.get(frozenset((one, other)), 0)


@dataclass(frozen=True)
class Table:
    """A question as published: how many answered, as a band, and the figures by row; groups under their code."""

    people: str
    figures: Mapping[str, Figure]
    groups: Mapping[str, "Table"]


@dataclass(frozen=True)
class _Draft:
    """A table in the making: figures by group ("" for everybody) and row, to be hidden where they tell too much."""

    counted: Counted
    limits: Limits
    figures: dict[str, dict[str, Figure]]

    def people(self, group: str) -> int:
        return self.counted.groups[group].people if group else self.counted.whole.people

    def range(self, row: str, group: str) -> tuple[int, int]:
        """The least and the most people the figure of a row can stand for."""
        return _counts(self.figures[group][row], self.people(group), self.limits)

    def hide(self, row: str, groups: Iterable[str]) -> None:
        for group in groups:
            self.figures[group][row] = None


def publish(counted: Counted, rows: Sequence[str], kinds: Sequence[str], limits: Limits, *, is_choice: bool) -> Table | None:
    """What may be shown of a question, split by these kinds of group; None when too few people answered it.

    `is_choice`: each person gave exactly one of the rows.
    """
    if counted.whole.people < limits.respondents_minimum:
        return None
    shown = groups_shown(counted, kinds, limits)
    cells = {"": counted.whole, **{group: counted.groups[group] for group in shown}}
    figures = {key: {row: figure(cell.options.get(row, 0), cell.people, limits) for row in rows} for key, cell in cells.items()}
    draft = _Draft(counted, limits, figures)
    for row in rows:
        _hide_unsafe(row, draft)
    if is_choice:
        for key, values in figures.items():
            _hide_choice(values, cells[key].people, limits)
    groups = {group: Table(band(cells[group].people, limits), figures[group], {}) for group in shown}
    return Table(band(counted.whole.people, limits), figures[""], groups)


def groups_shown(counted: Counted, kinds: Sequence[str], limits: Limits) -> list[str]:
    """The groups that are large enough, with nothing small left beside them. Only sizes decide, never answers."""
    shown = {
        kind: sorted(
            (group for group, cell in counted.groups.items() if kind_of(group) == kind and cell.people >= limits.group_minimum),
            key=lambda group: (-counted.groups[group].people, group),
        )
        for kind in kinds
    }
    for groups in shown.values():
        while groups and 0 < counted.whole.people - _people(groups, counted) < limits.group_minimum:
            groups.pop()
    while cornered := next(_cornered_groups(shown, counted, limits), None):
        shown[kind_of(cornered)].remove(cornered)
    return [group for groups in shown.values() for group in groups]


def kind_of(group: str) -> str:
    """The kind of a group: "net:go" → "net"."""
    return group.split(":", 1)[0]


def _people(groups: Iterable[str], counted: Counted) -> int:
    return sum(counted.groups[group].people for group in groups)


def _cornered_groups(shown: Mapping[str, list[str]], counted: Counted, limits: Limits) -> Iterator[str]:
    """Groups from which, or from whose complement, groups of another kind can be subtracted until a few people are left."""
    whole = counted.whole.people
    for one, other in permutations(shown, 2):
        # What is not in any shown group of the other kind can be told apart as well.
        rest = whole - _people(shown[other], counted)
        for group in shown[one]:
            size = counted.groups[group].people
            parts = [(counted.groups[each].people, counted.both(group, each)) for each in shown[other]]
            parts.append((rest, size - sum(both for _, both in parts)))
            outside = [(people, people - both) for people, both in parts]
            if _leaves_few(size, parts, limits.group_minimum) or _leaves_few(whole - size, outside, limits.group_minimum):
                yield group


def _leaves_few(size: int, parts: Sequence[tuple[int, int]], least: int) -> bool:
    """Whether a set of `size` people minus the parts within it, or the parts that cover it minus the set, is a small set.

    A part is (its people, how many of them are in the set); the parts together hold everybody.
    """
    within = [people for people, inside in parts if people and people == inside]
    left = size - sum(within)
    over = sum(people for people, inside in parts if inside) - size
    return (bool(within) and 0 < left < least) or 0 < over < least


def _hide_unsafe(row: str, draft: _Draft) -> None:
    """Take a row out of the groups of a kind, or of two kinds, where it could be used against somebody."""
    by_kind: dict[str, list[str]] = {}
    for group in draft.figures:
        if group:
            by_kind.setdefault(kind_of(group), []).append(group)
    for groups in by_kind.values():
        if _is_unsafe_kind(row, groups, draft):
            draft.hide(row, groups)
    for one, other in combinations(by_kind.values(), 2):
        if any(_is_unsafe_pair(row, first, second, draft) for first in one for second in other):
            draft.hide(row, [*one, *other])
    if gives_away_parts([draft.people("")], [draft.range(row, "")], draft.range(row, "")):
        draft.hide(row, [""])


def _is_unsafe_kind(row: str, groups: Sequence[str], draft: _Draft) -> bool:
    """The whole against the groups of one kind, which never overlap, and what is in none of them."""
    sizes = [draft.people(group) for group in groups]
    rest = draft.people("") - sum(sizes)
    parts = [draft.range(row, group) for group in groups]
    return gives_away_parts([*sizes, rest], [*parts, (0, rest)], draft.range(row, ""))


def _is_unsafe_pair(row: str, first: str, second: str, draft: _Draft) -> bool:
    """The whole against two groups that may overlap: who is in both, in one of them, in none."""
    both = draft.counted.both(first, second)
    in_first, in_second = draft.people(first) - both, draft.people(second) - both
    parts = {"both": both, "first": in_first, "second": in_second, "none": draft.people("") - in_first - in_second - both}
    atoms = [name for name, people in parts.items() if people]
    sets = {"": tuple(parts), first: ("both", "first"), second: ("both", "second")}
    claims = [
        Claim(tuple(number for number, name in enumerate(atoms) if name in names), *draft.range(row, group))
        for group, names in sets.items()
    ]
    return _gives_away(tuple(parts[name] for name in atoms), tuple(claims))


def _hide_choice(values: dict[str, Figure], people: int, limits: Limits) -> None:
    """Options that add up tell each other; when that gives somebody away, none is shown."""
    if gives_away_choice(people, [_counts(shown, people, limits) for shown in values.values()]):
        values.update(dict.fromkeys(values))


@lru_cache(maxsize=10_000)
def _counts(shown: Figure, people: int, limits: Limits) -> tuple[int, int]:
    return (0, people) if shown is None else counts(shown, people, limits)


@lru_cache(maxsize=10_000)
def _gives_away(sizes: tuple[int, ...], claims: tuple[Claim, ...]) -> bool:
    return gives_away(sizes, claims)
