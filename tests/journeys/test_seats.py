"""A teacher enrols; a full session puts the next person on the waiting list; mails leave; an attest proves it."""

import re

import pytest

from tests.journeys.people import NEW_TEACHER, TEACHER, follow, press, sign_in, words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


def enrol(visitor, site, query, button):
    """Open the first training found, choose the first session with this button, and confirm."""
    visitor.goto(f"{site.url}/opleidingen?q={query}")
    follow(visitor, visitor.locator(".training-card-title a"))
    follow(visitor, visitor.get_by_role("link", name=re.compile(button)))
    visitor.locator("textarea[name=question]").fill("Hoe begin ik hiermee in een klas van twintig?")
    follow(visitor, visitor.locator("main form button[type=submit]"))


def test_a_teacher_has_a_seat_and_a_mail_says_so(visitor, site):
    sign_in(visitor, site, NEW_TEACHER)
    enrol(visitor, site, "3d+tekenen+hout+nachtkastje", "Schrijf je in")
    text = words(visitor)
    reference = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", text)[0]
    assert "Ingeschreven" in text
    assert any(reference in mail for mail in site.mails_to(NEW_TEACHER))
    visitor.goto(f"{site.url}/mijn-opleidingen")
    assert "3D tekenen voor hout 1" in words(visitor)


def test_the_next_person_of_a_full_session_waits(visitor, site):
    sign_in(visitor, site, NEW_TEACHER)
    enrol(visitor, site, "vr+welding+toorts", "wachtlijst")
    assert re.search(r"[Pp]laats \d+ op de wachtlijst|op plaats \d+", words(visitor))


def test_a_teacher_downloads_the_attest_of_a_past_session(visitor, site):
    sign_in(visitor, site, TEACHER)
    visitor.goto(f"{site.url}/mijn-opleidingen")
    address = visitor.get_by_role("link", name=re.compile("attest")).first.get_attribute("href")
    answer = visitor.request.get(site.url + address)
    assert answer.status == 200
    assert answer.body().startswith(b"%PDF-")


def test_giving_up_a_seat_takes_one_press(visitor, site):
    sign_in(visitor, site, NEW_TEACHER)
    enrol(visitor, site, "excel+kostprijs+marge", "Schrijf je in")
    visitor.get_by_text("Toch niet kunnen komen?").click()
    press(visitor, "Schrijf je uit")
    assert "Je bent uitgeschreven" in words(visitor)
