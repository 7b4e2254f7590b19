"""Pure decisions of the kwaliteitskader: which criteria apply, what follows from the judgements, and the 19 points."""

from rtc_app.quality.rules.checklist import NOT_JUDGED, ChecklistFacts, PointResult, PointRule, PointState, Thresholds, read_checklist
from rtc_app.quality.rules.criterion_states import CriterionState, criterion_state
from rtc_app.quality.rules.eyes import refuse_own_decision, refuse_same_eyes
from rtc_app.quality.rules.findings import Finding, FindingFacts, findings
from rtc_app.quality.rules.queue import Flow, QueueFacts, RoundKind, Urgency, expected_on, in_order, shares, urgency
from rtc_app.quality.rules.reopening import Earlier, carried, reopened
from rtc_app.quality.rules.states import OfferFacts, OfferState, offer_state
from rtc_app.quality.rules.verdicts import (
    ActionPlan,
    CriterionRule,
    Opinion,
    Outcome,
    Severity,
    Verdict,
    applicable,
    conditions,
    last_day,
    may_publish,
    needing_action,
    outcome,
    refuse_incomplete_plan,
    unjudged,
    verdicts,
)

__all__ = [
    "NOT_JUDGED",
    "ActionPlan",
    "ChecklistFacts",
    "CriterionRule",
    "CriterionState",
    "Earlier",
    "Finding",
    "FindingFacts",
    "Flow",
    "OfferFacts",
    "OfferState",
    "Opinion",
    "Outcome",
    "PointResult",
    "PointRule",
    "PointState",
    "QueueFacts",
    "RoundKind",
    "Severity",
    "Thresholds",
    "Urgency",
    "Verdict",
    "applicable",
    "carried",
    "conditions",
    "criterion_state",
    "expected_on",
    "findings",
    "in_order",
    "last_day",
    "may_publish",
    "needing_action",
    "offer_state",
    "outcome",
    "read_checklist",
    "refuse_incomplete_plan",
    "refuse_own_decision",
    "refuse_same_eyes",
    "reopened",
    "shares",
    "unjudged",
    "urgency",
    "verdicts",
]
