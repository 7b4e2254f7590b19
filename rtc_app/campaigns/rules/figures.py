"""Numbers of people as a report may show them: bands, rounded shares, and words at both ends."""

from dataclasses import dataclass

from rtc_app.trajectories.rules.mirror import HALF_OR_MORE, LESS_THAN_HALF, MAJORITY, MINORITY

#: A share in percent, one of four words, or None when it is hidden.
Figure = int | str | None


@dataclass(frozen=True)
class Rounding:
    """From `least` people on, shares are rounded to `step` points."""

    least: int
    step: int


@dataclass(frozen=True)
class Limits:
    """See data/reporting.yaml."""

    respondents_minimum: int
    group_minimum: int
    rounding: tuple[Rounding, ...]
    majority: int
    counts_per_word: int
    band: int
    least_schools: int
    reminder_after_days: int
    longest_days: int


def band(people: int, limits: Limits) -> str:
    """A number of people as it may be shown while it grows: 12 → "10–19"; 3 → "minder dan 10"."""
    if people < limits.band:
        return f"minder dan {limits.band}"
    low = people // limits.band * limits.band
    return f"{low}–{low + limits.band - 1}"


def figure(count: int, base: int, limits: Limits) -> Figure:
    """The share of `count` in `base` people as it may be shown; of few people only whether it is half or more."""
    step = next((rounding.step for rounding in limits.rounding if base >= rounding.least), None)
    if step is None:
        return HALF_OR_MORE if 2 * count >= base else LESS_THAN_HALF
    word = max(base * (100 - limits.majority) // 100, limits.counts_per_word - 1)
    if count <= word:
        return MINORITY
    if count >= base - word:
        return MAJORITY
    return (200 * count + step * base) // (2 * step * base) * step


def counts(shown: Figure, base: int, limits: Limits) -> tuple[int, int]:
    """The least and the most people a shown figure can stand for."""
    fitting = [n for n in range(base + 1) if shown == figure(n, base, limits)]
    return (fitting[0], fitting[-1]) if fitting else (0, base)
