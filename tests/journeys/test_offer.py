"""A provider describes a training, an assessor judges it, and only then is it found; a refused one stays out of sight."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import ASSESSOR, COLLEAGUE, PROVIDER, follow, press, sign_in, sign_out, words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

#: Part of the description → its fields; a tuple ticks boxes.
DESCRIPTION = {
    "summary": "Je meet lasnaden met een app en bespreekt de meting met je leerlingen. Je kunt nadien een meetopdracht voor graad 3 maken.",
    "outcomes": "Je stelt de app in en meet drie naden.\nJe beoordeelt een meting.\nJe maakt een meetopdracht voor je leerlingen.",
    "programme": "We meten eerst op een proefstuk. Daarna oefent iedereen een uur op eigen lassen.",
    "vision": "De app maakt zichtbaar wat een leerling anders niet ziet.",
    "examples": "Leerlingen meten hun eigen naad en vergelijken met de tekening.",
    "audience": "Leraren lassen in de tweede en derde graad.",
    "study_areas": ("mechanica-elektriciteit",),
    "grades": ("2", "3"),
    "onderwijsvormen": ("tso", "bso"),
    "finaliteiten": ("arbeidsmarkt",),
    "levels": ("beginner",),
    "prior_ict": "Je kan een app installeren.",
    "prior_application": "Geen.",
    "themes": ("digitaal-labo",),
    "eindtermen": ("6.12",),
    "delivery_modes": ("fysiek",),
    "software_after": "De app is gratis voor scholen.",
    "practice_minutes": "60",
    "min_participants": "4",
    "max_participants": "10",
    "materials_participants": "Een werkblad en drie proefstukken.",
    "materials_rtc": "Hetzelfde werkblad.",
    "aftercare": ("contactpersoon",),
    "contact_name": "Anke Voorbeeld",
    "contact_email": "lassen@example.org",
    "certificate": "Attest van deelname.",
    "price_training": "40",
    "price_software": "0",
    "price_equipment": "0",
}


def describe(visitor, site, title):
    """Make a draft and fill in every part of its description; ends on its page."""
    visitor.goto(f"{site.url}/mijn-aanbod/nieuw")
    visitor.locator("#title").fill(title)
    press(visitor, "Maak een concept")
    own_page = visitor.url.split("/bewerken/")[0]
    visitor.goto(own_page)
    parts = visitor.locator("main a[href*='/bewerken/']").evaluate_all("links => links.map(a => a.href.split('#')[0])")
    for part in dict.fromkeys(parts):
        visitor.goto(part)
        fill_in(visitor)
        follow(visitor, visitor.locator("main form button[type=submit]"))
    visitor.goto(own_page)
    return own_page


def fill_in(visitor):
    for name, value in DESCRIPTION.items():
        if isinstance(value, tuple):
            for code in value:
                for box in visitor.locator(f"input[name='{name}'][value='{code}']").all():
                    box.check()
        elif visitor.locator(f"[name='{name}']").count():
            visitor.locator(f"[name='{name}']").fill(value)
    if visitor.locator("select[name='material_licence']").count():
        visitor.locator("select[name='material_licence']").select_option("CC BY 4.0")
    for box in visitor.locator("input[name='trainers']").all()[:1]:
        box.check()


def take(visitor, site, title):
    """Take the training from the queue; ends at its first open criterion."""
    visitor.goto(f"{site.url}/beoordelingen")
    row = visitor.locator("li.task", has=visitor.get_by_role("link", name=title)).first
    follow(visitor, row.get_by_role("button", name="Neem op"))


def judge_open_criteria(visitor, verdicts):
    """One criterion after the other: 'ok' unless `verdicts` says (code → verdict); ends when nothing is open."""
    while "/criteria/" in visitor.url:
        code = visitor.locator(".criterion-code").inner_text().strip()
        if code in judged_already(visitor):
            return
        verdict = verdicts.get(code, "ok")
        visitor.locator(f"input[name=verdict][value='{verdict}']").check()
        if verdict != "ok":
            visitor.locator("#reason").fill(f"Bij {code} ontbreekt de band met het vak.")
        press(visitor, "Bewaar en ga verder")


def judged_already(visitor):
    """Codes of the criteria that wait for the provider: the list comes back to them at the end."""
    waiting = visitor.locator(".workspace-index li", has_text="info ontbreekt").locator("a > span:first-child")
    return [words.strip() for words in waiting.all_inner_texts()]


def decide(visitor, site, title):
    """A colleague of the assessor confirms what was handed over."""
    press(visitor, "Leg voor aan een collega")
    sign_out(visitor)
    sign_in(visitor, site, COLLEAGUE)
    visitor.goto(f"{site.url}/beoordelingen")
    follow(visitor, visitor.get_by_role("link", name=title))
    press(visitor, "Leg de beslissing vast")


def judge(visitor, site, title, verdicts):
    """From the queue to the decision."""
    take(visitor, site, title)
    judge_open_criteria(visitor, verdicts)
    decide(visitor, site, title)


def hits(visitor, site, query):
    visitor.goto(f"{site.url}/opleidingen?q={query}")
    return words(visitor)


def test_a_training_is_found_only_after_every_criterion_was_judged(visitor, site):
    title = "Lasnaden meten met een app"
    sign_in(visitor, site, PROVIDER)
    describe(visitor, site, title)
    assert title not in hits(visitor, site, "lasnaden meten app")
    visitor.goto(f"{site.url}/mijn-aanbod")
    follow(visitor, visitor.get_by_role("link", name=title, exact=True))
    press(visitor, "Dien in")
    sign_out(visitor)

    sign_in(visitor, site, ASSESSOR)
    judge(visitor, site, title, {})
    sign_out(visitor)

    assert title in hits(visitor, site, "lasnaden meten app")
    follow(visitor, visitor.get_by_role("link", name=title, exact=True))
    expect(visitor.locator("main")).to_contain_text("volgens het kwaliteitskader")
    assert any("voldoet" in mail.casefold() for mail in site.mails_to(PROVIDER))


def test_a_refused_training_stays_out_of_sight_and_the_provider_reads_why(visitor, site):
    title = "Een rondleiding langs apps"
    sign_in(visitor, site, PROVIDER)
    own_page = describe(visitor, site, title)
    press(visitor, "Dien in")
    sign_out(visitor)

    sign_in(visitor, site, ASSESSOR)
    judge(visitor, site, title, {"KK2.2a": "nok"})
    sign_out(visitor)

    assert title not in hits(visitor, site, "rondleiding apps")
    sign_in(visitor, site, PROVIDER)
    visitor.goto(f"{own_page}/beoordeling")
    assert "Bij KK2.2a ontbreekt de band met het vak." in words(visitor)


def test_a_question_of_the_assessor_is_answered_and_then_the_training_is_found(visitor, site):
    title = "Meten met een slimme schuifmaat"
    sign_in(visitor, site, PROVIDER)
    own_page = describe(visitor, site, title)
    press(visitor, "Dien in")
    sign_out(visitor)

    sign_in(visitor, site, ASSESSOR)
    take(visitor, site, title)
    judge_open_criteria(visitor, {"KK2.2b": "info"})
    press(visitor, "Verstuur de vragen")
    sign_out(visitor)

    sign_in(visitor, site, PROVIDER)
    visitor.goto(own_page)
    press(visitor, "Beantwoord één vraag")
    visitor.locator("main textarea").fill("De leerlingen van het vijfde meten hun eigen werkstuk.")
    press(visitor, "Verstuur je antwoorden")
    sign_out(visitor)

    sign_in(visitor, site, ASSESSOR)
    visitor.goto(f"{site.url}/beoordelingen")
    follow(visitor, visitor.get_by_role("link", name=title))
    assert "De leerlingen van het vijfde meten hun eigen werkstuk." in words(visitor)
    judge_open_criteria(visitor, {})
    decide(visitor, site, title)
    sign_out(visitor)
    assert title in hits(visitor, site, "slimme schuifmaat")


def test_what_an_assessor_types_is_kept_without_pressing_anything(visitor, site):
    title = "Draadloos meten aan een motor"
    sign_in(visitor, site, PROVIDER)
    describe(visitor, site, title)
    press(visitor, "Dien in")
    sign_out(visitor)

    sign_in(visitor, site, ASSESSOR)
    take(visitor, site, title)
    visitor.locator("input[name=verdict][value='deels']").check()
    expect(visitor.locator("#bewaard")).to_contain_text("Nog niet bewaard")
    visitor.locator("#reason").fill("Bijna goed.")
    visitor.locator("#reason").blur()
    expect(visitor.locator("#bewaard")).to_contain_text("Bewaard.")
    visitor.reload()
    expect(visitor.locator("#reason")).to_have_value("Bijna goed.")
