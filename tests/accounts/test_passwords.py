"""Asking for and choosing a new password, through the pages."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.accounts.models import Account, MailedToken
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, transaction
from tests.accounts.mailbox import link_in_last_mail, mails
from tests.factories.accounts import make_account

OLD, NEW = "fiets oranje lamp", "zeven groene boormachines"


@pytest.fixture
def mieke(app):
    return make_account(name="Mieke Maes", email="mieke@example.org", password=OLD)


def ask(client, email="mieke@example.org"):
    return client.submit("/wachtwoord-vergeten", "vergeten", email=email)


def choose(client, password=NEW):
    return client.submit(link_in_last_mail(), "nieuw-wachtwoord", password=password)


def can_sign_in(client, password):
    client.submit("/aanmelden", "/aanmelden", email="mieke@example.org", password=password)
    return client.get("/mijn-account").status_code == 200


def test_the_mailed_link_lets_one_choose_a_new_password(client, mieke):
    ask(client)
    choose(client)
    assert can_sign_in(client, NEW)


def test_the_old_password_is_gone(client, mieke):
    ask(client)
    choose(client)
    assert not can_sign_in(client, OLD)


def test_known_and_unknown_addresses_get_the_same_answer(client, mieke):
    known = client.submit("/wachtwoord-vergeten", "vergeten", email="mieke@example.org", follow_redirects=False)
    unknown = client.submit("/wachtwoord-vergeten", "vergeten", email="niemand@example.org", follow_redirects=False)
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert [mail.recipient for mail in mails()] == ["mieke@example.org"]


def test_a_disabled_account_gets_no_link(client, mieke):
    with transaction():
        db.session.get_one(Account, mieke.id).disabled_at = clock.now()
    ask(client)
    assert not mails()


def test_three_mails_an_hour_is_enough(client, mieke):
    for _ in range(5):
        ask(client)
    assert len(mails()) == 3


def test_the_link_works_once_and_takes_the_others_along(client, mieke):
    ask(client)
    first = link_in_last_mail()
    ask(client)
    second = link_in_last_mail()
    choose(client)
    assert client.get(first).status_code == client.get(second).status_code == 410


def test_the_link_works_an_hour(client, mieke):
    ask(client)
    with transaction():
        db.session.execute(sa.update(MailedToken).values(expires_at=clock.now() - timedelta(seconds=1)))
    assert "Vraag een nieuwe link" in client.text(link_in_last_mail(), 410)


def test_a_link_to_confirm_an_address_opens_no_password(client, sign_in):
    account = make_account(email_verified_at=None)
    sign_in(account).submit("/over", "bevestigingsmail")
    token = link_in_last_mail().rsplit("/", 1)[1]
    assert client.get(f"/nieuw-wachtwoord/{token}").status_code == 410


def test_every_browser_is_signed_out(client, sign_in, mieke):
    elsewhere = sign_in(mieke)
    ask(client)
    choose(client)
    assert elsewhere.get("/mijn-account").status_code == 303


def test_the_link_also_proves_the_address(client):
    account = make_account(email="nieuw@example.org", email_verified_at=None)
    ask(client, "nieuw@example.org")
    choose(client)
    assert db.session.get_one(Account, account.id).is_verified


def test_it_ends_waiting_after_wrong_tries(client, mieke):
    for _ in range(6):
        can_sign_in(client, "verkeerd")
    ask(client)
    choose(client)
    assert can_sign_in(client, NEW)


def test_a_weak_password_is_refused_and_the_link_still_works(client, mieke):
    ask(client)
    assert choose(client, "miekemaes1").status_code == 422
    choose(client)
    assert can_sign_in(client, NEW)


def test_the_owner_is_told(client, mieke):
    ask(client)
    choose(client)
    assert mails()[-1].subject == "Je wachtwoord is veranderd"


def change(browser, old=OLD, new=NEW):
    return browser.submit("/mijn-account/wachtwoord", "wachtwoord", old_password=old, password=new)


def test_with_the_old_password_one_chooses_a_new_one(client, sign_in, mieke):
    change(sign_in(mieke))
    assert can_sign_in(client, NEW)


def test_this_browser_stays_and_the_others_are_signed_out(sign_in, mieke):
    here, elsewhere = sign_in(mieke), sign_in(mieke)
    change(here)
    assert here.get("/mijn-account").status_code == 200
    assert elsewhere.get("/mijn-account").status_code == 303


def test_a_wrong_old_password_changes_nothing(client, sign_in, mieke):
    response = change(sign_in(mieke), old="verkeerd")
    assert response.status_code == 422
    assert "Dit is niet je huidige wachtwoord" in response.text
    assert can_sign_in(client, OLD)


def test_a_weak_new_password_changes_nothing(sign_in, mieke):
    assert change(sign_in(mieke), new="azertyuiop").status_code == 422
