"""Frameworks, rounds of judging, and the queue of the assessors."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from rtc_app.accounts.models import Account, Membership, Role
from rtc_app.catalogue.models import Training, TrainingSession, TrainingTag
from rtc_app.kernel.database import db
from rtc_app.quality.files import flow
from rtc_app.quality.models import Assessment, Criterion, CriterionGroup, Framework
from rtc_app.quality.rules import CriterionRule, Opinion, Outcome, RoundKind, Verdict, applicable, conditions
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


def applicable_now(training: Training) -> list[CriterionRule]:
    """The criteria of the current version on which a training would be judged, in order (QA-03)."""
    rules = [rule_of(criterion) for criterion in criteria_of(current_framework())]
    return applicable(rules, conditions_of(training))


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


def judges_of(assessment: Assessment) -> set[int]:
    """Those who judged in this round: whoever has it on the desk, and each who gave a verdict here."""
    judged = {j.judged_by_id for j in assessment.judgements if j.carried_from is None and j.judged_by_id is not None}
    return judged | ({assessment.assessor_id} if assessment.assessor_id else set())


def hands_in_last_decision(training_id: int) -> set[int]:
    """Those who judged or decided in the last decided round of a training."""
    latest = latest_assessment(training_id)
    if latest is None:
        return set()
    return judges_of(latest) | ({latest.decided_by_id} if latest.decided_by_id else set())


def may_appeal(training: Training, at: datetime) -> bool:
    """Whether its provider may still object to the last decision: in time, on this content, once, and with nothing open."""
    latest = latest_assessment(training.id)
    return (
        latest is not None
        and latest.decided_at is not None
        and latest.outcome in (Outcome.REFUSED, Outcome.CONDITIONAL)
        and latest.kind is not RoundKind.APPEAL
        and latest.content_hash == training.content_hash
        and at <= latest.decided_at + timedelta(days=flow().appeal_days)
        and any(j.verdict in (Verdict.PARTLY, Verdict.NOT_MET) for j in latest.judgements)
        and open_assessment(training.id) is None
    )
