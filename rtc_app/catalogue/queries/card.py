"""Cards: what a list shows of a training, read as light rows in four queries however long the list is."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from rtc_app.catalogue.models import Location, Meeting, Training, TrainingSession, TrainingTag
from rtc_app.catalogue.rules import Run, Seats, TrainingKind, kind_of, next_run
from rtc_app.kernel.database import db
from rtc_app.reference.models import Concept, ConceptScheme

#: Schemes a card reads.
_SCHEMES = ("studiegebied", "niveau", "leervorm", "thema", "tool")
#: More sessions than a page of cards can need: several runs of one training stand beside each other in the calendar.
_SESSIONS_PER_CARD = 10


class Label(NamedTuple):
    """A concept as a page shows it."""

    code: str
    label: str


@dataclass(frozen=True)
class NextSession:
    """The session a card shows; `starts_at` is an instant in UTC, `place` a town or "online"."""

    id: int
    starts_at: datetime
    place: str
    is_online: bool
    free: int
    waiting: int
    is_full: bool
    #: Enrolment is over, the session itself is still to come.
    is_closed: bool


@dataclass(frozen=True)
class TrainingCard:
    """What a list shows of a training; `price` in cents for everything together, `duration_minutes` of one run."""

    id: int
    slug: str
    title: str
    summary: str
    levels: tuple[Label, ...]
    study_areas: tuple[Label, ...]
    modes: tuple[Label, ...]
    duration_minutes: int
    price: int
    next_session: NextSession | None
    is_example: bool
    kind: TrainingKind


@dataclass(frozen=True)
class _Tags:
    labels: Mapping[str, list[Label]]
    kind: TrainingKind


def cards(training_ids: Sequence[int], at: datetime) -> list[TrainingCard]:
    """Cards of these trainings in the order given; unknown ids are left out. Does not ask whether they may be found."""
    if not training_ids:
        return []
    price = Training.price_training + Training.price_software + Training.price_equipment
    rows = db.session.execute(
        sa.select(Training.id, Training.slug, Training.title, Training.summary, price, Training.is_example).where(
            Training.id.in_(training_ids)
        )
    )
    by_id = {row[0]: row for row in rows}
    tags = _tags(training_ids)
    runs, places = _runs(training_ids)
    shown = {id_: next_run(of_training, at) for id_, of_training in runs.items()}
    timed = {id_: (shown[id_] or of_training[-1]).id for id_, of_training in runs.items()}
    minutes = _minutes(timed.values())
    made = []
    for training_id in training_ids:
        if training_id not in by_id:
            continue
        _, slug, title, summary, cents, is_example = by_id[training_id]
        of_training = tags.get(training_id, _Tags({}, TrainingKind.GENERAL))
        run = shown.get(training_id)
        made.append(
            TrainingCard(
                id=training_id,
                slug=slug,
                title=title,
                summary=summary,
                levels=tuple(of_training.labels.get("niveau", ())),
                study_areas=tuple(of_training.labels.get("studiegebied", ())),
                modes=tuple(of_training.labels.get("leervorm", ())),
                duration_minutes=minutes.get(timed.get(training_id, 0), 0),
                price=cents,
                next_session=_next_session(run, places, at) if run else None,
                is_example=is_example,
                kind=of_training.kind,
            )
        )
    return made


def coming_with_seats(at: datetime, limit: int) -> list[int]:
    """Ids of the findable trainings that have a free seat in a session to come, soonest first, each once."""
    query = (
        sa.select(TrainingSession.training_id)
        .join(Training)
        .where(
            Training.findable(at),
            TrainingSession.cancelled_at.is_(None),
            TrainingSession.starts_at > at,
            TrainingSession.deadline_at > at,
            TrainingSession.waiting == 0,
            TrainingSession.taken < TrainingSession.capacity,
        )
        .order_by(TrainingSession.starts_at, TrainingSession.id)
        .limit(limit * _SESSIONS_PER_CARD)
    )
    return list(dict.fromkeys(db.session.scalars(query)))[:limit]


def _tags(training_ids: Sequence[int]) -> dict[int, _Tags]:
    query = (
        sa.select(TrainingTag.training_id, ConceptScheme.code, Concept.code, Concept.label, Concept.properties)
        .join(Concept, Concept.id == TrainingTag.concept_id)
        .join(ConceptScheme, ConceptScheme.id == Concept.scheme_id)
        .where(TrainingTag.training_id.in_(training_ids), ConceptScheme.code.in_(_SCHEMES))
        .order_by(Concept.position, Concept.id)
    )
    labels: dict[int, dict[str, list[Label]]] = defaultdict(lambda: defaultdict(list))
    themes: dict[int, list[object]] = defaultdict(list)
    tools: dict[int, list[object]] = defaultdict(list)
    for training_id, scheme, code, label, properties in db.session.execute(query):
        labels[training_id][scheme].append(Label(code, label))
        if scheme == "thema":
            themes[training_id].append(properties.get("group"))
        elif scheme == "tool":
            tools[training_id].append(properties.get("kind"))
    return {id_: _Tags(of_training, kind_of(themes[id_], tools[id_])) for id_, of_training in labels.items()}


def _runs(training_ids: Sequence[int]) -> tuple[dict[int, list[Run]], dict[int, tuple[str, bool]]]:
    """Sessions by training, in the order of their dates, and (place, is online) by session."""
    session = TrainingSession
    query = (
        sa.select(
            session.training_id,
            session.id,
            session.starts_at,
            session.deadline_at,
            session.cancelled_at,
            session.capacity,
            session.taken,
            session.waiting,
            Location.city,
        )
        .outerjoin(Location, Location.id == session.location_id)
        .where(session.training_id.in_(training_ids))
        .order_by(session.starts_at, session.id)
    )
    runs: dict[int, list[Run]] = defaultdict(list)
    places = {}
    for training_id, id_, starts_at, deadline_at, cancelled_at, capacity, taken, waiting, city in db.session.execute(query):
        runs[training_id].append(Run(id_, starts_at, deadline_at, cancelled_at is not None, Seats(capacity, taken, waiting)))
        places[id_] = (city or "online", city is None)
    return runs, places


def _minutes(session_ids: Iterable[int]) -> dict[int, int]:
    """Length of all meetings together, by session."""
    rows = db.session.execute(
        sa.select(Meeting.training_session_id, Meeting.starts, Meeting.ends).where(Meeting.training_session_id.in_(list(session_ids)))
    )
    minutes: dict[int, int] = defaultdict(int)
    for session_id, starts, ends in rows:
        minutes[session_id] += int((ends - starts).total_seconds()) // 60
    return minutes


def _next_session(run: Run, places: Mapping[int, tuple[str, bool]], at: datetime) -> NextSession:
    place, is_online = places[run.id]
    seats = run.seats
    return NextSession(run.id, run.starts_at, place, is_online, seats.free, seats.waiting, seats.is_full, not run.is_open(at))
