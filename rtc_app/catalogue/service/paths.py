"""RTC staff put trainings in an order, say what to do in between, and publish it as a leertraject (TRJ-01, TRJ-02)."""

from collections.abc import Sequence

import sqlalchemy as sa

from rtc_app.accounts.models import Organisation
from rtc_app.catalogue.models import LearningPath, LearningPathStep, Training
from rtc_app.catalogue.service.findability import offer_changed
from rtc_app.catalogue.service.offering import free_code, slug_of
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation


def add_path(*, rtc: Organisation, title: str, summary: str) -> LearningPath:
    """A leertraject without steps, which nobody sees yet."""
    code = free_code(slug_of(title), LearningPath.code)
    path = LearningPath(code=code, rtc=rtc, title=title, summary=summary, is_published=False)
    db.session.add(path)
    flush()
    return path


def describe_path(*, path: LearningPath, title: str, summary: str) -> None:
    """Say better what it leads to; its address stays."""
    path.title, path.summary = title, summary
    flush()
    offer_changed()


def arrange_path(*, path: LearningPath, steps: Sequence[tuple[Training, str]]) -> None:
    """Put these trainings in this order, each with what to do after it. Raises RuleViolation for one that comes twice, or when
    what is published would have no step.
    """
    if len({training.id for training, _ in steps}) != len(steps):
        raise RuleViolation("Deze opleiding staat al in het leertraject.", "training")
    if path.is_published and not steps:
        raise RuleViolation("Een gepubliceerd leertraject heeft minstens één stap. Verberg het eerst.", "training")
    # The position is unique: the old rows go before the new ones come.
    path.steps.clear()
    db.session.flush()
    path.steps.extend(LearningPathStep(training=training, position=n, self_study=task) for n, (training, task) in enumerate(steps, 1))
    flush()
    offer_changed()


def publish_path(*, path: LearningPath) -> None:
    """Show it to visitors. Raises RuleViolation while it has fewer than two steps."""
    if len(path.steps) < 2:
        raise RuleViolation("Zet eerst minstens twee opleidingen in het leertraject.")
    path.is_published = True
    flush()
    offer_changed()


def hide_path(*, path: LearningPath) -> None:
    """Take it off the site; it stays as it is and can come back."""
    path.is_published = False
    flush()
    offer_changed()


def discard_path(*, path: LearningPath) -> None:
    """Throw away a leertraject that visitors do not see. Raises RuleViolation for one that they do."""
    if path.is_published:
        raise RuleViolation("Verberg het leertraject eerst.")
    db.session.execute(sa.delete(LearningPath).where(LearningPath.id == path.id))
    offer_changed()
