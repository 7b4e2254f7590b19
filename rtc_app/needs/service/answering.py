"""Bringing the questionnaire into the database, and what a person does with it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa

from rtc_app.accounts.models import Account
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.needs import files, queries
from rtc_app.needs.merging import Merged
from rtc_app.needs.models import (
    Adjustment,
    Answer,
    Interview,
    InterviewAnswer,
    Question,
    Questionnaire,
    QuestionnaireKind,
    Reflection,
    Response,
    Section,
    SetAside,
    Suggested,
    UnmetNeed,
)
from rtc_app.needs.rules import AnswerValue
from rtc_app.needs.service.adjusting import follow_channel
from rtc_app.needs.service.counting import count


def load_questionnaire() -> int:
    """Create or update the versions that come with the project, of both kinds; returns their number of questions.

    Questions that left the file stay, since answers point to them.
    """
    return _load(QuestionnaireKind.SURVEY, files.questionnaire()) + _load(QuestionnaireKind.INTERVIEW, files.interview())


def _load(kind: QuestionnaireKind, entry: files.QuestionnaireFile) -> int:
    query = sa.select(Questionnaire).where(Questionnaire.kind == kind, Questionnaire.version == entry.version)
    version = db.session.scalar(query) or Questionnaire(kind=kind, version=entry.version, sections=[])
    version.title, version.source, version.valid_from = entry.title, entry.source, entry.valid_from
    db.session.add(version)
    known = {section.code: section for section in version.sections}
    for position, section_entry in enumerate(entry.sections, 1):
        section = known.get(section_entry.code) or Section(code=section_entry.code)
        section.title, section.position = section_entry.title, position
        if section_entry.code not in known:
            version.sections.append(section)
        _store_questions(section, section_entry.questions)
    flush()
    return sum(len(section.questions) for section in entry.sections)


def _store_questions(section: Section, entries: tuple[files.QuestionEntry, ...]) -> None:
    known = {question.code: question for question in section.questions}
    for position, entry in enumerate(entries, 1):
        question = known.get(entry.code) or Question(code=entry.code)
        question.type, question.text, question.hint, question.position = entry.type, entry.text, entry.hint, position
        question.is_in_short_form, question.is_personal = entry.short, entry.personal
        question.options_scheme, question.purpose = entry.options_scheme, entry.purpose
        properties = {**entry.properties, "used_for": list(entry.used_for)}
        if question.properties != properties:
            question.properties = properties
        if entry.code not in known:
            section.questions.append(question)


def start(*, account: Account, is_short: bool, at: datetime) -> Response:
    """Go on with what is open, or begin a new wave that starts from the answers last given; old answers stay (PRO-09)."""
    response = queries.open_response(account.id)
    if response is not None:
        response.is_short = is_short
        return response
    questionnaire = queries.current_questionnaire(clock.to_wall_time(at).date())
    response = Response(account_id=account.id, questionnaire=questionnaire, is_short=is_short, started_at=at, submitted_at=None)
    earlier = queries.latest_response(account.id)
    if earlier is not None:
        response.answers = _to_go_on_with(earlier, questionnaire)
    db.session.add(response)
    flush()
    return response


def _to_go_on_with(earlier: Response, now: Questionnaire) -> list[Answer]:
    """Earlier answers for a new wave, without those that would serve more by now than when they were given."""
    then, today = _uses(earlier.questionnaire), _uses(now)
    return [
        Answer(question_code=answer.question_code, value=answer.value, answered_at=answer.answered_at)
        for answer in earlier.answers
        if today.get(answer.question_code, frozenset()) <= then.get(answer.question_code, frozenset())
    ]


def _uses(version: Questionnaire) -> dict[str, frozenset[object]]:
    questions = [question for section in version.sections for question in section.questions]
    return {question.code: frozenset(cast("list[object]", question.properties.get("used_for", []))) for question in questions}


def save_answers(*, response: Response | Interview, answers: Mapping[str, AnswerValue | None], at: datetime) -> None:
    """Keep answers by question code, such as {"Q1.6": {"value": ["bouw"]}}; None means skipped and takes the answer away.

    Questions that are not named keep their answer. On a submitted response this corrects it (PRO-11). Raises KeyError
    for a code that the questionnaire does not have.
    """
    codes = {question.code for section in response.questionnaire.sections for question in section.questions}
    kept: list[Any] = response.answers
    new: type[Answer | InterviewAnswer] = Answer if isinstance(response, Response) else InterviewAnswer
    known = {answer.question_code: answer for answer in kept}
    for code, value in answers.items():
        if code not in codes:
            raise KeyError(code)
        answer = known.get(code)
        if value is None:
            if answer is not None:
                kept.remove(answer)
        elif answer is None:
            kept.append(new(question_code=code, value=dict(value), answered_at=at))
        elif answer.value != value:
            answer.value, answer.answered_at = dict(value), at
    flush()


def save_page(*, response: Response | Interview, merge: Callable[[Mapping[str, AnswerValue]], Merged], at: datetime) -> tuple[str, ...]:
    """Keep what `merge` finds changed on a page, beside the answers kept by now (R31).

    Returns the codes of the questions that were answered in another window meanwhile; those stay as they are.
    """
    db.session.refresh(response, with_for_update=True)
    _read_again(response)
    found = merge(queries.answers_of(response))
    save_answers(response=response, answers=found.changed, at=at)
    if isinstance(response, Response) and response.submitted_at is not None:
        follow_channel(account=response.account, at=at)
    return found.clashes


def _read_again(response: Response | Interview) -> None:
    """Answers as they are now; what was read before the lock may be older."""
    kept: Any = Answer if isinstance(response, Response) else InterviewAnswer
    query = sa.select(kept).where(sa.orm.with_parent(response, type(response).answers))
    db.session.scalars(query.execution_options(populate_existing=True)).all()


def forget_answers(*, account: Account) -> None:
    """Delete everything the person ever answered, in every wave, said in an interview, and said about the profile (PRO-11)."""
    for table in (Adjustment, Interview, Reflection, SetAside, Suggested, UnmetNeed):
        db.session.execute(sa.delete(table).where(table.account_id == account.id))
    for response in queries.all_responses(account.id):
        db.session.delete(response)
    flush()


def submit(*, response: Response, at: datetime) -> None:
    """Make a profile of the answers, and count them without name where the person allows that. Submitting twice changes nothing."""
    if not response.answers:
        raise RuleViolation("Beantwoord minstens één vraag. Je kiest zelf welke.")
    if response.submitted_at is None:
        response.submitted_at = at
        flush()
        count(response=response, at=at)
        follow_channel(account=response.account, at=at)
