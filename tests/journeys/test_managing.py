"""A provider on a phone: a draft, its holes one by one, a look as a teacher, and two tabs that lose nothing."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import PROVIDER, press, sign_in, words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


def fits(visitor):
    """Nothing stands beside the screen."""
    return visitor.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_draft_on_a_phone_says_what_is_missing_and_leads_to_exactly_that_field(visitor, site, accessible):
    visitor.set_viewport_size({"width": 390, "height": 844})
    sign_in(visitor, site, PROVIDER)
    visitor.goto(f"{site.url}/mijn-aanbod/nieuw")
    visitor.locator("#title").fill("Pompen regelen op de telefoon")
    press(visitor, "Maak een concept")
    own_page = visitor.url
    visitor.get_by_role("link", name="Leg uit waarom deze toepassing het leren dient.").click()
    expect(visitor.locator("#vision")).to_be_focused()
    assert fits(visitor)
    accessible(visitor)
    visitor.locator("#vision").fill("Je ziet het debiet veranderen.")
    press(visitor, "Bewaar dit deel")
    assert "Leg uit waarom" not in words(visitor)
    press(visitor, "Bekijk als leraar")
    assert "Voorbeeld: zo ziet een leraar deze opleiding" in words(visitor)
    assert "Je ziet het debiet veranderen." in words(visitor)
    assert fits(visitor)
    accessible(visitor)
    visitor.goto(own_page)
    press(visitor, "Verwijder dit concept")
    press(visitor, "Verwijder het concept")
    assert "Pompen regelen" not in words(visitor)


def test_two_tabs_on_one_field_end_in_a_choice_that_keeps_everything(visitor, site, accessible):
    sign_in(visitor, site, PROVIDER)
    visitor.goto(f"{site.url}/mijn-aanbod/nieuw")
    visitor.locator("#title").fill("Twee vensters")
    press(visitor, "Maak een concept")
    part = f"{visitor.url}/bewerken/inhoud"
    other = visitor.context.new_page()
    other.goto(part)
    visitor.goto(part)
    visitor.locator("#summary").fill("Eerst bewaard.")
    press(visitor, "Bewaar dit deel")
    other.locator("#summary").fill("Later geschreven.")
    other.locator("#vision").fill("Ook later geschreven.")
    press(other, "Bewaar dit deel")
    assert "Eerst bewaard." in words(other)
    assert "Later geschreven." in words(other)
    accessible(other)
    other.get_by_label("Behoud wat bewaard is").check()
    press(other, "Bewaar mijn keuze")
    visitor.goto(part)
    expect(visitor.locator("#summary")).to_have_value("Eerst bewaard.")
    expect(visitor.locator("#vision")).to_have_value("Ook later geschreven.")
