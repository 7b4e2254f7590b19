"""Questions per criterion: an assessor says what is missing, the provider answers in rounds (QA-13)."""

from collections.abc import Mapping
from datetime import datetime

from rtc_app.accounts.models import Account
from rtc_app.kernel import outbox
from rtc_app.kernel.database import flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import letters, queries
from rtc_app.quality.models import Assessment, Criterion, CriterionQuestion, EventKind
from rtc_app.quality.service.history import note as note_event
from rtc_app.quality.service.judging import judged_here, lock_open, put_on_desk, refuse_partial


def ask(*, assessment: Assessment, criterion: Criterion, text: str, actor: Account, at: datetime) -> CriterionQuestion:
    """Note what is missing to judge a criterion; the provider reads it when the questions are sent. Takes back a verdict on it.

    Asking again before sending replaces the question.
    """
    lock_open(assessment)
    refuse_partial(assessment, actor)
    judged_here(assessment, {criterion.code: None})
    if not text.strip():
        raise RuleViolation("Schrijf wat de verstrekker nog moet aanvullen.", "reason")
    if assessment.assessor is None:
        put_on_desk(assessment, actor, at)
    assessment.judgements = [judgement for judgement in assessment.judgements if judgement.criterion.id != criterion.id]
    assessment.proposed_at = None
    waiting = [q for q in assessment.questions if q.criterion.id == criterion.id and q.sent_at is None]
    question = waiting[0] if waiting else CriterionQuestion(criterion=criterion)
    if not waiting:
        assessment.questions.append(question)
    if question.text != text:
        question.text, question.asked_by_id, question.asked_at = text, actor.id, at
        note_event(assessment, EventKind.ASKED, actor, at, criterion=criterion, text=text)
    flush()
    return question


def send_questions(*, assessment: Assessment, actor: Account, at: datetime, link: str = "") -> int:
    """Send every question that waits, with one mail to each who works for the provider; returns how many."""
    lock_open(assessment)
    refuse_partial(assessment, actor)
    waiting = [question for question in assessment.questions if question.sent_at is None]
    if not waiting:
        return 0
    for question in waiting:
        question.sent_at = at
    asked = [f"{question.criterion.text} {question.text}" for question in waiting]
    subject, body = letters.questions(title=assessment.training.title, asked=asked, link=link)
    for address in queries.provider_addresses(assessment.training.provider_id):
        outbox.enqueue(recipient=address, subject=subject, body=body, at=at)
    flush()
    return len(waiting)


def answer_questions(*, assessment: Assessment, answers: Mapping[int, str], actor: Account, at: datetime) -> int:
    """A round of answers of the provider: question id → text; what is left empty stays open. Returns how many were answered.

    An answer can be changed until the assessor judged the criterion. Raises RuleViolation when the round is decided.
    """
    lock_open(assessment)
    judged = {judgement.criterion.id for judgement in assessment.judgements}
    changed = 0
    for question in assessment.questions:
        text = answers.get(question.id, "").strip()
        if not text or question.sent_at is None or text == question.answer or question.criterion.id in judged:
            continue
        question.answer, question.answered_by_id, question.answered_at = text, actor.id, at
        note_event(assessment, EventKind.ANSWERED, actor, at, criterion=question.criterion, text=text)
        changed += 1
    flush()
    return changed
