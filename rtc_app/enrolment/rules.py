"""Pure decisions about seats: the steps an enrolment may take, and how a session stands for somebody who wants in."""

import enum
from dataclasses import dataclass
from datetime import datetime


class EnrolmentState(enum.StrEnum):
    """Where an enrolment stands. Confirmed, attended and absent hold a seat."""

    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"
    ATTENDED = "attended"
    ABSENT = "absent"


#: States that count: at most one such enrolment per person and session.
LIVE = (EnrolmentState.CONFIRMED, EnrolmentState.WAITING, EnrolmentState.ATTENDED, EnrolmentState.ABSENT)
SEATED = (EnrolmentState.CONFIRMED, EnrolmentState.ATTENDED, EnrolmentState.ABSENT)

#: Every step there is; None is before the enrolment exists.
STEPS: dict[EnrolmentState | None, frozenset[EnrolmentState]] = {
    None: frozenset({EnrolmentState.CONFIRMED, EnrolmentState.WAITING}),
    EnrolmentState.WAITING: frozenset({EnrolmentState.CONFIRMED, EnrolmentState.CANCELLED}),
    EnrolmentState.CONFIRMED: frozenset({EnrolmentState.CANCELLED, EnrolmentState.ATTENDED, EnrolmentState.ABSENT}),
    EnrolmentState.ATTENDED: frozenset({EnrolmentState.ABSENT}),
    EnrolmentState.ABSENT: frozenset({EnrolmentState.ATTENDED}),
    EnrolmentState.CANCELLED: frozenset(),
}

#: With so many free seats or fewer a session is nearly full.
NEARLY_FULL_FROM = 3


@dataclass(frozen=True)
class Change:
    """What a step does to the counts of its session: seats given and people in the queue, each -1, 0 or 1."""

    taken: int
    waiting: int


def may_become(before: EnrolmentState | None, after: EnrolmentState) -> bool:
    """Whether this step exists."""
    return after in STEPS[before]


def change_of_counts(before: EnrolmentState | None, after: EnrolmentState) -> Change:
    """How the counts of the session move when an enrolment takes this step."""
    return Change(
        taken=(after in SEATED) - (before in SEATED),
        waiting=(after is EnrolmentState.WAITING) - (before is EnrolmentState.WAITING),
    )


class SessionState(enum.StrEnum):
    """How a session stands for somebody who wants in; the value is its word on the page."""

    OPEN = "Plaatsen vrij"
    NEARLY_FULL = "Bijna vol"
    FULL = "Volzet"
    CLOSED = "Inschrijving gesloten"
    PAST = "Voorbij"
    CANCELLED = "Geannuleerd"

    @property
    def takes_enrolments(self) -> bool:
        """A full session still takes people on its waiting list."""
        return self in (SessionState.OPEN, SessionState.NEARLY_FULL, SessionState.FULL)


@dataclass(frozen=True)
class Run:
    """The facts of a session from which its state follows."""

    capacity: int
    taken: int
    waiting: int
    deadline_at: datetime
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool = False

    @property
    def free(self) -> int:
        """Seats a newcomer can have at once: none while somebody waits (ENR-04)."""
        return 0 if self.waiting else max(0, self.capacity - self.taken)


def session_state(run: Run, at: datetime) -> SessionState:
    """How the session stands at this moment."""
    if run.is_cancelled:
        return SessionState.CANCELLED
    if at >= run.ends_at:
        return SessionState.PAST
    if at >= min(run.deadline_at, run.starts_at):
        return SessionState.CLOSED
    if not run.free:
        return SessionState.FULL
    return SessionState.NEARLY_FULL if run.free <= NEARLY_FULL_FROM else SessionState.OPEN


def may_cancel(state: EnrolmentState, run: Run, at: datetime) -> bool:
    """One may leave until the session starts."""
    return state in (EnrolmentState.CONFIRMED, EnrolmentState.WAITING) and at < run.starts_at


def cancels_freely(run: Run, at: datetime) -> bool:
    """Until the deadline nobody has to explain or pay anything (ENR-09)."""
    return at < run.deadline_at


def promotes(run: Run, at: datetime) -> bool:
    """A free seat goes to the queue by itself until the deadline; later somebody would read it too late to be there."""
    return not run.is_cancelled and run.waiting > 0 and run.taken < run.capacity and at < min(run.deadline_at, run.starts_at)


def refuse_capacity(capacity: int, taken: int) -> str | None:
    """Why a session cannot have so few seats; None when it can."""
    if capacity >= taken:
        return None
    return f"Er zijn al {taken} plaatsen gegeven. Kies {taken} of meer, of schrijf eerst deelnemers uit."
