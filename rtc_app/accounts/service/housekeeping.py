"""What the site forgets by itself, and what production must not have."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from rtc_app.accounts.models import Account, MailedToken, SignIn, SignInAttempt
from rtc_app.kernel.database import db

#: How long ended sign-ins, expired links and wrong tries are kept, so that staff can look into a report.
KEPT_FOR = timedelta(days=7)


class DemoAccountsPresentError(Exception):
    """Production must not run with accounts whose passwords are public."""


def refuse_demo_accounts() -> None:
    """Stop a start outside demo mode while demo accounts exist."""
    if db.session.scalar(sa.select(Account.id).where(Account.is_demo).limit(1)):
        raise DemoAccountsPresentError("This database has demo accounts. Use another DATABASE_URL, or set DEMO_MODE=1 for a demonstration.")


def forget_old_traces(*, at: datetime) -> None:
    """Delete sign-ins, mailed links and wrong tries that ended more than KEPT_FOR ago (NFR-06). A nightly job."""
    before = at - KEPT_FOR
    db.session.execute(sa.delete(SignIn).where(sa.or_(SignIn.expires_at < before, SignIn.ended_at < before)))
    db.session.execute(sa.delete(MailedToken).where(sa.or_(MailedToken.expires_at < before, MailedToken.used_at < before)))
    db.session.execute(sa.delete(SignInAttempt).where(SignInAttempt.at < before))
