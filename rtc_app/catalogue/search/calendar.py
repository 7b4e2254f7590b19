"""The moments at which time alone changes the offer: an acceptance begins or ends, a session starts, enrolment closes."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from rtc_app.catalogue.models import Training, TrainingSession
from rtc_app.kernel.database import db

_FAR = datetime.max.replace(tzinfo=UTC)
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
#: (moment, training it is about, whether only seats change)
_MOMENTS: tuple[tuple[InstrumentedAttribute[Any], InstrumentedAttribute[int], bool], ...] = (
    (Training.accepted_from, Training.id, False),
    (Training.accepted_until, Training.id, False),
    (TrainingSession.starts_at, TrainingSession.training_id, False),
    (TrainingSession.deadline_at, TrainingSession.training_id, True),
)


@dataclass(frozen=True)
class Passed:
    """What changed in a stretch of time, and the last moment at which something did."""

    trainings: set[int]
    seats: set[int]
    last: datetime | None


def next_change(at: datetime, ids: Collection[int] | None = None) -> datetime:
    """The first moment after `at` that changes the offer, or these trainings."""
    found = [
        moment
        for column, training_id, _ in _MOMENTS
        if (moment := db.session.scalar(sa.select(sa.func.min(column)).where(column > at, _some(training_id, ids)))) is not None
    ]
    return min(found, default=_FAR)


def last_change(at: datetime) -> datetime:
    """The last moment up to `at` that changed the offer."""
    found = [
        moment for column, _, _ in _MOMENTS if (moment := db.session.scalar(sa.select(sa.func.max(column)).where(column <= at))) is not None
    ]
    return max(found, default=_LONG_AGO)


def passed(since: datetime, at: datetime) -> Passed:
    """What changed from `since` up to and with `at`."""
    trainings: set[int] = set()
    seats: set[int] = set()
    last: datetime | None = None
    for column, training_id, is_seats_only in _MOMENTS if at >= since else ():
        for id_, moment in db.session.execute(sa.select(training_id, column).where(column >= since, column <= at)):
            (seats if is_seats_only else trainings).add(id_)
            last = max(moment, last) if last else moment
    return Passed(trainings, seats, last)


def _some(column: InstrumentedAttribute[int], ids: Collection[int] | None) -> sa.ColumnElement[bool]:
    return sa.true() if ids is None else column.in_(ids)
