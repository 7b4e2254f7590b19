"""Everything the page of one training shows: what only changes with the offer is kept, seats and dates are read each time."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from rtc_app.accounts.models import Organisation
from rtc_app.catalogue.models import MeetingKind, ProviderProfile, Trainer, Training, TrainingSession, TrainingTag, training_trainer
from rtc_app.catalogue.queries.path import PathPlace, places_in_paths
from rtc_app.catalogue.rules import Run, Seats, TrainingKind, kind_of
from rtc_app.catalogue.search.kept import KeptByOffer
from rtc_app.kernel.database import db
from rtc_app.reference.models import Concept, ConceptScheme


@dataclass(frozen=True)
class Tag:
    """A concept on this training; `meaning` is what it becomes in the subject, `is_verified` whether RTC checked it."""

    id: int
    code: str
    label: str
    meaning: str | None
    is_verified: bool
    properties: Mapping[str, object]


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
class SessionRow:
    """A session to come, as the table of the page shows it; equal rows look the same."""

    id: int
    meetings: tuple[MeetingTime, ...]
    location: Place | None
    online_note: str
    deadline_at: datetime
    free: int
    waiting: int
    is_full: bool
    is_closed: bool
    is_cancelled: bool


@dataclass(frozen=True)
class _Planned:
    """What planning says of a session."""

    id: int
    meetings: tuple[MeetingTime, ...]
    location: Place | None
    online_note: str
    starts_at: datetime
    ends_at: datetime
    deadline_at: datetime
    is_cancelled: bool

    @property
    def minutes(self) -> int:
        return int(sum((meeting.ends - meeting.starts).total_seconds() for meeting in self.meetings)) // 60


@dataclass(frozen=True, eq=False)
class TrainingContent:
    """What only changes with the offer, the same object until then. Prices in cents, `duration_minutes` of one run."""

    #: The columns of Training and the names of those who give and organise it (`provider`, `rtc`).
    training: sa.Row[Any]
    #: The columns of Trainer, by name.
    trainers: tuple[sa.Row[Any], ...]
    tags: Mapping[str, tuple[Tag, ...]]
    kind: TrainingKind
    price: int
    duration_minutes: int
    #: What the provider says of accounts, data and licences.
    declaration: str | None
    paths: tuple[PathPlace, ...]
    planned: tuple[_Planned, ...]


@dataclass(frozen=True)
class TrainingFacts:
    """A training with the sessions to come, their seats as they are now."""

    content: TrainingContent
    sessions: tuple[SessionRow, ...]
    past_runs: int


def training_facts(training_id: int, at: datetime) -> TrainingFacts:
    """What the page shows as of this moment: two queries for a training that this process knows, else eight."""
    content = _contents.of(training_id, at)
    coming = [planned for planned in content.planned if planned.starts_at > at]
    seats = _seats(training_id) if coming else {}
    return TrainingFacts(
        content=content,
        sessions=tuple(_session_row(planned, seats[planned.id], at) for planned in coming if planned.id in seats),
        past_runs=sum(planned.ends_at <= at and not planned.is_cancelled for planned in content.planned),
    )


def _content(training_id: int, at: datetime) -> TrainingContent:
    provider, rtc = aliased(Organisation), aliased(Organisation)
    columns: list[sa.ColumnElement[Any]] = [*Training.__table__.columns, provider.name.label("provider"), rtc.name.label("rtc")]
    named = (
        sa.select(*columns)
        .join(provider, provider.id == Training.provider_id)
        .join(rtc, rtc.id == Training.rtc_id)
        .where(Training.id == training_id)
    )
    training = db.session.execute(named).one()
    tags = _tags(training_id)
    planned = _planned(training_id)
    runs = [run for run in planned if not run.is_cancelled]
    measured = next((run for run in runs if run.starts_at > at), runs[-1] if runs else None)
    declared = sa.select(ProviderProfile.declaration).where(ProviderProfile.organisation_id == training.provider_id)
    return TrainingContent(
        training=training,
        trainers=_trainers(training_id),
        tags=tags,
        kind=kind_of(
            [tag.properties.get("group") for tag in tags.get("thema", ())], [tag.properties.get("kind") for tag in tags.get("tool", ())]
        ),
        price=training.price_training + training.price_software + training.price_equipment,
        duration_minutes=measured.minutes if measured else 0,
        declaration=db.session.scalar(declared),
        paths=places_in_paths(training_id, at),
        planned=planned,
    )


_contents = KeptByOffer(_content)


def _trainers(training_id: int) -> tuple[sa.Row[Any], ...]:
    query = (
        sa.select(*Trainer.__table__.columns)
        .join(training_trainer, training_trainer.c.trainer_id == Trainer.id)
        .where(training_trainer.c.training_id == training_id)
        .order_by(Trainer.name, Trainer.id)
    )
    return tuple(db.session.execute(query))


def _tags(training_id: int) -> dict[str, tuple[Tag, ...]]:
    query = (
        sa.select(ConceptScheme.code, Concept.id, Concept.code, Concept.label, TrainingTag.meaning, Concept.is_verified, Concept.properties)
        .select_from(TrainingTag)
        .join(Concept, Concept.id == TrainingTag.concept_id)
        .join(ConceptScheme, ConceptScheme.id == Concept.scheme_id)
        .where(TrainingTag.training_id == training_id)
        .order_by(Concept.position, Concept.id)
    )
    tags: dict[str, list[Tag]] = defaultdict(list)
    for scheme, id_, code, label, meaning, is_verified, properties in db.session.execute(query):
        tags[scheme].append(Tag(id_, code, label, meaning, is_verified, properties))
    return {scheme: tuple(of_scheme) for scheme, of_scheme in tags.items()}


def _planned(training_id: int) -> tuple[_Planned, ...]:
    query = (
        sa.select(TrainingSession)
        .where(TrainingSession.training_id == training_id)
        .options(joinedload(TrainingSession.location), selectinload(TrainingSession.meetings))
        .order_by(TrainingSession.starts_at, TrainingSession.id)
        .execution_options(populate_existing=True)
    )
    return tuple(_plan(session) for session in db.session.scalars(query))


def _plan(session: TrainingSession) -> _Planned:
    where = session.location
    return _Planned(
        id=session.id,
        meetings=tuple(MeetingTime(m.starts, m.ends, m.kind is MeetingKind.FOLLOW_UP) for m in session.meetings),
        location=Place(where.name, where.street, where.postcode, where.city, where.access) if where else None,
        online_note=session.online_note,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        deadline_at=session.deadline_at,
        is_cancelled=session.cancelled_at is not None,
    )


_SEATS = sa.select(TrainingSession.id, TrainingSession.capacity, TrainingSession.taken, TrainingSession.waiting).where(
    TrainingSession.training_id == sa.bindparam("training_id")
)


def _seats(training_id: int) -> dict[int, Seats]:
    """Seats of each session as they are now."""
    rows = db.session.connection().execute(_SEATS, {"training_id": training_id})
    return {id_: Seats(capacity, taken, waiting) for id_, capacity, taken, waiting in rows}


def _session_row(planned: _Planned, seats: Seats, at: datetime) -> SessionRow:
    run = Run(planned.id, planned.starts_at, planned.deadline_at, planned.is_cancelled, seats)
    return SessionRow(
        id=planned.id,
        meetings=planned.meetings,
        location=planned.location,
        online_note=planned.online_note,
        deadline_at=planned.deadline_at,
        free=seats.free,
        waiting=seats.waiting,
        is_full=seats.is_full,
        is_closed=not run.is_open(at),
        is_cancelled=planned.is_cancelled,
    )
