"""Which pages search engines are told of: every training that can be found, in parts of a size they take."""

from datetime import datetime

import sqlalchemy as sa

from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import db

#: The protocol allows 50,000 addresses in a file; smaller files are quicker to make and to read.
PART_SIZE = 10_000


def parts(at: datetime) -> int:
    """Number of files that the findable trainings take; at least one."""
    count = db.session.scalar(sa.select(sa.func.count()).select_from(Training).where(Training.findable(at))) or 0
    return max(1, -(-count // PART_SIZE))


def trainings(part: int, at: datetime) -> list[tuple[str, datetime]]:
    """(slug, when it last changed or came online) of part `part`, from 1, oldest first so that parts stay the same."""
    changed = sa.case((Training.updated_at > Training.accepted_from, Training.updated_at), else_=Training.accepted_from)
    query = (
        sa.select(Training.slug, changed).where(Training.findable(at)).order_by(Training.id).limit(PART_SIZE).offset((part - 1) * PART_SIZE)
    )
    return [(slug, moment) for slug, moment in db.session.execute(query)]
