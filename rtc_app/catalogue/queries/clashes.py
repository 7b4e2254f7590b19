"""Sessions that ask for the same trainer or the same place at the same moment: something to know, never a refusal."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from rtc_app.catalogue.models import Location, Meeting, Trainer, Training, TrainingSession, training_trainer
from rtc_app.kernel.database import db

#: More of them say no more.
_MOST = 5


@dataclass(frozen=True)
class Clash:
    """At this moment the trainer or the place is asked for too by another session; `title` None when it is not ours to know."""

    starts: datetime
    what: str
    title: str | None


def clashes(
    *,
    training: Training,
    moments: Sequence[tuple[datetime, datetime]],
    location_id: int | None,
    except_id: int | None = None,
    known_provider_ids: Collection[int] | None,
) -> list[Clash]:
    """What else is planned at these moments (begin, end, in wall time), soonest first, a few of them.

    `known_provider_ids` are the providers whose trainings may be named; None names all.
    """
    if not moments:
        return []
    overlaps = sa.or_(*(sa.and_(Meeting.starts < ends, Meeting.ends > starts) for starts, ends in moments))
    busy = (
        sa.select(Meeting.starts, Training.title, Training.provider_id)
        .join(TrainingSession, TrainingSession.id == Meeting.training_session_id)
        .join(Training, Training.id == TrainingSession.training_id)
        .where(overlaps, TrainingSession.cancelled_at.is_(None), TrainingSession.id != (except_id or 0))
        .order_by(Meeting.starts, Meeting.id)
        .limit(_MOST)
    )
    found: list[sa.Row[datetime, str, int, str]] = []
    if location_id is not None:
        query = busy.add_columns(Location.name).join(Location, Location.id == TrainingSession.location_id)
        found += db.session.execute(query.where(Location.id == location_id)).all()
    ours = [trainer.id for trainer in training.trainers]
    query = busy.add_columns(Trainer.name).join(training_trainer, training_trainer.c.training_id == Training.id)
    found += db.session.execute(query.join(Trainer, Trainer.id == training_trainer.c.trainer_id).where(Trainer.id.in_(ours))).all()
    return [
        Clash(starts, what, title if known_provider_ids is None or provider_id in known_provider_ids else None)
        for starts, title, provider_id, what in sorted(found, key=lambda row: (row.starts, row.name))[:_MOST]
    ]


def clashes_of(session: TrainingSession, *, known_provider_ids: Collection[int] | None) -> list[Clash]:
    """The same for a session that is planned."""
    return clashes(
        training=session.training,
        moments=[(meeting.starts, meeting.ends) for meeting in session.meetings],
        location_id=session.location_id,
        except_id=session.id,
        known_provider_ids=known_provider_ids,
    )
