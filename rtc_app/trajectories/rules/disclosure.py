"""The attacker's arithmetic: what follows about single people from figures that were shown.

People are divided into atoms, groups that no figure tells apart. A claim says how many people in some atoms ticked an
answer. Each claim narrows the others; an atom of which everybody or nobody must have ticked gives people away. The
attacker may be one of them and then knows one answer more. Only shown figures are used, so hiding one says nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations


@dataclass(frozen=True)
class Claim:
    """Between `low` and `high` people of these atoms (by index) together ticked the answer."""

    atoms: tuple[int, ...]
    low: int
    high: int


def gives_away(sizes: Sequence[int], claims: Sequence[Claim]) -> bool:
    """Whether an outsider, or any one of the people, could be sure of somebody else's answer."""
    claims = _with_differences(claims)
    if _pins(sizes, claims):
        return True
    return any(_pins(*_without(sizes, claims, atom, ticked)) for atom, size in enumerate(sizes) if size for ticked in (0, 1))


def gives_away_parts(sizes: Sequence[int], parts: Sequence[tuple[int, int]], whole: tuple[int, int]) -> bool:
    """The same for parts that never overlap and make up the whole, each with a range of counts: exact, and quick for many parts."""
    if _pins_part(sizes, parts, whole):
        return True
    for own, size in enumerate(sizes):
        for ticked in (0, 1) if size else ():
            others = [n - (i == own) for i, n in enumerate(sizes)]
            known = [(low - ticked, high - ticked) if i == own else (low, high) for i, (low, high) in enumerate(parts)]
            if _pins_part(others, known, (whole[0] - ticked, whole[1] - ticked)):
                return True
    return False


def gives_away_choice(base: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """The same for a question of which each of `base` people ticks exactly one option; a range of counts per option."""
    if _pins_choice(base, ranges):
        return True
    for own in range(len(ranges)):
        others = [(max(low - (own == i), 0), high - (own == i)) for i, (low, high) in enumerate(ranges)]
        if ranges[own][1] and _pins_choice(base - 1, others):
            return True
    return False


def bounds(sizes: Sequence[int], claims: Sequence[Claim]) -> list[tuple[int, int]]:
    """The least and the most people who can have ticked, per atom; claims that contradict each other give least > most."""
    low, high = [0] * len(sizes), list(sizes)
    changed = True
    while changed:
        changed = False
        for claim in claims:
            all_low, all_high = sum(low[i] for i in claim.atoms), sum(high[i] for i in claim.atoms)
            for i in claim.atoms:
                least = max(low[i], claim.low - (all_high - high[i]))
                most = min(high[i], claim.high - (all_low - low[i]))
                if least > most:
                    return [(1, 0)]
                if (least, most) != (low[i], high[i]):
                    changed = True
                    all_low, all_high = all_low + least - low[i], all_high + most - high[i]
                    low[i], high[i] = least, most
    return list(zip(low, high, strict=True))


def _with_differences(claims: Sequence[Claim]) -> list[Claim]:
    """The claims and what follows about the rest when one group lies within another, and once more about the rest of that."""
    known: dict[tuple[int, ...], Claim] = {}
    for claim in claims:
        _learn(known, claim)
    for _ in range(2):
        for small, large in permutations(list(known.values()), 2):
            if set(small.atoms) < set(large.atoms):
                rest = tuple(atom for atom in large.atoms if atom not in small.atoms)
                _learn(known, Claim(rest, max(large.low - small.high, 0), large.high - small.low))
    return list(known.values())


def _learn(known: dict[tuple[int, ...], Claim], claim: Claim) -> None:
    before = known.get(claim.atoms, claim)
    known[claim.atoms] = Claim(claim.atoms, max(before.low, claim.low), min(before.high, claim.high))


def _pins(sizes: Sequence[int], claims: Sequence[Claim]) -> bool:
    found = bounds(sizes, claims)
    return any(low == high and low in (0, size) for (low, high), size in zip(found, sizes, strict=False) if size)


def _pins_part(sizes: Sequence[int], parts: Sequence[tuple[int, int]], whole: tuple[int, int]) -> bool:
    ranges = [(max(low, 0), min(high, size)) for (low, high), size in zip(parts, sizes, strict=True)]
    all_low, all_high = sum(low for low, _ in ranges), sum(high for _, high in ranges)
    if any(low > high for low, high in ranges) or all_low > whole[1] or all_high < whole[0]:
        return False  # that cannot be
    for (low, high), size in zip(ranges, sizes, strict=True):
        least, most = max(low, whole[0] - (all_high - high)), min(high, whole[1] - (all_low - low))
        if size and least == most and least in (0, size):
            return True
    return False


def _pins_choice(base: int, ranges: Sequence[tuple[int, int]]) -> bool:
    every = tuple(range(len(ranges)))
    claims = [Claim((i,), low, high) for i, (low, high) in enumerate(ranges)]
    return _pins([base] * len(ranges), [*claims, Claim(every, base, base)])


def _without(sizes: Sequence[int], claims: Sequence[Claim], atom: int, ticked: int) -> tuple[list[int], list[Claim]]:
    """The same figures about the others, when one person of an atom is known."""
    others = [size - (i == atom) for i, size in enumerate(sizes)]
    known = [Claim(c.atoms, c.low - ticked, c.high - ticked) if atom in c.atoms else c for c in claims]
    return others, known
