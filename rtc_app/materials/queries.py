"""Shared material as visitors and RTC staff read it."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from rtc_app.kernel.database import db
from rtc_app.kernel.paging import Page
from rtc_app.materials.models import SharedMaterial
from rtc_app.materials.rules import MaterialKind
from rtc_app.reference import queries as reference
from rtc_app.reference.models import Concept

SIZE = 20
_LOADED = (joinedload(SharedMaterial.theme), joinedload(SharedMaterial.study_area))


@dataclass(frozen=True)
class Wanted:
    """What a visitor looks for; empty is anything, and a word that does not exist finds nothing."""

    kind: str = ""
    theme: str = ""
    study_area: str = ""


def published(wanted: Wanted, number: int) -> Page[SharedMaterial]:
    """What visitors see, newest first; the last page when there are fewer."""
    query = sa.select(SharedMaterial).where(SharedMaterial.published_at.is_not(None), SharedMaterial.removed_at.is_(None))
    if wanted.kind:
        query = query.where(SharedMaterial.kind == wanted.kind if wanted.kind in set(MaterialKind) else sa.false())
    for column, scheme, code in (
        (SharedMaterial.theme_id, "thema", wanted.theme),
        (SharedMaterial.study_area_id, "studiegebied", wanted.study_area),
    ):
        if code:
            concept: Concept | None = reference.concept(scheme, code)
            query = query.where(column == concept.id if concept else sa.false())
    total = db.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    number = min(max(number, 1), max(1, -(-total // SIZE)))
    order = (SharedMaterial.published_at.desc(), SharedMaterial.id.desc())
    rows = db.session.scalars(query.options(*_LOADED).order_by(*order).limit(SIZE).offset((number - 1) * SIZE))
    return Page(list(rows), number, SIZE, total)


def proposals() -> list[SharedMaterial]:
    """What waits for RTC staff, longest first."""
    query = sa.select(SharedMaterial).where(SharedMaterial.published_at.is_(None), SharedMaterial.removed_at.is_(None))
    query = query.options(*_LOADED, joinedload(SharedMaterial.proposed_by)).order_by(SharedMaterial.proposed_at, SharedMaterial.id)
    return list(db.session.scalars(query))


def removed() -> list[SharedMaterial]:
    """What was taken away and can be put back, last first."""
    query = sa.select(SharedMaterial).where(SharedMaterial.removed_at.is_not(None)).options(*_LOADED)
    return list(db.session.scalars(query.order_by(SharedMaterial.removed_at.desc(), SharedMaterial.id)))


def proposals_number() -> int:
    """How many proposals wait."""
    query = sa.select(sa.func.count()).select_from(SharedMaterial)
    return db.session.scalar(query.where(SharedMaterial.published_at.is_(None), SharedMaterial.removed_at.is_(None))) or 0


def vocabulary() -> dict[str, list[tuple[str, str]]]:
    """What can be chosen, for the form and to narrow the list."""
    return {"theme": reference.choices("thema"), "study_area": reference.choices("studiegebied")}
