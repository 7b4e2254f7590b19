"""Versions of the kwaliteitskader as rules: which one is in force, what another would make of a decision, when one is sound."""

from datetime import date

import pytest

from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality.rules import (
    CriterionRule,
    EffectKind,
    Opinion,
    Outcome,
    Published,
    Severity,
    Verdict,
    VersionState,
    effect,
    in_force,
    refuse_start,
    refuse_unsound,
    version_state,
)

PHYSICAL = frozenset({"always", "physical"})
PLACE = CriterionRule("KK1.3", Severity.REPAIRABLE, ("physical", "hybrid"))
SUBJECT = CriterionRule("KK2.2a", Severity.KNOCK_OUT)
PACK = CriterionRule("KK5.3", Severity.ADVISORY)
PRIOR = CriterionRule("KK1.2b", Severity.REPAIRABLE)
TWIN = CriterionRule("KK5.1", Severity.REPAIRABLE, same_as="KK1.2b")
THEN = [PLACE, SUBJECT, PACK, PRIOR, TWIN]


def heavier(rule, severity=Severity.KNOCK_OUT):
    return CriterionRule(rule.code, severity, rule.applies_when, rule.same_as)


def said(**verdicts):
    return {code.replace("_", "."): Opinion(Verdict(verdict), "reden") for code, verdict in verdicts.items()}


ALL_MET = said(KK1_3="ok", KK2_2a="ok", KK5_3="ok", KK1_2b="ok")


def swapped(*rules):
    """The criteria of before, with these in place of theirs."""
    new = {rule.code: rule for rule in rules}
    return [new.get(rule.code, rule) for rule in THEN]


def test_a_draft_that_changes_nothing_changes_no_decision():
    found = effect(THEN, THEN, PHYSICAL, ALL_MET | said(KK1_3="nok"), Outcome.CONDITIONAL)
    assert (found.kind, found.because, found.to_judge) == (EffectKind.SAME, (), ())


def test_what_could_be_mended_and_now_refuses_makes_of_a_conditional_decision_a_refusal():
    found = effect(THEN, swapped(heavier(PLACE)), PHYSICAL, ALL_MET | said(KK1_3="nok"), Outcome.CONDITIONAL)
    assert (found.kind, found.before, found.after) == (EffectKind.CHANGES, Outcome.CONDITIONAL, Outcome.REFUSED)
    assert found.because == ("KK1.3",)


def test_advice_that_becomes_obligatory_makes_of_an_acceptance_a_conditional_one():
    found = effect(THEN, swapped(heavier(PACK, Severity.REPAIRABLE)), PHYSICAL, ALL_MET | said(KK5_3="nok"), Outcome.ACCEPTED)
    assert (found.after, found.because) == (Outcome.CONDITIONAL, ("KK5.3",))


def test_a_criterion_that_is_no_longer_asked_takes_its_refusal_with_it():
    now = [rule for rule in THEN if rule is not SUBJECT]
    found = effect(THEN, now, PHYSICAL, ALL_MET | said(KK2_2a="nok"), Outcome.REFUSED)
    assert (found.after, found.because) == (Outcome.ACCEPTED, ("KK2.2a",))


def test_a_heavier_criterion_that_was_met_changes_nothing():
    assert effect(THEN, swapped(heavier(PLACE)), PHYSICAL, ALL_MET, Outcome.ACCEPTED).kind is EffectKind.SAME


def test_a_criterion_that_begins_to_apply_asks_for_a_new_judgement():
    platform = CriterionRule("KK1.4a", Severity.REPAIRABLE, ("online",))
    wider = CriterionRule("KK1.4a", Severity.REPAIRABLE, ("always",))
    found = effect([*THEN, platform], [*THEN, wider], PHYSICAL, ALL_MET, Outcome.ACCEPTED)
    assert (found.kind, found.after, found.to_judge) == (EffectKind.TO_JUDGE, None, ("KK1.4a",))


def test_advice_that_begins_to_apply_is_still_to_give_but_changes_no_outcome():
    manual = CriterionRule("KK1.4b", Severity.ADVISORY)
    found = effect(THEN, [*THEN, manual], PHYSICAL, ALL_MET, Outcome.ACCEPTED)
    assert (found.kind, found.to_judge) == (EffectKind.SAME, ("KK1.4b",))


def test_a_criterion_that_begins_to_apply_elsewhere_asks_nothing_here():
    wider = CriterionRule("KK1.4b", Severity.ADVISORY, ("online", "hybrid"))
    assert effect(THEN, [*THEN, wider], PHYSICAL, ALL_MET, Outcome.ACCEPTED).kind is EffectKind.SAME


def test_a_refusal_that_is_certain_waits_for_no_judgement():
    new = CriterionRule("KK7", Severity.REPAIRABLE)
    found = effect(THEN, [*swapped(heavier(PLACE)), new], PHYSICAL, ALL_MET | said(KK1_3="nok"), Outcome.CONDITIONAL)
    assert (found.kind, found.after, found.to_judge) == (EffectKind.CHANGES, Outcome.REFUSED, ("KK7",))


def test_a_decision_made_elsewhere_counts_as_content_with_what_it_did_not_name():
    found = effect(THEN, swapped(heavier(PACK)), PHYSICAL, said(KK1_3="deels"), Outcome.CONDITIONAL)
    assert (found.kind, found.to_judge) == (EffectKind.SAME, ())


def test_a_decision_made_elsewhere_for_reasons_of_its_own_stays_when_the_rules_lead_to_the_same():
    found = effect(THEN, THEN, PHYSICAL, {}, Outcome.REFUSED)
    assert (found.kind, found.after) == (EffectKind.SAME, Outcome.REFUSED)


def test_a_criterion_that_gets_its_answer_elsewhere_waits_with_it():
    then = [rule for rule in THEN if rule.code not in ("KK1.2b", "KK5.1")]
    heavy = [heavier(PRIOR), heavier(TWIN)]
    found = effect(
        then, [*then, *heavy], PHYSICAL, {code: opinion for code, opinion in ALL_MET.items() if code != "KK1.2b"}, Outcome.ACCEPTED
    )
    assert (found.kind, found.to_judge) == (EffectKind.TO_JUDGE, ("KK1.2b",))


def test_the_framework_of_the_file_is_sound():
    from rtc_app.quality.files import framework_file

    entries = [criterion for group in framework_file().groups for criterion in group.criteria]
    refuse_unsound([CriterionRule(c.code, c.severity, tuple(c.applies_when), c.same_as) for c in entries])


UNSOUND = {
    "minstens één criterium": [],
    "allebei meetellen": [TWIN],
    "hetzelfde gewicht": [PRIOR, heavier(TWIN)],
    "overal gelden": [CriterionRule("KK1.2b", Severity.REPAIRABLE, ("online",)), TWIN],
}


@pytest.mark.parametrize("words", UNSOUND)
def test_nobody_can_judge_with_an_unsound_version(words):
    with pytest.raises(RuleViolation, match=words):
        refuse_unsound(UNSOUND[words])


FIRST, SECOND = Published(1, date(2025, 9, 1)), Published(2, date(2026, 9, 1))


@pytest.mark.parametrize(("day", "version"), [(date(2020, 1, 1), 1), (date(2026, 8, 31), 1), (date(2026, 9, 1), 2), (date(2030, 1, 1), 2)])
def test_the_version_in_force_is_the_last_that_began(day, version):
    assert in_force([SECOND, FIRST], day) == version


def test_of_two_versions_from_one_day_the_newer_goes_first():
    assert in_force([FIRST, SECOND, Published(3, SECOND.valid_from)], SECOND.valid_from) == 3


def test_a_version_that_was_overtaken_before_its_day_never_comes_in_force():
    overtaken, later = Published(2, date(2026, 9, 1)), Published(3, date(2026, 9, 1))
    assert version_state(overtaken, in_force([FIRST, overtaken, later], date(2026, 9, 2)), date(2026, 9, 2)) is VersionState.EARLIER


@pytest.mark.parametrize(("version", "state"), [(None, VersionState.DRAFT), (FIRST, VersionState.IN_FORCE), (SECOND, VersionState.PLANNED)])
def test_a_version_has_one_word_for_its_state(version, state):
    assert version_state(version, 1, date(2026, 1, 1)) is state


def test_a_version_begins_today_at_the_earliest():
    with pytest.raises(RuleViolation, match="vandaag"):
        refuse_start(date(2026, 1, 1), date(2026, 1, 2), date(2025, 9, 1))


def test_a_version_does_not_begin_before_the_one_it_follows():
    with pytest.raises(RuleViolation, match="01/09/2026"):
        refuse_start(date(2026, 8, 31), date(2026, 1, 2), date(2026, 9, 1))


def test_a_version_may_begin_on_the_day_of_a_planned_one_to_put_it_right():
    refuse_start(date(2026, 9, 1), date(2026, 1, 2), date(2026, 9, 1))
