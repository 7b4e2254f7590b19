"""Pure decisions about the offer: what kind a training is, in which price band it falls, which session to show first."""

import enum
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

_ADDRESS = re.compile(r"https?://[^\s/@:?#<>\"]+\.[^\s<>\"]+")


class TrainingKind(enum.StrEnum):
    """Technical trainings come first, general ones stay available (CAT-04)."""

    TECHNICAL = "vaktechnisch"
    GENERAL = "algemeen"


def kind_of(theme_groups: Iterable[object], tool_kinds: Iterable[object]) -> TrainingKind:
    """Technical when a theme belongs to the technical group or a tool belongs to a trade (CAT-04, CAT-05)."""
    is_technical = "technisch" in theme_groups or "vaktechnisch" in tool_kinds
    return TrainingKind.TECHNICAL if is_technical else TrainingKind.GENERAL


#: (code, label, highest price in cents or None) of each price band, from cheap to dear.
PRICE_BANDS: tuple[tuple[str, str, int | None], ...] = (
    ("gratis", "gratis", 0),
    ("tot-50", "tot € 50", 5_000),
    ("tot-100", "€ 50 tot € 100", 10_000),
    ("meer", "meer dan € 100", None),
)


def price_band(cents: int) -> str:
    """Code of the band in which a price for everything together falls; each price is in exactly one."""
    return next(code for code, _, highest in PRICE_BANDS if highest is None or cents <= highest)


@dataclass(frozen=True)
class Seats:
    """What is left in a session. While somebody waits, a newcomer queues behind (ENR-04)."""

    capacity: int
    taken: int
    waiting: int

    @property
    def free(self) -> int:
        return 0 if self.waiting else max(0, self.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        return self.free == 0


@dataclass(frozen=True)
class Run:
    """What decides which session of a training is shown first; instants in UTC."""

    id: int
    starts_at: datetime
    deadline_at: datetime
    is_cancelled: bool
    seats: Seats

    def is_upcoming(self, at: datetime) -> bool:
        return not self.is_cancelled and self.starts_at > at

    def is_open(self, at: datetime) -> bool:
        """Whether one can still enrol or queue (CAT-20)."""
        return self.is_upcoming(at) and self.deadline_at > at


def next_run(runs: Sequence[Run], at: datetime) -> Run | None:
    """The session to show first: open with a free seat, else open with a queue, else closed but still to come."""
    upcoming = [run for run in runs if run.is_upcoming(at)]
    return min(upcoming, key=lambda run: (not run.is_open(at), run.seats.is_full, run.starts_at, run.id), default=None)


class PageState(enum.StrEnum):
    """How a training stands for who reads its page."""

    ONLINE = "online"
    #: Its provider took it out of the offer.
    WITHDRAWN = "teruggetrokken"
    #: The term of its assessment ended.
    LAPSED = "vervallen"
    #: Not accepted as it is now; only its provider and RTC staff get here.
    HIDDEN = "verborgen"


@dataclass(frozen=True)
class Acceptance:
    """What decides whether teachers find a training: the content as it is, the content that was accepted, and between when."""

    content_hash: str
    accepted_hash: str | None
    accepted_from: datetime | None
    accepted_until: datetime | None
    withdrawn_at: datetime | None

    def was_shown(self, at: datetime) -> bool:
        """Whether exactly this content was accepted at some time: its page stays, also when it left the offer (CAT-19)."""
        return self.accepted_hash == self.content_hash and self.accepted_from is not None and self.accepted_from <= at

    def is_findable(self, at: datetime) -> bool:
        """Whether teachers may find it: this content was accepted, the term runs, nobody withdrew it (QA-03, QA-12)."""
        return self.state(at) is PageState.ONLINE

    def state(self, at: datetime) -> PageState:
        """How it stands; what never was in the offer did not leave it."""
        if not self.was_shown(at):
            return PageState.HIDDEN
        if self.withdrawn_at is not None:
            return PageState.WITHDRAWN
        return PageState.ONLINE if self.accepted_until is not None and at < self.accepted_until else PageState.LAPSED


def living_successor(first: int | None, successor_of: Callable[[int], int | None], is_living: Callable[[int], bool]) -> int | None:
    """The first training along a chain of successors that one can still follow; None when the chain ends or turns round."""
    seen: set[int] = set()
    while first is not None and first not in seen:
        if is_living(first):
            return first
        seen.add(first)
        first = successor_of(first)
    return None


class Hint(enum.StrEnum):
    """Something to know before enrolling; it helps to choose and never blocks."""

    #: No level for who begins.
    NOT_FOR_BEGINNERS = "niet voor beginners"
    #: A training in a trade that is only given online (INS-09).
    PRACTICE_ONLINE = "praktijk enkel online"


_WITH_MEETING = frozenset({"fysiek", "hybride", "op-school"})
_ONLINE = frozenset({"online-sync", "online-async"})


def hints(kind: TrainingKind, levels: Collection[str], modes: Collection[str]) -> tuple[Hint, ...]:
    """What to warn for, by codes of `niveau` and `leervorm`; a training that does not say gets no warning."""
    found = []
    if levels and "beginner" not in levels:
        found.append(Hint.NOT_FOR_BEGINNERS)
    if kind is TrainingKind.TECHNICAL and not _ONLINE.isdisjoint(modes) and _WITH_MEETING.isdisjoint(modes):
        found.append(Hint.PRACTICE_ONLINE)
    return tuple(found)


class Link(NamedTuple):
    """A place elsewhere, in words and as an address."""

    label: str
    url: str


def link_of(line: str) -> Link | None:
    """The link in a line such as "Handleiding van de maker: https://…" (CAT-17); None when there is no one address in it."""
    found = _ADDRESS.findall(line)
    if len(found) != 1:
        return None
    label = line.replace(found[0], " ").strip(" :|–-\t")
    return Link(" ".join(label.split()) or found[0].split("/")[2], found[0])
