"""A visitor finds a training and understands it; a new teacher says what is needed and sees what fits."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import follow, press, sign_in, words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


def test_a_visitor_finds_a_training_and_understands_it(visitor, site):
    visitor.goto(site.url)
    visitor.get_by_label("Waarover wil je bijleren?").fill("3d tekenen hout")
    press(visitor, "Zoek")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("opleidingen voor “3d tekenen hout”")

    tick(visitor, "Studiegebied", "Hout")
    tick(visitor, "Niveau", "beginner")
    expect(visitor).to_have_url(re.compile("studiegebied=hout.*niveau=beginner|niveau=beginner.*studiegebied=hout"))
    follow(visitor, visitor.get_by_role("link", name=re.compile("3D tekenen voor hout 1")))

    text = words(visitor)
    for part in ("Voor wie", "Wat je nadien kunt", "Prijs", "Sessies", "Voorkennis ICT", "Lesgever", "Na de opleiding", "kwaliteitskader"):
        assert part.casefold() in text.casefold(), f"the page of a training says nothing of: {part}"
    assert "voorbeeld" in text


def tick(visitor, facet, value):
    """Open a facet, tick a value whose count is beside it, and let the results follow."""
    group = visitor.locator("details.facet-group", has=visitor.get_by_text(facet, exact=True)).first
    if group.get_attribute("open") is None:
        group.locator("summary").first.click()
    label = group.locator("label", has_text=re.compile(rf"^\s*{re.escape(value)}"))
    assert re.search(r"\d", label.first.inner_text()), f"{value} shows no count"
    label.first.click()
    expect(visitor.locator(f"details.facet-group:has-text('{facet}') input:checked").first).to_be_attached()
    visitor.wait_for_url(re.compile(value, re.IGNORECASE))


def test_a_new_teacher_registers_answers_and_sees_why_a_training_fits(visitor, site):
    visitor.goto(f"{site.url}/registreren")
    visitor.get_by_label("Voornaam en naam").fill("Tom d’Hondt")
    visitor.get_by_label("E-mailadres").fill("tom@example.org")
    visitor.get_by_label("Kies een wachtwoord").fill("vier losse woorden hier")
    visitor.locator("#school").select_option(label="Voorbeeldschool De Smidse (Genk)")
    visitor.get_by_label("Ik heb de privacytekst gelezen.").check()
    press(visitor, "Maak een account")
    link = re.search(r"http\S+/bevestigen/\S+", site.mails_to("tom@example.org")[0])[0]
    visitor.goto(link)
    press(visitor, "Ja, dit adres is van mij")
    sign_in(visitor, site, "tom@example.org", "vier losse woorden hier")

    visitor.goto(f"{site.url}/mijn-noden")
    press(visitor, "Begin met de korte vragen")
    answer_every_section(visitor, {"Hout", "3D-modelleren en simuleren", "bso"})
    press(visitor, "Kijk je antwoorden na")
    follow(visitor, visitor.locator("main form button[type=submit]").last)

    visitor.goto(f"{site.url}/wat-past-bij-mij")
    first = visitor.locator(".match-card").first.inner_text()
    assert "Gemaakt voor jouw studiegebied: Hout" in first
    assert "3D-modelleren en simuleren" in first


def answer_every_section(visitor, wanted):
    """Walk through the sections of the questionnaire; tick what is wanted and allow the suggestions."""
    overview = visitor.url
    links = visitor.locator("main a[href^='/mijn-noden/']")
    sections = [
        href for href in dict.fromkeys(links.evaluate_all("all => all.map(a => a.href)")) if not href.endswith(("nakijken", "overzicht"))
    ]
    for section in sections:
        visitor.goto(section)
        for words_of_option in wanted:
            for box in visitor.get_by_label(words_of_option, exact=True).all():
                box.check()
        for box in visitor.get_by_label(re.compile("suggesties", re.IGNORECASE)).all():
            box.check()
        follow(visitor, visitor.locator("main form button[type=submit]"))
    visitor.goto(overview)


def test_suggestions_while_typing_with_the_keyboard_alone(visitor, site):
    visitor.goto(site.url)
    box = visitor.get_by_role("combobox", name="Waarover wil je bijleren?")
    visitor.get_by_label("Waarover wil je bijleren?").focus()
    box.press_sequentially("arduino")
    expect(visitor.get_by_role("option").first).to_be_visible()
    expect(visitor.get_by_role("group", name="Opleidingen")).to_be_visible()
    box.press("Escape")
    expect(visitor.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("arduino")
    box.press("ArrowDown")
    expect(visitor.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    chosen = visitor.get_by_role("option", selected=True)
    expect(box).to_have_attribute("aria-activedescendant", chosen.get_attribute("id"))
    title = chosen.inner_text()
    box.press("Enter")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text(title)


def test_the_words_asked_for_are_marked(visitor, site):
    visitor.goto(f"{site.url}/opleidingen?q=pnuematica")
    expect(visitor.get_by_role("link", name="Zoek toch naar pnuematica")).to_be_visible()
    expect(visitor.locator("mark").first).to_have_text(re.compile("pneumatica", re.IGNORECASE))
