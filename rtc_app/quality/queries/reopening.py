"""Where content and judgements part: what a change would reopen, what it did reopen, and what a new round keeps (QA-12)."""

from collections.abc import Collection

from rtc_app.catalogue.models import Training
from rtc_app.quality.models import Assessment, Criterion
from rtc_app.quality.queries.content import content_of
from rtc_app.quality.queries.frameworks import asks_the_same, criteria_by_code, criteria_of, current_framework, rule_of
from rtc_app.quality.queries.rounds import applicable_now, applicable_rules, conditions_of
from rtc_app.quality.rules import reopened


def reopened_by(training: Training, changed: Collection[str]) -> list[Criterion]:
    """The criteria that RTC judges anew when these fields of the training change, in order.

    `changed` holds names of fields, codes of schemes (`leervorm`, `tool` …), `trainers` or `provider`.
    """
    framework = current_framework()
    rules = [rule_of(criterion) for criterion in criteria_of(framework)]
    return list(criteria_by_code(framework, reopened(rules, changed, conditions_of(training))).values())


def fingerprints(assessment: Assessment) -> dict[str, str]:
    """Criterion code → fingerprint of what it judges now, of each criterion that is judged in this round."""
    content = content_of(assessment.training)
    wanted = [rule.code for rule in applicable_rules(assessment) if not rule.same_as]
    return {code: content.fingerprint(criterion) for code, criterion in criteria_by_code(assessment.framework, wanted).items()}


def outdated(assessment: Assessment) -> list[Criterion]:
    """The criteria of a round whose judgement is about other content than what stands there now, or that no longer apply."""
    now = fingerprints(assessment)
    found = [j.criterion for j in assessment.judgements if j.fingerprint and now.get(j.criterion.code) != j.fingerprint]
    return sorted(found, key=lambda criterion: criterion.code)


def to_look_at_again(decided: Assessment) -> list[Criterion]:
    """The criteria that a new round after this decision judges: what changed since, and what now applies for the first time."""
    touched = {criterion.id for criterion in outdated(decided)}
    kept = {j.criterion.code: j.criterion for j in decided.judgements if j.criterion.id not in touched}
    asked = criteria_by_code(current_framework(), [rule.code for rule in applicable_now(decided.training) if not rule.same_as])
    return [criterion for code, criterion in asked.items() if code not in kept or not asks_the_same(kept[code], criterion)]
