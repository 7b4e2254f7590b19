"""Making an account and confirming its address."""

from datetime import datetime

from rtc_app.accounts import hashing, letters, queries, rules
from rtc_app.accounts.models import Account, TokenPurpose
from rtc_app.accounts.service.mailed_links import LinkFor, make_token, use_tokens
from rtc_app.accounts.service.organisations import name_school
from rtc_app.kernel import outbox
from rtc_app.kernel.database import begin_writing, db, flush, release


def register(
    *,
    name: str,
    email: str,
    password: str,
    school_id: int | None,
    verify_link: LinkFor,
    sign_in_link: str,
    reset_link: str,
    at: datetime,
) -> None:
    """Make an account for a teacher and mail a link that confirms the address.

    Whoever asks cannot learn who has an account: a known address gets another mail and nothing else differs.
    Raises RuleViolation on a weak password.
    """
    email = email.strip().lower()
    rules.refuse_weak_password(password, email=email, name=name, common=hashing.common_passwords())
    release()
    password_hash = hashing.hash_password(password)
    begin_writing()
    known = queries.account_by_email(email)
    if known is not None:
        subject, body = letters.already_registered(sign_in_link=sign_in_link, reset_link=reset_link)
        outbox.enqueue(recipient=known.email, subject=subject, body=body, at=at)
        return
    account = Account(email=email, name=name, password_hash=password_hash, created_at=at)
    db.session.add(account)
    flush()
    if school_id is not None:
        name_school(account=account, school_id=school_id, at=at)
    send_verification(account=account, link=verify_link, at=at)


def send_verification(*, account: Account, link: LinkFor, at: datetime) -> None:
    """Mail a link that confirms the address, unless it is confirmed or three were sent within the hour."""
    if account.is_verified:
        return
    token = make_token(account, TokenPurpose.VERIFY_EMAIL, rules.VERIFY_LINK_WORKS, at)
    if token is not None:
        subject, body = letters.verify_email(link=link(token))
        outbox.enqueue(recipient=account.email, subject=subject, body=body, at=at, is_secret=True)


def verify_email(*, account: Account, at: datetime) -> None:
    """Note that the address is the person's own: a mailed link came back."""
    account.email_verified_at = account.email_verified_at or at
    use_tokens(account, TokenPurpose.VERIFY_EMAIL, at)


def change_name(*, account: Account, name: str) -> None:
    """Call the person otherwise."""
    account.name = name
