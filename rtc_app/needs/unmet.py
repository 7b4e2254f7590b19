"""Needs for which matching itself finds nothing, as groups in which nobody can be told apart (MAT-06). Pure.

Groups never overlap and no totals stand beside them, so there is nothing to subtract: whoever is in a group that is shown
is in no other one of the same need. What is too few for one group is pooled with its like in a coarser one, first without
the province, then without the level, then without the study area; who is still with too few then, is not shown at all.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from rtc_app.needs.rules import LEAST_SHOWN

#: Somebody of several study areas or provinces is counted once, in a group of its own.
SEVERAL = "meerdere"


@dataclass(frozen=True)
class Lack:
    """What one person needs and cannot find, or what a group has in common; None is unknown, or may differ within the group."""

    need: str
    level: str | None = None
    study_area: str | None = None
    province: str | None = None


#: From fine to coarse.
_COARSER: tuple[Callable[[Lack], Lack], ...] = (
    lambda lack: lack,
    lambda lack: replace(lack, province=None),
    lambda lack: replace(lack, level=None),
    lambda lack: replace(lack, study_area=None),
)


def grouped(lacks: Iterable[Lack]) -> dict[Lack, int]:
    """Group → how many people, each at least five; a person counts once for each need."""
    left = Counter(lacks)
    shown = Counter[Lack]()
    for coarser in _COARSER:
        left = _pooled(left, coarser)
        large = Counter({lack: people for lack, people in left.items() if people >= LEAST_SHOWN})
        # What is pooled may come to stand with those of whom the same is unknown: then they are one group.
        shown += large
        left -= large
    return dict(shown)


def _pooled(lacks: Counter[Lack], coarser: Callable[[Lack], Lack]) -> Counter[Lack]:
    pooled = Counter[Lack]()
    for lack, people in lacks.items():
        pooled[coarser(lack)] += people
    return pooled


def one_of(codes: Iterable[str]) -> str | None:
    """The one group of a kind that somebody is in."""
    found = tuple(codes)
    return None if not found else found[0] if len(found) == 1 else SEVERAL
