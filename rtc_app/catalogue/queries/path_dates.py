"""The dates of the steps of a leertraject, and how they fit after each other."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from rtc_app.catalogue.following import StepRun, first_gap, ways_through
from rtc_app.catalogue.models import Location, Meeting, MeetingKind, TrainingSession
from rtc_app.kernel.database import db

_MOST_WAYS = 3


class StepDate(NamedTuple):
    """A session of a step in which a seat is free; `starts` and `ends` in wall time, `place` a town or "online"."""

    session_id: int
    training_id: int
    starts: datetime
    ends: datetime
    place: str
    free: int
    #: When its terugkommoment begins, None without one.
    follow_up: datetime | None


@dataclass(frozen=True)
class PathDates:
    """Ways through the open steps, each a date per step; without any, `missing` is the first step that has none in time."""

    ways: tuple[tuple[StepDate, ...], ...]
    #: Its number from 0 among the open steps.
    missing: int | None
    #: Trainings of which a session to come has a terugkommoment.
    with_follow_up: frozenset[int]


def path_dates(training_ids: Sequence[int], at: datetime) -> PathDates:
    """How the sessions to come of these trainings, in the order of the steps, fit after each other; one query."""
    dates = _dates(training_ids, at)
    by_id = {date.session_id: date for of_step in dates.values() for date in of_step}
    steps = [[StepRun(date.session_id, date.starts, date.ends) for date in dates[id_] if date.free] for id_ in training_ids]
    return PathDates(
        ways=tuple(tuple(by_id[run.id] for run in way) for way in ways_through(steps, _MOST_WAYS)),
        missing=first_gap(steps),
        with_follow_up=frozenset(id_ for id_, of_step in dates.items() if any(date.follow_up for date in of_step)),
    )


def _dates(training_ids: Sequence[int], at: datetime) -> dict[int, list[StepDate]]:
    """The sessions to come that one can still enrol in, by training; a full one has 0 seats free."""
    is_regular = Meeting.kind == MeetingKind.REGULAR
    free = sa.case((TrainingSession.waiting > 0, 0), else_=TrainingSession.capacity - TrainingSession.taken)
    query = (
        sa.select(
            TrainingSession.id,
            TrainingSession.training_id,
            sa.func.min(sa.case((is_regular, Meeting.starts))),
            sa.func.max(sa.case((is_regular, Meeting.ends))),
            Location.city,
            free,
            sa.func.min(sa.case((sa.not_(is_regular), Meeting.starts))),
        )
        .join(Meeting, Meeting.training_session_id == TrainingSession.id)
        .outerjoin(Location, Location.id == TrainingSession.location_id)
        .where(
            TrainingSession.training_id.in_(training_ids),
            TrainingSession.cancelled_at.is_(None),
            TrainingSession.starts_at > at,
            TrainingSession.deadline_at > at,
        )
        .group_by(TrainingSession.id, Location.city)
        .order_by(TrainingSession.starts_at, TrainingSession.id)
    )
    dates: dict[int, list[StepDate]] = defaultdict(list)
    for id_, training_id, starts, ends, city, seats, follow_up in db.session.execute(query):
        if starts is not None:
            dates[training_id].append(StepDate(id_, training_id, starts, ends, city or "online", seats, follow_up))
    return dates
