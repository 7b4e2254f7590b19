"""Shared material: proposed by anybody, published by RTC staff, seen by everybody."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.materials import rules, service
from rtc_app.materials.models import SharedMaterial
from rtc_app.materials.rules import MaterialKind
from tests.client import words
from tests.factories.accounts import make_assessor, make_teacher
from tests.factories.materials import make_material

ADDRESS = "/materiaal/voorstel"


def propose(browser, **changes):
    """Send the form with something right in it, but for the changes."""
    token = browser.page(ADDRESS).find(".//main//input[@name='csrf_token']").get("value")
    fields = {
        "title": "Koffer met sensoren",
        "kind": "lesmateriaal",
        "summary": "Temperatuur en licht.",
        "url": "https://voorbeeld.be/koffer",
        "source": "Proefschool",
        "terms": "CC BY 4.0",
        "contact": "",
        "theme": "",
        "study_area": "",
    }
    return browser.post(ADDRESS, data=fields | {"csrf_token": token} | changes)


def only():
    db.session.expire_all()
    return db.session.scalars(sa.select(SharedMaterial)).one()


def listed(client, query=""):
    return words(client.page(f"/materiaal{query}"))


@pytest.mark.parametrize(
    ("kind", "url", "contact", "field"),
    [
        (MaterialKind.VIDEO, "", "", "url"),
        (MaterialKind.VIDEO, "https://a.be", "", None),
        (MaterialKind.LOAN, "https://a.be", "", "contact"),
        (MaterialKind.LOAN, "", "an@example.org", None),
    ],
)
def test_one_can_find_it_or_ask_for_it(kind, url, contact, field):
    found = rules.hole(kind, url, contact)
    assert (found[0] if found else None) == field


def test_what_a_teacher_proposes_waits_for_rtc(client, sign_in):
    assert propose(sign_in(make_teacher())).status_code == 303
    assert only().published_at is None
    assert "Koffer" not in listed(client)


def test_rtc_publishes_a_proposal(client, sign_in):
    material = make_material(is_published=False, proposed_by=make_teacher(name="An Leraar"))
    staff = sign_in(make_assessor())
    assert "Voorgesteld door An Leraar" in words(staff.page("/rtc/materiaal"))
    staff.submit("/rtc/materiaal", action="publiceren")
    assert material.title in listed(client)
    assert "Er wacht niets" in words(staff.page("/rtc/materiaal"))


def test_what_rtc_proposes_is_online_at_once(client, sign_in):
    propose(sign_in(make_assessor()), theme="ar-vr", study_area="hout")
    assert "Koffer met sensoren" in listed(client, "?thema=ar-vr&studiegebied=hout&soort=lesmateriaal")


def test_source_and_licence_stand_with_it(client):
    make_material()
    assert "Proefschool · CC BY 4.0" in listed(client)


def test_what_is_taken_away_is_gone(client, sign_in):
    make_material()
    sign_in(make_assessor()).submit("/materiaal", action="weghalen")
    assert "Lasfiches" not in listed(client)
    assert only().removed_at is not None


def test_what_was_taken_away_can_be_put_back_for_a_month(client, sign_in):
    make_material(removed_at=clock.now())
    service.forget_removed(at=clock.now())
    sign_in(make_assessor()).submit("/rtc/materiaal", action="publiceren")
    assert "Lasfiches" in listed(client)


def test_after_a_month_it_is_gone_for_good(app):
    make_material(removed_at=clock.now())
    service.forget_removed(at=clock.now() + service.KEPT + timedelta(seconds=1))
    assert db.session.scalar(sa.select(SharedMaterial.id)) is None


def test_rtc_mends_what_it_says(client, sign_in):
    material = make_material()
    sign_in(make_assessor()).submit(f"/materiaal/{material.id}/wijzigen", action="wijzigen", title="Fiches voor lassers")
    assert "Fiches voor lassers" in listed(client)


@pytest.mark.parametrize("query", ["?soort=video", "?soort=onbestaand", "?thema=onbestaand", "?studiegebied=hout"])
def test_the_list_narrows_and_an_unknown_word_finds_nothing(client, query):
    make_material()
    assert "Hiervoor is er nog niets" in listed(client, query)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"url": ""}, "Geef het adres waar het staat."),
        ({"url": "javascript:alert(1)"}, "Schrijf het adres zoals"),
        ({"kind": "toestel te leen", "contact": ""}, "Zeg bij wie je het kunt lenen."),
        ({"title": ""}, "Geef het een titel."),
    ],
)
def test_what_is_missing_is_said_at_its_field(sign_in, changes, sentence):
    answer = propose(sign_in(make_teacher()), **changes)
    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_without_an_account_one_only_reads(client):
    assert client.get(ADDRESS).status_code in (302, 303)


def test_the_examples_are_loaded_once(app):
    assert service.load_examples(at=clock.now()) == 5
    assert service.load_examples(at=clock.now()) == 0
