"""What the site forgets by itself, and the first administrator."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.accounts import queries, service
from rtc_app.accounts.models import MailedToken, SignIn, SignInAttempt, TokenPurpose
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, transaction
from tests.accounts.mailbox import link_in_last_mail, mails
from tests.factories.accounts import make_account, save

EIGHT_DAYS = timedelta(days=8)


def leave_traces(account, at):
    save(SignIn(account_id=account.id, token_hash=f"s{at}", created_at=at, expires_at=at))
    save(MailedToken(account_id=account.id, purpose=TokenPurpose.VERIFY_EMAIL, token_hash=f"m{at}", expires_at=at))
    save(SignInAttempt(email=account.email, address="::1", at=at))


def number_of_traces():
    return [db.session.scalar(sa.select(sa.func.count(table.id))) for table in (SignIn, MailedToken, SignInAttempt)]


def test_old_traces_are_forgotten_and_recent_ones_kept(app):
    now, account = clock.now(), make_account()
    leave_traces(account, now)
    leave_traces(account, now - EIGHT_DAYS)
    with transaction():
        service.forget_old_traces(at=now)
    assert number_of_traces() == [1, 1, 1]


def test_a_browser_that_signed_out_long_ago_is_forgotten_before_its_time_is_up(app):
    now, account = clock.now(), make_account()
    later = now + EIGHT_DAYS
    save(SignIn(account_id=account.id, token_hash="x", created_at=now, expires_at=now + 9 * EIGHT_DAYS, ended_at=now))
    with transaction():
        service.forget_old_traces(at=later)
    assert number_of_traces()[0] == 0


def test_production_refuses_to_start_with_demo_accounts(app):
    make_account(is_demo=True)
    with pytest.raises(service.DemoAccountsPresentError, match="DEMO_MODE"):
        service.refuse_demo_accounts()


def test_production_starts_without_them(app):
    make_account()
    service.refuse_demo_accounts()


def create_administrator(app, *arguments):
    return app.test_cli_runner().invoke(args=["accounts", "create-administrator", *arguments])


def test_the_first_administrator_chooses_a_password_by_mail(app, client):
    assert create_administrator(app, "els@example.org", "--name", "Els Smets", "--rtc", "rtc-antwerpen").exit_code == 0
    client.submit(link_in_last_mail("els@example.org"), "nieuw-wachtwoord", password="zeven groene boormachines")
    account = queries.account_by_email("els@example.org")
    assert account.is_administrator
    assert account.is_verified


def test_somebody_who_has_an_account_becomes_administrator(app):
    make_account(email="els@example.org", name="Els")
    create_administrator(app, "els@example.org")
    assert queries.account_by_email("els@example.org").is_administrator


def test_an_unknown_rtc_is_named(app):
    result = create_administrator(app, "els@example.org", "--rtc", "rtc-brussel")
    assert result.exit_code == 1
    assert "rtc-brussel" in result.output
    assert not mails()
