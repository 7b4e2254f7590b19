"""Cards: what a list shows of a training, read as light rows in at most two queries however long the list is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from rtc_app.catalogue.models import Location, Meeting, Training, TrainingSession, TrainingTag
from rtc_app.catalogue.rules import Run, Seats, TrainingKind, next_run
from rtc_app.catalogue.search import read_model
from rtc_app.catalogue.search.offered import Tag, Terms
from rtc_app.catalogue.search.read_model import ReadModel
from rtc_app.kernel.database import db

_IDS: sa.BindParameter[Sequence[int]] = sa.bindparam("ids", expanding=True)
# Statements are put together once, since every list asks them.
_TRAININGS = sa.select(
    Training.id,
    Training.slug,
    Training.title,
    Training.summary,
    Training.price_training + Training.price_software + Training.price_equipment,
    Training.is_example,
    Training.is_conditional,
    # In one text with the training: a row each would be a query of their own.
    sa.select(sa.func.aggregate_strings(sa.cast(TrainingTag.concept_id, sa.Text), ","))
    .where(TrainingTag.training_id == Training.id)
    .scalar_subquery(),
).where(Training.id.in_(_IDS))
#: Every session with each of its meetings.
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
        Meeting.starts,
        Meeting.ends,
    )
    .outerjoin(Location, Location.id == TrainingSession.location_id)
    .outerjoin(Meeting, Meeting.training_session_id == TrainingSession.id)
    .where(TrainingSession.training_id.in_(_IDS), TrainingSession.cancelled_at.is_(None))
    .order_by(TrainingSession.starts_at, TrainingSession.id)
)


class Label(NamedTuple):
    """A concept as a page shows it."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
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


class TrainingCard(NamedTuple):
    """What a list shows of a training; `price` in cents for everything together, `duration_minutes` of one run."""

    id: int
    slug: str
    title: str
    summary: str
    levels: tuple[Label, ...]
    study_areas: tuple[Label, ...]
    modes: tuple[Label, ...]
    price: int
    is_example: bool
    #: Accepted with agreements that still run.
    is_conditional: bool
    kind: TrainingKind
    # What changes with sessions and their seats.
    duration_minutes: int = 0
    next_session: NextSession | None = None


#: Cards of this many trainings are remembered by a process, until a training or its seats change.
_MOST_KNOWN = 20_000


def cards(training_ids: Sequence[int], at: datetime) -> list[TrainingCard]:
    """Cards of these trainings in the order given; unknown ids are left out. Does not ask whether they may be found.

    No query for trainings this process has shown before and of which nothing changed since, not even a seat; else two.
    """
    if not training_ids:
        return []
    model = read_model.current(at)
    store = model.facts_with_seats.setdefault("cards", {})
    shown = model.remembered(store, training_ids, lambda missing: _dated(missing, model, at), most=_MOST_KNOWN)
    return [shown[id_] for id_ in training_ids if id_ in shown]


def undated_cards(training_ids: Sequence[int], at: datetime) -> list[TrainingCard]:
    """As `cards`, without the session to come and its seats: this only changes with the offer."""
    return [card._replace(next_session=None) for card in cards(training_ids, at)]


def _undated(training_ids: Sequence[int], terms: Terms) -> dict[int, TrainingCard]:
    """The cards without what sessions say of them."""
    undated = {}
    rows = db.session.connection().execute(_TRAININGS, {"ids": training_ids})
    for id_, slug, title, summary, cents, is_example, is_conditional, tags in rows:
        concepts = [int(concept_id) for concept_id in tags.split(",")] if tags else []
        kind = TrainingKind.GENERAL if terms.technical.isdisjoint(concepts) else TrainingKind.TECHNICAL
        tags_in_order = sorted(terms.tags[concept_id] for concept_id in concepts)
        levels, study_areas, modes = (_labels(tags_in_order, scheme) for scheme in ("niveau", "studiegebied", "leervorm"))
        undated[id_] = TrainingCard(id_, slug, title, summary, levels, study_areas, modes, cents, is_example, is_conditional, kind)
    return undated


def _labels(tags: Iterable[Tag], of_scheme: str) -> tuple[Label, ...]:
    return tuple(Label(code, label) for _, scheme, code, label in tags if scheme == of_scheme)


def _dated(training_ids: Sequence[int], model: ReadModel, at: datetime) -> dict[int, TrainingCard]:
    """The cards with the session to show, its seats as they are now, and how long one run lasts.

    That is the length of all meetings of the next run together, or of the last when none is to come.
    """
    store = model.facts.setdefault("cards", {})
    dated = model.remembered(store, training_ids, lambda missing: _undated(missing, model.terms), most=_MOST_KNOWN)
    runs: dict[int, dict[int, Run]] = defaultdict(dict)
    cities, minutes = {}, {}
    rows = db.session.connection().execute(_SESSIONS, {"ids": training_ids})
    for training_id, id_, starts_at, deadline_at, capacity, taken, waiting, city, starts, ends in rows:
        if id_ not in minutes:
            runs[training_id][id_] = Run(id_, starts_at, deadline_at, is_cancelled=False, seats=Seats(capacity, taken, waiting))
            cities[id_], minutes[id_] = city, 0
        if starts is not None:
            minutes[id_] += int((ends - starts).total_seconds()) // 60
    for training_id in dated.keys() & runs.keys():
        of_training = list(runs[training_id].values())
        length = minutes[next((run.id for run in of_training if run.starts_at > at), of_training[-1].id)]
        run = next_run(of_training, at)
        session = _next_session(run, cities[run.id], at) if run else None
        dated[training_id] = dated[training_id]._replace(duration_minutes=length, next_session=session)
    return dated


def _next_session(run: Run, city: str | None, at: datetime) -> NextSession:
    seats = run.seats
    return NextSession(
        run.id, run.starts_at, city or "online", city is None, seats.free, seats.waiting, seats.is_full, is_closed=not run.is_open(at)
    )
