"""The state of a criterion in a round, one word for the list of the assessor."""

import enum

from rtc_app.quality.rules.verdicts import Verdict


class CriterionState(enum.StrEnum):
    """The fixed words."""

    TO_DO = "nog te bekijken"
    INFO_MISSING = "info ontbreekt"
    MET = "in orde"
    PARTLY = "deels in orde"
    NOT_MET = "niet in orde"
    NOT_APPLICABLE = "niet van toepassing"


_OF_VERDICT = {
    Verdict.MET: CriterionState.MET,
    Verdict.PARTLY: CriterionState.PARTLY,
    Verdict.NOT_MET: CriterionState.NOT_MET,
    Verdict.NOT_APPLICABLE: CriterionState.NOT_APPLICABLE,
}


def criterion_state(verdict: Verdict | None, *, has_open_question: bool) -> CriterionState:
    """A verdict goes before a question; a question that was answered makes it something to look at again."""
    if verdict is not None:
        return _OF_VERDICT[verdict]
    return CriterionState.INFO_MISSING if has_open_question else CriterionState.TO_DO
