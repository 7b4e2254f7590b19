"""Keeping trainings with a note of one's own."""

import pytest
import sqlalchemy as sa

from rtc_app.accounts.models import Account
from rtc_app.catalogue import service as catalogue
from rtc_app.kernel.database import db
from rtc_app.saved import queries
from tests.factories.accounts import make_teacher
from tests.factories.catalogue import make_session, make_training


@pytest.fixture
def training(app):
    session = make_session(make_training(title="Revit voor bouw", slug="revit-bouw", tags={"studiegebied": ["bouw"], "tool": ["revit"]}))
    return session.training


@pytest.fixture
def teacher(training):
    return make_teacher()


@pytest.fixture
def reader(teacher, sign_in):
    return sign_in(teacher)


def keep(reader):
    return reader.submit("/opleidingen/revit-bouw", action="/bewaar/")


def test_a_training_is_kept_from_its_page_and_listed(reader):
    response = keep(reader)
    assert response.request.path == "/opleidingen/revit-bouw"
    assert "Bewaard Bewaar niet meer" in reader.text("/opleidingen/revit-bouw")
    assert "Revit voor bouw" in reader.text("/bewaard")


def test_keeping_twice_keeps_once_and_keeps_the_note(reader, teacher, training):
    token = reader.page("/bewaar/revit-bouw").find(".//main//input[@name='csrf_token']").get("value")
    for _ in range(2):
        assert reader.post("/bewaar/revit-bouw", data={"csrf_token": token}).status_code == 303
    reader.submit("/bewaard/revit-bouw/notitie", action="notitie", note="Voor september")
    reader.post("/bewaar/revit-bouw", data={"csrf_token": token})
    db.session.rollback()
    assert queries.saved_training(teacher.id, training.id).note == "Voor september"


def test_a_note_is_read_by_nobody_else(reader, sign_in):
    keep(reader)
    reader.submit("/bewaard/revit-bouw/notitie", action="notitie", note="Alleen voor mij <b>")
    assert "Alleen voor mij <b>" in reader.text("/bewaard")
    other = sign_in(make_teacher())
    assert "Alleen voor mij" not in other.text("/bewaard")
    assert other.get("/bewaard/revit-bouw/notitie").status_code == 404


def test_a_note_that_is_too_long_comes_back_as_typed(reader):
    keep(reader)
    response = reader.submit("/bewaard/revit-bouw/notitie", action="notitie", note="a" * 2001)
    assert response.status_code == 422
    assert "a" * 2001 in response.get_data(as_text=True)


def test_letting_go_takes_the_note_along(reader, teacher, training):
    keep(reader)
    reader.submit("/bewaard", action="/weg")
    assert not queries.is_kept(teacher.id, training.id)


def test_who_is_not_signed_in_is_asked_to_and_then_to_keep(client, training):
    page = client.page("/opleidingen/revit-bouw")
    assert page.find(".//a[@href='/bewaar/revit-bouw']") is not None
    assert "next=/bewaar/revit-bouw" in client.get("/bewaar/revit-bouw").headers["Location"].replace("%2F", "/")


def test_a_training_that_left_the_offer_stays_on_the_list_and_says_so(reader, training):
    keep(reader)
    catalogue.end_acceptance(training=db.session.merge(training))
    db.session.commit()
    assert "Niet meer in het aanbod" in reader.text("/bewaard")


def test_a_draft_cannot_be_kept(reader):
    make_training(title="Ontwerp", slug="ontwerp", findable=False)
    assert reader.get("/bewaar/ontwerp").status_code == 404


def test_results_lead_to_keeping_and_back(reader):
    page = reader.page("/opleidingen?q=revit")
    button = page.find(".//button[@form='bewaren']")
    assert button.get("formaction") == "/bewaar/revit-bouw"
    form = page.find(".//form[@id='bewaren']")
    data = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert reader.post("/bewaar/revit-bouw", data=data).headers["Location"] == "/opleidingen?q=revit"


def test_nobody_is_led_to_another_site(reader):
    token = reader.page("/bewaar/revit-bouw").find(".//main//input[@name='csrf_token']").get("value")
    response = reader.post("/bewaar/revit-bouw", data={"csrf_token": token, "terug": "//elders.example"})
    assert response.headers["Location"] == "/bewaard"


def test_deleting_an_account_deletes_what_it_kept(reader, teacher, training):
    keep(reader)
    db.session.rollback()
    account_id, training_id = teacher.id, training.id
    db.session.execute(sa.delete(Account).where(Account.id == account_id))
    db.session.commit()
    assert queries.saved_training(account_id, training_id) is None
