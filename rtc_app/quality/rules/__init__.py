"""Pure decisions of the kwaliteitskader: which criteria apply, what follows from the judgements, and the 19 points."""

from rtc_app.quality.rules.checklist import NOT_JUDGED, ChecklistFacts, PointResult, PointRule, PointState, Thresholds, read_checklist
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
    "Earlier",
    "OfferFacts",
    "OfferState",
    "Opinion",
    "Outcome",
    "PointResult",
    "PointRule",
    "PointState",
    "Severity",
    "Thresholds",
    "Verdict",
    "applicable",
    "carried",
    "conditions",
    "last_day",
    "may_publish",
    "needing_action",
    "offer_state",
    "outcome",
    "read_checklist",
    "refuse_incomplete_plan",
    "reopened",
    "unjudged",
    "verdicts",
]
