"""An assessor at work on one round: taking it, judging, and noticing that somebody else does the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from rtc_app.accounts.models import Account
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import queries
from rtc_app.quality.models import Assessment, ChecklistJudgement, ChecklistPoint, Criterion, EventKind, Judgement
from rtc_app.quality.queries import PointOpinion
from rtc_app.quality.rules import Opinion, RoundKind, Verdict, refuse_own_decision
from rtc_app.quality.service.history import note as note_event


@dataclass(frozen=True)
class Note:
    """What an assessor wrote on one page: opinions per criterion, and (is met, reason) per checklist point."""

    opinions: Mapping[str, Opinion] = field(default_factory=dict)
    points: Mapping[str, tuple[bool, str]] = field(default_factory=dict)


class ChangedMeanwhile(RuleViolation):
    """Somebody else judged the same criterion, or the provider changed what it judges, since the page was shown."""


def start_assessment(*, assessment: Assessment, actor: Account, at: datetime) -> None:
    """Take a submitted training on one's desk; taking it over from a colleague is allowed and seen by both."""
    lock_open(assessment)
    refuse_partial(assessment, actor)
    put_on_desk(assessment, actor, at)
    flush()


def put_on_desk(assessment: Assessment, person: Account, at: datetime) -> None:
    """The round is this assessor's now; the history says so when it was not."""
    if assessment.assessor_id != person.id:
        assessment.assessor = person
        note_event(assessment, EventKind.TAKEN, person, at)


def take_new_content(*, assessment: Assessment, actor: Account, at: datetime) -> None:
    """Judge what stands there now instead of what was submitted; what the change does not touch stays judged (QA-12)."""
    lock_open(assessment)
    refuse_partial(assessment, actor)
    adopt_content(assessment, actor, at)
    flush()


def adopt_content(assessment: Assessment, actor: Account, at: datetime) -> None:
    """From here on the round is about the content as it stands; judgements on other content go, and the history says which."""
    touched = {criterion.id: criterion for criterion in queries.outdated(assessment)}
    assessment.judgements = [judgement for judgement in assessment.judgements if judgement.criterion.id not in touched]
    for criterion in touched.values():
        note_event(assessment, EventKind.REOPENED, actor, at, criterion=criterion)
    assessment.content_hash = assessment.training.content_hash
    if touched:
        assessment.proposed_at = None


def judge(*, assessment: Assessment, criterion: str, verdict: Verdict, reason: str = "", actor: Account, at: datetime) -> None:
    """Give the verdict on one criterion, or replace it; a reason is obligatory unless it is met (QA-01)."""
    save_round(assessment=assessment, note=Note(opinions={criterion: Opinion(verdict, reason)}), actor=actor, at=at)


def judge_seen(
    *, assessment: Assessment, criterion: Criterion, opinion: Opinion, actor: Account, at: datetime, judgement_seen: str, content_seen: str
) -> None:
    """Give the verdict on one criterion from a page that showed `judgement_seen` and `content_seen` (see `queries.Item`).

    Raises ChangedMeanwhile when either is not what stands there now, so that nobody overwrites a colleague or judges unread words.
    """
    lock_open(assessment)
    kept = queries.judgement_on(assessment, criterion)
    is_mine = kept is None or kept.judged_by_id == actor.id or (kept.verdict, kept.reason) == (opinion.verdict, opinion.reason)
    if queries.stamp(kept) != judgement_seen and not is_mine:
        raise ChangedMeanwhile("Een collega bewaarde intussen een ander oordeel. Vergelijk ze en kies wat blijft.")
    if queries.content_of(assessment.training).fingerprint(criterion) != content_seen:
        raise ChangedMeanwhile("De verstrekker veranderde intussen wat je las. Lees wat er nu staat en bewaar opnieuw.")
    save_round(assessment=assessment, note=Note(opinions={criterion.code: opinion}), actor=actor, at=at)


def judge_point(*, assessment: Assessment, point: str, is_met: bool, reason: str, actor: Account, at: datetime) -> None:
    """Say whether a checklist point is met and why (QA-11)."""
    save_round(assessment=assessment, note=Note(points={point: (is_met, reason)}), actor=actor, at=at)


def judge_points_seen(
    *, assessment: Assessment, points: Mapping[str, PointOpinion], seen: Mapping[str, str], actor: Account, at: datetime
) -> None:
    """Keep opinions on checklist points from a page that showed `seen` (point code → stamp); what one did not change stays as it is.

    Raises ChangedMeanwhile when a colleague kept something else of a point that one changed.
    """
    lock_open(assessment)
    kept = {code: opinion.stamp for code, opinion in queries.point_judgements(assessment).items()}
    mine = {code: opinion for code, opinion in points.items() if opinion.stamp != seen.get(code, "")}
    clashes = [code for code, opinion in mine.items() if kept.get(code, "") not in (seen.get(code, ""), opinion.stamp)]
    if clashes:
        codes = ", ".join(clashes)
        raise ChangedMeanwhile(f"Een collega bewaarde intussen iets anders bij {codes}. Lees wat er nu staat en bewaar daarna opnieuw.")
    if mine:
        note = Note(points={code: (opinion.is_met, opinion.reason) for code, opinion in mine.items()})
        save_round(assessment=assessment, note=note, actor=actor, at=at)


def save_round(*, assessment: Assessment, note: Note, actor: Account, at: datetime, revision: int | None = None) -> None:
    """Store what was judged so far.

    With `revision`, raises RuleViolation when somebody else saved since that revision was shown. Raises it also for a
    criterion that does not apply (QA-03), and when the round is already decided.
    """
    lock_open(assessment, revision)
    refuse_partial(assessment, actor)
    if assessment.assessor is None:
        put_on_desk(assessment, actor, at)
    _store_opinions(assessment, note.opinions, actor, at)
    _store_points(assessment, note.points, actor, at)
    # Also when only judgements changed: whoever still looks at the older page must notice.
    flag_modified(assessment, "opened_at")
    flush()


def _store_opinions(assessment: Assessment, opinions: Mapping[str, Opinion], actor: Account, at: datetime) -> None:
    criteria = judged_here(assessment, opinions)
    known = {judgement.criterion.id: judgement for judgement in assessment.judgements}
    content = queries.content_of(assessment.training)
    for code, opinion in opinions.items():
        criterion = criteria[code]
        judgement = known.get(criterion.id)
        seen = content.fingerprint(criterion)
        if judgement and (judgement.verdict, judgement.reason, judgement.fingerprint) == (opinion.verdict, opinion.reason, seen):
            continue
        if judgement is None:
            judgement = Judgement(criterion=criterion)
            assessment.judgements.append(judgement)
        judgement.verdict, judgement.reason = opinion.verdict, opinion.reason
        judgement.judged_by_id, judgement.judged_at = actor.id, at
        judgement.fingerprint, judgement.carried_from = seen, None
        note_event(assessment, EventKind.JUDGED, actor, at, criterion=criterion, verdict=opinion.verdict, text=opinion.reason)
        # What was handed over for a decision was handed over as it stood.
        assessment.proposed_at = None
        assessment.questions = [q for q in assessment.questions if q.sent_at is not None or q.criterion.id != criterion.id]


def judged_here(assessment: Assessment, codes: Mapping[str, object]) -> dict[str, Criterion]:
    """The named criteria; raises RuleViolation for one that does not apply, or that is answered elsewhere (QA-03, QA-07)."""
    allowed = {rule.code for rule in queries.applicable_rules(assessment) if not rule.same_as}
    if refused := sorted(set(codes) - allowed):
        raise RuleViolation(f"Dit criterium geldt niet voor deze opleiding: {', '.join(refused)}.")
    return queries.criteria_by_code(assessment.framework, codes)


def _store_points(assessment: Assessment, points: Mapping[str, tuple[bool, str]], actor: Account, at: datetime) -> None:
    by_code: dict[str, ChecklistPoint] = {point.code: point for point in assessment.framework.checklist}
    known = {judgement.point.code: judgement for judgement in assessment.checklist_judgements}
    for code, (is_met, reason) in points.items():
        if not reason.strip():
            raise RuleViolation("Schrijf waarom dit punt wel of niet gehaald is.")
        judgement = known.get(code)
        if judgement and (judgement.is_met, judgement.reason) == (is_met, reason):
            continue
        if judgement is None:
            judgement = ChecklistJudgement(point=by_code[code])
            assessment.checklist_judgements.append(judgement)
        judgement.is_met, judgement.reason = is_met, reason
        note_event(assessment, EventKind.POINT_JUDGED, actor, at, text=f"{code}, {'gehaald' if is_met else 'niet gehaald'}: {reason}")


def lock_open(assessment: Assessment, revision: int | None = None) -> None:
    """From here on no other assessor changes this round.

    Raises RuleViolation when it is already decided, or when somebody saved since the given revision was shown.
    """
    db.session.refresh(assessment, with_for_update=True)
    if assessment.outcome is not None:
        raise RuleViolation("Over deze beoordeling is intussen beslist. Je vindt het verslag bij de afgewerkte beoordelingen.")
    if revision is not None and revision != assessment.revision:
        raise RuleViolation(
            "Intussen veranderde er iets aan deze beoordeling: een collega bewaarde een oordeel of de verstrekker diende opnieuw in. "
            "Wat jij typte, staat hier nog. Kijk het na naast wat er nu bewaard is, en bewaar opnieuw."
        )


def refuse_partial(assessment: Assessment, actor: Account) -> None:
    """Raise RuleViolation for an own training, for one that one judges blind, and for an objection to a decision one had a hand in."""
    refuse_own_offer(assessment, actor)
    if assessment.second is not None and assessment.second.is_blind_for(actor.id):
        raise RuleViolation("Je beoordeelt deze opleiding als tweede, zonder de eerste beoordeling te zien. Laat dit aan een collega.")
    if assessment.kind is RoundKind.APPEAL:
        refuse_own_decision(actor.id, queries.hands_in_last_decision(assessment.training_id))


def refuse_own_offer(assessment: Assessment, actor: Account) -> None:
    if assessment.training.provider_id in actor.provider_ids:
        raise RuleViolation("Je geeft zelf mee deze opleiding. Laat een collega ze beoordelen.")
