"""Reading the questionnaire, a person's answers, and the profiles that follow from them."""

from datetime import date
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from rtc_app.accounts.models import Account, Membership, Role
from rtc_app.kernel.database import db
from rtc_app.needs.models import Answer, Questionnaire, Response, Section
from rtc_app.needs.rules import AnswerValue, Band, Profile, profile_from_answers
from rtc_app.reference import queries as reference


def current_questionnaire(on: date) -> Questionnaire:
    """The version in force on a date, with its sections and questions loaded; raises NoResultFound before it is loaded."""
    query = (
        sa.select(Questionnaire)
        .where(Questionnaire.valid_from <= on)
        .order_by(Questionnaire.version.desc())
        .limit(1)
        .options(selectinload(Questionnaire.sections).selectinload(Section.questions))
    )
    return db.session.scalars(query).one()


def open_response(account_id: int) -> Response | None:
    """What the person is filling in, with its answers and questions loaded, or None."""
    return db.session.scalar(_with_all(sa.select(Response).where(Response.account_id == account_id, Response.submitted_at.is_(None))))


def latest_response(account_id: int) -> Response | None:
    """What the person last submitted, with its answers and questions loaded, or None."""
    return db.session.scalar(_with_all(sa.select(Response).where(_is_latest(), Response.account_id == account_id)))


def answers_of(response: Response) -> dict[str, AnswerValue]:
    """Question code → answer; skipped questions are not in it."""
    return {answer.question_code: answer.value for answer in response.answers}


def profile_of(account_id: int) -> Profile | None:
    """The profile from what the person last submitted, or None."""
    return next(iter(_profiles(Response.account_id == account_id)), None)


def team_profiles(school_id: int) -> list[Profile]:
    """Profiles of the confirmed teachers and ICT coordinators of a school who let their answers count for it.

    The order says nothing about who answered.
    """
    members = (
        sa.select(Membership.account_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.organisation_id == school_id,
            Membership.role.in_((Role.TEACHER, Role.ICT_COORDINATOR)),
            Membership.confirmed_at.is_not(None),
            Account.disabled_at.is_(None),
        )
    )
    profiles = [profile for profile in _profiles(Response.account_id.in_(members)) if profile.allows_school]
    return sorted(profiles, key=repr)


def level_bands() -> tuple[Band, ...]:
    """Which self-scores count as which level."""
    rows = [(concept.code, cast("list[int]", concept.properties["self_score"])) for concept in reference.concepts("niveau")]
    return tuple(Band(code, low, high) for code, (low, high) in rows)


def _profiles(which: sa.ColumnElement[bool]) -> list[Profile]:
    query = (
        sa.select(Answer.response_id, Answer.question_code, Answer.value)
        .join(Response, Response.id == Answer.response_id)
        .where(which, _is_latest())
        .order_by(Answer.response_id, Answer.id)
    )
    answers: dict[int, dict[str, AnswerValue]] = {}
    for response_id, code, value in db.session.execute(query):
        answers.setdefault(response_id, {})[code] = value
    if not answers:
        return []
    bands = level_bands()
    return [profile_from_answers(given, bands) for given in answers.values()]


def _is_latest() -> sa.ColumnElement[bool]:
    """Whether a response is the last one its person submitted."""
    other = sa.orm.aliased(Response)
    newest = (
        sa.select(other.id)
        .where(other.account_id == Response.account_id, other.submitted_at.is_not(None))
        .order_by(other.submitted_at.desc(), other.id.desc())
        .limit(1)
        .correlate(Response)
        .scalar_subquery()
    )
    return Response.id == newest


def _with_all(query: sa.Select[Response]) -> sa.Select[Response]:
    questions = selectinload(Response.questionnaire).selectinload(Questionnaire.sections).selectinload(Section.questions)
    return query.options(selectinload(Response.answers), questions)
