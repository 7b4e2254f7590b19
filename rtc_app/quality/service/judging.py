"""An assessor at work on one round: taking it, judging, and noticing that somebody else does the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm.attributes import flag_modified

from rtc_app.accounts.models import Account
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import queries
from rtc_app.quality.models import Assessment, ChecklistJudgement, ChecklistPoint, Judgement
from rtc_app.quality.rules import Opinion, Verdict


@dataclass(frozen=True)
class Note:
    """What an assessor wrote on one page: opinions per criterion, and (is met, reason) per checklist point."""

    opinions: Mapping[str, Opinion] = field(default_factory=dict)
    points: Mapping[str, tuple[bool, str]] = field(default_factory=dict)


def start_assessment(*, assessment: Assessment, actor: Account, at: datetime) -> None:  # noqa: ARG001 - every verb says when
    """Take a submitted training on one's desk; taking it over from a colleague is allowed and seen by both."""
    lock_open(assessment)
    refuse_own_offer(assessment, actor)
    assessment.assessor = actor
    flush()


def take_new_content(*, assessment: Assessment, actor: Account, at: datetime) -> None:  # noqa: ARG001 - every verb says when
    """Judge what stands there now instead of what was submitted; what the change does not touch stays judged (QA-12)."""
    lock_open(assessment)
    refuse_own_offer(assessment, actor)
    touched = {criterion.id for criterion in queries.outdated(assessment)}
    assessment.judgements = [judgement for judgement in assessment.judgements if judgement.criterion.id not in touched]
    assessment.content_hash = assessment.training.content_hash
    flush()


def judge(*, assessment: Assessment, criterion: str, verdict: Verdict, reason: str = "", actor: Account, at: datetime) -> None:
    """Give the verdict on one criterion, or replace it; a reason is obligatory unless it is met (QA-01)."""
    save_round(assessment=assessment, note=Note(opinions={criterion: Opinion(verdict, reason)}), actor=actor, at=at)


def judge_point(*, assessment: Assessment, point: str, is_met: bool, reason: str, actor: Account, at: datetime) -> None:
    """Say whether a checklist point is met and why (QA-11)."""
    save_round(assessment=assessment, note=Note(points={point: (is_met, reason)}), actor=actor, at=at)


def save_round(*, assessment: Assessment, note: Note, actor: Account, at: datetime, revision: int | None = None) -> None:
    """Store what was judged so far.

    With `revision`, raises RuleViolation when somebody else saved since that revision was shown. Raises it also for a
    criterion that does not apply (QA-03), and when the round is already decided.
    """
    lock_open(assessment, revision)
    refuse_own_offer(assessment, actor)
    if assessment.assessor is None:
        assessment.assessor = actor
    _store_opinions(assessment, note.opinions, actor, at)
    _store_points(assessment, note.points)
    # Also when only judgements changed: whoever still looks at the older page must notice.
    flag_modified(assessment, "opened_at")
    flush()


def _store_opinions(assessment: Assessment, opinions: Mapping[str, Opinion], actor: Account, at: datetime) -> None:
    allowed = {rule.code for rule in queries.applicable_rules(assessment) if not rule.same_as}
    if refused := sorted(set(opinions) - allowed):
        raise RuleViolation(f"Dit criterium geldt niet voor deze opleiding: {', '.join(refused)}.")
    criteria = queries.criteria_by_code(assessment.framework, opinions)
    known = {judgement.criterion_id: judgement for judgement in assessment.judgements}
    content = queries.content_of(assessment.training)
    for code, opinion in opinions.items():
        judgement = known.get(criteria[code].id)
        seen = content.fingerprint(criteria[code])
        if judgement and (judgement.verdict, judgement.reason, judgement.fingerprint) == (opinion.verdict, opinion.reason, seen):
            continue
        if judgement is None:
            judgement = Judgement(criterion=criteria[code])
            assessment.judgements.append(judgement)
        judgement.verdict, judgement.reason = opinion.verdict, opinion.reason
        judgement.judged_by_id, judgement.judged_at = actor.id, at
        judgement.fingerprint, judgement.carried_from = seen, None


def _store_points(assessment: Assessment, points: Mapping[str, tuple[bool, str]]) -> None:
    by_code: dict[str, ChecklistPoint] = {point.code: point for point in assessment.framework.checklist}
    known = {judgement.point.code: judgement for judgement in assessment.checklist_judgements}
    for code, (is_met, reason) in points.items():
        if not reason.strip():
            raise RuleViolation("Schrijf waarom dit punt wel of niet gehaald is.")
        judgement = known.get(code)
        if judgement is None:
            judgement = ChecklistJudgement(point=by_code[code])
            assessment.checklist_judgements.append(judgement)
        judgement.is_met, judgement.reason = is_met, reason


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


def refuse_own_offer(assessment: Assessment, actor: Account) -> None:
    if assessment.training.provider_id in actor.provider_ids:
        raise RuleViolation("Je geeft zelf mee deze opleiding. Laat een collega ze beoordelen.")
