"""What the pages of the kwaliteitskader show."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from rtc_app.accounts.models import Account, Membership, Role
from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import db
from rtc_app.quality.models import Assessment, Criterion, CriterionGroup, Framework
from rtc_app.quality.rules import CriterionRule, Opinion, applicable, conditions


def current_framework() -> Framework:
    """The newest version of the kwaliteitskader, with its groups, criteria and checklist."""
    query = (
        sa.select(Framework)
        .order_by(Framework.version.desc())
        .limit(1)
        .options(
            selectinload(Framework.groups).selectinload(CriterionGroup.criteria),
            selectinload(Framework.checklist),
        )
    )
    return db.session.scalars(query).one()


def criteria_of(framework: Framework) -> list[Criterion]:
    """Every criterion of a version, in order."""
    return [criterion for group in framework.groups for criterion in group.criteria]


def rule_of(criterion: Criterion) -> CriterionRule:
    """A criterion as the rules know it."""
    return CriterionRule(criterion.code, criterion.severity, tuple(criterion.applies_when), criterion.same_as)


def codes(training: Training, scheme: str) -> frozenset[str]:
    """Codes of the concepts of one scheme on a training."""
    return frozenset(tag.concept.code for tag in training.tags if tag.concept.scheme.code == scheme)


def applicable_rules(assessment: Assessment) -> list[CriterionRule]:
    """The criteria on which this assessment judges, in order (QA-03)."""
    training = assessment.training
    holds = conditions(codes(training, "leervorm"), needs_materials=bool(training.required_materials))
    return applicable([rule_of(criterion) for criterion in criteria_of(assessment.framework)], holds)


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
