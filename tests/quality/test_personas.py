"""The three cases of the assessors, and the cases at the edge, as a person would tell them."""

from datetime import timedelta

import pytest

from rtc_app.catalogue.queries import content_of
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries, service
from rtc_app.quality.rules import ActionPlan, Outcome, PointState, Verdict, needing_action
from rtc_app.quality.rules.findings import FindingFacts, findings
from tests.factories.accounts import make_assessor, make_provider_member
from tests.factories.catalogue import make_location, make_path, make_session, make_training
from tests.factories.quality import judge_all, make_round


def applies(assessment):
    return {rule.code for rule in queries.applicable_rules(assessment)}


def decide(assessment, colleague, actions=()):
    result = service.decide(assessment=assessment, actor=colleague, at=clock.now(), actions=actions)
    db.session.commit()
    return result


@pytest.fixture
def logo(app):
    """A1: Siemens LOGO! step by step, by a sector training centre with its own quality care."""
    training = make_training(
        findable=False,
        title="Siemens LOGO! stap voor stap",
        required_materials=[{"name": "Laptop met LOGO! Soft", "can_borrow": False}],
        platform="Teams, zonder account.",
        tags={"leervorm": ["hybride"], "eindterm": ["6.47", "6.25", "6.12"]},
        max_participants=12,
    )
    make_path(training)
    return training


@pytest.fixture
def virtual(app):
    """A2: VR in the practice lesson, by a commercial provider: a webinar for sixty."""
    return make_training(
        findable=False,
        title="VR in de praktijkles",
        tags={"leervorm": ["online-sync"], "studiegebied": ["bouw", "auto"], "nazorg": ["geen-naslag"]},
        platform="Eigen platform; een account vraagt toestemming voor marketing.",
        materials_participants="Slides.",
        materials_rtc="Niets.",
        max_participants=60,
        practice_minutes=0,
    )


VIRTUAL = {
    "KK1_4a": ("nok", "Een account vraagt toestemming voor marketing."),
    "KK1_5b": ("nok", "RTC krijgt geen materiaal."),
    "KK5_4": ("nok", "Geen nazorg."),
    "KK6_2": ("nok", "Geen bewijs van kwaliteitszorg."),
}


def agreements(days=30):
    return [
        ActionPlan(code.replace("_", "."), f"Los op: {reason}", "Verstrekker", clock.today() + timedelta(days=days))
        for code, (_, reason) in VIRTUAL.items()
    ]


@pytest.fixture
def tour(app):
    """A3: Google Workspace for everybody: a tour along tools, for all levels, about no subject."""
    return make_training(findable=False, title="Google Workspace voor iedereen", tags={"studiegebied": ["studiegebied-overschrijdend"]})


TOUR = {
    "KK1_1": ("nok", "Mikt op alle onderwijsniveaus."),
    "KK2_2a": ("nok", "Geen enkel vak."),
    "KK6_1a": ("nok", "Geen pedagogische achtergrond."),
    "KK1_2a": ("nok", "Geen doelstellingen in de flyer."),
    "KK3_1": ("deels", "Niet beargumenteerd."),
}


def test_a1_is_judged_on_its_place_and_on_its_platform(logo):
    assert {"KK1.2c", "KK1.3", "KK1.4a", "KK1.4b"} <= applies(make_round(logo))


def test_a1_meets_everything_so_it_passes_and_teachers_find_it(logo):
    assessment = make_round(logo)
    assert decide(assessment, judge_all(assessment)) is Outcome.ACCEPTED
    assert logo.is_findable(clock.now() + timedelta(seconds=1))


def test_a1_passes_also_when_what_is_only_advice_is_not_met(logo):
    assessment = make_round(logo)
    colleague = judge_all(assessment, KK1_4b=("nok", "Geen handleiding."), KK5_3=("nok", "Geen pakket."))
    assert decide(assessment, colleague) is Outcome.ACCEPTED


def test_a1_is_central_but_cannot_be_followed_online_because_of_its_physical_core(logo):
    for city in ("Genk", "Geel"):
        make_session(logo, location=make_location(city=city))
    points = {point.code: point.state for point in queries.checklist_of(content_of(logo.slug, clock.now()), None)}
    assert (points["CL18"], points["CL19"]) == (PointState.MET, PointState.NOT_MET)


def test_a1_passes_whatever_the_checklist_says(logo):
    assessment = make_round(logo)
    assessor = make_assessor()
    colleague = judge_all(assessment, assessor)
    service.judge_point(assessment=assessment, point="CL18", is_met=False, reason="Ver van het station.", actor=assessor, at=clock.now())
    assert decide(assessment, colleague) is Outcome.ACCEPTED


def test_a2_asks_for_four_repairs_and_no_more(virtual):
    assessment = make_round(virtual)
    judge_all(assessment, **VIRTUAL)
    needed = needing_action(queries.applicable_rules(assessment), queries.opinions_of(assessment))
    assert needed == ["KK1.4a", "KK1.5b", "KK5.4", "KK6.2"]


def test_a2_is_conditional_and_is_found_with_its_label(virtual, client):
    assessment = make_round(virtual)
    assert decide(assessment, judge_all(assessment, **VIRTUAL), agreements()) is Outcome.CONDITIONAL
    assert "voorwaard" in client.text(f"/opleidingen/{virtual.slug}").casefold()


def test_a2_disappears_after_the_date_when_one_of_four_is_not_solved(virtual):
    assessment = make_round(virtual)
    decide(assessment, judge_all(assessment, **VIRTUAL), agreements(days=30))
    for action in assessment.actions[:3]:
        service.solve_action(action=action, actor=make_assessor(), at=clock.now())
    assert virtual.is_findable(clock.now() + timedelta(days=30))
    assert not virtual.is_findable(clock.now() + timedelta(days=32))


def test_a2_stays_when_all_four_are_solved(virtual):
    assessment = make_round(virtual)
    decide(assessment, judge_all(assessment, **VIRTUAL), agreements(days=30))
    for action in assessment.actions:
        service.solve_action(action=action, actor=make_assessor(), at=clock.now())
    assert virtual.is_findable(clock.now() + timedelta(days=365))
    assert not virtual.is_conditional


def test_a2_proposes_what_a_machine_can_see_of_its_platform(virtual):
    assessment = make_round(virtual)
    item = queries.item_of(queries.workspace(assessment), queries.criteria_by_code(assessment.framework, ["KK1.4a"])["KK1.4a"])
    assert [finding.verdict for finding in item.findings] == [Verdict.PARTLY]


def test_a2_has_a_group_that_is_not_small(virtual):
    points = {point.code: point.state for point in queries.checklist_of(content_of(virtual.slug, clock.now()), None)}
    assert points["CL15"] is PointState.NOT_MET


def test_a3_is_refused_and_stays_invisible(tour):
    assessment = make_round(tour)
    assert decide(assessment, judge_all(assessment, **TOUR)) is Outcome.REFUSED
    assert not tour.is_findable(clock.now() + timedelta(seconds=1))


def test_a3_is_explained_per_criterion_also_for_the_twin_that_is_answered_once(tour, sign_in):
    assessment = make_round(tour)
    decide(assessment, judge_all(assessment, **TOUR))
    text = sign_in(make_provider_member(tour.provider)).text(f"/mijn-aanbod/{tour.slug}/beoordeling")
    assert all(reason in text for _, reason in TOUR.values())


def test_a3_can_be_contested_by_its_provider(tour, sign_in):
    assessment = make_round(tour)
    decide(assessment, judge_all(assessment, **TOUR))
    browser = sign_in(make_provider_member(tour.provider))
    browser.submit(f"/mijn-aanbod/{tour.slug}/bezwaar", action="bezwaar", vraag_KK3_1="Elk kantoor werkt ermee.")
    again = queries.open_assessment(tour.id)
    assert [question.answer for question in again.questions] == ["Elk kantoor werkt ermee."]


def test_a_training_across_all_study_areas_asks_for_a_justification(tour):
    assessment = make_round(tour)
    item = queries.item_of(queries.workspace(assessment), queries.criteria_by_code(assessment.framework, ["KK2.2a"])["KK2.2a"])
    assert [finding.verdict for finding in item.findings] == [Verdict.PARTLY]


def test_a_study_area_that_the_seed_does_not_list_is_judged_as_any_other(app):
    assessment = make_round(make_training(findable=False, tags={"studiegebied": ["tandtechnieken"]}))
    assert decide(assessment, judge_all(assessment)) is Outcome.ACCEPTED


def test_a_course_at_ones_own_pace_has_no_place_but_does_have_what_comes_after(app):
    codes = applies(make_round(make_training(findable=False, platform="Moodle.", tags={"leervorm": ["online-async"]})))
    assert "KK1.3" not in codes
    assert {"KK1.4a", "KK5.4"} <= codes


def test_self_study_alone_has_neither_place_nor_platform(app):
    codes = applies(make_round(make_training(findable=False, tags={"leervorm": ["zelfstudie"]})))
    assert not {"KK1.3", "KK1.4a", "KK1.4b"} & codes
    assert "KK5.4" in codes


def test_a_practice_training_that_is_purely_online_gets_a_warning():
    facts = FindingFacts({"examples": ["lassen"], "leervorm": ["online-sync"]}, practice_minutes=60)
    assert any("volledig online" in finding.reason for finding in findings("KK2.2b", facts))


@pytest.mark.parametrize("modes", [["hybride"], ["fysiek"], ["fysiek", "online-sync"]])
def test_a_practice_training_with_a_meeting_gets_no_warning(modes):
    facts = FindingFacts({"examples": ["lassen"], "leervorm": modes}, practice_minutes=60)
    assert not any("volledig online" in finding.reason for finding in findings("KK2.2b", facts))


def test_an_objective_that_could_stand_anywhere_is_pointed_at():
    facts = FindingFacts({"outcomes": ["kennismaken met de mogelijkheden van ai"]})
    assert any("algemeen" in finding.reason for finding in findings("KK1.2a", facts))


#: Criterion → content of which the data can say yes or no, and what they say.
PROPOSALS = [
    ("KK1.1", {"grades": ["3"], "onderwijsvorm": ["bso"]}, Verdict.MET),
    ("KK1.1", {"grades": ["3"], "onderwijsvorm": ["aso"]}, Verdict.NOT_MET),
    ("KK1.1", {"grades": [], "onderwijsvorm": ["bso"]}, Verdict.NOT_MET),
    ("KK1.2a", {"outcomes": ["je bedraadt een sturing"]}, Verdict.MET),
    ("KK1.2a", {}, Verdict.NOT_MET),
    ("KK1.2b", {"prior_ict": ["geen"], "prior_application": ["geen"]}, Verdict.MET),
    ("KK1.2b", {"prior_ict": ["geen"]}, Verdict.NOT_MET),
    ("KK1.2c", {"required_materials": ["laptop"]}, Verdict.MET),
    ("KK1.2c", {}, Verdict.NOT_MET),
    ("KK1.4a", {}, Verdict.NOT_MET),
    ("KK2.1", {}, Verdict.NOT_MET),
    ("KK2.2a", {}, Verdict.NOT_MET),
    ("KK2.2b", {}, Verdict.NOT_MET),
    ("KK5.4", {"nazorg": ["forum"]}, Verdict.MET),
    ("KK5.4", {"nazorg": ["geen-naslag"]}, Verdict.NOT_MET),
    ("KK6.2", {}, Verdict.NOT_MET),
]


@pytest.mark.parametrize(("code", "content", "verdict"), PROPOSALS)
def test_the_data_propose_only_what_they_can_see(code, content, verdict):
    assert [finding.verdict for finding in findings(code, FindingFacts(content))] == [verdict]


@pytest.mark.parametrize("code", ["KK1.5a", "KK3.1", "KK6.1a", "KK6.1b"])
def test_what_only_a_person_can_judge_gets_no_proposal(code):
    assert findings(code, FindingFacts({})) == []


#: Mode → the criteria that come with it; every condition of the framework occurs.
CONDITIONS = {
    "fysiek": {"KK1.3"},
    "op-school": {"KK1.3"},
    "online-sync": {"KK1.4a", "KK1.4b"},
    "online-async": {"KK1.4a", "KK1.4b"},
    "hybride": {"KK1.3", "KK1.4a", "KK1.4b"},
    "zelfstudie": set(),
}


@pytest.mark.parametrize("mode", CONDITIONS)
@pytest.mark.parametrize("materials", [True, False])
def test_each_criterion_shows_only_when_it_applies(app, mode, materials):
    needed = [{"name": "Laptop", "can_borrow": True}] if materials else []
    training = make_training(findable=False, platform="Teams.", required_materials=needed, tags={"leervorm": [mode]})
    conditional = {"KK1.2c", "KK1.3", "KK1.4a", "KK1.4b"}
    assert applies(make_round(training)) & conditional == CONDITIONS[mode] | ({"KK1.2c"} if materials else set())
