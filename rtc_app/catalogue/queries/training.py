"""Everything the page of one training shows."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from rtc_app.catalogue.models import Location, MeetingKind, ProviderProfile, Training, TrainingSession, TrainingTag
from rtc_app.catalogue.queries.path import PathPlace, places_in_paths
from rtc_app.catalogue.rules import Run, Seats, TrainingKind, kind_of
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
class SessionRow:
    """A session to come, as the table of the page shows it."""

    id: int
    meetings: tuple[MeetingTime, ...]
    location: Location | None
    online_note: str
    deadline_at: datetime
    free: int
    waiting: int
    is_full: bool
    is_closed: bool
    is_cancelled: bool


@dataclass(frozen=True)
class TrainingFacts:
    """The training with its tags by scheme, what is to come and where it belongs. Prices in cents, `duration_minutes` of one run."""

    training: Training
    tags: Mapping[str, tuple[Tag, ...]]
    kind: TrainingKind
    price: int
    duration_minutes: int
    sessions: tuple[SessionRow, ...]
    past_runs: int
    #: What the provider says of accounts, data and licences.
    declaration: str | None
    paths: tuple[PathPlace, ...]


def training_facts(training: Training, at: datetime) -> TrainingFacts:
    """What the page shows as of this moment; a fixed number of queries however many sessions there are."""
    tags = _tags(training.id)
    sessions = _sessions(training.id)
    coming = [session for session in sessions if session.starts_at > at]
    runs = [session for session in sessions if session.cancelled_at is None]
    measured = next((session for session in coming if session.cancelled_at is None), runs[-1] if runs else None)
    return TrainingFacts(
        training=training,
        tags=tags,
        kind=kind_of(
            [tag.properties.get("group") for tag in tags.get("thema", ())], [tag.properties.get("kind") for tag in tags.get("tool", ())]
        ),
        price=training.price_training + training.price_software + training.price_equipment,
        duration_minutes=_minutes(measured) if measured else 0,
        sessions=tuple(_session_row(session, at) for session in coming),
        past_runs=sum(session.ends_at <= at for session in runs),
        declaration=db.session.scalar(
            sa.select(ProviderProfile.declaration).where(ProviderProfile.organisation_id == training.provider_id)
        ),
        paths=places_in_paths(training.id, at),
    )


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


def _sessions(training_id: int) -> list[TrainingSession]:
    query = (
        sa.select(TrainingSession)
        .where(TrainingSession.training_id == training_id)
        .options(joinedload(TrainingSession.location).joinedload(Location.province), selectinload(TrainingSession.meetings))
        .order_by(TrainingSession.starts_at, TrainingSession.id)
    )
    return list(db.session.scalars(query))


def _minutes(session: TrainingSession) -> int:
    return int(sum((meeting.ends - meeting.starts).total_seconds() for meeting in session.meetings)) // 60


def _session_row(session: TrainingSession, at: datetime) -> SessionRow:
    seats = Seats(session.capacity, session.taken, session.waiting)
    run = Run(session.id, session.starts_at, session.deadline_at, session.cancelled_at is not None, seats)
    return SessionRow(
        id=session.id,
        meetings=tuple(MeetingTime(m.starts, m.ends, m.kind is MeetingKind.FOLLOW_UP) for m in session.meetings),
        location=session.location,
        online_note=session.online_note,
        deadline_at=session.deadline_at,
        free=seats.free,
        waiting=seats.waiting,
        is_full=seats.is_full,
        is_closed=not run.is_open(at),
        is_cancelled=run.is_cancelled,
    )
