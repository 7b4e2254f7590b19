"""The history of a training with the kwaliteitskader, as a timeline."""

from dataclasses import dataclass

import sqlalchemy as sa

from rtc_app.kernel.database import db
from rtc_app.quality.models import SECOND_KINDS, Assessment, AssessmentEvent, EventKind

#: What stays between assessors.
INTERNAL = (EventKind.SENT_BACK, EventKind.PROPOSED, *SECOND_KINDS)


@dataclass(frozen=True)
class RoundHistory:
    """One round with everything that happened in it, newest first."""

    assessment: Assessment
    events: list[AssessmentEvent]


def history(training_id: int, *, is_staff: bool) -> list[RoundHistory]:
    """Every round, newest first. A provider reads neither what stays between assessors nor what is not decided or sent yet."""
    rounds = db.session.scalars(sa.select(Assessment).where(Assessment.training_id == training_id).order_by(Assessment.round.desc()))
    found = {assessment.id: RoundHistory(assessment, []) for assessment in rounds}
    query = (
        sa.select(AssessmentEvent)
        .where(AssessmentEvent.assessment_id.in_(found))
        .order_by(AssessmentEvent.at.desc(), AssessmentEvent.id.desc())
    )
    for event in db.session.scalars(query).unique():
        one = found[event.assessment_id]
        if _is_for_staff(one.assessment, event) if is_staff else _is_for_provider(one.assessment, event):
            one.events.append(event)
    return list(found.values())


def _is_for_staff(assessment: Assessment, event: AssessmentEvent) -> bool:
    """Everything, but who judges does not know before both are done that somebody else does too."""
    return event.kind not in SECOND_KINDS or (assessment.second is not None and assessment.second.is_open_to_see)


def _is_for_provider(assessment: Assessment, event: AssessmentEvent) -> bool:
    if event.kind in INTERNAL:
        return False
    if event.kind is EventKind.ASKED:
        return any(q.sent_at is not None and q.criterion_id == event.criterion_id and q.text == event.text for q in assessment.questions)
    return assessment.outcome is not None or event.kind not in (EventKind.JUDGED, EventKind.POINT_JUDGED)
