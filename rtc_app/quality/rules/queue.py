"""The order of the assessors' work: what is most urgent, what waits longest, and who takes what."""

import enum
import functools
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta


class RoundKind(enum.StrEnum):
    """Why a round was opened."""

    FIRST = "eerste beoordeling"
    CHANGED = "opnieuw ingediend"
    EXPIRING = "herbeoordeling"
    FILE = "dossier gewijzigd"
    APPEAL = "bezwaar"


class Urgency(enum.IntEnum):
    """How soon a round asks for work; the lowest first."""

    LATE = 1
    URGENT = 2
    NORMAL = 3
    #: The provider is to answer first.
    PARKED = 4


@dataclass(frozen=True)
class Flow:
    """Terms the source leaves open; RTC chooses them in the data file (proposal)."""

    #: Working days in which a provider may expect a decision.
    decision_days: int
    #: A decision that ends within so many days is looked at again.
    reassess_before_days: int
    #: Days in which a provider may object to a decision.
    appeal_days: int
    #: A first session, or the end of a decision, within so many days makes a round urgent.
    urgent_days: int


@dataclass(frozen=True)
class QueueFacts:
    """What decides the place of a round in the queue."""

    id: int
    opened_at: datetime
    kind: RoundKind
    expected_on: date
    first_session_on: date | None = None
    #: Last day on which teachers still find the training by an earlier decision.
    findable_until: date | None = None
    waits_for_provider: bool = False


@functools.cache
def expected_on(opened_on: date, working_days: int) -> date:
    """The day by which a provider may expect a decision: so many working days after the day it was opened."""
    day = opened_on
    while working_days > 0:
        day += timedelta(days=1)
        working_days -= day.weekday() < 5
    return day


def urgency(facts: QueueFacts, today: date, flow: Flow) -> tuple[Urgency, str]:
    """How urgent a round is and, in a few Dutch words, why; the words are empty when nothing presses."""
    if facts.waits_for_provider:
        return Urgency.PARKED, "wacht op de verstrekker"
    if facts.expected_on < today:
        return Urgency.LATE, "over de beloofde datum"
    soon = today + timedelta(days=flow.urgent_days)
    if facts.kind is RoundKind.APPEAL:
        return Urgency.URGENT, "bezwaar"
    if facts.first_session_on is not None and today <= facts.first_session_on <= soon and facts.findable_until is None:
        return Urgency.URGENT, "eerste sessie komt eraan"
    if facts.findable_until is not None and facts.findable_until <= soon:
        return Urgency.URGENT, "beslissing loopt af"
    return Urgency.NORMAL, ""


def in_order(rounds: Iterable[QueueFacts], today: date, flow: Flow) -> list[QueueFacts]:
    """The queue: most urgent first, then what waits longest."""
    return sorted(rounds, key=lambda facts: (urgency(facts, today, flow)[0], facts.opened_at, facts.id))


def shares(waiting: Sequence[tuple[int, Collection[int]]], loads: Mapping[int, int]) -> dict[int, int]:
    """Who takes what: round → assessor, in the given order, each time the one with the least on the desk.

    `waiting` holds (round, assessors who may not judge it); `loads` is assessor → rounds on the desk now. A round that
    nobody may judge stays where it is.
    """
    desk = dict(loads)
    taken: dict[int, int] = {}
    for round_id, barred in waiting:
        free = [person for person in desk if person not in barred]
        if free:
            chosen = min(free, key=lambda person: (desk[person], person))
            taken[round_id] = chosen
            desk[chosen] += 1
    return taken
