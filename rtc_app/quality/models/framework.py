"""The versions of the kwaliteitskader: groups, criteria and the points of the checklist."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rtc_app.accounts.models import Account
from rtc_app.kernel.database import Base, enum_type, explain_constraint
from rtc_app.quality.rules import Severity, Thresholds


class Framework(Base):
    """One version of the kwaliteitskader."""

    __tablename__ = "framework"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Unique, so there is one draft at a time: the one after the newest that is published.
    version: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str]
    source: Mapped[str]
    #: The first day on which new rounds use it; of a draft it means nothing yet.
    valid_from: Mapped[date]
    #: Months an acceptance holds (proposal).
    validity_months: Mapped[int]
    #: Numbers of the checklist, as in `rules.Thresholds` (proposal).
    thresholds: Mapped[dict[str, int]] = mapped_column(sa.JSON, server_default="{}")
    #: None while it is a draft. Once published nothing of it changes any more; triggers in the database see to it.
    published_at: Mapped[datetime | None]
    #: None for a version that came with the reference data.
    published_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    #: Optimistic lock: grows with every change of the draft, whichever part of it.
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    groups: Mapped[list["CriterionGroup"]] = relationship(
        back_populates="framework", order_by="CriterionGroup.position", cascade="all, delete-orphan"
    )
    checklist: Mapped[list["ChecklistPoint"]] = relationship(
        back_populates="framework", order_by="ChecklistPoint.position", cascade="all, delete-orphan"
    )
    published_by: Mapped[Account | None] = relationship()

    @property
    def limits(self) -> Thresholds:
        """The numbers of the checklist."""
        return Thresholds(**self.thresholds)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it from the class


class CriterionGroup(Base):
    """A group of criteria."""

    __tablename__ = "criterion_group"
    __table_args__ = (sa.UniqueConstraint("framework_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    framework_id: Mapped[int] = mapped_column(sa.ForeignKey("framework.id"))
    code: Mapped[str]
    label: Mapped[str]
    position: Mapped[int]

    framework: Mapped[Framework] = relationship(back_populates="groups")
    criteria: Mapped[list["Criterion"]] = relationship(back_populates="group", order_by="Criterion.position", cascade="all, delete-orphan")


class Criterion(Base):
    """One thing that is judged on its own."""

    __tablename__ = "criterion"
    __table_args__ = (sa.UniqueConstraint("group_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(sa.ForeignKey("criterion_group.id"))
    code: Mapped[str] = mapped_column(index=True)
    text: Mapped[str]
    position: Mapped[int]
    #: What may prove it.
    evidence: Mapped[list[str]]
    #: Any of always, physical, online, hybrid, if_materials_required (QA-03).
    applies_when: Mapped[list[str]]
    severity: Mapped[Severity] = mapped_column(enum_type(Severity))
    #: training, session or provider: whose evidence it is (QA-05).
    level: Mapped[str]
    #: Fields of the training and of the provider's file that it judges: a change in one of them reopens it (QA-12).
    judges: Mapped[list[str]] = mapped_column(server_default="[]")
    #: Fields that help to judge it without being judged.
    shows: Mapped[list[str]] = mapped_column(server_default="[]")
    #: Code of the criterion that asks the same and is answered once (QA-07).
    same_as: Mapped[str | None]
    #: ok, vlor, pillars, speerpunt: where it sits in the wider frameworks (QA-14).
    mapping: Mapped[dict[str, object]]
    note: Mapped[str | None]
    #: False for one that this version no longer asks.
    is_active: Mapped[bool] = mapped_column(default=True, server_default=sa.true())
    #: Optimistic lock: two people who edit the same criterion of a draft notice each other.
    revision: Mapped[int] = mapped_column(default=1, server_default="1")

    group: Mapped[CriterionGroup] = relationship(back_populates="criteria")

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it from the class


class ChecklistPoint(Base):
    """One of the 19 points of the ideal training: shown beside the verdict, never instead of it (QA-09)."""

    __tablename__ = "checklist_point"
    __table_args__ = (sa.UniqueConstraint("framework_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    framework_id: Mapped[int] = mapped_column(sa.ForeignKey("framework.id"))
    code: Mapped[str]
    label: Mapped[str]
    position: Mapped[int]
    #: computed, judged or mixed (QA-11).
    mode: Mapped[str]
    rule: Mapped[str]

    framework: Mapped[Framework] = relationship(back_populates="checklist")


explain_constraint("uq_framework_version", "Een collega begon intussen al aan een ontwerp. Werk daarin verder.")
