"""Trainings, the runs in which they are given, and what surrounds them."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rtc_app.accounts.models import Account, Organisation
from rtc_app.catalogue.rules import Acceptance
from rtc_app.kernel import clock
from rtc_app.kernel.database import Base, WallTime, enum_type, explain_constraint
from rtc_app.reference.models import Concept


class ProviderProfile(Base):
    """What a provider says of itself once, for all its trainings (QA-05, VLR-05, VLR-06)."""

    __tablename__ = "provider_profile"

    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True)
    #: How the provider looks after its own quality (KK6.2).
    quality_care: Mapped[str | None]
    #: Accounts, ownership of data, marketing and licences.
    declaration: Mapped[str | None]
    #: When the words last changed; decisions that rest on older ones are looked at again.
    changed_at: Mapped[datetime | None]

    organisation: Mapped[Organisation] = relationship()


class Location(Base):
    """A place where sessions are held."""

    __tablename__ = "location"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    street: Mapped[str]
    postcode: Mapped[str]
    city: Mapped[str]
    province_id: Mapped[int] = mapped_column(sa.ForeignKey("concept.id"))
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    #: How to get there: public transport, parking, wheelchair (KK1.3).
    access: Mapped[str | None]
    has_public_transport: Mapped[bool] = mapped_column(default=False)
    #: Whose place it is; None is a place for every provider, kept by the RTCs.
    provider_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisation.id"))
    #: What stands there to work with.
    equipment: Mapped[str] = mapped_column(default="", server_default="")
    is_example: Mapped[bool] = mapped_column(default=False)

    province: Mapped[Concept] = relationship()
    provider: Mapped[Organisation | None] = relationship()


class Trainer(Base):
    """Somebody who gives sessions for a provider (CAT-12, KK6.1a, KK6.1b)."""

    __tablename__ = "trainer"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    provider_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    name: Mapped[str]
    subject_background: Mapped[str | None]
    teaching_background: Mapped[str | None]
    is_example: Mapped[bool] = mapped_column(default=False)

    provider: Mapped[Organisation] = relationship()


training_trainer = sa.Table(
    "training_trainer",
    Base.metadata,
    sa.Column("training_id", sa.ForeignKey("training.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("trainer_id", sa.ForeignKey("trainer.id"), primary_key=True),
)


class Licence(enum.StrEnum):
    """What participants may do with the material afterwards (CL14)."""

    CC_BY = "CC BY 4.0"
    CC_BY_SA = "CC BY-SA 4.0"
    CC_BY_NC_SA = "CC BY-NC-SA 4.0"
    OWN_CLASS = "Enkel voor eigen klasgebruik"

    @property
    def allows_sharing(self) -> bool:
        return self is not Licence.OWN_CLASS


class Training(Base):
    """One training as a provider describes it. Whether it may be shown follows from the accepted hash of its content."""

    __tablename__ = "training"
    __table_args__ = (
        sa.CheckConstraint("price_training >= 0 AND price_software >= 0 AND price_equipment >= 0", name="prices_not_negative"),
        sa.CheckConstraint("min_participants >= 1 AND max_participants >= min_participants", name="participants_in_order"),
        sa.Index("ix_training_accepted_from", "accepted_from"),
        sa.Index("ix_training_accepted_until", "accepted_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    slug: Mapped[str] = mapped_column(unique=True)
    provider_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    #: The RTC that organises it.
    rtc_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    outcomes: Mapped[list[str]] = mapped_column(default=list)
    programme: Mapped[str] = mapped_column(default="")
    vision: Mapped[str] = mapped_column(default="")
    examples: Mapped[list[str]] = mapped_column(default=list)
    audience: Mapped[str] = mapped_column(default="")
    grades: Mapped[list[int]] = mapped_column(default=list)
    differentiation: Mapped[str] = mapped_column(default="")
    prior_ict: Mapped[str] = mapped_column(default="")
    prior_application: Mapped[str] = mapped_column(default="")
    #: [{"name": str, "can_borrow": bool}]
    required_materials: Mapped[list[dict[str, object]]] = mapped_column(default=list)
    software_after: Mapped[str] = mapped_column(default="")
    platform: Mapped[str] = mapped_column(default="")
    platform_manual: Mapped[str] = mapped_column(default="")
    materials_participants: Mapped[str] = mapped_column(default="")
    materials_rtc: Mapped[str] = mapped_column(default="")
    material_licence: Mapped[Licence | None] = mapped_column(enum_type(Licence))
    self_study: Mapped[str] = mapped_column(default="")
    #: Where to find more online, a line each with its address (CAT-17); see rules.link_of.
    further_links: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    contact_name: Mapped[str] = mapped_column(default="")
    contact_email: Mapped[str] = mapped_column(default="")
    #: Euro cents per participant, each apart (CAT-09).
    price_training: Mapped[int] = mapped_column(default=0)
    price_software: Mapped[int] = mapped_column(default=0)
    price_equipment: Mapped[int] = mapped_column(default=0)
    price_note: Mapped[str] = mapped_column(default="")
    min_participants: Mapped[int] = mapped_column(default=1)
    max_participants: Mapped[int] = mapped_column(default=12)
    #: Minutes of own practice in one run, all meetings together (CL13).
    practice_minutes: Mapped[int] = mapped_column(default=0)
    partner: Mapped[str] = mapped_column(default="")
    certificate: Mapped[str] = mapped_column(default="")
    is_example: Mapped[bool] = mapped_column(default=False)

    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    #: What teachers read about it, and what they may follow instead.
    withdrawn_reason: Mapped[str] = mapped_column(default="", server_default="")
    successor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("training.id"))
    #: The training of which this one began as a copy.
    origin_id: Mapped[int | None] = mapped_column(sa.ForeignKey("training.id"))
    #: Hash of everything a judgement rests on; changes with every material edit.
    content_hash: Mapped[str] = mapped_column(default="")
    #: What `quality` decided: this content may be shown between these moments. Written by catalogue.service.accept only.
    accepted_hash: Mapped[str | None]
    accepted_from: Mapped[datetime | None]
    accepted_until: Mapped[datetime | None]
    #: Accepted with agreements that still run; a card says so.
    is_conditional: Mapped[bool] = mapped_column(default=False)

    provider: Mapped[Organisation] = relationship(foreign_keys=provider_id)
    rtc: Mapped[Organisation] = relationship(foreign_keys=rtc_id)
    successor: Mapped["Training | None"] = relationship(foreign_keys=successor_id, remote_side="Training.id")
    trainers: Mapped[list[Trainer]] = relationship(secondary=training_trainer, order_by=Trainer.name)
    tags: Mapped[list["TrainingTag"]] = relationship(
        back_populates="training", cascade="all, delete-orphan", order_by="TrainingTag.concept_id"
    )
    sessions: Mapped[list["TrainingSession"]] = relationship(
        back_populates="training", order_by="TrainingSession.starts_at, TrainingSession.id"
    )

    @property
    def acceptance(self) -> Acceptance:
        """What decides whether teachers find it."""
        return Acceptance(self.content_hash, self.accepted_hash, self.accepted_from, self.accepted_until, self.withdrawn_at)

    def is_findable(self, at: datetime) -> bool:
        """Whether teachers may find it (QA-03, QA-12)."""
        return self.acceptance.is_findable(at)

    def was_shown(self, at: datetime) -> bool:
        """Whether teachers could ever find it as it is (CAT-19)."""
        return self.acceptance.was_shown(at)

    @staticmethod
    def findable(at: datetime) -> sa.ColumnElement[bool]:
        """The same rule as `is_findable`, for lists."""
        return sa.and_(
            Training.withdrawn_at.is_(None),
            Training.accepted_hash == Training.content_hash,
            Training.accepted_from <= at,
            Training.accepted_until > at,
        )


class TrainingEdit(Base):
    """Who wrote a field of a training and when, so that two writers who meet know of each other."""

    __tablename__ = "training_edit"
    __table_args__ = (sa.Index("ix_training_edit_training_id_field", "training_id", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    training_id: Mapped[int] = mapped_column(sa.ForeignKey("training.id", ondelete="CASCADE"))
    #: A field of the training, a scheme of its tags, or `trainers`.
    field: Mapped[str]
    #: None when a file was brought in by command.
    account_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id", ondelete="SET NULL"))
    edited_at: Mapped[datetime]

    account: Mapped[Account | None] = relationship()


class TrainingTag(Base):
    """A concept of some scheme on a training; the scheme says which facet it is."""

    __tablename__ = "training_tag"

    training_id: Mapped[int] = mapped_column(sa.ForeignKey("training.id", ondelete="CASCADE"), primary_key=True)
    concept_id: Mapped[int] = mapped_column(sa.ForeignKey("concept.id"), primary_key=True, index=True)
    #: What the concept becomes in this subject, such as an eindterm in words of the workshop (CAT-13).
    meaning: Mapped[str | None]

    training: Mapped[Training] = relationship(back_populates="tags")
    concept: Mapped[Concept] = relationship(lazy="joined")


class TrainingSession(Base):
    """One run of a training: the meetings a participant takes part in."""

    __tablename__ = "training_session"
    __table_args__ = (
        sa.CheckConstraint("capacity >= 0", name="capacity_not_negative"),
        # The guard that no seat is given twice, on both databases.
        sa.CheckConstraint("taken >= 0 AND taken <= capacity", name="taken_within_capacity"),
        sa.CheckConstraint("waiting >= 0", name="waiting_not_negative"),
        sa.Index("ix_training_session_training_id_starts_at", "training_id", "starts_at"),
        sa.Index("ix_training_session_starts_at", "starts_at"),
        sa.Index("ix_training_session_deadline_at", "deadline_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    training_id: Mapped[int] = mapped_column(sa.ForeignKey("training.id", ondelete="CASCADE"))
    location_id: Mapped[int | None] = mapped_column(sa.ForeignKey("location.id"))
    #: How participants get in when it is online (ENR-06).
    online_note: Mapped[str] = mapped_column(default="")
    capacity: Mapped[int]
    #: Seats given. Changed by the one seat function in enrolment only; the enrolments stay the truth.
    taken: Mapped[int] = mapped_column(default=0)
    #: People in the queue; kept by the same function, for lists that show it without counting.
    waiting: Mapped[int] = mapped_column(default=0)
    #: Derived from the first and last meeting.
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    deadline_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    #: How often its moments or place changed, or that it was cancelled: calendars replace what they had by a higher number.
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    changed_at: Mapped[datetime | None]

    training: Mapped[Training] = relationship(back_populates="sessions")
    location: Mapped[Location | None] = relationship()
    meetings: Mapped[list["Meeting"]] = relationship(
        back_populates="session", cascade="all, delete-orphan", order_by="Meeting.starts, Meeting.id"
    )


class MeetingKind(enum.StrEnum):
    """A meeting of the run itself, or the one afterwards (FUP-01)."""

    REGULAR = "bijeenkomst"
    FOLLOW_UP = "terugkommoment"


class Meeting(Base):
    """One moment of a session, in wall time."""

    __tablename__ = "meeting"
    __table_args__ = (sa.CheckConstraint("ends > starts", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    training_session_id: Mapped[int] = mapped_column(sa.ForeignKey("training_session.id", ondelete="CASCADE"), index=True)
    kind: Mapped[MeetingKind] = mapped_column(enum_type(MeetingKind))
    starts: Mapped[datetime] = mapped_column(WallTime)
    ends: Mapped[datetime] = mapped_column(WallTime)

    session: Mapped[TrainingSession] = relationship(back_populates="meetings")


class LearningPath(Base):
    """A leertraject of an RTC: trainings in an order, each also open on its own (TRJ-01)."""

    __tablename__ = "learning_path"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    rtc_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    title: Mapped[str]
    summary: Mapped[str]
    is_example: Mapped[bool] = mapped_column(default=False)
    #: Whether visitors see it.
    is_published: Mapped[bool] = mapped_column(default=True, server_default=sa.true())

    rtc: Mapped[Organisation] = relationship()
    steps: Mapped[list["LearningPathStep"]] = relationship(
        back_populates="path", cascade="all, delete-orphan", order_by="LearningPathStep.position"
    )


class LearningPathStep(Base):
    """A training at its place in a leertraject, with what to study before it (TRJ-02)."""

    __tablename__ = "learning_path_step"
    __table_args__ = (sa.UniqueConstraint("learning_path_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    learning_path_id: Mapped[int] = mapped_column(sa.ForeignKey("learning_path.id", ondelete="CASCADE"))
    training_id: Mapped[int] = mapped_column(sa.ForeignKey("training.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    self_study: Mapped[str] = mapped_column(default="")

    path: Mapped[LearningPath] = relationship(back_populates="steps")
    training: Mapped[Training] = relationship()


class SearchDocument(Base):
    """The analysed words of a training, as both search engines index them."""

    __tablename__ = "search_document"

    training_id: Mapped[int] = mapped_column(sa.ForeignKey("training.id", ondelete="CASCADE"), primary_key=True)
    title: Mapped[str]
    keywords: Mapped[str]
    #: Summary, objectives, and the words that are said often.
    core: Mapped[str]
    body: Mapped[str]


class SynonymDirection(enum.StrEnum):
    """Whether a word finds the other, or each the other."""

    ONE_WAY = "one_way"
    BOTH = "both"


class SearchSynonym(Base):
    """Another word for a word, or a phrase for a phrase, in the search; starter rows come from words.yaml."""

    __tablename__ = "search_synonym"
    __table_args__ = (sa.CheckConstraint("weight BETWEEN 1 AND 100", name="weight_is_a_percentage"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    term: Mapped[str]
    other: Mapped[str]
    direction: Mapped[SynonymDirection] = mapped_column(enum_type(SynonymDirection))
    #: What the other word is worth beside the word itself, in percent.
    weight: Mapped[int]
    #: Which row of words.yaml it was; stays when RTC changes the row, so that loading does not bring it back.
    starter: Mapped[str | None] = mapped_column(unique=True)
    removed_at: Mapped[datetime | None]


class CatalogueVersion(Base):
    """One row that counts changes of the offer, so that every process knows when its read model is old."""

    __tablename__ = "catalogue_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    changed_at: Mapped[datetime | None] = mapped_column(default=clock.now, onupdate=clock.now)


class OfferChange(Base):
    """What changed with a number of CatalogueVersion, so that a read model is mended instead of built anew."""

    __tablename__ = "offer_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(index=True)
    #: None when everything may have changed. No foreign key: what is gone has changed too.
    training_id: Mapped[int | None]
    is_seats_only: Mapped[bool]


explain_constraint("uq_training_slug", "Er bestaat al een opleiding met deze titel. Kies een andere titel.", "title")
explain_constraint("ck_meeting_ends_after_start", "Laat de bijeenkomst eindigen na het begin.", "ends")
