"""The report of one decided round on paper: the outcome, what was agreed, and the reason of each judgement (QA-01, QA-13)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rtc_app.kernel import clock
from rtc_app.quality import queries
from rtc_app.quality.files import flow
from rtc_app.quality.models import Assessment, CriterionGroup, RepairAction
from rtc_app.quality.rules import Opinion, Outcome, Verdict, verdicts


@dataclass(frozen=True)
class JudgedCriterion:
    """One criterion with what was found; `same_as` is the code of the one whose answer counts for it too (QA-07)."""

    code: str
    text: str
    verdict: Verdict
    reason: str
    same_as: str | None


@dataclass(frozen=True)
class Agreed:
    """What has to be mended for a criterion, by whom and when; and when it was."""

    code: str
    action: str
    owner: str
    due_on: date
    solved_on: date | None


@dataclass(frozen=True)
class AssessmentReport:
    """Everything the report says. `last_day`: on which the decision holds; `appeal_until`: None when there is nothing to object to."""

    title: str
    provider: str
    number: int
    kind: str
    outcome: Outcome
    decided_on: date
    last_day: date | None
    appeal_until: date | None
    framework: str
    source: str | None
    note: str
    judged_by: str | None
    decided_by: str | None
    is_by_one_person: bool
    agreements: tuple[Agreed, ...]
    groups: tuple[tuple[str, tuple[JudgedCriterion, ...]], ...]
    is_example: bool


def report_of(assessment: Assessment) -> AssessmentReport | None:
    """The report of a round; None before it is decided."""
    outcome, decided_at = assessment.outcome, assessment.decided_at
    if outcome is None or decided_at is None:
        return None
    decided_on, training = _day(decided_at), assessment.training
    return AssessmentReport(
        title=training.title,
        provider=training.provider.name,
        number=assessment.round,
        kind=assessment.kind.value,
        outcome=outcome,
        decided_on=decided_on,
        # The end is the first moment after the last day.
        last_day=_day(assessment.valid_until) - timedelta(days=1) if assessment.valid_until else None,
        appeal_until=_appeal_until(assessment, decided_on),
        framework=f"{assessment.framework.title}, versie {assessment.framework.version}",
        source=assessment.imported_from,
        note=assessment.note,
        judged_by=assessment.assessor.name if assessment.assessor else None,
        decided_by=assessment.decided_by.name if assessment.decided_by else None,
        is_by_one_person=assessment.is_by_one_person,
        agreements=tuple(_agreed(action) for action in assessment.actions),
        groups=_groups(assessment),
        is_example=training.is_example,
    )


def _day(instant: datetime) -> date:
    return clock.to_wall_time(instant).date()


def _appeal_until(assessment: Assessment, decided_on: date) -> date | None:
    if assessment.outcome is Outcome.ACCEPTED or assessment.imported_from is not None:
        return None
    return decided_on + timedelta(days=flow().appeal_days)


def _agreed(action: RepairAction) -> Agreed:
    return Agreed(action.criterion.code, action.action, action.owner, action.due_on, _day(action.solved_at) if action.solved_at else None)


def _groups(assessment: Assessment) -> tuple[tuple[str, tuple[JudgedCriterion, ...]], ...]:
    framework = queries.framework_with(assessment.framework_id)
    opinions = verdicts([queries.rule_of(c) for c in queries.criteria_of(framework)], queries.opinions_of(assessment))
    found = ((group.label, _judged(group, opinions)) for group in framework.groups)
    return tuple((label, judged) for label, judged in found if judged)


def _judged(group: CriterionGroup, opinions: dict[str, Opinion]) -> tuple[JudgedCriterion, ...]:
    return tuple(
        JudgedCriterion(c.code, c.text, opinions[c.code].verdict, opinions[c.code].reason, c.same_as)
        for c in group.criteria
        if c.code in opinions
    )
