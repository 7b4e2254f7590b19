"""RTC's own view in words: which sessions need somebody's attention, and where demand has no answer."""

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from rtc_app.needs.rules import LEAST_SHOWN, band_of


class Risk(enum.StrEnum):
    """Why a session needs attention; the value is its word on the page."""

    TOO_FEW = "Te weinig deelnemers"
    QUEUE = "Volzet met wachtlijst"


class Gap(enum.StrEnum):
    """How the offer answers a need; the value is its word on the page."""

    NO_OFFER = "Geen aanbod"
    NO_SEATS = "Geen vrije plaatsen"
    ANSWERED = "Aanbod met plaatsen"
    NO_DEMAND = "Weinig vraag"


@dataclass(frozen=True)
class Balance:
    """Demand against offer for one theme, study area or level; `asked` is a band or "minder dan 5"."""

    label: str
    asked: str
    trainings: int
    with_seats: int
    gap: Gap


def risk_of(taken: int, waiting: int, least: int) -> Risk | None:
    """What is wrong with a session that starts soon; None when nothing is."""
    if waiting:
        return Risk.QUEUE
    return Risk.TOO_FEW if taken < least else None


def balance(label: str, people: int, trainings: int, with_seats: int) -> Balance:
    """One line of the gap table (REP-01)."""
    if people < LEAST_SHOWN:
        gap = Gap.NO_DEMAND
    elif not trainings:
        gap = Gap.NO_OFFER
    else:
        gap = Gap.ANSWERED if with_seats else Gap.NO_SEATS
    return Balance(label, band_of(people), trainings, with_seats, gap)


def most_urgent_first(lines: Iterable[Balance]) -> list[Balance]:
    """Demand without offer on top; within the same word the order stays."""
    order = list(Gap)
    return sorted(lines, key=lambda line: order.index(line.gap))
