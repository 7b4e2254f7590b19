"""The agenda: the sessions to come of whatever a search finds, by day, and how the months of a school year are filled."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from rtc_app.catalogue.models import Location, Meeting, MeetingKind, Training, TrainingSession
from rtc_app.catalogue.months import Month
from rtc_app.catalogue.rules import Run, Seats
from rtc_app.catalogue.search import finding, read_model
from rtc_app.catalogue.search.read_model import ReadModel
from rtc_app.catalogue.search.state import PERIOD, SearchState
from rtc_app.kernel import clock
from rtc_app.kernel.database import db

#: Sessions a day shows in the month; the page of the day has them all.
SHOWN_A_DAY = 4
_MOST_A_DAY = 200
_MOST_MONTHS_KEPT = 6
_MOST_LAYOUTS = 200
#: The facet whose values change while the offer stays the same.
SEATS = "plaatsen"


class _Selection(NamedTuple):
    """What a question finds: the trainings, and of their sessions those that fit what was asked of sessions (None when nothing was)."""

    trainings: int
    sessions: tuple[int, ...] | None


class Planned(NamedTuple):
    """What only changes with the offer of one session; `starts` is wall time."""

    session_id: int
    training_id: int
    slug: str
    title: str
    starts: datetime
    starts_at: datetime
    deadline_at: datetime
    #: None when it is online.
    city: str | None
    #: How many sessions to come of the same training begin before it: its slot in the read model.
    slot: int
    meetings: int
    has_follow_up: bool


class AgendaRow(NamedTuple):
    """A session as the agenda shows it, with its seats as they are now; equal rows look the same."""

    planned: Planned
    free: int
    waiting: int
    is_full: bool
    #: Enrolment is over, the session itself is still to come.
    is_closed: bool


class AgendaDay(NamedTuple):
    """A day of the calendar; `more` sessions stand on the page of the day only."""

    day: date
    is_in_month: bool
    is_past: bool
    is_today: bool
    rows: tuple[AgendaRow, ...]
    more: int


class AgendaWeek(NamedTuple):
    """Seven days from Monday; `total` sessions to come in those of this month, `is_past` when none of these is still to come."""

    number: int
    days: tuple[AgendaDay, ...]
    total: int
    is_past: bool


@dataclass(frozen=True)
class AgendaMonth:
    """A month of the agenda, and the nearest months before and after it that have sessions to come."""

    month: Month
    weeks: tuple[AgendaWeek, ...]
    total: int
    previous: Month | None
    following: Month | None

    @property
    def is_over(self) -> bool:
        return all(week.is_past for week in self.weeks)


def agenda_month(state: SearchState, month: Month, at: datetime) -> AgendaMonth:
    """The sessions to come in a month of every training a question finds."""
    laid_out = _layout_of(without_period(state), month, at)
    seats = _seats(planned.session_id for shown, _ in laid_out.days.values() for planned in shown)
    today = clock.to_wall_time(at).date()

    def day_of(day: date) -> AgendaDay:
        shown, more = laid_out.days.get(day, ((), 0))
        rows = tuple(_row(planned, seats, at) for planned in shown)
        return AgendaDay(day, month.holds(day), day < today, day == today, rows, more)

    weeks = tuple(_week([day_of(day) for day in days]) for days in month.weeks())
    return AgendaMonth(month, weeks, sum(week.total for week in weeks), laid_out.previous, laid_out.following)


class _Layout(NamedTuple):
    """Day → (the sessions it shows, how many more there are), and the months beside this one that have some."""

    days: dict[date, tuple[tuple[Planned, ...], int]]
    previous: Month | None
    following: Month | None


def _layout_of(question: SearchState, month: Month, at: datetime) -> _Layout:
    """The layout of a month, kept as long as the offer stays the same; one that asks for seats is made each time."""
    known = _layouts.setdefault(read_model.current(at), {})
    key = (month, tuple(question.query()))
    if key not in known or SEATS in question.chosen:
        if len(known) >= _MOST_LAYOUTS:
            known.clear()
        known[key] = _lay_out(_selected(question, at), month, at)
    return known[key]


def _lay_out(selected: _Selection, month: Month, at: datetime) -> _Layout:
    by_day: dict[date, list[Planned]] = defaultdict(list)
    for planned in _fitting(selected, month, at):
        by_day[planned.starts.date()].append(planned)
    return _Layout(
        days={day: (tuple(planned[:SHOWN_A_DAY]), max(0, len(planned) - SHOWN_A_DAY)) for day, planned in by_day.items()},
        previous=_nearest(selected, month, at, is_before=True),
        following=_nearest(selected, month, at, is_before=False),
    )


def agenda_day(state: SearchState, day: date, at: datetime) -> list[AgendaRow]:
    """Every session to come that begins on this day, by hour."""
    fitting = _fitting(_selected(state, at), Month.of(day), at)
    planned = [one for one in fitting if one.starts.date() == day][:_MOST_A_DAY]
    seats = _seats(one.session_id for one in planned)
    return [_row(one, seats, at) for one in planned]


def first_month(state: SearchState, at: datetime) -> Month:
    """The first month with a session to come of what a question finds; this month when there is none."""
    this = Month.of(clock.to_wall_time(at).date())
    selected = _selected(state, at)
    return this if _fitting(selected, this, at) else _nearest(selected, this, at, is_before=False) or this


def months_with_sessions(at: datetime) -> list[Month]:
    """Every month in which something of the whole offer begins."""
    model = read_model.current(at)
    return [month for month in _months_to_come(model, at) if trainings_in(model, month, at)]


def trainings_in(model: ReadModel, month: Month, at: datetime) -> int:
    """The bitmap of the trainings with a session to come that begins in this month."""
    known = _bitmaps.setdefault(model, {})
    if month not in known:
        query = sa.select(TrainingSession.training_id).where(*_begins_in(month, at)).distinct()
        positions = model.positions
        known[month] = model.bitmap(positions[id_] for id_ in db.session.scalars(query) if id_ in positions)
    return known[month]


def without_period(state: SearchState) -> SearchState:
    """The same question about any time: an agenda shows each month by itself."""
    return state.without_facet(PERIOD)


#: Month → trainings, and month → its sessions, of the offer as it is; forgotten with the read model.
_bitmaps: WeakKeyDictionary[ReadModel, dict[Month, int]] = WeakKeyDictionary()
_sessions: WeakKeyDictionary[ReadModel, dict[Month, tuple[Planned, ...]]] = WeakKeyDictionary()
_layouts: WeakKeyDictionary[ReadModel, dict[tuple[Month, tuple[tuple[str, str], ...]], _Layout]] = WeakKeyDictionary()
_last_months: WeakKeyDictionary[ReadModel, Month] = WeakKeyDictionary()


def _selected(state: SearchState, at: datetime) -> _Selection:
    question = without_period(state)
    return _Selection(finding.selected(question, at), finding.selected_sessions(question, at))


def _fitting(selected: _Selection, month: Month, at: datetime) -> list[Planned]:
    """The sessions to come in a month, by hour, of the trainings selected; what was asked of sessions holds for each of them."""
    model = read_model.current(at)
    here = selected.trainings & trainings_in(model, month, at)
    if not here:
        return []
    size, positions = len(model.ids) // 8 + 1, model.positions
    slots = None if selected.sessions is None else [(slot & here).to_bytes(size, "little") for slot in selected.sessions]
    trainings = here.to_bytes(size, "little")

    def fits(planned: Planned) -> bool:
        position = positions.get(planned.training_id)
        if position is None:
            return False
        if slots is None:
            held = trainings
        elif planned.slot < len(slots):
            held = slots[planned.slot]
        else:
            # Planned by another process since the read model was asked for: the next page has it.
            return False
        return bool(held[position >> 3] >> (position & 7) & 1)

    return [planned for planned in _planned_in(model, month, at) if fits(planned)]


def _nearest(selected: _Selection, month: Month, at: datetime, *, is_before: bool) -> Month | None:
    model = read_model.current(at)
    months = [other for other in _months_to_come(model, at) if (other < month if is_before else other > month)]
    for other in reversed(months) if is_before else months:
        is_there = selected.trainings & trainings_in(model, other, at)
        # The training may have a session then and one that fits at another time.
        if is_there and (selected.sessions is None or _fitting(selected, other, at)):
            return other
    return None


def _months_to_come(model: ReadModel, at: datetime) -> list[Month]:
    """From this month to the last in which something is planned."""
    this = Month.of(clock.to_wall_time(at).date())
    if model not in _last_months:
        last = db.session.scalar(sa.select(sa.func.max(TrainingSession.starts_at)).where(TrainingSession.cancelled_at.is_(None)))
        _last_months[model] = Month.of(clock.to_wall_time(last or at).date())
    return list(this.until(_last_months[model]))


def _begins_in(month: Month, at: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    begins = TrainingSession.starts_at
    return TrainingSession.cancelled_at.is_(None), begins >= month.starts_at, begins < month.ends_at, begins > at


def _planned_in(model: ReadModel, month: Month, at: datetime) -> tuple[Planned, ...]:
    known = _sessions.setdefault(model, {})
    if month not in known:
        if len(known) >= _MOST_MONTHS_KEPT:
            known.clear()
        known[month] = tuple(_read_planned(month, at))
    return known[month]


def _read_planned(month: Month, at: datetime) -> Iterable[Planned]:
    other = sa.orm.aliased(TrainingSession)
    is_earlier = sa.tuple_(other.starts_at, other.id) < sa.tuple_(TrainingSession.starts_at, TrainingSession.id)
    of_training = sa.and_(other.training_id == TrainingSession.training_id, other.cancelled_at.is_(None), other.starts_at > at)
    before = sa.select(sa.func.count()).where(of_training, is_earlier)
    of_session = sa.select(sa.func.count()).where(Meeting.training_session_id == TrainingSession.id)
    query = (
        sa.select(
            TrainingSession.id,
            Training.id,
            Training.slug,
            Training.title,
            TrainingSession.starts_at,
            TrainingSession.deadline_at,
            Location.city,
            before.scalar_subquery(),
            of_session.where(Meeting.kind == MeetingKind.REGULAR).scalar_subquery(),
            of_session.where(Meeting.kind == MeetingKind.FOLLOW_UP).scalar_subquery(),
        )
        .join(Training, Training.id == TrainingSession.training_id)
        .outerjoin(Location, Location.id == TrainingSession.location_id)
        .where(*_begins_in(month, at))
        .order_by(TrainingSession.starts_at, Training.title, TrainingSession.id)
    )
    for id_, training_id, slug, title, starts_at, deadline_at, city, slot, meetings, follow_ups in db.session.connection().execute(query):
        yield Planned(
            id_, training_id, slug, title, clock.to_wall_time(starts_at), starts_at, deadline_at, city, slot, meetings, follow_ups > 0
        )


_SEATS = sa.select(TrainingSession.id, TrainingSession.capacity, TrainingSession.taken, TrainingSession.waiting).where(
    TrainingSession.id.in_(sa.bindparam("ids", expanding=True))
)


def _seats(session_ids: Iterable[int]) -> dict[int, Seats]:
    ids = list(session_ids)
    if not ids:
        return {}
    rows = db.session.connection().execute(_SEATS, {"ids": ids})
    return {id_: Seats(capacity, taken, waiting) for id_, capacity, taken, waiting in rows}


def _row(planned: Planned, seats: dict[int, Seats], at: datetime) -> AgendaRow:
    own = seats[planned.session_id]
    run = Run(planned.session_id, planned.starts_at, planned.deadline_at, is_cancelled=False, seats=own)
    return AgendaRow(planned, own.free, own.waiting, own.is_full, not run.is_open(at))


def _week(days: Sequence[AgendaDay]) -> AgendaWeek:
    own = [day for day in days if day.is_in_month]
    total = sum(len(day.rows) + day.more for day in own)
    return AgendaWeek(days[0].day.isocalendar().week, tuple(days), total, all(day.is_past for day in own))
