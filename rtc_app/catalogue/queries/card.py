"""Cards: what a list shows of a training, read as light rows in at most four queries however long the list is."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, TypeVar

import sqlalchemy as sa

from rtc_app.catalogue.models import Location, Meeting, Training, TrainingSession, TrainingTag
from rtc_app.catalogue.rules import Run, Seats, TrainingKind, kind_of, next_run
from rtc_app.catalogue.search import read_model
from rtc_app.kernel.database import db
from rtc_app.reference.models import Concept, ConceptScheme

Known = TypeVar("Known")
#: Schemes a card reads.
_SCHEMES = ("studiegebied", "niveau", "leervorm", "thema", "tool")
#: Sessions to come of some trainings; put together once, since every list asks it.
_SESSIONS = (
    sa.select(
        TrainingSession.training_id,
        TrainingSession.id,
        TrainingSession.starts_at,
        TrainingSession.deadline_at,
        TrainingSession.capacity,
        TrainingSession.taken,
        TrainingSession.waiting,
        Location.city,
    )
    .outerjoin(Location, Location.id == TrainingSession.location_id)
    .where(
        TrainingSession.training_id.in_(sa.bindparam("ids", expanding=True)),
        TrainingSession.cancelled_at.is_(None),
        TrainingSession.starts_at > sa.bindparam("at"),
    )
)
_IDS: sa.BindParameter[Sequence[int]] = sa.bindparam("ids", expanding=True)
_TRAININGS = sa.select(
    Training.id,
    Training.slug,
    Training.title,
    Training.summary,
    Training.price_training + Training.price_software + Training.price_equipment,
    Training.is_example,
    Training.is_conditional,
).where(Training.id.in_(_IDS))
_LABELS = (
    sa.select(TrainingTag.training_id, ConceptScheme.code, Concept.code, Concept.label, Concept.properties)
    .join(Concept, Concept.id == TrainingTag.concept_id)
    .join(ConceptScheme, ConceptScheme.id == Concept.scheme_id)
    .where(TrainingTag.training_id.in_(_IDS), ConceptScheme.code.in_(_SCHEMES))
    .order_by(Concept.position, Concept.id)
)
_MEETINGS = (
    sa.select(TrainingSession.training_id, TrainingSession.id, TrainingSession.starts_at, Meeting.starts, Meeting.ends)
    .join(Meeting, Meeting.training_session_id == TrainingSession.id)
    .where(TrainingSession.training_id.in_(_IDS), TrainingSession.cancelled_at.is_(None))
    .order_by(TrainingSession.starts_at, TrainingSession.id)
)


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
    #: Accepted with agreements that still run.
    is_conditional: bool
    kind: TrainingKind


@dataclass(frozen=True)
class _Facts:
    """The part of a card that only changes with the offer itself."""

    id: int
    slug: str
    title: str
    summary: str
    price: int
    is_example: bool
    is_conditional: bool
    labels: Mapping[str, tuple[Label, ...]]
    kind: TrainingKind
    minutes: int


#: Cards of this many trainings are remembered by a process, until a training or its seats change.
_MOST_KNOWN = 5_000


def cards(training_ids: Sequence[int], at: datetime) -> list[TrainingCard]:
    """Cards of these trainings in the order given; unknown ids are left out. Does not ask whether they may be found.

    No query for trainings this process has shown before and of which nothing changed since, not even a seat; else four.
    """
    if not training_ids:
        return []
    known = _known_facts(training_ids, at)
    shown = _remembered(read_model.current(at).facts_with_seats, training_ids, lambda missing: _dated(missing, known, at))
    return [shown[id_] for id_ in training_ids if id_ in shown]


def undated_cards(training_ids: Sequence[int], at: datetime) -> list[TrainingCard]:
    """As `cards`, without sessions and seats: this only changes with the offer."""
    known = _known_facts(training_ids, at)
    return [_card(known[id_], None) for id_ in training_ids if id_ in known]


def _known_facts(training_ids: Sequence[int], at: datetime) -> Mapping[int, _Facts]:
    return _remembered(read_model.current(at).facts, training_ids, lambda missing: _facts(missing, at))


def _dated(training_ids: Sequence[int], known: Mapping[int, _Facts], at: datetime) -> dict[int, TrainingCard]:
    sessions = _next_sessions(training_ids, at)
    return {id_: _card(known[id_], sessions.get(id_)) for id_ in training_ids if id_ in known}


def _remembered(
    stores: dict[str, dict[int, Known]], training_ids: Sequence[int], find: Callable[[Sequence[int]], dict[int, Known]]
) -> Mapping[int, Known]:
    """What is known of these trainings, found for those of which it is not."""
    known = stores.setdefault("cards", {})
    if missing := [id_ for id_ in training_ids if id_ not in known]:
        if len(known) > _MOST_KNOWN:
            known.clear()
            missing = list(training_ids)
        known.update(find(missing))
    return known


def _card(facts: _Facts, session: NextSession | None) -> TrainingCard:
    labels = facts.labels
    return TrainingCard(
        id=facts.id,
        slug=facts.slug,
        title=facts.title,
        summary=facts.summary,
        levels=labels.get("niveau", ()),
        study_areas=labels.get("studiegebied", ()),
        modes=labels.get("leervorm", ()),
        duration_minutes=facts.minutes,
        price=facts.price,
        next_session=session,
        is_example=facts.is_example,
        is_conditional=facts.is_conditional,
        kind=facts.kind,
    )


def _facts(training_ids: Sequence[int], at: datetime) -> dict[int, _Facts]:
    rows = db.session.connection().execute(_TRAININGS, {"ids": training_ids}).all()
    labels = _labels(training_ids)
    minutes = _minutes(training_ids, at)
    facts = {}
    for id_, slug, title, summary, cents, is_example, is_conditional in rows:
        of_training, kind = labels.get(id_, ({}, TrainingKind.GENERAL))
        facts[id_] = _Facts(id_, slug, title, summary, cents, is_example, is_conditional, of_training, kind, minutes.get(id_, 0))
    return facts


def _labels(training_ids: Sequence[int]) -> dict[int, tuple[dict[str, tuple[Label, ...]], TrainingKind]]:
    """Labels by scheme, and the kind they make, by training."""
    labels: dict[int, dict[str, tuple[Label, ...]]] = defaultdict(dict)
    themes: dict[int, set[object]] = defaultdict(set)
    tools: dict[int, set[object]] = defaultdict(set)
    for training_id, scheme, code, label, properties in db.session.connection().execute(_LABELS, {"ids": training_ids}):
        of_training = labels[training_id]
        of_training[scheme] = (*of_training.get(scheme, ()), Label(code, label))
        if scheme == "thema":
            themes[training_id].add(properties.get("group"))
        elif scheme == "tool":
            tools[training_id].add(properties.get("kind"))
    return {id_: (of_training, kind_of(themes[id_], tools[id_])) for id_, of_training in labels.items()}


def _minutes(training_ids: Sequence[int], at: datetime) -> dict[int, int]:
    """Length of all meetings of one run together, by training: of the next run, or of the last when none is to come."""
    runs: dict[int, dict[int, tuple[datetime, int]]] = defaultdict(dict)
    for training_id, session_id, starts_at, starts, ends in db.session.connection().execute(_MEETINGS, {"ids": training_ids}):
        _, minutes = runs[training_id].get(session_id, (starts_at, 0))
        runs[training_id][session_id] = (starts_at, minutes + int((ends - starts).total_seconds()) // 60)
    return {
        training_id: next((minutes for starts_at, minutes in of_training.values() if starts_at > at), [*of_training.values()][-1][1])
        for training_id, of_training in runs.items()
    }


def _next_sessions(training_ids: Sequence[int], at: datetime) -> dict[int, NextSession]:
    """The session to show of each training that has one to come, with its seats as they are now."""
    runs: dict[int, list[Run]] = defaultdict(list)
    cities = {}
    rows = db.session.connection().execute(_SESSIONS, {"ids": training_ids, "at": at}).all()
    for training_id, id_, starts_at, deadline_at, capacity, taken, waiting, city in rows:
        runs[training_id].append(Run(id_, starts_at, deadline_at, is_cancelled=False, seats=Seats(capacity, taken, waiting)))
        cities[id_] = city
    shown = {training_id: next_run(of_training, at) for training_id, of_training in runs.items()}
    return {training_id: _next_session(run, cities[run.id], at) for training_id, run in shown.items() if run}


def _next_session(run: Run, city: str | None, at: datetime) -> NextSession:
    seats = run.seats
    return NextSession(
        run.id, run.starts_at, city or "online", city is None, seats.free, seats.waiting, seats.is_full, is_closed=not run.is_open(at)
    )
