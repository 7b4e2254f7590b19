"""Reading people and organisations."""

import hashlib

import sqlalchemy as sa

from rtc_app.accounts.models import Account, Organisation, OrganisationKind, SignIn
from rtc_app.kernel import clock
from rtc_app.kernel.database import db


def token_hash(token: str) -> str:
    """What the database keeps of a secret token."""
    return hashlib.sha256(token.encode()).hexdigest()


def account_signed_in_with(token: str) -> Account | None:
    """The person whose sign-in has this token, unless it has ended, run out, or the account is disabled."""
    query = (
        sa.select(Account)
        .join(SignIn, SignIn.account_id == Account.id)
        .where(
            SignIn.token_hash == token_hash(token),
            SignIn.ended_at.is_(None),
            SignIn.expires_at > clock.now(),
            Account.disabled_at.is_(None),
        )
    )
    account = db.session.scalar(query)
    if account is not None:
        account.sign_in_token = token
    return account


def account_by_email(email: str) -> Account | None:
    """The account with this address, in any case of letters."""
    return db.session.scalar(sa.select(Account).where(Account.email == email.strip().lower()))


def organisations(kind: OrganisationKind) -> list[Organisation]:
    """All organisations of a kind, by name."""
    return list(db.session.scalars(sa.select(Organisation).where(Organisation.kind == kind).order_by(Organisation.name, Organisation.id)))
