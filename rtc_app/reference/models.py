"""Concept schemes and their concepts, after SKOS: labels, broader and equivalent concepts, validity and source."""

import enum
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rtc_app.kernel.database import Base, enum_type


class Origin(enum.StrEnum):
    """Where a fact comes from; a proposal is RTC's to change and is shown as such."""

    SEED = "seed"
    EXTERNAL = "external"
    PROPOSAL = "proposal"


class ConceptScheme(Base):
    """A vocabulary, such as study areas or eindtermen; a new facet is a new scheme."""

    __tablename__ = "concept_scheme"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    source: Mapped[str | None]
    note: Mapped[str | None]

    concepts: Mapped[list["Concept"]] = relationship(back_populates="scheme", order_by="Concept.position, Concept.id")


class Concept(Base):
    """One term of a scheme."""

    __tablename__ = "concept"
    __table_args__ = (sa.UniqueConstraint("scheme_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(sa.ForeignKey("concept_scheme.id"))
    code: Mapped[str]
    label: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    broader_id: Mapped[int | None] = mapped_column(sa.ForeignKey("concept.id"), index=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    origin: Mapped[Origin] = mapped_column(enum_type(Origin))
    #: False for what the digest could not check; shown with a mark.
    is_verified: Mapped[bool] = mapped_column(default=True)
    source: Mapped[str | None]
    note: Mapped[str | None]
    #: What only this scheme needs: kind and areas of a tool, finaliteiten of an eindterm, bands of a level.
    properties: Mapped[dict[str, object]] = mapped_column(default=dict)

    scheme: Mapped[ConceptScheme] = relationship(back_populates="concepts")
    broader: Mapped["Concept | None"] = relationship(remote_side="Concept.id")
    alternative_labels: Mapped[list["AlternativeLabel"]] = relationship(back_populates="concept", cascade="all, delete-orphan")


class AlternativeLabel(Base):
    """Another name under which people look for a concept."""

    __tablename__ = "alternative_label"
    __table_args__ = (sa.UniqueConstraint("concept_id", "label"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    concept_id: Mapped[int] = mapped_column(sa.ForeignKey("concept.id", ondelete="CASCADE"))
    label: Mapped[str]

    concept: Mapped[Concept] = relationship(back_populates="alternative_labels")


class EquivalentConcept(Base):
    """Two concepts that mean the same in different places, such as eindterm 6.47, 6.25 and 6.12 (TAG-03). Stored both ways."""

    __tablename__ = "equivalent_concept"

    concept_id: Mapped[int] = mapped_column(sa.ForeignKey("concept.id", ondelete="CASCADE"), primary_key=True)
    equivalent_id: Mapped[int] = mapped_column(sa.ForeignKey("concept.id", ondelete="CASCADE"), primary_key=True)


class Benchmark(Base):
    """A figure from an earlier survey, always shown with n, year and population (REP-02)."""

    __tablename__ = "benchmark"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    measure: Mapped[str]
    population: Mapped[str]
    respondents: Mapped[int | None]
    #: A year or a school year.
    year: Mapped[str | None]
    value: Mapped[float | None]
    #: The value in words where it is no number, such as "stijgend".
    value_text: Mapped[str | None]
    unit: Mapped[str]
    source: Mapped[str]
    #: Code of the question or statement whose answers it may stand beside.
    compares_with: Mapped[str | None] = mapped_column(index=True)
    is_certain: Mapped[bool]
    note: Mapped[str | None]
