"""What matching works with: a training, the measure, and what a score is made of. Plain values in concept codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from rtc_app.kernel.earth import Position
from rtc_app.needs.rules import DAY_LABELS, URGENCY_LABELS

LEVELS = ("beginner", "gevorderde", "expert")
#: How much a need presses, from little to much; a need of which nothing is said stands in the middle.
URGENCIES = tuple(URGENCY_LABELS)
WEEKDAYS = tuple(DAY_LABELS)


@dataclass(frozen=True)
class Run:
    """A session that was not cancelled."""

    start: datetime
    #: The days of its meetings, as in WEEKDAYS; empty when no meeting is planned yet.
    weekdays: frozenset[str] = frozenset()
    position: Position | None = None
    #: Nobody has to travel for it.
    is_remote: bool = False


@dataclass(frozen=True)
class Candidate:
    """A training as matching sees it, in concept codes; an empty set says that it is unknown."""

    training_id: int
    study_areas: frozenset[str] = frozenset()
    #: Its own themes and those of its tools.
    themes: frozenset[str] = frozenset()
    tools: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    aftercare: frozenset[str] = frozenset()
    onderwijsvormen: frozenset[str] = frozenset()
    #: Code of a reason or a barrier → whether the training meets it; what is unknown is not in it.
    facts: Mapping[str, bool] | None = None
    is_technical: bool = False
    #: Code of the organisation that gives it.
    provider: str = ""
    runs: tuple[Run, ...] = ()

    @property
    def is_own_pace(self) -> bool:
        """Whether it needs no session."""
        return bool(self.modes) and self.modes <= {"zelfstudie", "online-async"}

    def to_come(self, at: datetime) -> tuple[Run, ...]:
        """The sessions that still have to begin."""
        return tuple(run for run in self.runs if run.start > at)

    def has_date(self, at: datetime) -> bool:
        """Whether one can begin: a session to come, or one's own pace."""
        return self.is_own_pace or any(run.start > at for run in self.runs)

    def is_past(self, at: datetime) -> bool:
        """Whether it was held and nothing more is planned."""
        return bool(self.runs) and not self.has_date(at)


@dataclass(frozen=True)
class Criterion:
    """One way in which a training can fit, what it weighs and why."""

    code: str
    label: str
    weight: float
    why: str


@dataclass(frozen=True)
class Measure:
    """Everything the score rests on besides profile and training: the data file and three facts of the vocabularies."""

    criteria: tuple[Criterion, ...]
    covered_by_tool: float
    covered_by_theme: float
    covered_by_related: float
    #: What coverage is multiplied by, one for each of URGENCIES.
    urgency: tuple[float, ...]
    level_steps: tuple[float, ...]
    #: (least share, words), from best to worst.
    fits: tuple[tuple[float, str], ...]
    #: Share of all weights that must be known before a match is called certain.
    enough_known: float
    #: Motivation → the themes that answer to it.
    themes_of: Mapping[str, frozenset[str]]
    #: Tool → its theme.
    theme_of: Mapping[str, str]
    #: Preferred format → the modes that answer to it.
    modes_of: Mapping[str, frozenset[str]]


class Part(NamedTuple):
    """What one criterion finds: from -1 (misses) to 1 (fits), and the codes that met or did not."""

    share: float
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """A part with its points."""

    criterion: str
    points: float
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A training with the terms of its score."""

    candidate: Candidate
    terms: tuple[Term, ...]
    score: float
    #: The score over what could be reached, from -1 to 1.
    share: float
    #: How much of all that counts was known on both sides, from 0 to 1.
    known: float

    def term(self, criterion: str) -> Term | None:
        """The term of one criterion, or None when it says nothing."""
        return next((term for term in self.terms if term.criterion == criterion), None)
