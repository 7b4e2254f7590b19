"""Signing in and out; ending what was signed in."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from rtc_app.accounts import hashing, queries, rules
from rtc_app.accounts.models import Account, SignIn, SignInAttempt
from rtc_app.kernel.database import begin_writing, db, release, transaction
from rtc_app.kernel.errors import RuleViolation

WRONG = "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Kijk ze na, of vraag een nieuw wachtwoord."


def sign_in(*, email: str, password: str, address: str, user_agent: str, at: datetime, hours: int) -> str:
    """Sign a browser in; returns the secret token for its cookie.

    Raises RuleViolation, the same one in the same time, for an unknown address, a wrong password and a disabled account,
    and another one while this account or network address has to wait.
    """
    # Three short transactions instead of the one of the request. The try is counted and stored before the password is
    # looked at: the answer to a wrong one is 422, which undoes the last transaction, and a hundred tries at the same
    # moment must count as a hundred. Nothing is locked while the password is hashed.
    release()
    with transaction():
        account_id, stored_hash = _count_try(email.strip().lower(), address, at)
    is_right = hashing.is_password(stored_hash, password)
    better_hash = hashing.hash_password(password) if is_right and stored_hash and hashing.is_outdated(stored_hash) else None
    begin_writing()
    account = db.session.get(Account, account_id) if is_right else None
    if account is None or not account.is_active:
        raise RuleViolation(WRONG)
    account.password_hash = better_hash or account.password_hash
    forget_tries(account)
    return start_sign_in(account=account, user_agent=user_agent, at=at, hours=hours)


def _count_try(email: str, address: str, at: datetime) -> tuple[int | None, str | None]:
    """Count a try that is allowed; returns (account id, password hash) of a known address, else (None, None)."""
    # The lock makes simultaneous tries on one account wait for each other; SQLite has one writer anyway.
    account = db.session.scalar(sa.select(Account).where(Account.email == email).with_for_update(of=Account))
    tries, last = queries.tries_on_account(email, at - rules.TRIES_COUNT_FOR)
    rules.refuse_during(rules.wait_for_account(tries=tries, last=last, at=at))
    rules.refuse_during(rules.wait_for_address(tries=queries.tries_from_address(address, at - rules.ADDRESS_WINDOW)))
    db.session.add(SignInAttempt(email=email, address=address, at=at))
    return (account.id, account.password_hash) if account else (None, None)


def forget_tries(account: Account) -> None:
    """Start counting wrong tries anew, since its owner got in."""
    db.session.execute(sa.delete(SignInAttempt).where(SignInAttempt.email == account.email))


def start_sign_in(*, account: Account, user_agent: str, at: datetime, hours: int) -> str:
    """Remember that this browser is signed in; returns the secret token for its cookie, 256 bits."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignIn(
            account_id=account.id,
            token_hash=queries.token_hash(token),
            created_at=at,
            expires_at=at + timedelta(hours=hours),
            user_agent=user_agent[:200],
        )
    )
    return token


def end_sign_in(*, token: str, at: datetime) -> None:
    """Sign the browser with this token out."""
    db.session.execute(
        sa.update(SignIn).where(SignIn.token_hash == queries.token_hash(token), SignIn.ended_at.is_(None)).values(ended_at=at)
    )


def end_sign_ins(*, account: Account, at: datetime, except_token: str | None = None) -> None:
    """Sign the person out everywhere, except in the browser with this token."""
    ended = sa.update(SignIn).where(SignIn.account_id == account.id, SignIn.ended_at.is_(None))
    if except_token:
        ended = ended.where(SignIn.token_hash != queries.token_hash(except_token))
    db.session.execute(ended.values(ended_at=at))


def disable(*, account: Account, actor: Account, at: datetime) -> None:
    """Keep somebody out, at once and everywhere."""
    if account.id == actor.id:
        raise RuleViolation("Je kan je eigen account niet blokkeren. Vraag het aan een andere beheerder.")
    account.disabled_at = at
    end_sign_ins(account=account, at=at)


def enable(*, account: Account) -> None:
    """Let somebody in again."""
    account.disabled_at = None
