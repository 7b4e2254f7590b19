"""An interview: the teacher agrees and gives a code, the RTC notes, the teacher reads and has the last word."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import ASSESSOR, TEACHER, follow, press, sign_in, words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

QUESTION = "Welke toepassingen, waarvoor en hoe vaak?"
SAID = "Elke week een rekenblad om offertes te maken."


def begin(interviewer, site, code, accessible):
    interviewer.goto(f"{site.url}/rtc/gesprekken")
    accessible(interviewer)
    interviewer.get_by_label("De code van de leraar").fill(code)
    press(interviewer, "Begin het gesprek")
    accessible(interviewer)


def test_from_the_agreement_to_the_last_word(visitor, site, browser, accessible):
    sign_in(visitor, site, TEACHER)
    visitor.goto(f"{site.url}/mijn-gesprekken")
    press(visitor, "Ik ga akkoord")
    code = visitor.locator(".interview-code").inner_text()
    accessible(visitor)

    other = browser.new_context(viewport={"width": 320, "height": 800}).new_page()
    sign_in(other, site, ASSESSOR)
    begin(other, site, code, accessible)
    press(other, "ICT in de les")
    other.get_by_label(QUESTION).fill(SAID)
    expect(other.locator("#bewaard")).to_contain_text("Bewaard om")
    accessible(other)

    visitor.goto(f"{site.url}/mijn-gesprekken")
    follow(visitor, visitor.get_by_role("link", name="Gesprek van"))
    assert SAID in words(visitor)
    accessible(visitor)
    follow(visitor, visitor.get_by_role("link", name="Verbeter"))
    visitor.get_by_label(QUESTION).fill("Soms een rekenblad.")
    accessible(visitor)
    press(visitor, "Bewaar mijn verbetering")
    assert "Soms een rekenblad." in words(visitor)

    press(other, "Bewaar dit deel")
    assert "Soms een rekenblad." not in words(other)
    press(other, "Rond het gesprek af")
    assert "Soms een rekenblad." in words(other)
    accessible(other)
    other.context.close()
