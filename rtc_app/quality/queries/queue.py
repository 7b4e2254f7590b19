"""The work of the assessors: what waits in its order, what has to be looked at again, and who has how much on the desk."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from rtc_app.accounts.models import Account, Membership, Role
from rtc_app.catalogue.models import ProviderProfile, Training, TrainingSession
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.paging import Page
from rtc_app.quality.files import flow
from rtc_app.quality.models import Assessment, CriterionQuestion, Judgement, RepairAction, SecondAssessment
from rtc_app.quality.queries.blind import blind_rounds
from rtc_app.quality.queries.file_changes import with_changed_file
from rtc_app.quality.queries.rounds import hands_in_last_decision
from rtc_app.quality.rules import QueueFacts, RoundKind, Urgency, expected_on, in_order, urgency

PAGE_SIZE = 25


@dataclass(frozen=True)
class Waiting:
    """A round in the queue: since when, why now, who has it, how far it is, and when the provider may expect a decision."""

    assessment: Assessment
    urgency: Urgency
    reason: str
    expected_on: date
    judged: int

    @property
    def is_changed(self) -> bool:
        return self.assessment.training.content_hash != self.assessment.content_hash


@dataclass(frozen=True)
class Expiring:
    """A training on the site that has to be looked at again: because its decision ends, or its provider's file changed."""

    training: Training
    until: date
    is_file: bool


@dataclass(frozen=True)
class Queue:
    """One page of what waits, and beside it: what is handed over for a decision, what to look at again, what runs, what was decided."""

    waiting: Page[Waiting]
    unclaimed: int
    #: Second assessments that the reader has, or that nobody took.
    blind: int
    proposed: list[Assessment]
    expiring: list[Expiring]
    agreements: list[RepairAction]
    decided: list[Assessment]


def queue(at: datetime, number: int = 1, limit: int = 10, *, reader: Account | None = None) -> Queue:
    """The work at a moment; a fixed number of queries, however long the queue is. Lists beside it show their first `limit`.

    A `reader` who judges a round blind does not see how it stands.
    """
    seen = Assessment.id.not_in(blind_rounds(reader.id if reader else None))
    open_rounds = _open_rounds(at)
    ordered = in_order(_facts(open_rounds), clock.to_wall_time(at).date(), flow())
    page = max(1, min(number, -(-len(ordered) // PAGE_SIZE) or 1))
    shown = _waiting(ordered[(page - 1) * PAGE_SIZE : page * PAGE_SIZE], at)
    proposed = sorted((row.proposed_at, row.id) for row in open_rounds if row.proposed_at is not None)
    return Queue(
        Page(shown, page, PAGE_SIZE, len(ordered)),
        sum(row.assessor_id is None for row in open_rounds),
        _count_blind(reader),
        _loaded([id_ for _, id_ in proposed[:limit]], seen),
        expiring(at, limit),
        _agreements(seen),
        _loaded(_decided(limit), seen),
    )


def expected_day(assessment: Assessment) -> date:
    """The day by which the provider may expect a decision."""
    return expected_on(clock.to_wall_time(assessment.opened_at).date(), flow().decision_days)


_OPEN = (Assessment.outcome.is_(None), Training.withdrawn_at.is_(None))


def _open_rounds(at: datetime) -> Sequence[sa.Row[Any]]:
    """Every round without a decision, with what decides its place in the queue; plain rows, since there may be many."""
    first = (
        sa.select(sa.func.min(TrainingSession.starts_at))
        .where(TrainingSession.training_id == Training.id, TrainingSession.starts_at > at, TrainingSession.cancelled_at.is_(None))
        .scalar_subquery()
    )
    asked = (
        sa.select(sa.func.count())
        .where(
            CriterionQuestion.assessment_id == Assessment.id,
            CriterionQuestion.sent_at.is_not(None),
            CriterionQuestion.answered_at.is_(None),
        )
        .scalar_subquery()
    )
    until = sa.case((Training.findable(at), Training.accepted_until))
    columns = (
        Assessment.id,
        Assessment.opened_at,
        Assessment.kind,
        Assessment.assessor_id,
        Assessment.proposed_at,
        sa.type_coerce(first, Assessment.opened_at.type).label("first"),
        until.label("until"),
        asked.label("asked"),
    )
    return db.session.execute(sa.select(*columns).join(Training).where(*_OPEN)).all()


def _facts(open_rounds: Iterable[sa.Row[Any]]) -> list[QueueFacts]:
    """The rounds that wait for an assessor."""
    return [_facts_of(row) for row in open_rounds if row.proposed_at is None]


def _facts_of(row: sa.Row[Any]) -> QueueFacts:
    return QueueFacts(
        id=row.id,
        opened_at=row.opened_at,
        kind=row.kind,
        expected_on=expected_on(clock.to_wall_time(row.opened_at).date(), flow().decision_days),
        first_session_on=clock.to_wall_time(row.first).date() if row.first else None,
        findable_until=clock.to_wall_time(row.until).date() if row.until else None,
        waits_for_provider=row.asked > 0,
    )


def _waiting(facts: list[QueueFacts], at: datetime) -> list[Waiting]:
    ids = [one.id for one in facts]
    found = {assessment.id: assessment for assessment in _loaded(ids)}
    query = sa.select(Judgement.assessment_id, sa.func.count()).where(Judgement.assessment_id.in_(ids)).group_by(Judgement.assessment_id)
    judged = {row[0]: row[1] for row in db.session.execute(query)}
    today = clock.to_wall_time(at).date()
    return [Waiting(found[one.id], *urgency(one, today, flow()), one.expected_on, judged.get(one.id, 0)) for one in facts]


def _loaded(ids: Sequence[int], *conditions: sa.ColumnElement[bool]) -> list[Assessment]:
    """These rounds in this order, with all a line of a list says. Few are loaded: who first joins and then takes ten joins thousands."""
    query = (
        sa.select(Assessment)
        .where(Assessment.id.in_(ids), *conditions)
        .options(
            joinedload(Assessment.training).joinedload(Training.provider),
            joinedload(Assessment.assessor),
            joinedload(Assessment.decided_by),
        )
    )
    found = {assessment.id: assessment for assessment in db.session.scalars(query).unique()}
    return [found[id_] for id_ in ids if id_ in found]


def _count_blind(reader: Account | None) -> int:
    """How many second assessments wait for this reader or for anybody."""
    theirs = sa.or_(SecondAssessment.assessor_id.is_(None), SecondAssessment.assessor_id == (reader.id if reader else None))
    query = sa.select(sa.func.count()).select_from(SecondAssessment).where(SecondAssessment.finished_at.is_(None), theirs)
    return db.session.scalars(query).one()


def expiring(at: datetime, limit: int) -> list[Expiring]:
    """Trainings on the site without an open round whose decision ends soon, or rests on a part of the provider's file that changed.

    What ends first stands on top (QA-05).
    """
    ends = sa.and_(Training.accepted_until <= at + timedelta(days=flow().reassess_before_days), Training.is_conditional.is_(False))
    latest = sa.select(sa.func.max(Assessment.decided_at)).where(Assessment.training_id == Training.id).scalar_subquery()
    changed = sa.select(ProviderProfile.organisation_id).where(
        ProviderProfile.organisation_id == Training.provider_id, ProviderProfile.changed_at > latest
    )
    # Apart: each finds its few rows over an index, together they would read every training on the site.
    files = set(with_changed_file(sa.and_(changed.exists(), _without_round(at)), limit))
    found = {
        training.id: training for training in [*_shown(Training.id.in_(files), limit), *_shown(sa.and_(ends, _without_round(at)), limit)]
    }
    ordered = sorted(found.values(), key=lambda training: (str(training.accepted_until), training.id))
    return [
        Expiring(training, clock.to_wall_time(training.accepted_until).date(), training.id in files and not ends_soon(training, at))
        for training in ordered[:limit]
        if training.accepted_until
    ]


def _without_round(at: datetime) -> sa.ColumnElement[bool]:
    """On the site, and nobody looks again already."""
    is_open = sa.select(Assessment.id).where(Assessment.training_id == Training.id, Assessment.outcome.is_(None)).exists()
    return sa.and_(Training.findable(at), ~is_open)


def _shown(condition: sa.ColumnElement[bool], limit: int) -> list[Training]:
    query = (
        sa.select(Training)
        .where(condition)
        .options(joinedload(Training.provider))
        .order_by(Training.accepted_until, Training.id)
        .limit(limit)
    )
    return list(db.session.scalars(query).unique())


def ends_soon(training: Training, at: datetime) -> bool:
    """Whether the decision on a training ends so soon that it has to be looked at as a whole."""
    until = training.accepted_until
    return until is not None and not training.is_conditional and until <= at + timedelta(days=flow().reassess_before_days)


def _agreements(seen: sa.ColumnElement[bool]) -> list[RepairAction]:
    query = (
        sa.select(RepairAction)
        .where(RepairAction.solved_at.is_(None))
        .join(Assessment)
        .join(Training)
        .where(Training.withdrawn_at.is_(None), Training.accepted_hash == Assessment.content_hash, Assessment.outcome.is_not(None), seen)
        .options(joinedload(RepairAction.assessment).joinedload(Assessment.training))
        .order_by(RepairAction.due_on, RepairAction.id)
        .limit(50)
    )
    return list(db.session.scalars(query).unique())


def _decided(limit: int) -> Sequence[int]:
    """Ids of what was decided here last, newest first."""
    query = (
        sa.select(Assessment.id)
        .where(Assessment.outcome.is_not(None), Assessment.imported_from.is_(None))
        .order_by(Assessment.decided_at.desc(), Assessment.id.desc())
        .limit(limit)
    )
    return db.session.scalars(query).all()


def assessors() -> list[Account]:
    """Everybody who may assess, in a fixed order."""
    query = (
        sa.select(Account)
        .join(Membership)
        .where(Membership.role == Role.ASSESSOR, Membership.confirmed_at.is_not(None), Account.disabled_at.is_(None))
        .order_by(Account.id)
    )
    return list(db.session.scalars(query).unique())


def desk_loads(people: Iterable[int]) -> dict[int, int]:
    """Account → open rounds on the desk, of each of these people."""
    query = sa.select(Assessment.assessor_id, sa.func.count()).where(Assessment.outcome.is_(None)).group_by(Assessment.assessor_id)
    counted = {person: number for person, number in db.session.execute(query) if person is not None}
    return {person: counted.get(person, 0) for person in people}


def unclaimed(at: datetime) -> list[Assessment]:
    """Rounds that nobody took, in the order of the queue."""
    rounds = [row for row in _open_rounds(at) if row.assessor_id is None]
    return _loaded([facts.id for facts in in_order(_facts(rounds), clock.to_wall_time(at).date(), flow())])


def barred(assessment: Assessment, people: Collection[Account]) -> set[int]:
    """Those who may not judge this round: they give the training, or an objection is about their own decision."""
    own = {person.id for person in people if assessment.training.provider_id in person.provider_ids}
    return own | (hands_in_last_decision(assessment.training_id) if assessment.kind is RoundKind.APPEAL else set())
