"""Interviews, each for one of its two people."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from rtc_app.kernel.database import db
from rtc_app.needs.models import Interview, Questionnaire, Section


def interviews_of(account_id: int) -> list[Interview]:
    """Those a person agreed to, latest first, with answers and questions loaded."""
    questions = selectinload(Interview.questionnaire).selectinload(Questionnaire.sections).selectinload(Section.questions)
    query = sa.select(Interview).where(Interview.account_id == account_id).options(selectinload(Interview.answers), questions)
    return list(db.session.scalars(query.order_by(Interview.agreed_at.desc(), Interview.id.desc())))


def interviews_held_by(account_id: int) -> list[Interview]:
    """Those a person held, latest first, with who was interviewed."""
    query = sa.select(Interview).where(Interview.interviewer_id == account_id).options(joinedload(Interview.account))
    return list(db.session.scalars(query.order_by(Interview.started_at.desc(), Interview.id.desc())))


def interview_with_code(code: str) -> Interview | None:
    """The agreement that somebody told with this code, locked, or None."""
    return db.session.scalar(sa.select(Interview).where(Interview.code == code).with_for_update())
