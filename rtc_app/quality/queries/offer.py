"""A provider's own trainings with their state."""

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from rtc_app.catalogue import completeness
from rtc_app.catalogue.completeness import Hole
from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import db
from rtc_app.quality.models import Assessment, Criterion
from rtc_app.quality.queries.queue import expected_day
from rtc_app.quality.queries.reopening import to_look_at_again
from rtc_app.quality.rules import OfferFacts, OfferState, offer_state


@dataclass(frozen=True)
class OwnTraining:
    """A training in the hands of its provider: its state, what is missing, and how many sessions come."""

    training: Training
    state: OfferState
    holes: list[Hole]
    coming_sessions: int
    #: Since when it waits for a decision, or None.
    waiting_since: datetime | None
    #: The last decision, or None.
    latest: Assessment | None
    #: By when the provider may expect a decision, or None.
    expected_on: date | None = None
    #: Questions of the assessor that wait for an answer.
    open_questions: int = 0
    #: The criteria that RTC looks at again, when the content changed since the decision; filled in for one training only.
    reopened: tuple[Criterion, ...] = ()

    @property
    def may_submit(self) -> bool:
        """There is something to judge: never judged, refused, changed, over its date, with agreements, or withdrawn."""
        return self.state not in (OfferState.SUBMITTED, OfferState.IN_REVIEW, OfferState.ACCEPTED)


def own_training(training: Training, at: datetime) -> OwnTraining:
    """One loaded training with its state, and what a change since the decision reopened."""
    own = with_states([training], at)[0]
    if own.state is not OfferState.CHANGED or own.latest is None:
        return own
    return dataclasses.replace(own, reopened=tuple(to_look_at_again(own.latest)))


def with_states(trainings: Sequence[Training], at: datetime) -> list[OwnTraining]:
    """Loaded trainings with their states, in the same order."""
    open_rounds, decided = _rounds([training.id for training in trainings])
    return [_own(training, open_rounds.get(training.id), decided.get(training.id), at) for training in trainings]


def _rounds(training_ids: Collection[int]) -> tuple[dict[int, Assessment], dict[int, Assessment]]:
    """The open round and the last decided one, by training."""
    query = (
        sa.select(Assessment)
        .where(Assessment.training_id.in_(training_ids))
        .order_by(Assessment.round)
        .options(joinedload(Assessment.assessor), selectinload(Assessment.actions), selectinload(Assessment.questions))
    )
    open_rounds: dict[int, Assessment] = {}
    decided: dict[int, Assessment] = {}
    for assessment in db.session.scalars(query).unique():
        (open_rounds if assessment.outcome is None else decided)[assessment.training_id] = assessment
    return open_rounds, decided


def _own(training: Training, waiting: Assessment | None, latest: Assessment | None, at: datetime) -> OwnTraining:
    facts = OfferFacts(
        is_withdrawn=training.withdrawn_at is not None,
        # A new look at what is on the site changes nothing until it is decided.
        is_submitted=waiting is not None and not training.is_findable(at),
        is_claimed=waiting is not None and waiting.assessor_id is not None,
        outcome=latest.outcome if latest else None,
        is_on_this_content=latest is not None and latest.content_hash == training.content_hash,
        valid_until=latest.valid_until if latest else None,
    )
    coming = sum(session.starts_at > at and session.cancelled_at is None for session in training.sessions)
    since = waiting.opened_at if waiting else None
    state, holes = offer_state(facts, at), completeness.holes(training)
    expected = expected_day(waiting) if waiting else None
    asked = sum(q.sent_at is not None and q.answered_at is None for q in waiting.questions) if waiting else 0
    return OwnTraining(training, state, holes, coming, since, latest, expected, asked)
