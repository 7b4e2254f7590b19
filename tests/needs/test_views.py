"""The pages of the needs analysis, as a person walks through them."""

from datetime import timedelta

import pytest

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.needs import queries
from tests.client import words
from tests.factories.accounts import make_coordinator, make_school, make_teacher
from tests.factories.needs import answer, make_response


@pytest.fixture
def teacher(app):
    return make_teacher()


@pytest.fixture
def browser(teacher, sign_in):
    return sign_in(teacher)


def begin(browser, form="kort"):
    return browser.post("/mijn-noden/begin", data={"vorm": form, "csrf_token": token(browser)}, follow_redirects=True)


def token(browser):
    return browser.page("/mijn-noden").find(".//input[@name='csrf_token']").get("value")


def given(account):
    db.session.rollback()
    return queries.answers_of(queries.response_to_edit(account.id))


def test_the_start_page_says_how_long_it_takes_and_who_sees_it(browser):
    text = browser.text("/mijn-noden")
    assert "Ongeveer 2 minuten" in text
    assert "Wie ziet dit?" in text
    assert "De ICT-coördinator en de directie van je school Zien alleen afgeronde cijfers over het hele team" in text


def test_strangers_are_asked_to_sign_in(client):
    assert client.get("/mijn-noden").status_code == 303


def test_the_short_form_asks_about_ten_questions(browser):
    begin(browser)
    assert "0 van 9 vragen beantwoord" in browser.text("/mijn-noden/overzicht")


def test_the_full_form_asks_them_all(browser):
    begin(browser, "volledig")
    assert "0 van 17 vragen beantwoord" in browser.text("/mijn-noden/overzicht")


@pytest.mark.parametrize("section", ["kennismaking", "ict-in-de-les", "noden", "verwachtingen", "contact"])
def test_every_section_can_be_left_empty(browser, section):
    begin(browser, "volledig")
    assert browser.submit(f"/mijn-noden/{section}", action=section).status_code == 200


def test_answers_are_kept_as_given(browser, teacher):
    begin(browser, "volledig")
    browser.submit(
        "/mijn-noden/kennismaking",
        action="kennismaking",
        q1_3="kov",
        q1_4=["bso", "tso"],
        q1_6=["bouw"],
        q1_6_other="Steenkappen",
        q1_7="12",
        q1_8="0",
    )
    assert given(teacher) == {
        "Q1.3": {"value": "kov"},
        "Q1.4": answer("tso", "bso"),
        "Q1.6": answer("bouw", other="Steenkappen"),
        "Q1.7": {"value": 12},
        "Q1.8": {"value": 0},
    }


def test_a_scale_for_each_activity_keeps_what_was_chosen(browser, teacher):
    begin(browser, "volledig")
    browser.submit(
        "/mijn-noden/ict-in-de-les", action="ict-in-de-les", q2_1_uitleg="dagelijks", q2_1_online_toets="nooit", q2_2="Teams\n\n Excel "
    )
    assert given(teacher) == {"Q2.1": {"value": {"uitleg": "dagelijks", "online-toets": "nooit"}}, "Q2.2": answer("Teams", "Excel")}


def test_saying_that_nothing_holds_is_an_answer(browser, teacher):
    begin(browser)
    browser.submit("/mijn-noden/ict-in-de-les", action="ict-in-de-les", q2_3=["geen"])
    assert given(teacher) == {"Q2.3": answer()}


def test_nothing_and_something_together_are_sent_back(browser):
    begin(browser)
    response = browser.submit("/mijn-noden/noden", action="noden", q3_1=["geen"], q3_1_extra=["revit"])
    assert response.status_code == 422


def test_more_than_three_reasons_are_sent_back_with_the_choices_kept(browser, teacher):
    begin(browser)
    response = browser.submit(
        "/mijn-noden/verwachtingen", action="verwachtingen", q4_2=["kwaliteit", "expertise", "praktisch"], q4_2_other="Dicht bij huis"
    )
    assert response.status_code == 422
    assert "Kies er hoogstens drie" in response.get_data(as_text=True)
    assert 'value="expertise" checked' in response.get_data(as_text=True)
    assert given(teacher) == {}


def test_six_lines_where_five_are_asked_are_sent_back(browser):
    begin(browser, "volledig")
    assert browser.submit("/mijn-noden/ict-in-de-les", action="ict-in-de-les", q2_2="a\nb\nc\nd\ne\nf").status_code == 422


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=1+1", "’s avonds 😀", "שלום"])
def test_any_text_is_kept_and_shown_as_typed(browser, teacher, text):
    begin(browser)
    browser.submit("/mijn-noden/noden", action="noden", q3_1_other=text)
    assert given(teacher)["Q3.1"] == answer(other=text)
    assert text in browser.text("/mijn-noden/nakijken")


def test_a_question_is_skipped_by_taking_the_answer_away(browser, teacher):
    begin(browser)
    browser.submit("/mijn-noden/kennismaking", action="kennismaking", q1_8="4")
    browser.submit("/mijn-noden/kennismaking", action="kennismaking", q1_8="")
    assert given(teacher) == {}


def test_stopping_halfway_leads_back_to_the_list_where_it_is_found_again(browser):
    begin(browser)
    response = browser.submit("/mijn-noden/kennismaking", action="kennismaking", q1_6=["bouw"], button="later=1")
    assert response.request.path == "/mijn-noden/overzicht"
    assert "1 van 3 beantwoord" in browser.text("/mijn-noden/overzicht")
    assert "Je bent al begonnen" in browser.text("/mijn-noden")


def test_from_the_first_section_to_a_profile(browser):
    begin(browser)
    browser.submit("/mijn-noden/kennismaking", action="kennismaking", q1_6=["bouw"], q1_8="3")
    browser.submit("/mijn-noden/contact", action="contact", q5_2=["matching"])
    assert "Overgeslagen" in browser.text("/mijn-noden/nakijken")
    response = browser.submit("/mijn-noden/nakijken", action="indienen")
    assert response.request.path == "/mijn-profiel"
    text = browser.text("/mijn-profiel")
    assert "Je studiegebieden Bouw Uit je antwoord op" in text
    assert "Je niveau beginner" in text


def test_the_check_page_says_what_missing_consent_means(browser):
    begin(browser)
    assert "Zo krijg je geen suggesties" in browser.text("/mijn-noden/nakijken")


def test_submitting_without_any_answer_says_what_to_do(browser):
    begin(browser)
    response = browser.submit("/mijn-noden/nakijken", action="indienen")
    assert response.status_code == 409
    assert "Beantwoord minstens één vraag" in response.get_data(as_text=True)


def test_a_submitted_answer_is_corrected_in_the_profile(browser, teacher):
    make_response(teacher, {"Q1.6": answer("bouw")})
    response = browser.submit("/mijn-noden/kennismaking", action="kennismaking", q1_6=["hout"])
    assert response.request.path == "/mijn-profiel"
    assert queries.profile_of(teacher.id).study_areas == ("hout",)


def test_without_a_profile_the_page_shows_the_first_step(browser):
    assert "Vertel wat je nodig hebt" in browser.text("/mijn-profiel")


def test_an_unknown_section_does_not_exist(browser):
    begin(browser)
    assert browser.get("/mijn-noden/geheim").status_code == 404


@pytest.mark.parametrize("path", ["overzicht", "kennismaking", "nakijken"])
def test_who_has_not_begun_is_led_to_the_start(browser, path):
    assert browser.get(f"/mijn-noden/{path}").status_code == 303


def test_a_coordinator_of_the_school_sees_nothing_of_a_colleague(app, sign_in):
    school = make_school()
    make_response(make_teacher(school), {"Q1.6": answer("juwelen")})
    browser = sign_in(make_coordinator(school))
    assert "Juwelen" not in browser.text("/mijn-profiel")


def test_filling_in_again_starts_from_the_old_answers(browser, teacher):
    make_response(teacher, {"Q1.6": answer("hout")}, at=clock.now() - timedelta(days=300))
    begin(browser)
    ticked = [
        words(box)
        for box in browser.page("/mijn-noden/kennismaking").iter("input")
        if box.get("checked") is not None and box.get("name") == "q1_6"
    ]
    assert len(ticked) == 1


def test_all_answers_of_every_wave_can_be_taken_along(browser, teacher):
    make_response(teacher, {"Q1.6": answer("hout")}, at=clock.now() - timedelta(days=300))
    make_response(teacher, {"Q1.6": answer("auto")})
    waves = browser.get("/mijn-profiel/antwoorden.json").get_json()["metingen"]
    assert [line["antwoord"] for wave in waves for line in wave["antwoorden"] if "studiegebieden" in line["vraag"]] == [["Hout"], ["Auto"]]


def test_all_answers_can_be_deleted(browser, teacher):
    make_response(teacher, {"Q1.6": answer("hout")}, at=clock.now() - timedelta(days=300))
    make_response(teacher, {"Q1.6": answer("auto")})
    browser.submit("/mijn-profiel/wissen", action="wissen")
    db.session.rollback()
    assert queries.all_responses(teacher.id) == []


def test_reading_what_deleting_means_deletes_nothing(browser, teacher):
    make_response(teacher)
    browser.text("/mijn-profiel/wissen")
    assert queries.profile_of(teacher.id) is not None


def test_the_profile_shows_what_counts_for_no_suggestion_apart(browser, teacher):
    told = {"Q1.5": answer("ict-coordinator"), "Q2.1": {"value": {"uitleg": "dagelijks"}}, "Q2.3": answer("Q2.3.02", "Q2.3.11", "Q2.3.14")}
    make_response(teacher, told)
    text = browser.text("/mijn-profiel")
    assert "Dit telt nooit mee voor je suggesties. Je taken ICT-coördinator" in text
    assert "Steun die je krijgt Voor ICT krijg ik genoeg technische hulp. Uit je antwoord op" in text
    assert "Wat je kan en hoe je naar ICT kijkt Ik wil ICT in de klas meer gebruiken. Uit je antwoord op" in text
