"""What a person changes in the profile itself, and how the suggestions follow at once."""

from datetime import timedelta

import pytest

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.needs import queries
from tests.factories.accounts import make_provider_member, make_school, make_teacher
from tests.factories.catalogue import make_session, make_training
from tests.factories.enrolment import make_past_enrolment
from tests.factories.needs import answer, make_response

BOUW = {"Q1.6": answer("bouw"), "Q1.8": {"value": 2}, "Q3.1": answer("revit", "3d-modelleren-simuleren"), "Q2.3": answer("Q2.3.11")}
PAGE = "/wat-past-bij-mij"


@pytest.fixture
def teacher(app):
    teacher = make_teacher()
    make_response(teacher, BOUW)
    return teacher


@pytest.fixture
def browser(teacher, sign_in):
    return sign_in(teacher)


def revit(**values):
    tags = {"studiegebied": ["bouw"], "tool": ["revit"], "thema": ["3d-modelleren-simuleren"], "niveau": ["beginner"]}
    return make_training(**({"title": "Revit voor bouw", "slug": "revit-bouw", "tags": tags} | values))


def profile(account):
    db.session.rollback()
    return queries.profile_of(account.id)


def test_a_part_that_is_switched_off_no_longer_counts_and_the_answer_stays(browser, teacher):
    browser.submit("/mijn-profiel", action="meetellen", has={"deel": "barriers"})
    assert profile(teacher).barriers == ()
    text = browser.text("/mijn-profiel")
    assert "Telt nu niet mee voor je suggesties" in text
    browser.submit("/mijn-profiel", action="meetellen", has={"deel": "barriers"})
    assert profile(teacher).barriers == ("tijd",)


def test_what_no_question_asks_is_added_and_shown(browser, teacher):
    browser.submit(
        "/mijn-profiel/aanvullen",
        action="aanvullen",
        urgency_0="dringend",
        levels_0="expert",
        days=["wo", "ma"],
        max_km="25",
        motivations=["efficient"],
        barriers=["budget"],
    )
    kept = profile(teacher)
    assert (kept.days, kept.max_km, kept.motivations, kept.barriers) == (("ma", "wo"), 25, ("efficient",), ("budget",))
    assert kept.urgency[kept.needs[0]] == "dringend"
    assert kept.levels == {kept.needs[0]: "expert"}
    assert "hoogstens 25 km van je school" in browser.text("/mijn-profiel")


@pytest.mark.parametrize("distance", ["ver", "-1", "4000"])
def test_a_distance_that_is_none_is_sent_back(browser, distance):
    assert browser.submit("/mijn-profiel/aanvullen", action="aanvullen", max_km=distance).status_code == 422


def test_distance_is_measured_from_the_school(app, sign_in):
    school = make_school()
    school.latitude, school.longitude = 51.0, 4.0
    teacher = make_teacher(school)
    make_response(teacher, BOUW)
    sign_in(teacher).submit("/mijn-profiel/aanvullen", action="aanvullen", max_km="10")
    assert profile(teacher).position == (51.0, 4.0)


def test_a_training_one_knows_is_suggested_no_more_until_it_is_taken_back(browser):
    revit()
    assert "Revit voor bouw" in browser.text(PAGE)
    browser.submit(PAGE, action="niet-tonen/revit-bouw", has={"reden": "ken-ik"})
    assert "Revit voor bouw" not in browser.text(PAGE)
    assert "Revit voor bouw (die ken je al)" in browser.text("/mijn-profiel")
    browser.submit("/mijn-profiel", action="weer-tonen/revit-bouw")
    assert "Revit voor bouw" in browser.text(PAGE)


def test_asking_less_of_a_tool_lowers_it_and_can_be_taken_back(browser, teacher):
    revit()
    other = {"studiegebied": ["bouw"], "thema": ["3d-modelleren-simuleren"], "niveau": ["beginner"]}
    make_training(title="Tekenen voor bouw", slug="tekenen-bouw", tags=other)
    text = browser.text(PAGE)
    assert text.index("Revit voor bouw") < text.index("Tekenen voor bouw")
    browser.submit(PAGE, action="minder", has={"code": "revit"})
    text = browser.text(PAGE)
    assert text.index("Tekenen voor bouw") < text.index("Revit voor bouw")
    browser.submit("/mijn-profiel", action="weer-gewoon")
    assert profile(teacher).less_of == ()


def test_less_of_what_does_not_exist_is_refused(browser):
    token = browser.page("/mijn-profiel").find(".//input[@name='csrf_token']").get("value")
    assert browser.post("/wat-past-bij-mij/minder", data={"csrf_token": token, "code": "onzin"}).status_code == 404


def test_a_draft_cannot_be_set_aside_by_who_may_not_know_of_it(browser):
    revit(findable=False)
    token = browser.page("/mijn-profiel").find(".//input[@name='csrf_token']").get("value")
    assert browser.post("/wat-past-bij-mij/niet-tonen/revit-bouw", data={"csrf_token": token}).status_code == 404
    assert browser.get("/wat-past-bij-mij/waarom/revit-bouw").status_code == 404


def test_why_says_every_part_of_the_score(browser):
    revit()
    text = browser.text("/wat-past-bij-mij/waarom/revit-bouw")
    assert "Ze staat op plaats 1 van de 1" in text
    assert "Studiegebied +30" in text
    assert "Wat je minder wil zien telt niet mee" in text


def test_why_not_says_what_hides_it(browser):
    make_training(title="Koken", slug="koken", tags={"studiegebied": ["voeding"], "thema": ["instructievideo"]})
    text = browser.text("/wat-past-bij-mij/waarom/koken")
    assert "Ze gaat niet over je studiegebied en niet over wat je wil leren" in text


def test_nobody_is_told_why_without_consent(app, sign_in):
    teacher = make_teacher()
    make_response(teacher, BOUW, consent=["school"])
    revit()
    assert sign_in(teacher).get("/wat-past-bij-mij/waarom/revit-bouw").status_code == 303
    assert sign_in(make_provider_member()).get("/wat-past-bij-mij/waarom/revit-bouw").status_code == 303


def test_a_wider_question_is_offered_with_its_count(browser):
    tags = {"studiegebied": ["bouw"], "tool": ["revit"], "niveau": ["expert"]}
    for number in range(2):
        make_training(title=f"Revit {number}", slug=f"revit-{number}", tags=tags)
    text = browser.text(PAGE)
    assert "Geen match op niveau beginner" in text
    assert "Ook op niveau expert: 2 meer" in text


def test_what_one_attended_shows_in_the_profile_and_proposes_a_level(browser, teacher):
    training = revit()
    make_past_enrolment(training=training, account=teacher, came=True)
    text = browser.text("/mijn-profiel")
    assert "Wat je al volgde Revit voor bouw" in text
    browser.submit("/mijn-profiel", action="niveau", has={"nood": "revit"})
    assert profile(teacher).levels == {"revit": "gevorderde"}


def test_two_waves_are_compared_each_in_its_own_words(browser, teacher):
    assert "nog maar één keer" in browser.text("/mijn-profiel/vergelijken")
    make_response(teacher, {**BOUW, "Q1.8": {"value": 6}}, at=clock.now() + timedelta(minutes=1))
    text = browser.text("/mijn-profiel/vergelijken")
    assert "Hoe sterk vind je jezelf met ICT? 2 op 10 6 op 10" in text


def test_deleting_the_profile_deletes_what_was_said_about_it(browser, teacher):
    training = revit()
    browser.submit(PAGE, action="niet-tonen/revit-bouw", has={"reden": "ken-ik"})
    browser.submit("/mijn-profiel/wissen", action="wissen")
    db.session.rollback()
    assert queries.trainings_set_aside(teacher.id) == []
    assert queries.wishes_of(teacher.id).switched_off == frozenset()
    assert training.slug == "revit-bouw"


def test_the_file_to_keep_holds_what_was_said_about_the_profile(browser):
    browser.submit("/mijn-profiel/aanvullen", action="aanvullen", days=["wo"])
    own = browser.get("/mijn-profiel/antwoorden.json").get_json()["profiel"]
    assert own["dagen die je passen"] == ["woensdag"]


def test_a_session_that_fits_the_agenda_is_named(browser):
    session = make_session(revit())
    day = ("ma", "di", "wo", "do", "vr", "za", "zo")[clock.to_wall_time(session.starts_at).weekday()]
    browser.submit("/mijn-profiel/aanvullen", action="aanvullen", days=[day])
    assert "Past in je agenda en niet te ver" in browser.text(PAGE)
