"""The questionnaire keeps each change at once, and loses nothing between two windows or two sign-ins (R31)."""

import pytest

from rtc_app.needs import queries
from tests.client import form_values, parse, words
from tests.factories.accounts import make_teacher
from tests.factories.needs import answer, make_response
from tests.statements import statements

HTMX = {"HX-Request": "true"}
SECTION = "/mijn-noden/kennismaking"


@pytest.fixture
def teacher(app):
    return make_teacher()


@pytest.fixture
def browser(teacher, sign_in):
    make_response(teacher, {"Q1.6": answer("hout")}, submitted=False)
    return sign_in(teacher)


def form_of(response):
    return next(form for form in parse(response.text).iter("form") if SECTION in form.get("action"))


def opened(browser, url=SECTION):
    """What a window that shows the page would send."""
    return form_values(form_of(browser.get(url)))[0]


def keep(browser, data, url=SECTION, **changes):
    """The window sends its form by itself; gives what it says, and what it would send next."""
    response = browser.post(url, data=data | changes, headers=HTMX)
    state = next(part for part in parse(response.text).iter() if part.get("id") == "bewaard")
    seen = next(field.get("value") for field in state.iter("input"))
    return words(state), data | changes | {"seen": seen}


def kept(teacher):
    return queries.answers_of(queries.open_response(teacher.id))


def test_a_change_is_kept_at_once_and_the_page_says_when(browser, teacher):
    said, _ = keep(browser, opened(browser), q1_8="4")
    assert said.startswith("Bewaard om")
    assert kept(teacher)["Q1.8"] == {"value": 4}


def test_the_next_change_of_the_same_window_is_kept_too(browser, teacher):
    _, window = keep(browser, opened(browser), q1_6=["bouw"])
    said, _ = keep(browser, window, q1_6=["mode"])
    assert said.startswith("Bewaard om")
    assert kept(teacher)["Q1.6"] == answer("mode")


def test_a_mistake_keeps_the_rest_and_is_named(browser, teacher):
    said, _ = keep(browser, opened(browser), q1_7="200", q1_8="4")
    assert said == "Nog niet alles is bewaard. Schrijf een getal van 0 tot 50."
    assert kept(teacher)["Q1.8"] == {"value": 4}
    assert "Q1.7" not in kept(teacher)


def test_an_older_window_does_not_undo_what_another_device_kept(browser, teacher):
    here, there = opened(browser), opened(browser)
    keep(browser, there, q1_6=["bouw"])
    said, _ = keep(browser, here, q1_8="4")
    assert said.startswith("Bewaard om")
    assert (kept(teacher)["Q1.6"], kept(teacher)["Q1.8"]) == (answer("bouw"), {"value": 4})


def test_it_goes_on_doing_so(browser, teacher):
    here, there = opened(browser), opened(browser)
    keep(browser, there, q1_6=["bouw"])
    _, here = keep(browser, here, q1_8="4")
    keep(browser, here, q1_8="5")
    assert kept(teacher)["Q1.6"] == answer("bouw")


def test_the_same_question_in_two_windows_is_said_and_not_overwritten(browser, teacher):
    here, there = opened(browser), opened(browser)
    keep(browser, there, q1_6=["bouw"])
    said, _ = keep(browser, here, q1_6=["mode"], q1_8="4")
    assert "in een ander venster of op een ander toestel staat intussen iets anders" in said
    assert (kept(teacher)["Q1.6"], kept(teacher)["Q1.8"]) == (answer("bouw"), {"value": 4})


def test_the_button_then_shows_both_answers_and_saves_what_one_decides(browser, teacher):
    here, there = opened(browser), opened(browser)
    keep(browser, there, q1_6=["bouw"])
    response = browser.post(SECTION, data=here | {"q1_6": ["mode"]})
    assert response.status_code == 422
    assert "Intussen bewaard in een ander venster of op een ander toestel: Bouw" in words(parse(response.text).find(".//main"))
    assert kept(teacher)["Q1.6"] == answer("bouw")
    browser.post(SECTION, data=form_values(form_of(response))[0])
    assert kept(teacher)["Q1.6"] == answer("mode")


def test_an_answer_that_left_the_questionnaire_is_no_clash(browser, teacher):
    make_response(teacher, {"Q1.6": answer("hout", "bestaat-niet-meer")}, submitted=False)
    said, _ = keep(browser, opened(browser), q1_8="4")
    assert said.startswith("Bewaard om")


def test_a_profile_is_only_corrected_with_the_button(browser, teacher):
    make_response(teacher, {"Q1.6": answer("hout")})
    assert form_of(browser.get(SECTION)).get("data-hx-post") is None


def sign_out(browser):
    with browser.session_transaction() as session:
        session.pop("_user_id")


def test_who_is_signed_out_meanwhile_sends_the_same_answers_after_signing_in(browser, teacher):
    window = opened(browser) | {"q1_6": ["bouw", "mode"]}
    sign_out(browser)
    response = browser.post(SECTION, data=window)
    assert response.status_code == 401
    assert "Wat je invulde, is niet weg" in response.text
    browser.signed_in_as(teacher)
    browser.post(SECTION, data=form_values(form_of(response))[0])
    assert kept(teacher)["Q1.6"] == answer("bouw", "mode")


def test_a_window_that_saves_while_signed_out_is_told_so(browser):
    window = opened(browser)
    sign_out(browser)
    response = browser.post(SECTION, data=window, headers=HTMX)
    assert (response.status_code, words(parse(response.text).find(".//h1"))) == (401, "Je bent intussen afgemeld")


def test_keeping_a_page_asks_a_fixed_number_of_queries(browser, teacher):
    first = opened(browser)
    with statements() as few:
        _, window = keep(browser, first, q1_8="4")
    make_response(teacher, {"Q1.3": {"value": "go"}, "Q3.2": {"value": True}, "Q4.3": answer("contactpersoon")}, submitted=False)
    window = opened(browser)
    with statements() as more:
        keep(browser, window, q1_8="5")
    assert len(more) <= len(few)
    assert len(more) < 20, len(more)
