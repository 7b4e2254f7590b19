"""Leertrajecten as RTC staff keep them, published or not."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from rtc_app.catalogue.models import LearningPath, Training
from rtc_app.kernel.database import db

_MOST = 300


def kept_paths() -> list[LearningPath]:
    """All of them by title, with their RTC and steps."""
    query = sa.select(LearningPath).order_by(LearningPath.title, LearningPath.id).limit(_MOST)
    return list(db.session.scalars(query.options(joinedload(LearningPath.rtc), selectinload(LearningPath.steps))))


def training_at(words: str) -> Training | None:
    """The training that an address, or the last part of one, or a code names."""
    name = words.split("?", maxsplit=1)[0].split("#", maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1]
    return db.session.scalar(sa.select(Training).where(sa.or_(Training.slug == name, Training.code == name)).order_by(Training.id).limit(1))
