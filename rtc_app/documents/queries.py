"""What the documents are made of, each loaded in a fixed number of queries."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from rtc_app.catalogue.models import Training, TrainingSession, TrainingTag
from rtc_app.kernel.database import db
from rtc_app.reference.models import Concept


def session_for_attest(session_id: int) -> TrainingSession:
    """A session with its meetings, place, training, provider and RTC."""
    query = (
        sa.select(TrainingSession)
        .where(TrainingSession.id == session_id)
        .options(
            selectinload(TrainingSession.meetings),
            joinedload(TrainingSession.location),
            joinedload(TrainingSession.training).joinedload(Training.provider),
            joinedload(TrainingSession.training).joinedload(Training.rtc),
        )
    )
    return db.session.scalars(query).one()


def training_for_sheet(training_id: int) -> Training:
    """A training with its provider, RTC, trainers, and tags with their schemes."""
    query = (
        sa.select(Training)
        .where(Training.id == training_id)
        .options(
            joinedload(Training.provider),
            joinedload(Training.rtc),
            selectinload(Training.trainers),
            selectinload(Training.tags).joinedload(TrainingTag.concept).joinedload(Concept.scheme),
        )
    )
    return db.session.scalars(query).one()


def upcoming_sessions(training_id: int, at: datetime) -> list[TrainingSession]:
    """Sessions of a training that start after this instant and go on, soonest first, with meetings and place."""
    query = (
        sa.select(TrainingSession)
        .where(TrainingSession.training_id == training_id, TrainingSession.starts_at > at, TrainingSession.cancelled_at.is_(None))
        .order_by(TrainingSession.starts_at, TrainingSession.id)
        .options(selectinload(TrainingSession.meetings), joinedload(TrainingSession.location))
    )
    return list(db.session.scalars(query))
