"""The outcome of an assessment made elsewhere."""

from datetime import date, datetime, time

from rtc_app.catalogue.models import Training
from rtc_app.interchange.catalogue_file import AssessmentEntry
from rtc_app.interchange.differences import Differences
from rtc_app.interchange.relative_dates import Day, RelativeDay, resolve
from rtc_app.kernel.clock import to_utc, to_wall_time
from rtc_app.quality import queries as quality_queries
from rtc_app.quality import service as quality
from rtc_app.quality.rules import ActionPlan


def store(entry: AssessmentEntry, training: Training, *, today: date, differences: Differences) -> None:
    """Record the outcome for the content as it stands, unless this content has it already (QA-13)."""
    before = quality_queries.last_round(training.id)
    open_before = quality_queries.open_assessment(training.id)
    if not _is_recorded(entry, training):
        # What is decided on a day is decided at noon: early enough for every session of that day's evening.
        quality.record_imported(
            training=training,
            outcome=entry.outcome,
            decided_at=to_utc(datetime.combine(_on(entry.decided, today), time(12))),
            source=entry.source,
            note=entry.note,
            actions=[ActionPlan(plan.criterion, plan.action, plan.owner, _on(plan.due, today)) for plan in entry.actions],
            refused=[quality.Refusal(refusal.criterion, refusal.reason) for refusal in entry.refused],
            checklist={code: quality.ChecklistOpinion(point.met, point.reason) for code, point in entry.checklist.items()},
        )
    is_new = quality_queries.last_round(training.id) != before or quality_queries.open_assessment(training.id) is not open_before
    differences.note("assessments", training.code, is_new=is_new, fields=[])


def _is_recorded(entry: AssessmentEntry, training: Training) -> bool:
    """Whether the last decision on this content is the one of the file: a relative date stays what it once became.

    A decision made here and exported comes back under our own name; it is not recorded a second time either.
    """
    known = quality_queries.latest_assessment(training.id)
    if known is None or known.decided_at is None or known.content_hash != training.content_hash or known.outcome is not entry.outcome:
        return False
    if known.imported_from is None:
        return known.decided_at is not None and to_wall_time(known.decided_at).date() == entry.decided
    return known.imported_from == entry.source and isinstance(entry.decided, RelativeDay)


def _on(day: Day, today: date) -> date:
    return resolve([day], today)[0]
