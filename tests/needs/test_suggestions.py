"""Suggestions on their page, beside a training and at home."""

from datetime import timedelta

import pytest

from rtc_app.catalogue import service as catalogue
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.needs import files, offer, queries
from rtc_app.needs.suggesting import suggestions
from tests.factories.accounts import make_account, make_provider_member, make_teacher
from tests.factories.catalogue import make_session, make_training
from tests.factories.enrolment import make_enrolment
from tests.factories.needs import answer, make_response
from tests.statements import statements

BOUW = {"Q1.6": answer("bouw"), "Q3.1": answer("revit")}


@pytest.fixture
def teacher(app):
    return make_teacher()


def about_bouw(**values):
    tags = {"studiegebied": ["bouw"], "tool": ["revit"], "thema": ["3d-modelleren-simuleren"]}
    return make_training(**({"title": "Revit voor bouw", "slug": "revit-bouw", "tags": tags} | values))


def titles(account):
    return [suggestion.card.title for suggestion in suggestions(queries.profile_of(account.id), clock.now()).shown]


def test_a_stranger_reads_what_it_is_about_and_how_to_begin(client):
    text = client.text("/wat-past-bij-mij")
    assert "Meld je aan" in text
    assert "Zo kiezen we wat bij je past" in text


def test_who_has_no_profile_is_led_to_the_questions(teacher, sign_in):
    assert "Vertel wat je nodig hebt" in sign_in(teacher).text("/wat-past-bij-mij")


def test_without_consent_nothing_is_matched(teacher, sign_in):
    about_bouw()
    make_response(teacher, BOUW, consent=["school"])
    text = sign_in(teacher).text("/wat-past-bij-mij")
    assert "Je gaf geen toestemming voor suggesties" in text
    assert "Revit voor bouw" not in text


def test_a_profile_without_subject_and_needs_asks_for_one_of_them(teacher, sign_in):
    make_response(teacher, {"Q1.8": {"value": 4}})
    assert "We weten nog te weinig" in sign_in(teacher).text("/wat-past-bij-mij")


def test_what_the_person_is_in_already_is_not_suggested(teacher, sign_in):
    make_enrolment(make_session(about_bouw()), teacher)
    make_response(teacher, BOUW)
    assert "Revit voor bouw" not in sign_in(teacher).text("/wat-past-bij-mij")


def test_a_match_shows_its_reasons_and_leads_to_a_seat(teacher, sign_in):
    session = make_session(about_bouw())
    make_response(teacher, BOUW)
    page = sign_in(teacher).page("/wat-past-bij-mij")
    text = " ".join("".join(page.itertext()).split())
    assert "Gemaakt voor jouw studiegebied: Bouw." in text
    assert "Gaat over wat je wil leren: Revit." in text
    assert page.find(f".//a[@href='/sessies/{session.id}/inschrijven']") is not None


def test_no_match_says_so_and_shows_a_way_on(teacher, sign_in):
    make_response(teacher, {"Q1.6": answer("juwelen")})
    assert "Nu past er geen opleiding" in sign_in(teacher).text("/wat-past-bij-mij")


def test_what_nobody_decided_on_is_not_suggested(teacher):
    about_bouw(findable=False)
    make_response(teacher, BOUW)
    assert titles(teacher) == []


def test_an_acceptance_that_ended_ends_the_suggestion(teacher):
    training = about_bouw()
    make_response(teacher, BOUW)
    assert titles(teacher) == ["Revit voor bouw"]
    catalogue.end_acceptance(training=training)
    db.session.commit()
    assert titles(teacher) == []


def test_a_term_that_has_run_out_ends_the_suggestion(teacher):
    about_bouw()
    make_response(teacher, BOUW)
    assert suggestions(queries.profile_of(teacher.id), clock.now() + timedelta(days=900)).shown == []


OTHER_ANSWERS = {
    "single": {"value": "kov"},
    "multi": answer("directie"),
    "integer": {"value": 40},
    "matrix_single": {"value": {"uitleg": "nooit"}},
    "ranked_text": answer("Kahoot"),
    "text_multi": answer("Een opleiding"),
    "yes_no": {"value": False},
}
NOT_FOR_MATCHING = [
    question
    for section in files.questionnaire().sections
    for question in section.questions
    if "matching" not in question.used_for and question.type != "consent"
]


@pytest.mark.parametrize("question", NOT_FOR_MATCHING, ids=lambda question: question.code)
def test_an_answer_that_is_not_for_matching_changes_no_match(teacher, question):
    about_bouw()
    make_response(teacher, BOUW)
    before = suggestions(queries.profile_of(teacher.id), clock.now()).shown
    value = answer("email") if question.code == "Q5.1" else OTHER_ANSWERS[question.type]
    make_response(teacher, {question.code: value})
    assert [s.explanation for s in suggestions(queries.profile_of(teacher.id), clock.now()).shown] == [s.explanation for s in before]


def test_the_offer_is_read_again_only_when_it_changed(teacher):
    about_bouw()
    offer.current()
    with statements() as asked:
        offer.current()
    assert len(asked) == 1


def test_reading_the_offer_takes_as_many_queries_for_ten_trainings_as_for_one(app):
    def queries_asked():
        with statements() as asked:
            offer.read()
        return len(asked)

    make_session()
    for_one = queries_asked()
    for _ in range(9):
        make_session()
    assert queries_asked() == for_one


def test_a_training_says_why_it_fits_the_teacher_who_reads(teacher, sign_in):
    about_bouw()
    make_response(teacher, BOUW)
    text = sign_in(teacher).text("/opleidingen/revit-bouw")
    assert "Waarom past dit bij mij?" in text
    assert "Gemaakt voor jouw studiegebied: Bouw." in text


def test_a_training_says_nothing_of_fit_to_others(teacher, sign_in, client):
    training = about_bouw()
    make_response(teacher, BOUW)
    others = [client, sign_in(make_account()), sign_in(make_provider_member(training.provider))]
    assert all("Waarom past dit bij mij?" not in browser.text("/opleidingen/revit-bouw") for browser in others)


def test_home_shows_a_teacher_the_first_step(teacher, sign_in):
    assert "Vertel wat je nodig hebt" in sign_in(teacher).text("/")


def test_home_shows_what_is_half_filled_in(teacher, sign_in):
    make_response(teacher, BOUW, submitted=False)
    assert "Je beantwoordde 3 van 17 vragen" in sign_in(teacher).text("/")


def test_home_asks_nothing_of_who_is_done(teacher, sign_in):
    make_response(teacher, BOUW)
    text = sign_in(teacher).text("/")
    assert "Vertel wat je nodig hebt" not in text
    assert "Je bent nog niet klaar" not in text


def test_a_training_for_other_pupils_leads_to_why_it_is_not_suggested(app, sign_in):
    teacher = make_teacher()
    make_response(teacher, {"Q1.4": answer("tso"), "Q1.6": answer("hout")})
    training = make_training(title="Buso", slug="buso", tags={"studiegebied": ["hout"], "onderwijsvorm": ["buso"]})
    browser = sign_in(teacher)
    assert "Waarom staat deze opleiding niet bij mijn suggesties?" in browser.text(f"/opleidingen/{training.slug}")
    assert "bedoeld voor andere leerlingen" in browser.text(f"/wat-past-bij-mij/waarom/{training.slug}")
