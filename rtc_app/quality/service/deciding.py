"""Ending a round: the outcome follows from the judgements, and acceptance from the outcome, for exactly the content judged."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from rtc_app.accounts.models import Account
from rtc_app.catalogue import service as catalogue
from rtc_app.kernel import clock, outbox
from rtc_app.kernel.database import flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import letters, queries
from rtc_app.quality.models import Assessment, EventKind, RepairAction
from rtc_app.quality.rules import (
    ActionPlan,
    Outcome,
    Verdict,
    last_day,
    may_publish,
    needing_action,
    outcome,
    refuse_incomplete_plan,
    refuse_same_eyes,
)
from rtc_app.quality.service.history import note as note_event
from rtc_app.quality.service.judging import lock_open, refuse_own_offer, refuse_partial


def propose(*, assessment: Assessment, actor: Account, at: datetime, note: str = "", actions: Sequence[ActionPlan] = ()) -> Outcome:
    """Hand a judged round to a colleague for the decision, with the words and agreements one proposes; returns the outcome that follows.

    Raises RuleViolation while criteria wait for a verdict, or when the training is not what was judged.
    """
    lock_open(assessment)
    refuse_partial(assessment, actor)
    _refuse_other_content(assessment)
    result = outcome(queries.applicable_rules(assessment), queries.opinions_of(assessment))
    if assessment.assessor is None:
        assessment.assessor = actor
    assessment.proposed_at, assessment.note = at, note
    _store_plans(assessment, list(actions) if result is Outcome.CONDITIONAL else [])
    note_event(assessment, EventKind.PROPOSED, actor, at, text=result.value)
    flush()
    return result


def send_back(*, assessment: Assessment, remark: str, actor: Account, at: datetime) -> None:
    """Not agreed: the round goes back to the assessor with a remark, which the provider does not read."""
    lock_open(assessment)
    refuse_partial(assessment, actor)
    if not remark.strip():
        raise RuleViolation("Schrijf wat je collega nog eens moet bekijken.", "remark")
    assessment.proposed_at = None
    note_event(assessment, EventKind.SENT_BACK, actor, at, text=remark)
    flush()


def decide(
    *,
    assessment: Assessment,
    actor: Account,
    at: datetime,
    note: str = "",
    actions: Sequence[ActionPlan] = (),
    link: str = "",
    revision: int | None = None,
    four_eyes: bool = True,
) -> Outcome:
    """Decide on a round: the rule gives the outcome, teachers find the training when it allows, the provider gets a mail.

    Raises RuleViolation while criteria wait for a verdict, when a conditional outcome misses an agreement (QA-04), when the
    training is not what was judged (QA-12) and, with `four_eyes`, when the actor judged or nobody handed the round over yet.
    `link` is the address of the verdict for the provider; `revision` is the one that the colleague saw.
    """
    lock_open(assessment, revision)
    if four_eyes:
        refuse_partial(assessment, actor)
        refuse_same_eyes(actor.id, queries.judges_of(assessment))
    refuse_own_offer(assessment, actor)
    _refuse_other_content(assessment)
    rules, opinions = queries.applicable_rules(assessment), queries.opinions_of(assessment)
    result = outcome(rules, opinions)
    if four_eyes and assessment.proposed_at is None:
        raise RuleViolation("De beoordelaar legde dit nog niet voor.")
    plans = list(actions) if result is Outcome.CONDITIONAL else []
    if result is Outcome.CONDITIONAL:
        refuse_incomplete_plan(needing_action(rules, opinions), plans, clock.to_wall_time(at).date())
    if assessment.assessor is None:
        assessment.assessor = actor
    assessment.decided_by, assessment.note = actor, note
    note_event(assessment, EventKind.DECIDED, actor, at, text=result.value)
    conclude(assessment, result, plans, at)
    _tell_provider(assessment, at, link)
    return result


def solve_action(*, action: RepairAction, actor: Account, at: datetime) -> None:
    """Note that an agreement was kept; the acceptance then runs to the next date, or to its full term."""
    assessment = action.assessment
    refuse_own_offer(assessment, actor)
    if action.solved_at is not None:
        return
    action.solved_at = at
    note_event(assessment, EventKind.SOLVED, actor, at, criterion=action.criterion, text=action.action)
    _set_term(assessment)
    training = assessment.training
    if assessment.valid_until and training.accepted_hash == assessment.content_hash and assessment.decided_at:
        _publish(assessment, assessment.decided_at, assessment.valid_until)
    flush()
    # The page of the training names the agreements, also when its content changed since.
    catalogue.offer_changed(training)


def conclude(assessment: Assessment, result: Outcome, plans: Sequence[ActionPlan], decided_at: datetime) -> None:
    """Store a decision and let it work: the one place from which a training becomes findable."""
    _store_plans(assessment, plans)
    assessment.outcome, assessment.decided_at = result, decided_at
    assessment.file_seen = queries.file_rested_on(assessment)
    _set_term(assessment)
    training = assessment.training
    training.submitted_at = None
    if may_publish(result) and assessment.valid_until:
        _publish(assessment, decided_at, assessment.valid_until)
    else:
        catalogue.end_acceptance(training=training)
    flush()


def _store_plans(assessment: Assessment, plans: Sequence[ActionPlan]) -> None:
    criteria = queries.criteria_by_code(assessment.framework, [plan.criterion for plan in plans])
    assessment.actions = [
        RepairAction(criterion=criteria[plan.criterion], action=plan.action, owner=plan.owner, due_on=plan.due_on) for plan in plans
    ]


def _publish(assessment: Assessment, start: datetime, until: datetime) -> None:
    runs = any(action.solved_at is None for action in assessment.actions)
    content = assessment.content_hash
    catalogue.accept(training=assessment.training, content_hash=content, start=start, until=until, is_conditional=runs)


def valid_until_day(assessment: Assessment) -> date | None:
    """The last day on which the decision holds, in Brussels; None when it refused."""
    if assessment.outcome is None or assessment.decided_at is None:
        return None
    return last_day(
        assessment.outcome,
        clock.to_wall_time(assessment.decided_at).date(),
        assessment.framework.validity_months,
        [action.due_on for action in assessment.actions if action.solved_at is None],
    )


def _set_term(assessment: Assessment) -> None:
    day = valid_until_day(assessment)
    assessment.valid_until = clock.to_utc(datetime.combine(day + timedelta(days=1), time())) if day else None


def _refuse_other_content(assessment: Assessment) -> None:
    training = assessment.training
    if training.withdrawn_at is not None:
        raise RuleViolation("De verstrekker heeft deze opleiding teruggetrokken. Er valt niets te beslissen.")
    if training.content_hash != assessment.content_hash:
        raise RuleViolation(
            "De verstrekker heeft de opleiding gewijzigd sinds je ze beoordeelde. Neem de nieuwe inhoud over, "
            "kijk je oordelen na en beslis daarna."
        )
    if changed := queries.outdated(assessment):
        codes = ", ".join(criterion.code for criterion in changed)
        raise RuleViolation(
            f"Sinds je oordeel veranderde wat er staat bij {codes}. Neem de nieuwe inhoud over, kijk dat na en beslis daarna."
        )


def _tell_provider(assessment: Assessment, at: datetime, link: str) -> None:
    result = assessment.outcome
    if result is None:
        return
    judged = [judgement for judgement in assessment.judgements if judgement.verdict in (Verdict.PARTLY, Verdict.NOT_MET)]
    subject, body = letters.decision(
        title=assessment.training.title,
        outcome=result,
        note=assessment.note,
        reasons=[f"{j.criterion.text} {j.reason}" for j in sorted(judged, key=lambda j: j.criterion.code)],
        agreements=[f"{a.action} ({a.owner}, tegen {a.due_on:%d/%m/%Y})" for a in assessment.actions],
        until=valid_until_day(assessment),
        link=link,
    )
    for address in queries.provider_addresses(assessment.training.provider_id):
        outbox.enqueue(recipient=address, subject=subject, body=body, at=at)
