"""The outcome of an assessment made elsewhere."""

from datetime import date, datetime, time, timedelta

from rtc_app.catalogue import service as catalogue
from rtc_app.catalogue.models import Training
from rtc_app.interchange.catalogue_file import AssessmentEntry
from rtc_app.interchange.differences import Differences
from rtc_app.interchange.relative_dates import Day, resolve
from rtc_app.kernel.clock import to_utc
from rtc_app.quality.models import Outcome


def store(entry: AssessmentEntry, training: Training, *, today: date, differences: Differences) -> None:
    """Record the outcome for the content as it is now, unless this content has that outcome already."""
    if entry.outcome is Outcome.REFUSED or training.accepted_hash == training.content_hash:
        return
    decided_at = to_utc(datetime.combine(_on(entry.decided, today), time(12)))
    catalogue.accept(training=training, content_hash=training.content_hash, start=decided_at, until=decided_at + timedelta(days=730))
    differences.note("assessments", training.code, is_new=True, fields=[])


def _on(day: Day, today: date) -> date:
    return resolve([day], today)[0]
