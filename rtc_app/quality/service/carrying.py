"""Opening a round: a new one judges only what the round before did not judge on exactly this content."""

from datetime import datetime

from rtc_app.catalogue.models import Training
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries
from rtc_app.quality.files import framework_file
from rtc_app.quality.models import Assessment, ChecklistJudgement, Criterion, Framework, Judgement
from rtc_app.quality.rules import Earlier, Outcome, RoundKind, carried


def open_round(
    training: Training, at: datetime, kind: RoundKind, *, keeps_judgements: bool = True, treat_as: Outcome | None = None
) -> Assessment:
    """A new round on the content as it stands, with what the last decision said of criteria that did not change (QA-12).

    `keeps_judgements=False` opens everything; `treat_as` keeps judgements as after that outcome instead of the real one.
    """
    before = queries.latest_assessment(training.id)
    assessment = Assessment(
        training=training,
        framework=_framework_for(kind, before, at),
        round=queries.last_round(training.id) + 1,
        content_hash=training.content_hash,
        opened_at=at,
        kind=kind,
    )
    db.session.add(assessment)
    if keeps_judgements and before is not None and _still_speaks(before, at):
        _carry(before, assessment, treat_as or before.outcome)
    return assessment


def _framework_for(kind: RoundKind, before: Assessment | None, at: datetime) -> Framework:
    """The version in force; an objection is weighed with the version of the decision it is about."""
    if kind is RoundKind.APPEAL and before is not None:
        return queries.framework_with(before.framework_id)
    return queries.framework_on(clock.to_wall_time(at).date())


def _still_speaks(before: Assessment, at: datetime) -> bool:
    """A decision past its term keeps nothing."""
    is_over = before.valid_until is not None and before.valid_until <= at
    return before.outcome is not None and not is_over


def _carry(before: Assessment, assessment: Assessment, result: Outcome | None) -> None:
    """Between versions too, of criteria that ask the same in both."""
    if result is None:
        return
    now = {criterion.code: criterion for criterion in queries.criteria_of(assessment.framework)}
    same = [j for j in before.judgements if j.criterion.code in now and queries.asks_the_same(j.criterion, now[j.criterion.code])]
    earlier = [Earlier(j.criterion.code, j.verdict, j.fingerprint) for j in same]
    kept = set(carried(earlier, queries.fingerprints(assessment), result))
    assessment.judgements = [_copy(j, now[j.criterion.code], before.round) for j in same if j.criterion.code in kept]
    _carry_points(before, assessment, kept)


def _copy(judgement: Judgement, criterion: Criterion, number: int) -> Judgement:
    return Judgement(
        criterion=criterion,
        verdict=judgement.verdict,
        reason=judgement.reason,
        judged_by_id=judgement.judged_by_id,
        judged_at=judgement.judged_at,
        fingerprint=judgement.fingerprint,
        carried_from=judgement.carried_from or number,
    )


def _carry_points(before: Assessment, assessment: Assessment, kept: set[str]) -> None:
    """A point of the checklist stays when every criterion it goes back to stayed, or when nothing changed at all."""
    rests_on = {point.code: set(point.criteria) for point in framework_file().checklist}
    is_same = before.content_hash == assessment.content_hash
    points = {point.code: point for point in assessment.framework.checklist}
    assessment.checklist_judgements = [
        ChecklistJudgement(point=points[judged.point.code], is_met=judged.is_met, reason=judged.reason)
        for judged in before.checklist_judgements
        if is_same or (rests_on.get(judged.point.code) and rests_on[judged.point.code] <= kept)
    ]
