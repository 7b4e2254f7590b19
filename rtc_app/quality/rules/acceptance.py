"""Which offer passed, for whoever pays for it: what became of each training, and how many there are of each kind (QA-15)."""

import enum
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rtc_app.quality.rules.verdicts import Outcome


class Count(enum.StrEnum):
    """What is counted; the value is its word above a column."""

    SUBMITTED = "ingediend"
    ASSESSED = "beoordeeld"
    ACCEPTED = "voldoet"
    CONDITIONAL = "voorwaardelijk"
    REFUSED = "voldoet niet"
    EXPIRED = "vervallen"


_ALWAYS = (
    "Een opleiding met meerdere thema's, studiegebieden, provincies of niveaus telt in elk mee. In het totaal telt ze één keer.",
    "Een toepassing telt mee bij haar thema.",
    "Een opleiding staat bij de provincies waar ze gegeven wordt; zonder plaats bij de provincie van haar RTC.",
)
#: What a reader has to know of the counts; the key says whether they are of now.
EXPLAINED = {
    True: (
        "Ingediend: wacht nu op een beslissing. Beoordeeld: er is ooit over beslist, en de laatste beslissing telt.",
        "Vervallen: leraren vinden ze niet meer. De termijn is voorbij, of ze is daarna gewijzigd of teruggetrokken.",
        *_ALWAYS,
    ),
    False: (
        "Ingediend en beoordeeld: in deze periode. De laatste beslissing telt, ook als ze intussen niet meer geldt.",
        "Vervallen: de termijn van de laatste beslissing liep in deze periode af. Zo'n opleiding kan ook bij een uitkomst staan.",
        *_ALWAYS,
    ),
}

_BY_OUTCOME = {Outcome.ACCEPTED: Count.ACCEPTED, Outcome.CONDITIONAL: Count.CONDITIONAL, Outcome.REFUSED: Count.REFUSED}


@dataclass(frozen=True)
class Period:
    """Days that a report is about, both included; an open end is None."""

    first: date | None
    last: date | None


@dataclass(frozen=True)
class Judged:
    """One round of a training: when it was opened, and how and until when it was decided."""

    opened_at: datetime
    outcome: Outcome | None = None
    decided_at: datetime | None = None
    valid_until: datetime | None = None


@dataclass(frozen=True)
class Submitted:
    """A training that was ever submitted: its rounds in order, and whether teachers find it now."""

    rounds: tuple[Judged, ...]
    is_findable: bool = False
    is_withdrawn: bool = False
    is_example: bool = False


@dataclass(frozen=True)
class Line:
    """One line of a report: how many trainings of each kind."""

    label: str
    counts: Mapping[Count, int]

    @property
    def passed(self) -> int:
        return self.counts[Count.ACCEPTED] + self.counts[Count.CONDITIONAL]


def read_period(first: str, last: str) -> Period | None:
    """The period in an address (ISO days, in either order); what is no day leaves its end open, and two open ends are no period."""
    days = [_day(first), _day(last)]
    if days == [None, None]:
        return None
    if days[0] and days[1] and days[0] > days[1]:
        days.reverse()
    return Period(*days)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def standing_now(training: Submitted) -> frozenset[Count]:
    """What holds of a training today: whether it waits, and its last decision, which is *vervallen* once teachers no longer find it.

    Whoever was assessed is in exactly one of the four outcomes, so that they add up.
    """
    found = set()
    if not training.is_withdrawn and any(judged.outcome is None for judged in training.rounds):
        found.add(Count.SUBMITTED)
    decided = [judged.outcome for judged in training.rounds if judged.outcome is not None]
    if decided:
        still_holds = training.is_findable or decided[-1] is Outcome.REFUSED
        found |= {Count.ASSESSED, _BY_OUTCOME[decided[-1]] if still_holds else Count.EXPIRED}
    return frozenset(found)


def standing_within(training: Submitted, start: datetime, end: datetime) -> frozenset[Count]:
    """What happened to a training from `start` to before `end`: submitted, its last decision then, and whether its term ended then."""
    found = set()
    if any(start <= judged.opened_at < end for judged in training.rounds):
        found.add(Count.SUBMITTED)
    decided = [judged for judged in training.rounds if judged.outcome is not None and judged.decided_at and judged.decided_at < end]
    last = max(decided, key=lambda judged: (judged.decided_at, judged.opened_at), default=None)
    if last is None or last.outcome is None or last.decided_at is None:
        return frozenset(found)
    if last.decided_at >= start:
        found |= {Count.ASSESSED, _BY_OUTCOME[last.outcome]}
    if last.valid_until is not None and start <= last.valid_until < end:
        found.add(Count.EXPIRED)
    return frozenset(found)


def total(found: Mapping[int, frozenset[Count]]) -> Line:
    """Every training once; `found` says what holds of each."""
    return _line("Alle opleidingen", found.values())


def along(
    found: Mapping[int, frozenset[Count]], having: Mapping[str, Collection[int]], choices: Iterable[tuple[str, str]]
) -> tuple[Line, ...]:
    """A line for each concept, in order, from the trainings that have it; on a last line those that have none of them."""
    lines = [_line(label, (found[id_] for id_ in having.get(code, ()) if id_ in found)) for code, label in choices]
    without = found.keys() - set().union(*having.values())
    return (*lines, *([_line("niet ingevuld", (found[id_] for id_ in without))] if without else []))


def _line(label: str, trainings: Iterable[frozenset[Count]]) -> Line:
    counted = Counter(kind for found in trainings for kind in found)
    return Line(label, {kind: counted[kind] for kind in Count})
