"""The history of a round: one line for each thing that happened, never changed afterwards (QA-01, QA-12)."""

from datetime import datetime

from rtc_app.accounts.models import Account
from rtc_app.quality.models import Assessment, AssessmentEvent, Criterion, EventKind
from rtc_app.quality.rules import Verdict


def note(
    assessment: Assessment,
    kind: EventKind,
    actor: Account | None,
    at: datetime,
    *,
    criterion: Criterion | None = None,
    verdict: Verdict | None = None,
    text: str = "",
) -> None:
    """Add a line to the history; `criterion`, `verdict` and `text` when it is about one."""
    assessment.events.append(AssessmentEvent(kind=kind, actor=actor, at=at, criterion=criterion, verdict=verdict, text=text))
