"""Frameworks, rounds of judging, and the queue of the assessors."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from rtc_app.accounts.models import Account, Membership, Role
from rtc_app.catalogue.models import Training, TrainingSession, TrainingTag
from rtc_app.kernel.database import db
from rtc_app.quality.models import Assessment, Criterion, CriterionGroup, Framework, Judgement, RepairAction
from rtc_app.quality.rules import CriterionRule, Opinion, applicable, conditions
from rtc_app.reference.models import Concept

_FRAMEWORKS = sa.select(Framework).options(
    selectinload(Framework.groups).selectinload(CriterionGroup.criteria), selectinload(Framework.checklist)
)


def current_framework() -> Framework:
    """The newest version of the kwaliteitskader, with its groups, criteria and checklist."""
    return db.session.scalars(_FRAMEWORKS.order_by(Framework.version.desc()).limit(1)).one()


def framework_with(framework_id: int) -> Framework:
    """One version of the kwaliteitskader, with its groups, criteria and checklist."""
    return db.session.scalars(_FRAMEWORKS.where(Framework.id == framework_id)).one()


def criteria_of(framework: Framework) -> list[Criterion]:
    """Every criterion of a version, in order."""
    return [criterion for group in framework.groups for criterion in group.criteria]


def rule_of(criterion: Criterion) -> CriterionRule:
    """A criterion as the rules know it."""
    return CriterionRule(criterion.code, criterion.severity, tuple(criterion.applies_when), criterion.same_as, tuple(criterion.judges))


def codes(training: Training, scheme: str) -> frozenset[str]:
    """Codes of the concepts of one scheme on a training."""
    return frozenset(tag.concept.code for tag in training.tags if tag.concept.scheme.code == scheme)


def conditions_of(training: Training) -> frozenset[str]:
    """What holds for a training and decides which criteria apply (QA-03)."""
    return conditions(codes(training, "leervorm"), needs_materials=bool(training.required_materials))


def applicable_rules(assessment: Assessment) -> list[CriterionRule]:
    """The criteria on which this assessment judges, in order (QA-03)."""
    rules = [rule_of(criterion) for criterion in criteria_of(assessment.framework)]
    return applicable(rules, conditions_of(assessment.training))


def opinions_of(assessment: Assessment) -> dict[str, Opinion]:
    """What was judged so far: criterion code → opinion."""
    return {judgement.criterion.code: Opinion(judgement.verdict, judgement.reason) for judgement in assessment.judgements}


def latest_assessment(training_id: int) -> Assessment | None:
    """The last round that ended in a decision, with its judgements and actions; None when there is none."""
    query = (
        sa.select(Assessment)
        .where(Assessment.training_id == training_id, Assessment.outcome.is_not(None))
        .order_by(Assessment.round.desc())
        .limit(1)
        .options(joinedload(Assessment.framework))
    )
    return db.session.scalar(query)


def open_assessment(training_id: int) -> Assessment | None:
    """The round that waits for a decision, or None; there is at most one."""
    return db.session.scalar(sa.select(Assessment).where(Assessment.training_id == training_id, Assessment.outcome.is_(None)))


def last_round(training_id: int) -> int:
    """Number of the last round, 0 when there was none."""
    return db.session.scalar(sa.select(sa.func.max(Assessment.round)).where(Assessment.training_id == training_id)) or 0


def imported_assessments(training_id: int, source: str) -> list[Assessment]:
    """Decisions that came from a source, newest round first."""
    query = (
        sa.select(Assessment)
        .where(Assessment.training_id == training_id, Assessment.imported_from == source)
        .order_by(Assessment.round.desc())
    )
    return list(db.session.scalars(query))


def criteria_by_code(framework: Framework, wanted: Iterable[str]) -> dict[str, Criterion]:
    """The named criteria; raises KeyError for one that the framework does not have."""
    known = {criterion.code: criterion for criterion in criteria_of(framework)}
    return {code: known[code] for code in wanted}


def provider_addresses(provider_id: int) -> list[str]:
    """Mail addresses of those who work for a provider, in a fixed order."""
    query = (
        sa.select(Account.email)
        .join(Membership)
        .where(Membership.organisation_id == provider_id, Membership.role == Role.PROVIDER, Membership.confirmed_at.is_not(None))
        .where(Account.disabled_at.is_(None))
        .order_by(Account.id)
    )
    return list(db.session.scalars(query))


def load_content(training_id: int) -> Training:
    """A training with everything a judgement rests on, in a fixed number of queries."""
    query = (
        sa.select(Training)
        .where(Training.id == training_id)
        .options(
            joinedload(Training.provider),
            joinedload(Training.rtc),
            selectinload(Training.trainers),
            selectinload(Training.tags).joinedload(TrainingTag.concept).joinedload(Concept.scheme),
            selectinload(Training.sessions).selectinload(TrainingSession.meetings),
            selectinload(Training.sessions).joinedload(TrainingSession.location),
        )
    )
    return db.session.scalars(query).unique().one()


def rounds_of(training_id: int) -> list[Assessment]:
    """Every decided round of a training, newest first, with judgements and agreements (QA-12)."""
    query = (
        sa.select(Assessment)
        .where(Assessment.training_id == training_id, Assessment.outcome.is_not(None))
        .order_by(Assessment.round.desc())
        .options(selectinload(Assessment.judgements), selectinload(Assessment.actions), joinedload(Assessment.assessor))
    )
    return list(db.session.scalars(query))


@dataclass(frozen=True)
class Waiting:
    """A training in the queue: since when, who took it, how many criteria have a verdict."""

    assessment_id: int
    title: str
    slug: str
    provider: str
    since: datetime
    claimed_by: str | None
    judged: int
    is_changed: bool


@dataclass(frozen=True)
class Queue:
    """The work of the assessors: what waits (oldest first), agreements that run, and what was decided last."""

    waiting: list[Waiting]
    agreements: list[RepairAction]
    decided: list[Assessment]


def queue(limit_decided: int = 10) -> Queue:
    """The queue in three queries, however long it is."""
    judged = sa.select(sa.func.count()).where(Judgement.assessment_id == Assessment.id).scalar_subquery()
    waiting = (
        sa.select(Assessment, judged)
        .join(Training)
        .where(Assessment.outcome.is_(None), Training.withdrawn_at.is_(None))
        .options(joinedload(Assessment.training).joinedload(Training.provider), joinedload(Assessment.assessor))
        .order_by(Assessment.opened_at, Assessment.id)
    )
    agreements = (
        sa.select(RepairAction)
        .where(RepairAction.solved_at.is_(None))
        .join(Assessment)
        .join(Training)
        .where(Training.withdrawn_at.is_(None), Training.accepted_hash == Assessment.content_hash)
        .options(joinedload(RepairAction.assessment).joinedload(Assessment.training))
        .order_by(RepairAction.due_on, RepairAction.id)
    )
    decided = (
        sa.select(Assessment)
        .where(Assessment.outcome.is_not(None), Assessment.imported_from.is_(None))
        .options(joinedload(Assessment.training).joinedload(Training.provider), joinedload(Assessment.assessor))
        .order_by(Assessment.decided_at.desc(), Assessment.id.desc())
        .limit(limit_decided)
    )
    rows = db.session.execute(waiting).unique()
    return Queue(
        [_waiting(assessment, count) for assessment, count in rows],
        list(db.session.scalars(agreements).unique()),
        list(db.session.scalars(decided).unique()),
    )


def _waiting(assessment: Assessment, judged: int) -> Waiting:
    training = assessment.training
    return Waiting(
        assessment_id=assessment.id,
        title=training.title,
        slug=training.slug,
        provider=training.provider.name,
        since=assessment.opened_at,
        claimed_by=assessment.assessor.name if assessment.assessor else None,
        judged=judged,
        is_changed=training.content_hash != assessment.content_hash,
    )
