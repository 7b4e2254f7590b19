"""What can be said of a training to somebody with a certain reason or barrier, from its plain values. Pure.

An answer of None is unknown and stays out, so that a gap is neutral.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rtc_app.needs.matching import GENERAL_AREA
from rtc_app.quality.rules import Thresholds


@dataclass(frozen=True)
class Offered:
    """A training as the database holds it; minutes are of regular meetings, `run_minutes` of one run, price in cents."""

    study_areas: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    aftercare: frozenset[str] = frozenset()
    has_eindtermen: bool = False
    has_examples: bool = False
    has_differentiation: bool = False
    has_material: bool = False
    licence_allows_sharing: bool = False
    has_subject_trainer: bool = False
    #: For each thing one has to bring: can it be borrowed?
    borrowable: tuple[bool, ...] = ()
    price: int = 0
    practice_minutes: int = 0
    run_minutes: int = 0
    longest_meeting: int = 0
    runs: int = 0
    has_central_place: bool = False
    #: Checklist points that an assessor judged: code → met.
    judged: Mapping[str, bool] | None = None


@dataclass(frozen=True)
class Limits:
    """From which numbers on a fact holds: those of the checklist, and the prices of the matching file."""

    checklist: Thresholds
    small_price: int
    large_price: int


def facts_of(offered: Offered, limits: Limits) -> dict[str, bool]:
    """Code of a reason (keuzereden) or barrier (drempel) → whether the training meets it."""
    found = {code: fact(offered, limits) for code, fact in _FACTS.items()}
    return {code: holds for code, holds in found.items() if holds is not None}


def _judged(code: str) -> Callable[[Offered, Limits], bool | None]:
    return lambda offered, _limits: (offered.judged or {}).get(code)


def _is_own_pace(offered: Offered) -> bool:
    return bool(offered.modes) and offered.modes <= {"zelfstudie", "online-async"}


def _material(offered: Offered, _limits: Limits) -> bool | None:
    return offered.licence_allows_sharing if offered.has_material else None


def _one_area(offered: Offered, _limits: Limits) -> bool | None:
    return len(offered.study_areas) == 1 and GENERAL_AREA not in offered.study_areas if offered.study_areas else None


def _several_levels(offered: Offered, _limits: Limits) -> bool | None:
    return len(offered.levels) > 1 or offered.has_differentiation if offered.levels else None


def _exchange(offered: Offered, limits: Limits) -> bool | None:
    judged = _judged("CL17")(offered, limits)
    return True if judged is None and "forum" in offered.aftercare else judged


def _practice(offered: Offered, limits: Limits) -> bool | None:
    if not offered.run_minutes:
        return None
    return offered.practice_minutes * 100 >= offered.run_minutes * limits.checklist.practice_percent


def _usable(offered: Offered, limits: Limits) -> bool | None:
    judged = _judged("CL12")(offered, limits)
    return judged if judged is not None else (True if offered.has_eindtermen and offered.has_examples else None)


def _at_school(offered: Offered, _limits: Limits) -> bool | None:
    return "op-school" in offered.modes if offered.modes else None


def _little_time(offered: Offered, limits: Limits) -> bool | None:
    if _is_own_pace(offered):
        return True
    return offered.longest_meeting <= limits.checklist.longest_meeting_minutes if offered.longest_meeting else None


def _low_threshold(offered: Offered, limits: Limits) -> bool | None:
    if not offered.modes or not (offered.runs or _is_own_pace(offered)):
        return None
    remote = bool(offered.modes & {"zelfstudie", "online-async", "online-sync"})
    repeated = offered.runs >= limits.checklist.runs_per_school_year
    return sum((_little_time(offered, limits) is True, repeated, remote, offered.has_central_place)) >= 2


def _price(offered: Offered, limits: Limits) -> bool | None:
    if offered.price <= limits.small_price:
        return True
    return False if offered.price > limits.large_price else None


def _borrow(offered: Offered, _limits: Limits) -> bool | None:
    return all(offered.borrowable) if offered.borrowable else None


def _from_the_start(offered: Offered, _limits: Limits) -> bool | None:
    return "beginner" in offered.levels if offered.levels else None


_FACTS: dict[str, Callable[[Offered, Limits], bool | None]] = {
    "materiaal-nazorg": _material,
    "expertise": lambda offered, _limits: True if offered.has_subject_trainer else None,
    "nieuwe-ontwikkelingen": _judged("CL10"),
    "vakgericht": _one_area,
    "op-maat": _several_levels,
    "interactief": _exchange,
    "praktisch": _practice,
    "bruikbaar-klas": _usable,
    "schoolnoden": _at_school,
    "laagdrempelig": _low_threshold,
    "tijd": _little_time,
    "budget": _price,
    "infrastructuur": _borrow,
    "vaardigheden": _from_the_start,
}
