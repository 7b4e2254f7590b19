"""What feeds tell of the trainings that a search finds: the newest, and their sessions to come; by the very same query as the page."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import sqlalchemy as sa

from rtc_app.accounts.models import Organisation
from rtc_app.catalogue import queries as catalogue
from rtc_app.catalogue.models import CatalogueVersion, Location, Meeting, MeetingKind, Training, TrainingSession
from rtc_app.catalogue.queries import TrainingCard
from rtc_app.catalogue.search import calendar, finding, read_model
from rtc_app.catalogue.search.bitmaps import set_bits
from rtc_app.catalogue.search.state import SearchState
from rtc_app.kernel.database import db, streamed
from rtc_app.quality.models import Assessment
from rtc_app.quality.rules import Outcome

#: A feed is for what is new; everything stands on the pages.
MOST_TRAININGS = 50
MOST_SESSIONS = 200
#: Fewer trainings than this are asked for by name; more are read in order until there are enough.
_FEW = 500


@dataclass(frozen=True)
class Verdict:
    """What the kwaliteitskader says of a training, with its version and its term."""

    outcome: Outcome
    decided_at: datetime
    framework_version: int
    valid_until: datetime | None


@dataclass(frozen=True)
class FeedMeeting:
    """One meeting in wall time; `number` counts within its session."""

    number: int
    starts: datetime
    ends: datetime
    is_follow_up: bool


@dataclass(frozen=True)
class FeedSession:
    """A session to come; `place` is one line, `revision` grows when its moments or place change; instants in UTC."""

    code: str
    training_code: str
    slug: str
    title: str
    summary: str
    price: int
    place: str
    deadline_at: datetime
    changed_at: datetime
    revision: int
    is_cancelled: bool
    meetings: tuple[FeedMeeting, ...]


@dataclass(frozen=True)
class FeedTraining:
    """A training as a feed tells it; `updated_at` is when its content changed or came online."""

    code: str
    card: TrainingCard
    provider: str
    published_at: datetime
    updated_at: datetime
    verdict: Verdict | None
    sessions: tuple[FeedSession, ...]


def last_change(at: datetime) -> datetime:
    """The last moment at which any feed may have become another: a change of the offer, or time itself."""
    changed = db.session.scalar(sa.select(CatalogueVersion.changed_at).where(CatalogueVersion.id == 1))
    by_time = calendar.last_change(at)
    return max(changed, by_time) if changed else by_time


def newest_trainings(state: SearchState, at: datetime) -> list[FeedTraining]:
    """The trainings a search finds that came or changed last, newest first."""
    updated = _latest(Training.updated_at, Training.accepted_from)
    query = (
        sa.select(Training.id)
        .add_columns(Training.code, Organisation.name, Training.accepted_from, updated)
        .join(Organisation, Organisation.id == Training.provider_id)
        .where(Training.findable(at))
        .order_by(updated.desc(), Training.id.desc())
    )
    rows = list(islice(_found(query, state, at), MOST_TRAININGS))
    ids = [row[0] for row in rows]
    cards = {card.id: card for card in catalogue.undated_cards(ids, at)}
    verdicts = _verdicts(ids)
    sessions: dict[str, list[FeedSession]] = defaultdict(list)
    for session in _with_meetings(list(db.session.execute(_sessions(at).where(TrainingSession.training_id.in_(ids))))):
        sessions[session.training_code].append(session)
    return [
        FeedTraining(code, cards[id_], provider, published, changed, verdicts.get(id_), tuple(sessions[code]))
        for id_, code, provider, published, changed in rows
    ]


def coming_sessions(state: SearchState, at: datetime) -> list[FeedSession]:
    """The sessions to come that a search finds, soonest first; those that were called off say so.

    A filter on sessions holds for each of them: who asks for March reads March.
    """
    return _with_meetings(list(islice(_fitting(_found(_sessions(at), state, at), state, at), MOST_SESSIONS)))


def _fitting(rows: Iterable[Any], state: SearchState, at: datetime) -> Iterator[Any]:
    """Of the sessions of these trainings those that fit by themselves; `rows` are in the order of their dates."""
    slots = finding.selected_sessions(state, at)
    if slots is None:
        yield from rows
        return
    positions = read_model.current(at).positions
    fits = [_holds(slot) for slot in slots]
    numbers: dict[int, int] = defaultdict(int)
    for row in rows:
        if row.cancelled_at is None:
            number = numbers[row.id]
            numbers[row.id] += 1
            if number < len(fits) and fits[number](positions[row.id]):
                yield row


def sessions_of(training_id: int, at: datetime) -> list[FeedSession]:
    """The sessions to come of one training."""
    return _with_meetings(list(db.session.execute(_sessions(at).where(Training.id == training_id).limit(MOST_SESSIONS))))


def _found(query: sa.Select[Any], state: SearchState, at: datetime) -> Iterator[Any]:
    """The rows of a query, in its order, whose first column is a training that the question finds."""
    model, bitmap = read_model.current(at), finding.selected(state, at)
    if bitmap.bit_count() <= _FEW:
        ids = [model.ids[position] for position in set_bits(bitmap)]
        yield from db.session.execute(query.where(Training.id.in_(ids)))
        return
    positions, holds = model.positions, _holds(bitmap)
    with streamed(query, _FEW) as rows:
        for row in rows:
            position = positions.get(row[0])
            if position is not None and holds(position):
                yield row


def _holds(bitmap: int) -> Callable[[int], bool]:
    """Asks a bit of a large number without moving all others."""
    held = bitmap.to_bytes(bitmap.bit_length() // 8 + 1, "little")
    return lambda position: position >> 3 < len(held) and bool(held[position >> 3] >> (position & 7) & 1)


def _latest(one: Any, other: Any) -> sa.ColumnElement[datetime]:
    return sa.case((one > other, one), else_=other)


def _sessions(at: datetime) -> sa.Select[Any]:
    price = Training.price_training + Training.price_software + Training.price_equipment
    return (
        sa.select(Training.id, Training.code.label("training_code"), Training.slug, Training.title, Training.summary, price.label("price"))
        .add_columns(Training.updated_at, TrainingSession.id.label("session_id"), TrainingSession.code, TrainingSession.online_note)
        .add_columns(TrainingSession.deadline_at, TrainingSession.changed_at, TrainingSession.revision, TrainingSession.cancelled_at)
        .add_columns(Location.name, Location.street, Location.postcode, Location.city)
        .join(Training, Training.id == TrainingSession.training_id)
        .outerjoin(Location, Location.id == TrainingSession.location_id)
        .where(TrainingSession.starts_at > at)
        .order_by(TrainingSession.starts_at, TrainingSession.id)
    )


def _with_meetings(rows: Sequence[sa.Row[Any]]) -> list[FeedSession]:
    meetings: dict[int, list[FeedMeeting]] = defaultdict(list)
    query = (
        sa.select(Meeting.training_session_id, Meeting.starts, Meeting.ends, Meeting.kind)
        .where(Meeting.training_session_id.in_([row.session_id for row in rows]))
        .order_by(Meeting.starts, Meeting.id)
    )
    for session_id, starts, ends, kind in db.session.execute(query):
        of_session = meetings[session_id]
        of_session.append(FeedMeeting(len(of_session) + 1, starts, ends, kind is MeetingKind.FOLLOW_UP))
    return [_session(row, meetings[row.session_id]) for row in rows]


def _session(row: sa.Row[Any], meetings: Iterable[FeedMeeting]) -> FeedSession:
    online = f"Online. {row.online_note}" if row.online_note else "Online"
    return FeedSession(
        code=row.code,
        training_code=row.training_code,
        slug=row.slug,
        title=row.title,
        summary=row.summary,
        price=row.price,
        place=f"{row.name}, {row.street}, {row.postcode} {row.city}" if row.name else online,
        deadline_at=row.deadline_at,
        changed_at=row.changed_at or row.updated_at,
        revision=row.revision,
        is_cancelled=row.cancelled_at is not None,
        meetings=tuple(meetings),
    )


def _verdicts(training_ids: Sequence[int]) -> dict[int, Verdict]:
    """The last decision on each training."""
    query = (
        sa.select(Assessment)
        .where(Assessment.training_id.in_(training_ids), Assessment.outcome.is_not(None))
        .order_by(Assessment.round)
        .options(sa.orm.joinedload(Assessment.framework))
    )
    return {
        a.training_id: Verdict(a.outcome, a.decided_at, a.framework.version, a.valid_until)
        for a in db.session.scalars(query)
        if a.outcome is not None and a.decided_at is not None
    }
