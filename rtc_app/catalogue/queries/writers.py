"""Who wrote what is stored of a training."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import TrainingEdit
from rtc_app.kernel.database import db


@dataclass(frozen=True)
class Writer:
    """Who wrote a field last, and when; `name` is empty for a file that was brought in by command."""

    account_id: int | None
    name: str
    at: datetime


def last_writers(training_id: int, fields: Collection[str]) -> dict[str, Writer]:
    """Field → its last writer, of those that were written since somebody keeps count."""
    query = (
        sa.select(TrainingEdit.field, TrainingEdit.account_id, Account.name, TrainingEdit.edited_at)
        .outerjoin(Account, TrainingEdit.account_id == Account.id)
        .where(TrainingEdit.training_id == training_id, TrainingEdit.field.in_(fields))
        .order_by(TrainingEdit.id)
    )
    return {field: Writer(account_id, name or "", at) for field, account_id, name, at in db.session.execute(query)}
