"""The page of one training, as a visitor reads it."""

from datetime import date

import pytest

from rtc_app.catalogue import service
from rtc_app.catalogue.models import MeetingKind
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.reference import queries as reference
from tests.client import words
from tests.factories.accounts import make_assessor
from tests.factories.catalogue import make_draft, make_session, make_trainer, make_training


def page_of(client, training):
    return client.page(f"/opleidingen/{training.slug}")


def rows(page, list_class):
    """Term → words of the definition lists with this class."""
    lists = [found for found in page.iter("dl") if list_class in found.get("class", "").split()]
    divs = [div for found in lists for div in found.iter("div") if div.find("dt") is not None]
    return {words(div.find("dt")): " ".join(words(dd) for dd in div.findall("dd")) for div in divs}


def test_it_offers_a_seat(client, app):
    session = make_session(capacity=5)
    page = page_of(client, session.training)
    assert "Nog 5 plaatsen" in words(page.find(".//main"))
    assert page.find(f".//a[@href='/sessies/{session.id}/inschrijven']") is not None


def test_a_full_session_offers_the_queue(client, app):
    session = make_session(capacity=3, taken=3, waiting=2)
    text = client.text(f"/opleidingen/{session.training.slug}")
    assert "Volzet – 2 op de wachtlijst" in text
    assert "Zet me op de wachtlijst" in text


def test_each_price_stands_apart_and_adds_up(client, app):
    training = make_training(price_training=4500, price_software=1000, price_equipment=0)
    prices = {term: price.replace("\xa0", " ") for term, price in rows(page_of(client, training), "prices").items()}
    assert prices == {"Opleiding": "€ 45,00", "Software": "€ 10,00", "Toestellen en materiaal": "gratis", "Samen": "€ 55,00"}


def test_material_says_what_can_be_borrowed(client, app):
    training = make_training(required_materials=[{"name": "Multimeter", "can_borrow": True}, {"name": "Laptop", "can_borrow": False}])
    materials = [words(item) for item in page_of(client, training).findall(".//ul[@class='materials']/li")]
    assert materials == ["Multimeter te ontlenen", "Laptop"]


def test_the_key_facts_stand_on_top(client, app):
    training = make_training(min_participants=6, max_participants=12, practice_minutes=120)
    make_session(training, meetings=[(5, "9.00", 3), (12, "9.00", 3), (40, "16.00", 1, MeetingKind.FOLLOW_UP)])
    facts = rows(page_of(client, training), "key-facts")
    assert facts == {
        "Niveau": "beginner, gevorderde",
        "Duur": "7 u in 2 keer",
        "Zelf oefenen": "2 u",
        "Leervorm": "op locatie",
        "Groep": "6 tot 12 deelnemers",
        "Terugkommoment": "ja, op een vaste datum",
    }


def test_the_trainer_is_known_in_the_subject_and_in_teaching(client, app):
    training = make_training(trainers=[make_trainer(subject_background="Tien jaar lasser.", teaching_background=None)])
    trainer = page_of(client, training).find(".//div[@class='trainer']")
    assert [words(dd) for dd in trainer.iter("dd")] == ["Tien jaar lasser.", "niet ingevuld"]


@pytest.mark.parametrize(
    "term", ["Bedoeld voor", "Voorkennis ICT", "Voorkennis toepassing", "Attest", "Software achteraf", "Wat je meekrijgt", "Contact"]
)
def test_what_was_not_filled_in_is_said(sign_in, app, term):
    draft = make_draft(software_after="", certificate="")
    assert rows(page_of(sign_in(make_assessor()), draft), "summary-list")[term] == "niet ingevuld"


def test_an_online_training_without_platform_says_so(client, app):
    assert rows(page_of(client, make_training(tags={"leervorm": ["online-sync"]})), "summary-list")["Platform"] == "niet ingevuld"
    assert "Platform" not in rows(page_of(client, make_training(platform="")), "summary-list")


def test_an_eindterm_stands_under_its_bouwsteen_with_its_meaning(client, app):
    training = make_training(tags={"eindterm": ["6.25"]})
    next(tag for tag in training.tags if tag.concept.code == "6.25").meaning = "Leerlingen meten een naad."
    db.session.commit()
    text = client.text(f"/opleidingen/{training.slug}")
    assert "Wiskunde, exacte wetenschappen en technologie (STEM) 6.25" in text
    assert "Leerlingen meten een naad." in text


def test_an_eindterm_that_lapsed_says_until_when(client, app):
    reference.concept("eindterm", "6.25").valid_to = date(2026, 8, 31)
    db.session.commit()
    assert "geldig tot maandag 31 augustus 2026" in client.text(f"/opleidingen/{make_training(tags={'eindterm': ['6.25']}).slug}")


def test_a_bouwsteen_outside_the_focus_is_flagged(client, app):
    concept = reference.concept("eindterm", "4.1")
    concept.broader_id = reference.concept("bouwsteen", "SK4-B3").id
    db.session.commit()
    assert "buiten de kern van dit project" in client.text(f"/opleidingen/{make_training(tags={'eindterm': ['4.1']}).slug}")


def test_a_purely_online_practice_training_warns_and_still_offers_a_seat(client, app):
    session = make_session(make_training(tags={"leervorm": ["online-sync"], "thema": ["automatiseren"]}))
    page = page_of(client, session.training)
    assert "Praktijk, en helemaal online" in words(page.find(".//main"))
    assert page.find(f".//a[@href='/sessies/{session.id}/inschrijven']") is not None


def test_a_training_for_experts_leads_to_those_for_beginners(client, app):
    training = make_training(tags={"niveau": ["expert"], "tool": ["plc"]})
    make_training(tags={"niveau": ["beginner"], "tool": ["plc"]})
    page = page_of(client, training)
    assert "start op niveau expert" in words(page.find(".//main"))
    assert page.find(".//a[@href='/opleidingen?tool=plc&niveau=beginner']") is not None


def test_a_training_that_was_not_accepted_is_not_there_for_strangers(client, app):
    client.page(f"/opleidingen/{make_training(findable=False).slug}", status=404)


def test_staff_see_a_hidden_training_and_that_it_is_hidden(sign_in, app):
    hidden = make_training(findable=False)
    assert "staat niet online" in sign_in(make_assessor()).text(f"/opleidingen/{hidden.slug}")


def test_a_concept_that_was_not_checked_says_so(client, app):
    training = make_training(tags={"studiegebied": ["fotografie"]})
    assert "Fotografie te controleren" in client.text(f"/opleidingen/{training.slug}")


def test_the_ways_through_the_page_lead_somewhere(client, app):
    page = page_of(client, make_session().training)
    ids = {element.get("id") for element in page.iter() if element.get("id")}
    assert {link.get("href")[1:] for link in page.iter("a") if link.get("href").startswith("#")} <= ids


def test_a_page_that_was_shown_before_shows_the_seats_of_now(client, app):
    session = make_session(capacity=5)
    address = f"/opleidingen/{session.training.slug}"
    assert "Nog 5 plaatsen" in client.text(address)
    session.taken = 3
    db.session.commit()
    assert "Nog 2 plaatsen" in client.text(address)


def test_a_page_that_was_shown_before_shows_a_change_of_the_offer(client, app):
    training = make_training()
    address = f"/opleidingen/{training.slug}"
    client.page(address)
    training.contact_name = "Iemand anders"
    service.training_changed(training=training, at=clock.now())
    db.session.commit()
    assert "Iemand anders" in client.text(address)


def test_a_page_that_strangers_saw_is_not_theirs_to_who_signs_in(client, sign_in, app):
    training = make_training()
    address = f"/opleidingen/{training.slug}"
    assert "Meld je aan" in words(client.page(address))
    signed_in = words(sign_in(make_assessor()).page(address))
    assert "Meld je af" in signed_in
    assert "Meld je af" not in words(client.page(address))
