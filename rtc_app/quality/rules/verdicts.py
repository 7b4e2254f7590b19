"""From judgements to an outcome. The source gives criteria but no scale: the scale is RTC's choice (QA-04, proposal)."""

import enum
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rtc_app.kernel.errors import RuleViolation


class Severity(enum.StrEnum):
    """What a criterion that is not met does to the outcome. The source gives no scale: this is RTC's choice (proposal)."""

    KNOCK_OUT = "knock_out"
    REPAIRABLE = "repairable"
    ADVISORY = "advisory"


class Verdict(enum.StrEnum):
    """The judgement on one criterion (proposal)."""

    MET = "ok"
    PARTLY = "deels"
    NOT_MET = "nok"
    NOT_APPLICABLE = "nvt"


class Outcome(enum.StrEnum):
    """The outcome of an assessment (proposal)."""

    ACCEPTED = "voldoet"
    CONDITIONAL = "voorwaardelijk"
    REFUSED = "voldoet-niet"


@dataclass(frozen=True)
class CriterionRule:
    """What the rules know of a criterion. `same_as` is the criterion whose judgement counts for it too (QA-07)."""

    code: str
    severity: Severity
    applies_when: tuple[str, ...] = ("always",)
    same_as: str | None = None
    #: Fields that it judges.
    judges: tuple[str, ...] = ()


@dataclass(frozen=True)
class Opinion:
    """A verdict with its reason."""

    verdict: Verdict
    reason: str = ""

    def __post_init__(self) -> None:
        if self.verdict is not Verdict.MET and not self.reason.strip():
            raise RuleViolation("Schrijf waarom. Een reden mag enkel ontbreken bij 'in orde'.", "reason")


@dataclass(frozen=True)
class ActionPlan:
    """What has to be mended for a criterion, by whom and when."""

    criterion: str
    action: str
    owner: str
    due_on: date


#: Which kind of training each delivery mode makes it; a school counts as a physical place.
KINDS_OF_MODE = {
    "fysiek": "physical",
    "op-school": "physical",
    "online-sync": "online",
    "online-async": "online",
    "hybride": "hybrid",
}


def conditions(delivery_modes: Collection[str], *, needs_materials: bool) -> frozenset[str]:
    """The conditions that hold for a training: always, physical, online, hybrid, if_materials_required (QA-03).

    Delivery modes are concept codes of `leervorm`; self-study alone is neither physical nor online.
    """
    kinds = {KINDS_OF_MODE[mode] for mode in delivery_modes if mode in KINDS_OF_MODE}
    return frozenset({"always"} | kinds | ({"if_materials_required"} if needs_materials else set()))


def applicable(criteria: Iterable[CriterionRule], holds: Collection[str]) -> list[CriterionRule]:
    """The criteria on which this training is judged, in the given order."""
    return [criterion for criterion in criteria if set(criterion.applies_when) & set(holds)]


def verdicts(criteria: Iterable[CriterionRule], opinions: Mapping[str, Opinion]) -> dict[str, Opinion]:
    """The opinion on each criterion that has one; criteria that ask the same share it (QA-07)."""
    shared = {criterion.code: opinions.get(criterion.same_as or criterion.code) for criterion in criteria}
    return {code: opinion for code, opinion in shared.items() if opinion is not None}


def unjudged(criteria: Iterable[CriterionRule], opinions: Mapping[str, Opinion]) -> list[str]:
    """Codes of the criteria that still wait for a verdict; those answered elsewhere are not named."""
    return [criterion.code for criterion in criteria if not criterion.same_as and criterion.code not in opinions]


def needing_action(criteria: Iterable[CriterionRule], opinions: Mapping[str, Opinion]) -> list[str]:
    """Codes of the criteria that stand in the way of *voldoet* without refusing it; advice never does (QA-06)."""
    return [
        criterion.code
        for criterion in criteria
        if not criterion.same_as
        and criterion.severity is not Severity.ADVISORY
        and criterion.code in opinions
        and opinions[criterion.code].verdict in (Verdict.PARTLY, Verdict.NOT_MET)
    ]


def outcome(criteria: Sequence[CriterionRule], opinions: Mapping[str, Opinion]) -> Outcome:
    """The outcome that follows from the opinions on the applicable criteria (QA-04).

    A knock-out that is not met refuses; anything else mandatory that is not wholly met makes it conditional.
    Raises RuleViolation while a criterion waits for its verdict.
    """
    missing = unjudged(criteria, opinions)
    if missing:
        raise RuleViolation(f"Geef eerst een oordeel over elk criterium. Nog te doen: {', '.join(missing)}.")
    shared = verdicts(criteria, opinions)
    if any(c.severity is Severity.KNOCK_OUT and shared[c.code].verdict is Verdict.NOT_MET for c in criteria):
        return Outcome.REFUSED
    return Outcome.CONDITIONAL if needing_action(criteria, opinions) else Outcome.ACCEPTED


def refuse_incomplete_plan(needed: Iterable[str], plans: Iterable[ActionPlan], today: date) -> None:
    """Raise RuleViolation unless every code has an action with an owner and a day to come."""
    by_code = {plan.criterion: plan for plan in plans}
    for code in needed:
        plan = by_code.get(code)
        if plan is None or not plan.action.strip() or not plan.owner.strip():
            raise RuleViolation(f"Zeg voor {code} wat er moet gebeuren en wie dat doet.")
        if plan.due_on <= today:
            raise RuleViolation(f"Kies voor {code} een datum na vandaag.")


def may_publish(result: Outcome) -> bool:
    """Whether teachers may see a training with this outcome."""
    return result is not Outcome.REFUSED


def last_day(result: Outcome, decided_on: date, validity_months: int, unsolved: Iterable[date]) -> date | None:
    """The last day on which a decision holds: its term, or sooner the first date agreed that is not solved. None when refused."""
    if not may_publish(result):
        return None
    return min([_months_later(decided_on, validity_months), *unsolved])


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")  # pragma: no cover
