"""Keeping a look at one's own digital competence; earlier looks stay, to compare with."""

from collections.abc import Mapping
from datetime import datetime

from rtc_app.accounts.models import Account
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.needs.models import Reflection


def reflect(*, account: Account, levels: Mapping[str, str], at: datetime) -> None:
    """Keep what somebody chose, area → level; raises RuleViolation when nothing was chosen."""
    if not levels:
        raise RuleViolation("Kies bij minstens één deel de zin die het best bij je past.")
    db.session.add(Reflection(account_id=account.id, levels=dict(levels), reflected_at=at))
    flush()
