"""Making an account and confirming its address, through the pages."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.accounts import queries
from rtc_app.accounts.models import MailedToken
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, transaction
from tests.accounts.mailbox import link_in_last_mail, mails
from tests.factories.accounts import make_account, make_school

ANN = {"name": "Ann Peeters", "email": "ann@example.org", "password": "fiets oranje lamp", "agrees": "y"}


def register(client, url="/registreren", **changes):
    return client.submit(url, "/registreren", **(ANN | changes))


def ann():
    return queries.account_by_email("ann@example.org")


def confirm(client):
    return client.submit(link_in_last_mail("ann@example.org"), "/bevestigen")


def test_a_mail_is_on_its_way(client):
    response = register(client)
    assert response.request.path == "/registreren/kijk-in-je-mailbox"
    assert "ann@example.org" in response.text
    assert mails()[0].subject == "Bevestig je e-mailadres"


def test_the_link_with_its_button_confirms_the_address(client):
    register(client)
    confirm(client)
    assert ann().is_verified


def test_opening_the_link_alone_confirms_nothing(client):
    register(client)
    client.get(link_in_last_mail())
    assert not ann().is_verified


def test_the_link_works_once(client):
    register(client)
    link = link_in_last_mail()
    confirm(client)
    assert client.get(link).status_code == 410


def test_the_link_works_seven_days(client):
    register(client)
    with transaction():
        db.session.execute(sa.update(MailedToken).values(expires_at=clock.now() - timedelta(seconds=1)))
    assert client.get(link_in_last_mail()).status_code == 410


def test_a_made_up_link_says_so(client):
    assert "werkt niet meer" in client.text("/bevestigen/verzonnen", 410)


def test_the_link_leads_back_to_the_page_that_asked(client):
    register(client, url="/registreren?next=/mijn-account")
    assert confirm(client).request.full_path == "/aanmelden?next=/mijn-account"


def test_who_registers_may_sign_in_at_once_and_is_told_what_is_missing(client):
    register(client)
    client.submit("/aanmelden", email="ann@example.org", password=ANN["password"])
    assert "Bevestig je e-mailadres" in client.text("/over")


def test_a_new_mail_can_be_asked_for_three_times_an_hour(client, sign_in):
    register(client)
    browser = sign_in(ann())
    for _ in range(4):
        browser.submit("/over", "bevestigingsmail")
    assert len(mails("ann@example.org")) == 3


def test_a_confirmed_address_sees_no_notice(sign_in):
    assert "Bevestig je e-mailadres" not in sign_in(make_account()).text("/over")


def test_a_known_address_gets_the_same_page_and_another_mail(client):
    make_account(email="ann@example.org", name="Ann")
    response = register(client, name="Iemand anders")
    assert response.request.path == "/registreren/kijk-in-je-mailbox"
    assert [mail.subject for mail in mails()] == ["Je hebt al een account"]
    assert ann().name == "Ann"


def test_the_password_is_stored_as_a_hash_only(client):
    register(client)
    assert ann().password_hash.startswith("$argon2id$")


def test_the_school_waits_for_a_yes(client):
    school = make_school(name="Technisch Atheneum")
    register(client, school=str(school.id))
    (membership,) = ann().memberships
    assert (membership.organisation_id, membership.confirmed_at) == (school.id, None)
    assert not ann().school_ids


@pytest.mark.parametrize("choice", ["", "andere", "geen"])
def test_no_school_is_fine(client, choice):
    register(client, school=choice)
    assert ann().memberships == []


def test_a_provider_cannot_be_passed_off_as_a_school(client):
    assert register(client, school="999999").status_code == 422
    assert ann() is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " "}, "Vul je voornaam en naam in."),
        ({"name": "x" * 121}, "hoogstens 120 tekens"),
        ({"email": "ann"}, "zoals naam@school.be"),
        ({"email": "a" * 250 + "@example.org"}, "hoogstens 254 tekens"),
        ({"password": "kort"}, "minstens 10 tekens"),
        ({"password": "annpeeters1"}, "lijkt te veel op je naam"),
        ({"agrees": None}, "Lees de privacytekst"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(client, wrong, words):
    response = register(client, **wrong)
    assert response.status_code == 422
    assert words in response.text
    assert ("Ann Peeters" in response.text) is ("name" not in wrong)
    assert ann() is None
    assert not mails()


@pytest.mark.parametrize("name", ["Zoë D’hondt", "<script>alert(1)</script>", "Ægir Ñandú 🛠️", "محمد علي"])
def test_a_name_is_stored_as_typed_and_shown_escaped(client, sign_in, name):
    register(client, name=name)
    assert ann().name == name
    assert name in sign_in(ann()).text("/mijn-account")


def test_the_first_mail_repeats_nothing_a_stranger_typed(client):
    register(client, name="Win een reis op evil.example")
    assert "evil.example" not in mails()[0].body
