"""A provider hands a training in to be judged."""

from datetime import datetime

from rtc_app.accounts.models import Account
from rtc_app.catalogue import completeness
from rtc_app.catalogue import service as catalogue
from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import queries
from rtc_app.quality.models import Assessment, EventKind
from rtc_app.quality.rules import RoundKind
from rtc_app.quality.service.carrying import open_round
from rtc_app.quality.service.history import note as note_event
from rtc_app.quality.service.judging import adopt_content


def submit(*, training: Training, actor: Account, at: datetime) -> Assessment:
    """Put a complete training in the queue of the assessors, and back on offer when it was withdrawn.

    Submitting twice gives the same round. Raises RuleViolation when something is missing; `completeness.holes` names each hole.
    """
    holes = completeness.holes(training)
    if holes:
        missing = "ontbreekt nog één ding" if len(holes) == 1 else f"ontbreken nog {len(holes)} dingen"
        raise RuleViolation(f"Er {missing}. Vul aan wat hieronder staat en dien daarna in.")
    assessment = queries.open_assessment(training.id)
    if assessment is None:
        is_first = queries.latest_assessment(training.id) is None
        assessment = open_round(training, at, RoundKind.FIRST if is_first else RoundKind.CHANGED)
        note_event(assessment, EventKind.OPENED, actor, at, text=assessment.kind.value)
    elif assessment.assessor_id is None:
        # Whoever already judges it decides himself to take the new content (take_new_content).
        adopt_content(assessment, actor, at)
    training.submitted_at, training.withdrawn_at = at, None
    flush()
    catalogue.offer_changed(training)
    return assessment
