"""Links in mails: each carries a secret of 256 bits of which the database knows only the hash, and works once."""

import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa

from rtc_app.accounts import queries, rules
from rtc_app.accounts.models import Account, MailedToken, TokenPurpose
from rtc_app.kernel.database import db

#: Makes the full address of a link out of its secret.
LinkFor = Callable[[str], str]


def make_token(account: Account, purpose: TokenPurpose, works: timedelta, at: datetime) -> str | None:
    """A secret for a mailed link, or None when the person was sent enough of these within the hour."""
    recent = sa.select(sa.func.count(MailedToken.id)).where(
        MailedToken.account_id == account.id, MailedToken.purpose == purpose, MailedToken.expires_at > at + works - timedelta(hours=1)
    )
    if (db.session.scalar(recent) or 0) >= rules.MAILS_PER_HOUR:
        return None
    token = secrets.token_urlsafe(32)
    db.session.add(MailedToken(account_id=account.id, purpose=purpose, token_hash=queries.token_hash(token), expires_at=at + works))
    return token


def use_tokens(account: Account, purpose: TokenPurpose, at: datetime) -> None:
    """Make every open link of this kind worthless."""
    db.session.execute(
        sa.update(MailedToken)
        .where(MailedToken.account_id == account.id, MailedToken.purpose == purpose, MailedToken.used_at.is_(None))
        .values(used_at=at)
    )
