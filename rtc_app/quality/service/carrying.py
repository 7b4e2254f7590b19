"""Opening a round: a new one judges only what the round before did not judge on exactly this content."""

from datetime import datetime

from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import db
from rtc_app.quality import queries
from rtc_app.quality.files import framework_file
from rtc_app.quality.models import Assessment, ChecklistJudgement, Judgement
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
        framework=queries.current_framework(),
        round=queries.last_round(training.id) + 1,
        content_hash=training.content_hash,
        opened_at=at,
        kind=kind,
    )
    db.session.add(assessment)
    if keeps_judgements and before is not None and _still_speaks(before, assessment, at):
        _carry(before, assessment, treat_as or before.outcome)
    return assessment


def _still_speaks(before: Assessment, assessment: Assessment, at: datetime) -> bool:
    """A decision past its term, or by another version of the framework, keeps nothing."""
    is_over = before.valid_until is not None and before.valid_until <= at
    return before.outcome is not None and before.framework_id == assessment.framework.id and not is_over


def _carry(before: Assessment, assessment: Assessment, result: Outcome | None) -> None:
    earlier = [Earlier(j.criterion.code, j.verdict, j.fingerprint) for j in before.judgements]
    if result is None:
        return
    kept = set(carried(earlier, queries.fingerprints(assessment), result))
    assessment.judgements = [_copy(j, before.round) for j in before.judgements if j.criterion.code in kept]
    _carry_points(before, assessment, kept)


def _copy(judgement: Judgement, number: int) -> Judgement:
    return Judgement(
        criterion=judgement.criterion,
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
    assessment.checklist_judgements = [
        ChecklistJudgement(point=judged.point, is_met=judged.is_met, reason=judged.reason)
        for judged in before.checklist_judgements
        if is_same or (rests_on.get(judged.point.code) and rests_on[judged.point.code] <= kept)
    ]
