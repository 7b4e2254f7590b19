"""Pieces of shared material."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rtc_app.accounts.models import Account
from rtc_app.kernel.database import Base, enum_type
from rtc_app.materials.rules import MaterialKind, Terms
from rtc_app.reference.models import Concept


class SharedMaterial(Base):
    """Something to use or to borrow: proposed by anybody, seen by visitors once RTC staff published it."""

    __tablename__ = "shared_material"
    __table_args__ = (sa.Index("ix_shared_material_published_at", "published_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    kind: Mapped[MaterialKind] = mapped_column(enum_type(MaterialKind))
    summary: Mapped[str]
    #: Where it is; empty for a thing that is lent.
    url: Mapped[str] = mapped_column(default="")
    #: Who made it, or whose it is.
    source: Mapped[str]
    terms: Mapped[Terms] = mapped_column(enum_type(Terms))
    #: Whom to ask; needed for a thing that is lent.
    contact: Mapped[str] = mapped_column(default="")
    theme_id: Mapped[int | None] = mapped_column(sa.ForeignKey("concept.id"))
    study_area_id: Mapped[int | None] = mapped_column(sa.ForeignKey("concept.id"))
    proposed_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id", ondelete="SET NULL"))
    proposed_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    is_example: Mapped[bool] = mapped_column(default=False)

    theme: Mapped[Concept | None] = relationship(foreign_keys=theme_id)
    study_area: Mapped[Concept | None] = relationship(foreign_keys=study_area_id)
    proposed_by: Mapped[Account | None] = relationship()
