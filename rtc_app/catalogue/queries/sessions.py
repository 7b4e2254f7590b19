"""The sessions of one training: what planning says of them, and their seats as they are now."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from rtc_app.catalogue.models import MeetingKind, TrainingSession
from rtc_app.catalogue.rules import Run, Seats
from rtc_app.kernel.database import db


@dataclass(frozen=True)
class MeetingTime:
    """One meeting in wall time."""

    starts: datetime
    ends: datetime
    is_follow_up: bool


@dataclass(frozen=True)
class Place:
    """Where a session is, and how to get in."""

    name: str
    street: str
    postcode: str
    city: str
    access: str | None


@dataclass(frozen=True)
class PlannedSession:
    """What planning says of a session; instants in UTC."""

    id: int
    meetings: tuple[MeetingTime, ...]
    location: Place | None
    online_note: str
    capacity: int
    starts_at: datetime
    ends_at: datetime
    deadline_at: datetime
    is_cancelled: bool

    @property
    def minutes(self) -> int:
        """All meetings together."""
        return int(sum((meeting.ends - meeting.starts).total_seconds() for meeting in self.meetings)) // 60

    def run(self, seats: Seats) -> Run:
        """What decides on its state."""
        return Run(self.id, self.starts_at, self.deadline_at, self.is_cancelled, seats)


@dataclass(frozen=True)
class SessionRow:
    """A session to come with its seats, as the table of the page shows it."""

    planned: PlannedSession
    seats: Seats
    is_closed: bool

    @property
    def id(self) -> int:
        return self.planned.id

    @property
    def free(self) -> int:
        return self.seats.free

    @property
    def waiting(self) -> int:
        return self.seats.waiting

    @property
    def is_full(self) -> bool:
        return self.seats.is_full


def planned_sessions(training_id: int) -> tuple[PlannedSession, ...]:
    """Every session of a training, past and cancelled ones too, by date."""
    query = (
        sa.select(TrainingSession)
        .where(TrainingSession.training_id == training_id)
        .options(joinedload(TrainingSession.location), selectinload(TrainingSession.meetings))
        .order_by(TrainingSession.starts_at, TrainingSession.id)
        .execution_options(populate_existing=True)
    )
    return tuple(_planned(session) for session in db.session.scalars(query))


def _planned(session: TrainingSession) -> PlannedSession:
    where = session.location
    return PlannedSession(
        id=session.id,
        meetings=tuple(MeetingTime(m.starts, m.ends, m.kind is MeetingKind.FOLLOW_UP) for m in session.meetings),
        location=Place(where.name, where.street, where.postcode, where.city, where.access) if where else None,
        online_note=session.online_note,
        capacity=session.capacity,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        deadline_at=session.deadline_at,
        is_cancelled=session.cancelled_at is not None,
    )


_SEATS = sa.select(TrainingSession.id, TrainingSession.capacity, TrainingSession.taken, TrainingSession.waiting).where(
    TrainingSession.training_id == sa.bindparam("training_id")
)


def seats_of(training_id: int) -> dict[int, Seats]:
    """Seats of each session of a training as they are now."""
    rows = db.session.connection().execute(_SEATS, {"training_id": training_id})
    return {id_: Seats(capacity, taken, waiting) for id_, capacity, taken, waiting in rows}
