"""What people do with their account."""

import sqlalchemy as sa

from rtc_app.accounts.models import Account
from rtc_app.kernel.database import db


class DemoAccountsPresentError(Exception):
    """Production must not run with accounts whose passwords are public."""


def refuse_demo_accounts() -> None:
    """Stop a start outside demo mode while demo accounts exist."""
    if db.session.scalar(sa.select(Account.id).where(Account.is_demo).limit(1)):
        raise DemoAccountsPresentError("This database has demo accounts. Use another DATABASE_URL, or set DEMO_MODE=1 for a demonstration.")
