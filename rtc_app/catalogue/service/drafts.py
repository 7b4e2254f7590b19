"""A draft begins as a copy of another training, or is thrown away before anybody used it."""

import copy
from datetime import datetime

import sqlalchemy as sa

from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import SearchDocument, Training, TrainingTag
from rtc_app.catalogue.queries import offer as queries
from rtc_app.catalogue.service.findability import offer_changed, training_changed
from rtc_app.catalogue.service.offering import EDITABLE_FIELDS, add_training
from rtc_app.catalogue.service.planning import Moment, add_session
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation


def duplicate_training(*, training: Training, title: str, with_sessions: bool, actor: Account, at: datetime) -> Training:
    """A new draft with everything the training says, and on request the sessions that are still to come, all seats free."""
    made = add_training(provider=training.provider, rtc=training.rtc, title=title, actor=actor, at=at)
    made.origin_id = training.id
    for name in EDITABLE_FIELDS - {"title"}:
        setattr(made, name, copy.deepcopy(getattr(training, name)))
    made.tags = [TrainingTag(concept=tag.concept, meaning=tag.meaning) for tag in training.tags]
    made.trainers = list(training.trainers)
    training_changed(training=made, at=at)
    for session in training.sessions if with_sessions else ():
        if session.starts_at > at and session.cancelled_at is None:
            add_session(
                training=made,
                moments=[Moment(meeting.starts, meeting.ends, meeting.kind) for meeting in session.meetings],
                location=session.location,
                online_note=session.online_note,
                capacity=session.capacity,
                deadline_days=(session.starts_at - session.deadline_at).days,
                actor=actor,
                at=at,
            )
    return made


def discard_draft(*, training: Training, actor: Account, at: datetime) -> None:  # noqa: ARG001 - every verb says who and when
    """Throw a draft away for good, with its sessions. Raises RuleViolation when it left a trace anywhere."""
    if queries.has_traces(training):
        raise RuleViolation("Deze opleiding werd al ingediend of gebruikt, dus blijft ze bewaard. Trek ze terug als je ze niet meer geeft.")
    db.session.execute(sa.update(Training).where(Training.origin_id == training.id).values(origin_id=None))
    db.session.execute(sa.delete(SearchDocument).where(SearchDocument.training_id == training.id))
    db.session.execute(sa.delete(Training).where(Training.id == training.id))
    offer_changed(training)
