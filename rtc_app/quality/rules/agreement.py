"""How alike two assessors judge: observed agreement, and Cohen's kappa, which takes off what chance alone would give.

J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960).
"""

import enum
import random
from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass

#: What the first and what the second said of the same thing.
Pair = tuple[Hashable, Hashable]


@dataclass(frozen=True)
class Choices:
    """What the source leaves open and RTC chose (proposal); see data/agreement.yaml."""

    share_percent: int
    recent_days: int
    least_pairs: int
    least_kappa: float


class Reading(enum.StrEnum):
    """What the figures of one criterion ask for; the value is its word on the page."""

    TOO_FEW = "te weinig"
    ALIKE = "eensgezind"
    NO_KAPPA = "altijd gelijk"
    REWRITE = "te herschrijven"


@dataclass(frozen=True)
class Agreement:
    """How alike a criterion was judged. `observed` (0 to 1) and `kappa` (-1 to 1) are None when there are too few pairs."""

    pairs: int
    reading: Reading
    observed: float | None = None
    kappa: float | None = None


def observed_agreement(pairs: Collection[Pair]) -> float:
    """The part of the pairs that say the same, from 0 to 1; needs at least one pair."""
    return sum(first == second for first, second in pairs) / len(pairs)


def cohens_kappa(pairs: Collection[Pair]) -> float | None:
    """Agreement beyond chance: 1 is full agreement, 0 what chance gives, below 0 is worse.

    None without pairs, and when everybody always said the same one thing: chance would then explain all of it.
    """
    number = len(pairs)
    said_first, said_second = Counter(first for first, _ in pairs), Counter(second for _, second in pairs)
    # In whole numbers, times the square of how many pairs there are, so that nothing is rounded before the division.
    by_chance = sum(said_first[word] * said_second[word] for word in said_first)
    if number * number == by_chance:
        return None
    return (number * sum(first == second for first, second in pairs) - by_chance) / (number * number - by_chance)


def read(pairs: Collection[Pair], chosen: Choices) -> Agreement:
    """What the pairs of one criterion say."""
    if len(pairs) < max(1, chosen.least_pairs):
        return Agreement(len(pairs), Reading.TOO_FEW)
    kappa = cohens_kappa(pairs)
    reading = Reading.ALIKE
    if kappa is None or kappa < chosen.least_kappa:
        reading = Reading.NO_KAPPA if kappa is None else Reading.REWRITE
    return Agreement(len(pairs), reading, observed_agreement(pairs), kappa)


def qualifies(free: Collection[int], *, is_decided: bool) -> bool:
    """Whether a round can be judged twice: somebody had no hand in it, and while it runs a second one stays free to decide on it."""
    return len(free) >= (1 if is_decided else 2)


def draw(qualified: Sequence[int], share_percent: int, seed: int) -> list[int]:
    """So many percent of these, rounded up and in order; the same seed draws the same from the same."""
    number = -(-len(qualified) * share_percent // 100)
    return sorted(random.Random(seed).sample(sorted(qualified), number))  # noqa: S311 - fair is enough, and it must be repeatable
