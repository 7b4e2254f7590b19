"""The sessions of one training: what planning says of them, and their seats as they are now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from rtc_app.catalogue.models import Location, Meeting, MeetingKind, TrainingSession
from rtc_app.catalogue.rules import Run, Seats
from rtc_app.kernel.database import db


@dataclass(frozen=True)
class MeetingTime:
    """One meeting in wall time."""

    starts: datetime
    ends: datetime
    is_follow_up: bool

    @property
    def minutes(self) -> int:
        return int((self.ends - self.starts).total_seconds()) // 60


@dataclass(frozen=True)
class Place:
    """Where a session is, and how to get in."""

    name: str
    street: str
    postcode: str
    city: str
    access: str | None
    has_public_transport: bool


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
        return sum(meeting.minutes for meeting in self.meetings)

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


_PLANNED = (
    sa.select(TrainingSession.id, TrainingSession.online_note, TrainingSession.capacity, TrainingSession.starts_at, TrainingSession.ends_at)
    .add_columns(TrainingSession.deadline_at, TrainingSession.cancelled_at, Location.name, Location.street, Location.postcode)
    .add_columns(Location.city, Location.access, Location.has_public_transport, Meeting.starts, Meeting.ends, Meeting.kind)
    .outerjoin(Location, Location.id == TrainingSession.location_id)
    .outerjoin(Meeting, Meeting.training_session_id == TrainingSession.id)
    .where(TrainingSession.training_id == sa.bindparam("training_id"))
    .order_by(TrainingSession.starts_at, TrainingSession.id, Meeting.starts, Meeting.id)
)


def planned_sessions(training_id: int) -> tuple[PlannedSession, ...]:
    """Every session of a training, past and cancelled ones too, by date."""
    rows = db.session.connection().execute(_PLANNED, {"training_id": training_id})
    return tuple(_planned(list(of_session)) for _, of_session in groupby(rows, key=lambda row: row.id))


def _planned(rows: Sequence[sa.Row[Any]]) -> PlannedSession:
    """A session out of its rows, one for each meeting."""
    row = rows[0]
    return PlannedSession(
        id=row.id,
        meetings=tuple(MeetingTime(m.starts, m.ends, m.kind is MeetingKind.FOLLOW_UP) for m in rows if m.starts is not None),
        location=Place(row.name, row.street, row.postcode, row.city, row.access, row.has_public_transport)
        if row.name is not None
        else None,
        online_note=row.online_note,
        capacity=row.capacity,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        deadline_at=row.deadline_at,
        is_cancelled=row.cancelled_at is not None,
    )


_SEATS = sa.select(TrainingSession.id, TrainingSession.capacity, TrainingSession.taken, TrainingSession.waiting).where(
    TrainingSession.training_id == sa.bindparam("training_id")
)


def seats_of(training_id: int) -> dict[int, Seats]:
    """Seats of each session of a training as they are now."""
    rows = db.session.connection().execute(_SEATS, {"training_id": training_id})
    return {id_: Seats(capacity, taken, waiting) for id_, capacity, taken, waiting in rows}
