"""The questionnaire, and what people answered to it."""

from datetime import date
from typing import cast

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from rtc_app.kernel.database import db
from rtc_app.needs.asking import AskedQuestion, AskedSection, Options
from rtc_app.needs.models import Interview, Question, Questionnaire, QuestionnaireKind, Response, Section
from rtc_app.needs.rules import AnswerValue
from rtc_app.reference.models import Concept, ConceptScheme


def current_questionnaire(on: date, kind: QuestionnaireKind = QuestionnaireKind.SURVEY) -> Questionnaire:
    """The version in force on a date, with its sections and questions loaded; raises NoResultFound before it is loaded."""
    query = (
        sa.select(Questionnaire)
        .where(Questionnaire.kind == kind, Questionnaire.valid_from <= on)
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
    return db.session.scalar(_with_all(sa.select(Response).where(is_latest(), Response.account_id == account_id)))


def all_responses(account_id: int) -> list[Response]:
    """Every wave of a person, oldest first, with answers and questions loaded."""
    query = sa.select(Response).where(Response.account_id == account_id).order_by(Response.started_at, Response.id)
    return list(db.session.scalars(_with_all(query)))


def response_to_edit(account_id: int) -> Response | None:
    """What the person is filling in, else what was last submitted and can be corrected, else None."""
    return open_response(account_id) or latest_response(account_id)


def answers_of(response: Response | Interview) -> dict[str, AnswerValue]:
    """Question code → answer; skipped questions are not in it."""
    return {answer.question_code: answer.value for answer in [*response.answers]}


def sections_to_ask(questionnaire: Questionnaire, *, is_short: bool) -> list[AskedSection]:
    """The sections with their questions and options; the short form leaves out the rest."""
    asked = [
        (section, [question for question in section.questions if question.is_in_short_form or not is_short])
        for section in questionnaire.sections
    ]
    vocabularies = _vocabularies({name for _section, questions in asked for question in questions for name in _schemes(question)})
    return [
        AskedSection(section.code, section.title, tuple(_asked(question, vocabularies) for question in questions))
        for section, questions in asked
        if questions
    ]


def _schemes(question: Question) -> list[str]:
    names = (question.options_scheme, question.properties.get("extra_scheme"), question.properties.get("rows_scheme"))
    return [str(name) for name in names if name]


def _vocabularies(schemes: set[str]) -> dict[str, list[Concept]]:
    query = (
        sa.select(ConceptScheme.code, Concept)
        .join(Concept.scheme)
        .where(ConceptScheme.code.in_(schemes))
        .order_by(Concept.position, Concept.id)
    )
    vocabularies: dict[str, list[Concept]] = {}
    for scheme, concept in db.session.execute(query):
        vocabularies.setdefault(scheme, []).append(concept)
    return vocabularies


def _asked(question: Question, vocabularies: dict[str, list[Concept]]) -> AskedQuestion:
    properties = question.properties
    used_for, kinds = cast("list[str]", properties.get("used_for", [])), cast("list[str]", properties.get("extra_kinds", []))
    extra = [c for c in vocabularies.get(str(properties.get("extra_scheme")), []) if not kinds or c.properties.get("kind") in kinds]
    return AskedQuestion(
        code=question.code,
        type=question.type,
        text=question.text,
        hint=question.hint,
        purpose=question.purpose,
        used_for=tuple(used_for),
        options=_options(question, vocabularies.get(question.options_scheme or "", [])),
        extra_options=tuple((concept.code, concept.label) for concept in extra),
        rows=tuple((concept.code, concept.label) for concept in vocabularies.get(str(properties.get("rows_scheme")), [])),
        properties=properties,
    )


def _options(question: Question, concepts: list[Concept]) -> Options:
    """The options of a question: its own, or those of its scheme; "andere" is a text field and no option."""
    own = cast("list[dict[str, str]]", question.properties.get("own_options", []))
    only = cast("list[str]", question.properties.get("options", []))
    from_scheme = tuple((c.code, c.label) for c in concepts if c.code != "andere" and (not only or c.code in only))
    return tuple((option["code"], option["label"]) for option in own) or from_scheme


def is_latest() -> sa.ColumnElement[bool]:
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
