"""What would change the answer: the same question asked a little wider, with how many more that gives. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rtc_app.needs.matching.scoring import score
from rtc_app.needs.matching.values import LEVELS, WEEKDAYS, Candidate, Match, Measure
from rtc_app.needs.rules import Profile

#: What a person asks of the way, and not of the subject: only this is worth widening.
_ASKED = ("level", "formats", "practical")
#: How much farther is tried.
FARTHER_KM = 20
#: So many weekdays are tried before the weekend.
_SCHOOL_DAYS = 5


@dataclass(frozen=True)
class Widening:
    """One change of the profile, and how many more trainings then meet everything that was asked."""

    #: level, days, max_km or formats.
    what: str
    #: The level or day that is added, the distance in km, or "" when the wish is let go.
    value: str
    more: int


def meets_all(match: Match) -> bool:
    """Whether it fits and nothing of level, form, day and distance speaks against it; what is unknown does not."""
    return match.score > 0 and not any(term.misses for term in match.terms if term.criterion in _ASKED)


def widenings(profile: Profile, candidates: Iterable[Candidate], measure: Measure, at: datetime, limit: int) -> list[Widening]:
    """The changes that give most more, best first; none of them when no change helps."""
    pool = list(candidates)
    met = _met(profile, pool, measure, at)
    found = [Widening(what, value, len(_met(wider, pool, measure, at) - met)) for what, value, wider in _wider(profile)]
    return sorted((widening for widening in found if widening.more), key=lambda widening: -widening.more)[:limit]


def _met(profile: Profile, pool: Sequence[Candidate], measure: Measure, at: datetime) -> set[int]:
    return {candidate.training_id for candidate in pool if meets_all(score(profile, candidate, measure, at))}


def _wider(profile: Profile) -> list[tuple[str, str, Profile]]:
    """Every small change of what was asked; a wish that was not made cannot be widened."""
    changes: list[tuple[str, str, Profile]] = []
    if profile.level:
        changes += [("level", level, replace(profile, level=level)) for level in LEVELS if level != profile.level]
    if profile.days:
        others = [day for day in WEEKDAYS[:_SCHOOL_DAYS] if day not in profile.days]
        changes += [("days", day, replace(profile, days=(*profile.days, day))) for day in others]
    if profile.max_km is not None:
        farther = profile.max_km + FARTHER_KM
        changes.append(("max_km", str(farther), replace(profile, max_km=farther)))
    if profile.formats:
        changes.append(("formats", "", replace(profile, formats=())))
    return changes
