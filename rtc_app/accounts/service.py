"""What people do with their account."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa

from rtc_app.accounts.models import Account, Organisation, OrganisationKind, SignIn
from rtc_app.accounts.queries import token_hash
from rtc_app.kernel.database import db
from rtc_app.reference import files
from rtc_app.reference import queries as reference


class DemoAccountsPresentError(Exception):
    """Production must not run with accounts whose passwords are public."""


def refuse_demo_accounts() -> None:
    """Stop a start outside demo mode while demo accounts exist."""
    if db.session.scalar(sa.select(Account.id).where(Account.is_demo).limit(1)):
        raise DemoAccountsPresentError("This database has demo accounts. Use another DATABASE_URL, or set DEMO_MODE=1 for a demonstration.")


def start_sign_in(*, account: Account, user_agent: str, at: datetime, hours: int) -> str:
    """Remember that this browser is signed in; returns the secret token for its cookie, 256 bits."""
    token = secrets.token_urlsafe(32)
    db.session.add(
        SignIn(
            account_id=account.id,
            token_hash=token_hash(token),
            created_at=at,
            expires_at=at + timedelta(hours=hours),
            user_agent=user_agent[:200],
        )
    )
    return token


def load_rtcs() -> int:
    """Create the five RTCs where they are missing; contact facts that staff changed stay. Returns their number."""
    entries = files.rtcs()
    provinces = reference.concepts_by_code("provincie")
    known = set(db.session.scalars(sa.select(Organisation.code)))
    for entry in entries:
        if entry.id not in known:
            db.session.add(
                Organisation(
                    kind=OrganisationKind.RTC,
                    code=entry.id,
                    name=entry.name,
                    street=entry.street,
                    postcode=entry.postcode,
                    city=entry.city,
                    province=provinces[entry.province],
                    phone=entry.phone,
                    website=entry.website,
                )
            )
    db.session.flush()
    return len(entries)
