"""Second, blind assessments: drawing a sample, and an assessor who judges without knowing the first. Nothing here decides anything."""

from datetime import datetime

from rtc_app.accounts.models import Account
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import queries
from rtc_app.quality.models import AgreementSample, Assessment, Criterion, EventKind, SecondAssessment, SecondJudgement
from rtc_app.quality.rules import Opinion
from rtc_app.quality.rules.agreement import draw
from rtc_app.quality.service.history import note as note_event


def draw_sample(*, share_percent: int, seed: int, actor: Account, at: datetime) -> AgreementSample:
    """Draw so many percent of the rounds that qualify, for a second assessment; whoever had no hand in one may take it.

    Raises RuleViolation when no round qualifies.
    """
    qualified = queries.qualifying(at)
    if not qualified:
        raise RuleViolation(
            "Er is nu niets om te trekken. Een opleiding komt in aanmerking als ze bij een beoordelaar ligt of onlangs beslist is, "
            "en als er nog een beoordelaar is die er niets mee deed."
        )
    drawn = draw(qualified, share_percent, seed)
    sample = AgreementSample(
        share_percent=share_percent, qualified=qualified, drawn=len(drawn), seed=seed, drawn_by_id=actor.id, drawn_at=at
    )
    db.session.add(sample)
    for round_id in drawn:
        assessment = db.session.get_one(Assessment, round_id)
        assessment.second = SecondAssessment(sample=sample)
        note_event(assessment, EventKind.SECOND_DRAWN, actor, at)
    flush()
    return sample


def take_second(*, second: SecondAssessment, actor: Account, at: datetime) -> None:
    """Take a second assessment; from here on the first stays hidden until both are done. Taking it twice changes nothing."""
    _lock(second)
    if second.assessor_id == actor.id:
        return
    if second.assessor_id is not None:
        raise RuleViolation("Een collega nam deze tweede beoordeling intussen op.")
    if actor.id in queries.had_a_hand_in(second.assessment):
        raise RuleViolation("Je werkte mee aan de eerste beoordeling. Laat de tweede aan een collega.")
    second.assessor_id, second.taken_at = actor.id, at
    note_event(second.assessment, EventKind.SECOND_TAKEN, actor, at)
    flush()


def return_second(*, second: SecondAssessment, actor: Account, at: datetime) -> None:
    """Give an unfinished second assessment back; what one judged stays on record, and counts for nothing."""
    _lock_own(second, actor)
    second.assessor_id = second.taken_at = None
    note_event(second.assessment, EventKind.SECOND_RETURNED, actor, at)
    flush()


def judge_second(
    *, second: SecondAssessment, criterion: Criterion, opinion: Opinion, actor: Account, at: datetime, content_seen: str
) -> None:
    """Say what one finds of a criterion, from a page that showed `content_seen`; a change of mind is added, nothing is replaced.

    Raises RuleViolation when the content is not what the first judged, or not what one read.
    """
    _lock_own(second, actor)
    _refuse_other_content(second)
    if queries.blind_item(second, criterion).content_seen != content_seen:
        raise RuleViolation("De verstrekker veranderde intussen wat je las. Lees wat er nu staat en bewaar opnieuw.")
    last = second.latest.get(criterion.id)
    if last and (last.verdict, last.reason, last.fingerprint) == (opinion.verdict, opinion.reason, content_seen):
        return
    judged = SecondJudgement(criterion=criterion, number=len(second.judgements) + 1, verdict=opinion.verdict, reason=opinion.reason)
    judged.judged_by_id, judged.judged_at, judged.fingerprint = actor.id, at, content_seen
    second.judgements.append(judged)
    flush()


def finish_second(*, second: SecondAssessment, actor: Account, at: datetime) -> None:
    """Finish a second assessment for good; raises RuleViolation while a criterion waits. The round itself stays as it is."""
    _lock_own(second, actor)
    _refuse_other_content(second)
    missing = [entry.criterion.code for entry in queries.blind_page(second).entries if entry.verdict is None]
    if missing:
        raise RuleViolation(f"Geef eerst een oordeel over elk criterium. Nog te doen: {', '.join(missing)}.")
    second.finished_at = at
    note_event(second.assessment, EventKind.SECOND_FINISHED, actor, at)
    flush()


def _lock(second: SecondAssessment) -> None:
    """From here on nobody else changes this second assessment."""
    db.session.refresh(second, with_for_update=True)
    if second.finished_at is not None:
        raise RuleViolation("Deze tweede beoordeling is afgewerkt en verandert niet meer.")


def _lock_own(second: SecondAssessment, actor: Account) -> None:
    _lock(second)
    if second.assessor_id != actor.id:
        raise RuleViolation("Deze tweede beoordeling ligt niet bij jou.")


def _refuse_other_content(second: SecondAssessment) -> None:
    if second.assessment.training.content_hash != second.assessment.content_hash:
        raise RuleViolation("De opleiding is gewijzigd sinds de eerste beoordeling. Er valt niets te vergelijken: geef ze terug.")
