"""Choosing another password, with the old one or with a mailed link."""

from datetime import datetime

from rtc_app.accounts import hashing, letters, queries, rules
from rtc_app.accounts.models import Account, TokenPurpose
from rtc_app.accounts.service.mailed_links import LinkFor, make_token, use_tokens
from rtc_app.accounts.service.registering import verify_email
from rtc_app.accounts.service.signing_in import end_sign_ins, forget_tries
from rtc_app.kernel import outbox
from rtc_app.kernel.database import begin_writing, db, release
from rtc_app.kernel.errors import RuleViolation


def request_reset(*, email: str, link: LinkFor, at: datetime) -> None:
    """Mail a link to choose a new password; an unknown or disabled address gets nothing and the asker sees no difference."""
    account = queries.account_by_email(email)
    if account is None or not account.is_active:
        return
    token = make_token(account, TokenPurpose.RESET_PASSWORD, rules.RESET_LINK_WORKS, at)
    if token is not None:
        subject, body = letters.reset_password(name=account.name, link=link(token))
        outbox.enqueue(recipient=account.email, subject=subject, body=body, at=at, is_secret=True)


def choose_password(*, token: str, password: str, reset_link: str, at: datetime) -> None:
    """Set a new password with a mailed link, which also proves the address; ends every sign-in.

    Raises RuleViolation on a weak password or when the link was used in the meantime.
    """
    account = _account_behind(token, at)
    rules.refuse_weak_password(password, email=account.email, name=account.name, common=hashing.common_passwords())
    release()
    password_hash = hashing.hash_password(password)
    begin_writing()
    account = _account_behind(token, at)
    use_tokens(account, TokenPurpose.RESET_PASSWORD, at)
    verify_email(account=account, at=at)
    _store(account, password_hash, reset_link, at)
    end_sign_ins(account=account, at=at)


def _account_behind(token: str, at: datetime) -> Account:
    account = queries.account_with_token(token, TokenPurpose.RESET_PASSWORD, at, lock=True)
    if account is None:
        raise RuleViolation("Deze link is al gebruikt of te oud. Vraag een nieuwe.")
    return account


def change_password(*, account: Account, old: str, new: str, keep_token: str, reset_link: str, at: datetime) -> None:
    """Set a new password with the old one; every other browser is signed out. Raises RuleViolation naming the wrong field."""
    rules.refuse_weak_password(new, email=account.email, name=account.name, common=hashing.common_passwords())
    account_id, old_hash = account.id, account.password_hash
    release()
    fits = hashing.is_password(old_hash, old)
    new_hash = hashing.hash_password(new)
    begin_writing()
    if not fits:
        raise RuleViolation("Dit is niet je huidige wachtwoord. Typ het opnieuw.", "old_password")
    _store(db.session.get_one(Account, account_id), new_hash, reset_link, at)
    end_sign_ins(account=account, at=at, except_token=keep_token)


def _store(account: Account, password_hash: str, reset_link: str, at: datetime) -> None:
    account.password_hash = password_hash
    forget_tries(account)
    subject, body = letters.password_changed(name=account.name, reset_link=reset_link)
    outbox.enqueue(recipient=account.email, subject=subject, body=body, at=at)
