"""A school trajectory in figures: what it costs, what is left of the budget, and what to look at again (SCH-01)."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Frame:
    """The limits of a school trajectory: first and last day, and its budget in euro cents."""

    starts_on: date
    ends_on: date
    budget: int


@dataclass(frozen=True)
class PlannedSession:
    """The session chosen for a step; days in Brussels. `free` counts the seats nobody has."""

    starts_on: date
    ends_on: date
    free: int
    is_cancelled: bool = False


@dataclass(frozen=True)
class PlannedStep:
    """A training for some participants; prices in euro cents per participant."""

    id: int
    title: str
    participants: int
    price_training: int = 0
    price_software: int = 0
    price_equipment: int = 0
    session: PlannedSession | None = None
    is_findable: bool = True


@dataclass(frozen=True)
class Costs:
    """Euro cents, each post apart (CAT-09)."""

    training: int = 0
    software: int = 0
    equipment: int = 0

    @property
    def total(self) -> int:
        return self.training + self.software + self.equipment


class Concern(enum.StrEnum):
    """What may be wrong with a plan."""

    OVER_BUDGET = "over_budget"
    OUTSIDE_PERIOD = "outside_period"
    TOO_FEW_SEATS = "too_few_seats"
    CANCELLED = "cancelled"
    PAST = "past"
    NOT_FINDABLE = "not_findable"
    NO_SESSION = "no_session"


@dataclass(frozen=True)
class Remark:
    """A concern about the plan (`step_id` None) or one of its steps.

    `amount` is euro cents over the budget, or the number of free seats.
    """

    concern: Concern
    step_id: int | None = None
    title: str = ""
    amount: int = 0
    day: date | None = None


def costs_of(step: PlannedStep) -> Costs:
    """What one step costs."""
    count = step.participants
    return Costs(step.price_training * count, step.price_software * count, step.price_equipment * count)


def costs(steps: Sequence[PlannedStep]) -> Costs:
    """What the steps cost together."""
    each = [costs_of(step) for step in steps]
    return Costs(sum(c.training for c in each), sum(c.software for c in each), sum(c.equipment for c in each))


def remarks(frame: Frame, steps: Sequence[PlannedStep], today: date) -> list[Remark]:
    """Everything worth a second look, the budget first, then step by step. Nothing here forbids anything."""
    over = costs(steps).total - frame.budget
    found = [Remark(Concern.OVER_BUDGET, amount=over)] if over > 0 else []
    for step in steps:
        concern = _concern(frame, step, today)
        if concern is not None:
            session = step.session
            found.append(
                Remark(concern, step.id, step.title, session.free if session else 0, session.starts_on if session else None),
            )
    return found


def _concern(frame: Frame, step: PlannedStep, today: date) -> Concern | None:
    """The most important thing to say about a step."""
    session = step.session
    if session is None:
        return Concern.NO_SESSION if step.is_findable else Concern.NOT_FINDABLE
    checks = (
        (session.is_cancelled, Concern.CANCELLED),
        (session.ends_on < today, Concern.PAST),
        (not step.is_findable, Concern.NOT_FINDABLE),
        (session.starts_on < frame.starts_on or session.ends_on > frame.ends_on, Concern.OUTSIDE_PERIOD),
        (session.starts_on >= today and session.free < step.participants, Concern.TOO_FEW_SEATS),
    )
    return next((concern for is_so, concern in checks if is_so), None)
