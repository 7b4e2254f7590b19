"""The pages of the offer as a visitor sees them."""

import pytest

from rtc_app.catalogue import service
from rtc_app.kernel.database import db
from tests.client import words
from tests.factories.accounts import make_school, make_teacher
from tests.factories.catalogue import make_path, make_session, make_training


@pytest.fixture
def training(app):
    training = make_training(title="PLC met een pompstation")
    make_session(training, capacity=5)
    return training


def chosen(page, name):
    return {box.get("value") for box in page.iter("input") if box.get("name") == name and box.get("checked") is not None}


def test_the_home_page_shows_what_starts_soon(client, training):
    assert "PLC met een pompstation" in client.text("/")


def test_the_home_page_leads_to_a_study_area(client, training):
    assert client.page("/").find(".//a[@href='/studiegebieden/mechanica-elektriciteit']") is not None


def test_the_home_page_of_an_empty_site_stands(client):
    assert "Ik zoek een opleiding" in client.text("/")


def test_the_results_count_and_name_the_subject(client, training):
    assert "1 opleiding voor “pompstation”" in client.text("/opleidingen?q=pompstation")


def test_the_title_of_the_results_is_their_heading(client, training):
    page = client.page("/opleidingen?q=pompstation")
    assert words(page.find(".//title")) == words(page.find(".//h1")) + " – RTC Digitale School"


def test_what_was_ticked_is_still_ticked_and_stands_as_a_chip(client, training):
    page = client.page("/opleidingen?niveau=beginner&niveau=expert")
    assert chosen(page, "niveau") == {"beginner", "expert"}
    assert {link.get("href") for link in page.iter("a") if link.get("class") == "chip"} == {
        "/opleidingen?niveau=beginner",
        "/opleidingen?niveau=expert",
    }


def test_one_form_sends_words_and_facets(client, training):
    page = client.page("/opleidingen")
    assert page.find(".//input[@name='q']").get("form") == page.find(".//form[@class='facets']").get("id")


def test_nothing_found_shows_wider_questions(client, training):
    text = client.text("/opleidingen?q=pompstation&studiegebied=hout")
    assert "Zonder filter studiegebied: 1 opleiding" in text


def test_mended_words_are_said_openly(client, training):
    assert "Zoek toch naar pompstaton" in client.text("/opleidingen?q=pompstaton")


@pytest.mark.parametrize(
    "address", ["/opleidingen?q=%00%22", "/opleidingen?niveau=%3Cscript%3E", "/opleidingen?pagina=zzz", "/opleidingen?x=1"]
)
def test_an_odd_address_is_no_error(client, training, address):
    assert client.get(address).status_code == 200


def test_the_list_of_paths_leads_to_each(client, training):
    path = make_path(training)
    assert client.page("/leertrajecten").find(f".//a[@href='/leertrajecten/{path.code}']") is not None


def test_a_step_that_is_not_open_shows_without_a_link(client, training):
    path = make_path(training, make_training(title="Nog in de maak", findable=False))
    page = client.page(f"/leertrajecten/{path.code}")
    assert not [link for link in page.iter("a") if link.text == "Nog in de maak"]


def test_an_unknown_path_is_not_found(client):
    client.page("/leertrajecten/bestaat-niet", status=404)


def field(page, name):
    return next(box.get("value") for box in page.iter("input") if box.get("name") == name)


def test_the_fields_of_place_and_days_keep_what_was_asked(client):
    make_session(days=30)
    page = client.page("/opleidingen?plaats=Atlantis&van=2027-03-01&tot=2027-03-15&niveau=wat+is+dit")
    assert [field(page, name) for name in ("plaats", "van", "tot")] == ["Atlantis", "2027-03-01", "2027-03-15"]
    assert "We kennen Atlantis niet" in words(page)


def test_distances_start_at_the_school_of_whoever_is_signed_in(sign_in):
    school = make_school(postcode="3600", city="Genk")
    assert field(sign_in(make_teacher(school=school)).page("/opleidingen"), "plaats") == "3600 Genk"


def test_filters_fewer_people_need_stand_behind_one_more_step_and_open_when_ticked(client):
    make_session()
    rest = ".//details[@data-remember='meer-filters']"
    assert client.page("/opleidingen").find(rest).get("open") is None
    assert client.page("/opleidingen?weekdag=ma").find(rest).get("open") is not None


def test_the_start_of_the_catalogue_is_new_after_a_change_and_after_a_seat(client):
    session = make_session(make_training(title="Eerste"), capacity=5)
    assert "Nog 5 plaatsen" in client.text("/opleidingen")
    session.taken = 4
    service.seats_changed(session.training_id)
    db.session.commit()
    assert "Nog 1 plaats" in client.text("/opleidingen")
    make_training(title="Tweede")
    assert "Tweede" in client.text("/opleidingen")
