"""Needs for which somebody found no training (MAT-06)."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from rtc_app.kernel.database import db
from rtc_app.needs.models import UnmetGroup, UnmetNeed

#: Reports that are counted on a page for everybody; older ones say little of what is missing now.
_MOST_COUNTED = 2_000


def unmet_need(account_id: int, query: str) -> UnmetNeed | None:
    """What the person reported about this question, or None."""
    return db.session.scalar(sa.select(UnmetNeed).where(UnmetNeed.account_id == account_id, UnmetNeed.query == query))


def reported_by(account_id: int) -> list[UnmetNeed]:
    """What the person reported, latest first."""
    query = sa.select(UnmetNeed).where(UnmetNeed.account_id == account_id)
    return list(db.session.scalars(query.order_by(UnmetNeed.reported_at.desc(), UnmetNeed.id)))


def open_needs() -> list[UnmetNeed]:
    """Reports without an answer, latest first, with their accounts; only for counting and answering."""
    query = sa.select(UnmetNeed).where(UnmetNeed.answered_at.is_(None)).options(joinedload(UnmetNeed.account))
    return list(db.session.scalars(query.order_by(UnmetNeed.reported_at.desc(), UnmetNeed.id)))


def topics_of_open_needs() -> list[tuple[int, list[list[str]]]]:
    """(account, what was asked) of the latest reports without an answer; only for counting."""
    query = sa.select(UnmetNeed.account_id, UnmetNeed.topics).where(UnmetNeed.answered_at.is_(None))
    rows = db.session.execute(query.order_by(UnmetNeed.reported_at.desc(), UnmetNeed.id).limit(_MOST_COUNTED))
    return [(account_id, topics) for account_id, topics in rows]


def unmet_groups() -> list[UnmetGroup]:
    """The needs for which matching finds nothing, most people first."""
    return list(db.session.scalars(sa.select(UnmetGroup).order_by(UnmetGroup.people.desc(), UnmetGroup.id)))
