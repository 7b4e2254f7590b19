"""Rounds after a decision: a new look before it ends or when the provider's file changed, and the objection of a provider."""

from collections.abc import Mapping
from datetime import datetime

from rtc_app.accounts.models import Account
from rtc_app.catalogue import service as catalogue
from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import queries
from rtc_app.quality.models import Assessment, CriterionQuestion, EventKind
from rtc_app.quality.rules import Outcome, RoundKind, Verdict
from rtc_app.quality.service.carrying import open_round
from rtc_app.quality.service.history import note as note_event
from rtc_app.quality.service.judging import refuse_own_offer


def reassess(*, training: Training, actor: Account, at: datetime) -> Assessment:
    """Open a new look at a training that is on the site; it stays there until its decision ends. Twice gives the same round.

    When the file of the provider changed, only the criteria that rest on it are open; before the end of a term all are.
    """
    known = queries.open_assessment(training.id)
    if known is not None:
        return known
    latest = queries.latest_assessment(training.id)
    if latest is None or not training.is_findable(at):
        raise RuleViolation("Deze opleiding staat niet online. De verstrekker dient ze zelf opnieuw in.")
    is_file = not queries.ends_soon(training, at)
    assessment = open_round(training, at, RoundKind.FILE if is_file else RoundKind.EXPIRING, keeps_judgements=is_file)
    refuse_own_offer(assessment, actor)
    note_event(assessment, EventKind.OPENED, actor, at, text=assessment.kind.value)
    flush()
    return assessment


def appeal(*, training: Training, objections: Mapping[str, str], actor: Account, at: datetime) -> Assessment:
    """A provider objects to the last decision: criterion code → why. Somebody who had no hand in it judges those criteria anew.

    Raises RuleViolation when the term is over, when it was already an objection, or when nothing is objected to.
    """
    latest = queries.latest_assessment(training.id)
    if latest is None or not queries.may_appeal(training, at):
        raise RuleViolation("Tegen deze beslissing kan je geen bezwaar (meer) maken. Pas de opleiding aan en dien ze opnieuw in.")
    told = {code: text.strip() for code, text in objections.items() if text.strip()}
    open_to = {judgement.criterion.code for judgement in latest.judgements if judgement.verdict in (Verdict.PARTLY, Verdict.NOT_MET)}
    if not told or not set(told) <= open_to:
        raise RuleViolation("Schrijf bij minstens één criterium waarom je niet akkoord gaat.")
    assessment = open_round(training, at, RoundKind.APPEAL, treat_as=Outcome.CONDITIONAL)
    assessment.judgements = [judgement for judgement in assessment.judgements if judgement.criterion.code not in told]
    note_event(assessment, EventKind.OPENED, actor, at, text=RoundKind.APPEAL.value)
    for code, criterion in queries.criteria_by_code(assessment.framework, sorted(told)).items():
        question = CriterionQuestion(criterion=criterion, text="Waarom ga je niet akkoord?", asked_at=at, sent_at=at)
        question.answer, question.answered_by_id, question.answered_at = told[code], actor.id, at
        assessment.questions.append(question)
        note_event(assessment, EventKind.ANSWERED, actor, at, criterion=criterion, text=told[code])
    training.submitted_at = at
    flush()
    catalogue.offer_changed(training)
    return assessment
