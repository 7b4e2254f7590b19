"""Decisions made elsewhere, recorded with their source; recording the same one twice changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from rtc_app.catalogue.models import Training
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries
from rtc_app.quality.models import Assessment, ChecklistJudgement, Judgement
from rtc_app.quality.rules import ActionPlan, Outcome, Verdict
from rtc_app.quality.service.deciding import conclude


@dataclass(frozen=True)
class Refusal:
    """Why a criterion was not met."""

    criterion: str
    reason: str


@dataclass(frozen=True)
class ChecklistOpinion:
    """Whether a checklist point was found to be met, and why."""

    is_met: bool
    reason: str


def record_imported(
    *,
    training: Training,
    outcome: Outcome,
    decided_at: datetime,
    source: str,
    note: str = "",
    actions: Sequence[ActionPlan] = (),
    refused: Sequence[Refusal] = (),
    checklist: Mapping[str, ChecklistOpinion] | None = None,
) -> Assessment:
    """Record a decision that somebody else took on the content as it stands, and let it work.

    Returns the round; the same decision on the same content is recorded once. Raises KeyError for a criterion or
    point that the framework does not have.
    """
    points = dict(checklist or {})
    wanted = _signature(outcome=outcome, decided_at=decided_at, note=note, actions=actions, refused=refused, points=points)
    for known in queries.imported_assessments(training.id, source):
        if known.content_hash == training.content_hash and _signature_of(known) == wanted:
            return known
    # Until it is concluded the new round would be a second open one.
    with db.session.no_autoflush:
        assessment = _round_for(training, decided_at, source)
        assessment.note = note
        _store_judgements(assessment, actions, refused, decided_at)
        _store_points(assessment, points)
    conclude(assessment, outcome, actions, decided_at)
    return assessment


def _round_for(training: Training, decided_at: datetime, source: str) -> Assessment:
    """A new round; or the one that waits in the queue and that nobody took yet, since this decision answers it."""
    waiting = queries.open_assessment(training.id)
    if waiting is not None and waiting.assessor_id is None and all(j.carried_from for j in waiting.judgements):
        waiting.content_hash, waiting.imported_from = training.content_hash, source
        return waiting
    assessment = Assessment(
        training=training,
        framework=queries.framework_on(clock.to_wall_time(decided_at).date()),
        round=queries.last_round(training.id) + 1,
        content_hash=training.content_hash,
        opened_at=decided_at,
        imported_from=source,
    )
    db.session.add(assessment)
    return assessment


def _store_judgements(assessment: Assessment, actions: Sequence[ActionPlan], refused: Sequence[Refusal], decided_at: datetime) -> None:
    """What the source says of single criteria; of the others it says nothing, so nothing is stored."""
    said = {plan.criterion: (Verdict.PARTLY, plan.action) for plan in actions}
    said |= {refusal.criterion: (Verdict.NOT_MET, refusal.reason) for refusal in refused}
    criteria = queries.criteria_by_code(assessment.framework, said)
    content = queries.content_of(assessment.training)
    assessment.judgements = [
        Judgement(
            criterion=criteria[code],
            verdict=verdict,
            reason=reason,
            judged_at=decided_at,
            fingerprint=content.fingerprint(criteria[code]),
        )
        for code, (verdict, reason) in sorted(said.items())
    ]


def _store_points(assessment: Assessment, points: Mapping[str, ChecklistOpinion]) -> None:
    by_code = {point.code: point for point in assessment.framework.checklist}
    assessment.checklist_judgements = [
        ChecklistJudgement(point=by_code[code], is_met=opinion.is_met, reason=opinion.reason) for code, opinion in sorted(points.items())
    ]


def _signature(
    *,
    outcome: Outcome,
    decided_at: datetime,
    note: str,
    actions: Sequence[ActionPlan],
    refused: Sequence[Refusal],
    points: Mapping[str, ChecklistOpinion],
) -> tuple[object, ...]:
    return (
        Outcome(outcome),
        decided_at,
        note,
        frozenset(actions),
        frozenset(refused),
        frozenset((code, opinion.is_met, opinion.reason) for code, opinion in points.items()),
    )


def _signature_of(assessment: Assessment) -> tuple[object, ...]:
    return (
        assessment.outcome,
        assessment.decided_at,
        assessment.note,
        frozenset(ActionPlan(a.criterion.code, a.action, a.owner, a.due_on) for a in assessment.actions),
        frozenset(Refusal(j.criterion.code, j.reason) for j in assessment.judgements if j.verdict is Verdict.NOT_MET),
        frozenset((j.point.code, j.is_met, j.reason) for j in assessment.checklist_judgements),
    )
