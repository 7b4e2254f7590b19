"""Reading people and organisations."""

import hashlib
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, joinedload

from rtc_app.accounts.models import (
    Account,
    MailedToken,
    Membership,
    Organisation,
    OrganisationKind,
    SignIn,
    SignInAttempt,
    TokenPurpose,
)
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
    loaded = joinedload(Account.memberships).joinedload(Membership.organisation)
    account = db.session.scalars(query.options(loaded)).unique().one_or_none()
    if account is not None:
        account.sign_in_token = token
    return account


def account_by_email(email: str) -> Account | None:
    """The account with this address, in any case of letters."""
    return db.session.scalar(sa.select(Account).where(Account.email == email.strip().lower()))


def account_with_token(token: str, purpose: TokenPurpose, at: datetime, *, lock: bool = False) -> Account | None:
    """The person to whom this link was mailed, while it works; with `lock` no second request can use it meanwhile."""
    query = (
        sa.select(Account)
        .join(MailedToken, MailedToken.account_id == Account.id)
        .where(
            MailedToken.token_hash == token_hash(token),
            MailedToken.purpose == purpose,
            MailedToken.used_at.is_(None),
            MailedToken.expires_at > at,
            Account.disabled_at.is_(None),
        )
    )
    return db.session.scalar(query.with_for_update(of=MailedToken) if lock else query)


def tries_on_account(email: str, since: datetime) -> tuple[int, datetime | None]:
    """(number, moment of the last) of the wrong tries on this e-mail address after `since`."""
    query = sa.select(sa.func.count(SignInAttempt.id), sa.func.max(SignInAttempt.at)).where(
        SignInAttempt.email == email, SignInAttempt.at > since
    )
    number, last = db.session.execute(query).one()
    return number, last


def tries_from_address(address: str, since: datetime) -> int:
    """Number of wrong tries from this network address after `since`."""
    query = sa.select(sa.func.count(SignInAttempt.id)).where(SignInAttempt.address == address, SignInAttempt.at > since)
    return db.session.scalar(query) or 0


def open_sign_ins(account_id: int, at: datetime) -> list[SignIn]:
    """Browsers in which the person is signed in, newest first."""
    query = (
        sa.select(SignIn)
        .where(SignIn.account_id == account_id, SignIn.ended_at.is_(None), SignIn.expires_at > at)
        .order_by(SignIn.created_at.desc(), SignIn.id.desc())
    )
    return list(db.session.scalars(query))


def demo_accounts() -> list[Account]:
    """The public example accounts, in the order in which they were made."""
    return list(db.session.scalars(sa.select(Account).where(Account.is_demo, Account.disabled_at.is_(None)).order_by(Account.id)))


def organisations(kind: OrganisationKind) -> list[Organisation]:
    """All organisations of a kind, by name."""
    return list(db.session.scalars(sa.select(Organisation).where(Organisation.kind == kind).order_by(Organisation.name, Organisation.id)))


def school_choices() -> list[tuple[int, str]]:
    """(id, name and town) of every school, for a list to choose from."""
    return _labels(organisations(OrganisationKind.SCHOOL))


def organisation_choices() -> list[tuple[int, str]]:
    """(id, name and town) of every organisation, kind by kind."""
    return [choice for kind in OrganisationKind for choice in _labels(organisations(kind))]


def _labels(found: list[Organisation]) -> list[tuple[int, str]]:
    return [(o.id, f"{o.name} ({o.city})" if o.city else o.name) for o in found]


def staff() -> list[Membership]:
    """Who works for an RTC, with person and organisation, by organisation and name."""
    return members(frozenset(organisation.id for organisation in organisations(OrganisationKind.RTC)))


def members(organisation_ids: frozenset[int]) -> list[Membership]:
    """Memberships of these organisations with person and organisation, by organisation and name; who waits comes first."""
    query = (
        sa.select(Membership)
        .join(Membership.account)
        .join(Membership.organisation)
        .where(Membership.organisation_id.in_(organisation_ids), Account.disabled_at.is_(None))
        .order_by(Organisation.name, Membership.organisation_id, Membership.confirmed_at.is_not(None), Account.name, Membership.id)
        .options(contains_eager(Membership.account), contains_eager(Membership.organisation))
    )
    return list(db.session.scalars(query))
