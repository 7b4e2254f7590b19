"""An ICT coordinator reads what the team needs, plans a school trajectory and takes it along as PDF."""

import io

import pytest
from pypdf import PdfReader

from tests.journeys.people import COORDINATOR, follow, press, sign_in, words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


def test_a_coordinator_plans_a_trajectory_from_the_needs_of_the_team(visitor, site):
    sign_in(visitor, site, COORDINATOR)
    visitor.goto(f"{site.url}/mijn-school")
    text = words(visitor)
    assert "10–14 collega’s" in text
    assert "Automatiseren" in text
    assert "Lotte" not in text

    press(visitor, "Maak een schooltraject")
    visitor.locator("#title").fill("Meten in elke werkplaats")
    visitor.locator("#goal").fill("Tegen juni meet elke klas van graad 3 digitaal.")
    visitor.locator("#starts_on").fill("2027-01-04")
    visitor.locator("#ends_on").fill("2027-12-17")
    visitor.locator("#budget").fill("2500")
    press(visitor, "Bewaar en kies opleidingen")
    follow(visitor, visitor.locator("main button", has_text="Voeg toe"))
    press(visitor, "Bewaar")
    assert "1 opleiding" in words(visitor)

    address = visitor.get_by_role("link", name="Download als PDF").get_attribute("href")
    pdf = PdfReader(io.BytesIO(visitor.request.get(site.url + address).body()))
    printed = " ".join(page.extract_text() for page in pdf.pages)
    assert "Meten in elke werkplaats" in printed
    assert "Tegen juni meet elke klas" in " ".join(printed.split())
