"""What the nightly run suggested to whom, and whom to mail about it."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import db
from rtc_app.needs.models import Adjustment, Response, Suggested


def people_to_match(after: int, limit: int) -> list[int]:
    """Ids of accounts that submitted something and can sign in, in order, beginning after one."""
    query = (
        sa.select(Account.id)
        .where(Account.id > after, Account.disabled_at.is_(None))
        .where(sa.exists().where(Response.account_id == Account.id, Response.submitted_at.is_not(None)))
        .order_by(Account.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))


def number_of_people_to_match() -> int:
    """How many these are."""
    query = sa.select(sa.func.count(sa.distinct(Response.account_id))).where(Response.submitted_at.is_not(None))
    return db.session.scalar(query) or 0


def number_submitted_since(at: datetime) -> int:
    """How many people submitted something after a moment."""
    query = sa.select(sa.func.count(sa.distinct(Response.account_id))).where(Response.submitted_at > at)
    return db.session.scalar(query) or 0


def suggested_before(account_ids: Sequence[int]) -> dict[int, set[int]]:
    """Account → ids of the trainings that were ever suggested to it."""
    found: dict[int, set[int]] = {}
    query = sa.select(Suggested.account_id, Suggested.training_id).where(Suggested.account_id.in_(account_ids))
    for account_id, training_id in db.session.execute(query):
        found.setdefault(account_id, set()).add(training_id)
    return found


def people_to_mail(before: datetime, limit: int) -> list[Adjustment]:
    """Those who asked for mail about new suggestions and had none since this moment; locked for one worker."""
    query = (
        sa.select(Adjustment)
        .join(Account, Account.id == Adjustment.account_id)
        .where(Adjustment.mail_since <= before, Account.disabled_at.is_(None), Account.email_verified_at.is_not(None))
        .order_by(Adjustment.mail_since, Adjustment.account_id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Adjustment)
    )
    return list(db.session.scalars(query))


def suggested_since(account_id: int, since: datetime, at: datetime) -> list[int]:
    """Ids of the trainings first suggested to a person after a moment that can still be found, oldest first."""
    query = (
        sa.select(Suggested.training_id)
        .join(Training, Training.id == Suggested.training_id)
        .where(Suggested.account_id == account_id, Suggested.suggested_at > since, Training.findable(at))
    )
    return list(db.session.scalars(query.order_by(Suggested.suggested_at, Suggested.training_id)))
