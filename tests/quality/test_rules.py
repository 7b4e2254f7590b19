"""The decisions of the kwaliteitskader, without app or database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality.files import framework_file, thresholds
from rtc_app.quality.rules import (
    ActionPlan,
    ChecklistFacts,
    CriterionRule,
    OfferFacts,
    OfferState,
    Opinion,
    Outcome,
    PointRule,
    PointState,
    Severity,
    Verdict,
    applicable,
    conditions,
    last_day,
    may_publish,
    needing_action,
    offer_state,
    outcome,
    read_checklist,
    refuse_incomplete_plan,
    unjudged,
    verdicts,
)

CRITERIA = [
    CriterionRule(c.code, c.severity, tuple(c.applies_when), c.same_as) for group in framework_file().groups for c in group.criteria
]
POINTS = [PointRule(p.code, p.label, p.mode) for p in framework_file().checklist]
MET = Opinion(Verdict.MET)
NOW = datetime(2026, 11, 12, 12, tzinfo=UTC)


def rules_for(*modes, materials=False):
    return applicable(CRITERIA, conditions(modes, needs_materials=materials))


def judged(rules, **different):
    """All met, except KK2_2a="nok" and the like."""
    opinions = {rule.code: MET for rule in rules if not rule.same_as}
    return opinions | {name.replace("_", "."): Opinion(Verdict(verdict), "Daarom.") for name, verdict in different.items()}


# Which criteria apply


@pytest.mark.parametrize(
    ("modes", "expected"),
    [
        (["fysiek"], {"KK1.3"}),
        (["op-school"], {"KK1.3"}),
        (["online-sync"], {"KK1.4a", "KK1.4b"}),
        (["online-async"], {"KK1.4a", "KK1.4b"}),
        (["hybride"], {"KK1.3", "KK1.4a", "KK1.4b"}),
        (["fysiek", "online-sync"], {"KK1.3", "KK1.4a", "KK1.4b"}),
        (["zelfstudie"], set()),
    ],
)
def test_place_and_platform_are_judged_by_how_one_follows_the_training(modes, expected):
    assert {rule.code for rule in rules_for(*modes)} & {"KK1.3", "KK1.4a", "KK1.4b"} == expected


@pytest.mark.parametrize("materials", [True, False])
def test_announcing_material_is_judged_when_material_is_needed(materials):
    assert ("KK1.2c" in {rule.code for rule in rules_for("fysiek", materials=materials)}) is materials


@pytest.mark.parametrize("rule", [rule for rule in CRITERIA if rule.applies_when == ("always",)], ids=lambda rule: rule.code)
def test_every_other_criterion_always_applies(rule):
    assert rule in rules_for("zelfstudie")


def test_the_framework_has_the_severities_of_its_rule():
    by_severity = {severity: [rule.code for rule in CRITERIA if rule.severity is severity] for severity in Severity}
    assert by_severity[Severity.KNOCK_OUT] == ["KK1.1", "KK2.1", "KK2.2a", "KK3.1", "KK6.1a", "KK6.1b"]
    assert by_severity[Severity.ADVISORY] == ["KK1.4b", "KK5.3"]


# The three cases


def test_a_practical_training_that_states_everything_is_accepted():
    rules = rules_for("fysiek", "hybride", materials=True)
    assert outcome(rules, judged(rules)) is Outcome.ACCEPTED


def test_a_webinar_with_four_things_to_mend_is_conditional():
    rules = rules_for("online-sync")
    opinions = judged(rules, KK1_4a="nok", KK1_5b="nok", KK5_4="nok", KK6_2="deels")
    assert outcome(rules, opinions) is Outcome.CONDITIONAL
    assert needing_action(rules, opinions) == ["KK1.4a", "KK1.5b", "KK5.4", "KK6.2"]


def test_a_tour_for_everyone_without_context_is_refused():
    rules = rules_for("fysiek")
    opinions = judged(rules, KK1_1="nok", KK1_2a="nok", KK2_2a="nok", KK3_1="deels", KK6_1a="nok")
    assert outcome(rules, opinions) is Outcome.REFUSED


# The outcome


def test_every_applicable_criterion_is_judged_first():
    rules = rules_for("fysiek")
    opinions = judged(rules)
    del opinions["KK4.1"]
    assert unjudged(rules, opinions) == ["KK4.1"]
    with pytest.raises(RuleViolation, match=r"KK4\.1"):
        outcome(rules, opinions)


def test_one_answer_counts_for_criteria_that_ask_the_same():
    rules = rules_for("fysiek")
    opinions = judged(rules, KK1_2b="nok")
    assert verdicts(rules, opinions)["KK5.1"].verdict is Verdict.NOT_MET
    assert needing_action(rules, opinions) == ["KK1.2b"]


def test_advice_never_stands_in_the_way():
    rules = rules_for("online-sync")
    assert outcome(rules, judged(rules, KK1_4b="nok", KK5_3="nok")) is Outcome.ACCEPTED


def test_a_knock_out_that_is_partly_met_needs_an_agreement():
    rules = rules_for("fysiek")
    opinions = judged(rules, KK3_1="deels")
    assert outcome(rules, opinions) is Outcome.CONDITIONAL
    assert needing_action(rules, opinions) == ["KK3.1"]


def test_not_applicable_with_a_reason_does_not_stand_in_the_way():
    rules = rules_for("fysiek")
    assert outcome(rules, judged(rules, KK4_1="nvt")) is Outcome.ACCEPTED


@pytest.mark.parametrize("verdict", [Verdict.PARTLY, Verdict.NOT_MET, Verdict.NOT_APPLICABLE])
def test_only_met_goes_without_a_reason(verdict):
    with pytest.raises(RuleViolation):
        Opinion(verdict, "  ")


@given(st.lists(st.sampled_from(list(Verdict)), min_size=21, max_size=21))
def test_the_outcome_is_refused_exactly_when_a_knock_out_is_not_met(given_verdicts):
    rules = rules_for("hybride", materials=True)
    opinions = {rule.code: Opinion(verdict, "x") for rule, verdict in zip(rules, given_verdicts, strict=True) if not rule.same_as}
    broken = any(
        rule.severity is Severity.KNOCK_OUT and opinions[rule.code].verdict is Verdict.NOT_MET for rule in rules if rule.code in opinions
    )
    assert (outcome(rules, opinions) is Outcome.REFUSED) is broken


@given(st.sampled_from(CRITERIA), st.sampled_from([Verdict.PARTLY, Verdict.NOT_MET]))
def test_a_worse_judgement_never_gives_a_better_outcome(rule, verdict):
    rules = rules_for("hybride", materials=True)
    worse = judged(rules) | {rule.same_as or rule.code: Opinion(verdict, "x")}
    order = [Outcome.ACCEPTED, Outcome.CONDITIONAL, Outcome.REFUSED]
    assert order.index(outcome(rules, worse)) >= order.index(outcome(rules, judged(rules)))


def test_a_refused_training_is_not_published():
    assert [may_publish(result) for result in Outcome] == [True, True, False]


# Agreements and terms


def plan(**values):
    return ActionPlan(**({"criterion": "KK5.4", "action": "Open een forum.", "owner": "Verstrekker", "due_on": date(2027, 1, 15)} | values))


@pytest.mark.parametrize("plans", [[], [plan(action=" ")], [plan(owner="")], [plan(due_on=date(2026, 11, 12))], [plan(criterion="KK6.2")]])
def test_an_agreement_says_what_who_and_when(plans):
    with pytest.raises(RuleViolation, match=r"KK5\.4"):
        refuse_incomplete_plan(["KK5.4"], plans, date(2026, 11, 12))


def test_a_complete_agreement_is_fine():
    refuse_incomplete_plan(["KK5.4"], [plan()], date(2026, 11, 12))


def test_a_decision_holds_for_its_months():
    assert last_day(Outcome.ACCEPTED, date(2026, 11, 12), 24, []) == date(2028, 11, 12)


def test_a_decision_on_a_leap_day_ends_on_the_28th():
    assert last_day(Outcome.ACCEPTED, date(2028, 2, 29), 24, []) == date(2030, 2, 28)


def test_a_term_of_months_ends_on_the_last_day_of_a_short_month():
    assert last_day(Outcome.ACCEPTED, date(2026, 8, 31), 6, []) == date(2027, 2, 28)


def test_a_conditional_decision_ends_on_its_first_date():
    dates = [date(2027, 3, 1), date(2027, 1, 15)]
    assert last_day(Outcome.CONDITIONAL, date(2026, 11, 12), 24, dates) == date(2027, 1, 15)


def test_a_refusal_has_no_term():
    assert last_day(Outcome.REFUSED, date(2026, 11, 12), 24, []) is None


# What a provider sees

DECIDED = {"outcome": Outcome.ACCEPTED, "is_on_this_content": True, "valid_until": NOW + timedelta(days=1)}


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({}, OfferState.DRAFT),
        ({"is_submitted": True}, OfferState.SUBMITTED),
        ({"is_submitted": True, "is_claimed": True}, OfferState.IN_REVIEW),
        (DECIDED, OfferState.ACCEPTED),
        (DECIDED | {"outcome": Outcome.CONDITIONAL}, OfferState.CONDITIONAL),
        ({"outcome": Outcome.REFUSED, "is_on_this_content": True}, OfferState.REFUSED),
        (DECIDED | {"is_on_this_content": False}, OfferState.CHANGED),
        (DECIDED | {"valid_until": NOW}, OfferState.EXPIRED),
        (DECIDED | {"is_withdrawn": True}, OfferState.WITHDRAWN),
        (DECIDED | {"is_submitted": True}, OfferState.SUBMITTED),
    ],
)
def test_a_training_has_one_word_for_its_state(facts, state):
    assert offer_state(OfferFacts(**facts), NOW) is state


# The 19 points


def point(code, judgements=None, **facts):
    results = read_checklist(POINTS, ChecklistFacts(**facts), judgements or {}, thresholds())
    return next(result for result in results if result.code == code)


def test_there_are_19_points_each_with_a_reason():
    results = read_checklist(POINTS, ChecklistFacts(), {}, thresholds())
    assert len(results) == 19
    assert all(result.reason for result in results)


COMPUTED = [
    ("CL01", {"meeting_minutes": (180, 120)}, "ja"),
    ("CL01", {"meeting_minutes": (181,)}, "nee"),
    ("CL01", {}, "nog niet beoordeeld"),
    ("CL02", {"paths": ("Automatiseren",)}, "ja"),
    ("CL02", {}, "nee"),
    ("CL03", {"aftercare": frozenset({"terugkommoment"})}, "ja"),
    ("CL03", {"has_follow_up_meeting": True}, "ja"),
    ("CL03", {"aftercare": frozenset({"forum"})}, "nee"),
    ("CL04", {"runs": (date(2026, 10, 1), date(2027, 6, 30))}, "ja"),
    ("CL04", {"runs": (date(2026, 6, 30), date(2026, 9, 1))}, "nee"),
    ("CL04", {"delivery_modes": frozenset({"zelfstudie"})}, "ja"),
    ("CL08", {"eindtermen": (("6.15", frozenset({"arbeidsmarkt"})),), "finaliteiten": frozenset({"arbeidsmarkt"})}, "ja"),
    ("CL08", {"eindtermen": (("6.15", frozenset({"arbeidsmarkt"})),), "finaliteiten": frozenset({"doorstroom"})}, "nee"),
    ("CL08", {}, "nee"),
    ("CL09", {"technical_tools": ("Siemens LOGO!",)}, "nog niet beoordeeld"),
    ("CL09", {}, "nee"),
    ("CL11", {"levels": frozenset({"beginner", "expert"})}, "ja"),
    ("CL11", {"levels": frozenset({"beginner"}), "sibling_levels": frozenset({"expert"})}, "ja"),
    ("CL11", {"levels": frozenset({"beginner"}), "sibling_levels": frozenset({"beginner"})}, "nee"),
    ("CL13", {"run_minutes": 400, "practice_minutes": 120}, "ja"),
    ("CL13", {"run_minutes": 400, "practice_minutes": 100}, "nee"),
    ("CL14", {"licence": "CC BY 4.0", "licence_allows_sharing": True}, "ja"),
    ("CL14", {"licence": "Enkel voor eigen klasgebruik"}, "nee"),
    ("CL14", {}, "nee"),
    ("CL15", {"max_participants": 15}, "ja"),
    ("CL15", {"max_participants": 16}, "nee"),
    ("CL16", {"study_areas": ("Bouw",)}, "ja"),
    ("CL16", {"study_areas": ("Bouw", "Hout")}, "nee"),
    ("CL17", {"aftercare": frozenset({"forum"})}, "ja"),
    ("CL17", {}, "nog niet beoordeeld"),
    ("CL18", {"delivery_modes": frozenset({"online-sync"})}, "niet van toepassing"),
    ("CL18", {"places": (("Genk", False), ("Geel", False))}, "ja"),
    ("CL18", {"places": (("Genk", True),)}, "ja"),
    ("CL18", {"places": (("Genk", False),)}, "nee"),
    ("CL19", {"delivery_modes": frozenset({"hybride"})}, "nee"),
    ("CL19", {"delivery_modes": frozenset({"hybride"}), "self_study": "Een leerpad."}, "ja"),
    ("CL19", {"delivery_modes": frozenset({"fysiek", "online-sync"})}, "ja"),
    ("CL19", {"self_study": "Een leerpad."}, "ja"),
    ("CL19", {"delivery_modes": frozenset({"fysiek"})}, "nee"),
    ("CL10", {}, "nog niet beoordeeld"),
]


@pytest.mark.parametrize(("code", "facts", "state"), COMPUTED)
def test_a_point_follows_from_the_facts(code, facts, state):
    assert point(code, **facts).state is PointState(state)


def test_a_judged_point_shows_the_reason_of_the_assessor():
    result = point("CL10", {"CL10": (True, "Nieuwe toepassing.")})
    assert (result.state, result.reason, result.is_computed) == (PointState.MET, "Nieuwe toepassing.", False)


def test_a_judgement_does_not_overrule_what_is_computed():
    assert point("CL15", {"CL15": (True, "Toch wel.")}, max_participants=60).state is PointState.NOT_MET


def test_a_judgement_goes_before_a_hint_from_the_data():
    assert point("CL18", {"CL18": (False, "Slecht bereikbaar.")}, places=(("Genk", True),)).state is PointState.NOT_MET
