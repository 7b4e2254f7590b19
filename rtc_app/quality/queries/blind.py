"""Who may not see what was found of a training, since he judges it for the second time."""

import sqlalchemy as sa

from rtc_app.accounts.models import Account
from rtc_app.kernel.database import db
from rtc_app.quality.models import Assessment, SecondAssessment


def blind_rounds(person_id: int | None) -> sa.Select[int]:
    """Ids of the rounds that this person judges for the second time, and of which he may not see what the first found."""
    is_hidden = sa.or_(SecondAssessment.finished_at.is_(None), Assessment.outcome.is_(None))
    return sa.select(SecondAssessment.assessment_id).join(Assessment).where(SecondAssessment.assessor_id == person_id, is_hidden)


def blind_trainings(person_id: int | None) -> sa.Select[int]:
    """Ids of the trainings of those rounds."""
    return sa.select(Assessment.training_id).where(Assessment.id.in_(blind_rounds(person_id)))


def reads_blind(person: Account | None, training_id: int) -> bool:
    """Whether this person may not see what was found of a training, since he judges it for the second time."""
    if person is None or not person.is_assessor:
        return False
    return db.session.scalar(blind_rounds(person.id).where(Assessment.training_id == training_id).limit(1)) is not None
