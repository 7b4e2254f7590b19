"""Which judgements a change of the content takes away, and which a new round takes over (QA-12)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rtc_app.quality.rules.verdicts import CriterionRule, Outcome, Verdict, applicable

#: Fields on which depends whether a criterion applies at all (QA-03).
DECIDING_FIELDS = frozenset({"leervorm", "required_materials"})


def reopened(criteria: Iterable[CriterionRule], changed: Collection[str], holds: Collection[str]) -> list[str]:
    """Codes of the criteria to judge anew when these fields change, in order; `holds` are the conditions before the change.

    When the change may decide which criteria apply, those that could begin to apply are named too.
    """
    criteria = list(criteria)
    may_begin = bool(DECIDING_FIELDS & set(changed))
    known = {criterion.code for criterion in applicable(criteria, holds)}
    return [
        criterion.code
        for criterion in criteria
        if not criterion.same_as and set(criterion.judges) & set(changed) and (criterion.code in known or may_begin)
    ]


@dataclass(frozen=True)
class Earlier:
    """A judgement of the round before: on which content it was given."""

    code: str
    verdict: Verdict
    fingerprint: str


def carried(earlier: Iterable[Earlier], now: dict[str, str], result: Outcome) -> list[str]:
    """Codes of the judgements that a new round takes over: those on content that is still exactly the same.

    `now` is criterion code → fingerprint, of the criteria that apply. After a refusal only what was met is taken over:
    whoever hands in again asks for another look at the rest.
    """
    settled = (Verdict.MET, Verdict.NOT_APPLICABLE)
    return [
        judgement.code
        for judgement in earlier
        if judgement.fingerprint
        and now.get(judgement.code) == judgement.fingerprint
        and (result is not Outcome.REFUSED or judgement.verdict in settled)
    ]
