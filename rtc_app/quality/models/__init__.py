"""The framework as versioned data, the assessments made with it, and the file of a provider."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import Base, append_only, enum_type
from rtc_app.quality.models.framework import ChecklistPoint, Criterion, CriterionGroup, Framework
from rtc_app.quality.models.second import AgreementSample, SecondAssessment, SecondJudgement
from rtc_app.quality.rules import Outcome, RoundKind, Verdict

__all__ = [
    "SECOND_KINDS",
    "AccountDuty",
    "AgreementSample",
    "Assessment",
    "AssessmentEvent",
    "ChecklistJudgement",
    "ChecklistPoint",
    "Criterion",
    "CriterionGroup",
    "CriterionQuestion",
    "Declaration",
    "EventKind",
    "Evidence",
    "FileConfirmation",
    "Framework",
    "Judgement",
    "RepairAction",
    "SecondAssessment",
    "SecondJudgement",
]


class Assessment(Base):
    """One round of judging one training with one version of the framework."""

    __tablename__ = "assessment"
    __table_args__ = (
        sa.UniqueConstraint("training_id", "round"),
        # Somebody must answer for an outcome: an assessor here, or the named source of an imported one.
        sa.CheckConstraint("outcome IS NULL OR decided_at IS NOT NULL", name="outcome_has_date"),
        sa.CheckConstraint("outcome IS NULL OR assessor_id IS NOT NULL OR imported_from IS NOT NULL", name="outcome_has_author"),
        sa.Index("ix_assessment_decided_at", "decided_at"),
        sa.Index(
            "uq_assessment_open",
            "training_id",
            unique=True,
            sqlite_where=sa.text("outcome IS NULL"),
            postgresql_where=sa.text("outcome IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    training_id: Mapped[int] = mapped_column(sa.ForeignKey("training.id", ondelete="CASCADE"), index=True)
    framework_id: Mapped[int] = mapped_column(sa.ForeignKey("framework.id"))
    round: Mapped[int]
    #: The content judged; a decision on other content is void.
    content_hash: Mapped[str]
    opened_at: Mapped[datetime]
    #: Why it was opened.
    kind: Mapped[RoundKind] = mapped_column(enum_type(RoundKind), default=RoundKind.FIRST, server_default=RoundKind.FIRST.value)
    #: When the assessor handed it to a colleague for the decision; None while he judges.
    proposed_at: Mapped[datetime | None]
    assessor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    outcome: Mapped[Outcome | None] = mapped_column(enum_type(Outcome))
    decided_at: Mapped[datetime | None]
    #: Who decided: somebody other than the assessor, unless RTC works without four eyes.
    decided_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    valid_until: Mapped[datetime | None]
    #: Words to the provider with the decision.
    note: Mapped[str] = mapped_column(default="")
    #: Source of an assessment made elsewhere; None for one made here.
    imported_from: Mapped[str | None]
    #: Field of the provider's file → hash of what it said at the decision, of what was judged (QA-05); None when not noted.
    file_seen: Mapped[dict[str, str] | None] = mapped_column(sa.JSON(none_as_null=True))
    #: Optimistic lock: two people who judge at once notice each other.
    revision: Mapped[int] = mapped_column(default=1)

    training: Mapped[Training] = relationship()
    framework: Mapped[Framework] = relationship()
    assessor: Mapped[Account | None] = relationship(foreign_keys=assessor_id)
    decided_by: Mapped[Account | None] = relationship(foreign_keys=decided_by_id)
    judgements: Mapped[list["Judgement"]] = relationship(back_populates="assessment", cascade="all, delete-orphan")
    actions: Mapped[list["RepairAction"]] = relationship(
        back_populates="assessment", cascade="all, delete-orphan", order_by="RepairAction.due_on"
    )
    checklist_judgements: Mapped[list["ChecklistJudgement"]] = relationship(cascade="all, delete-orphan")
    questions: Mapped[list["CriterionQuestion"]] = relationship(
        back_populates="assessment", cascade="all, delete-orphan", order_by="CriterionQuestion.asked_at, CriterionQuestion.id"
    )
    events: Mapped[list["AssessmentEvent"]] = relationship(cascade="all, delete-orphan", order_by="AssessmentEvent.id")
    second: Mapped[SecondAssessment | None] = relationship(back_populates="assessment", cascade="all, delete-orphan")

    @property
    def is_by_one_person(self) -> bool:
        """Whether the one who judged also decided; readers are told."""
        return self.decided_by_id is not None and self.decided_by_id == self.assessor_id

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it from the class


class Judgement(Base):
    """The verdict on one criterion, with its reason, author and moment (QA-01)."""

    __tablename__ = "judgement"
    __table_args__ = (
        sa.UniqueConstraint("assessment_id", "criterion_id"),
        # What was found of the same file with another training is looked up by its content.
        sa.Index("ix_judgement_fingerprint", "fingerprint"),
        sa.CheckConstraint("verdict = 'ok' OR reason <> ''", name="reason_unless_met"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("assessment.id", ondelete="CASCADE"))
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("criterion.id"))
    verdict: Mapped[Verdict] = mapped_column(enum_type(Verdict))
    reason: Mapped[str] = mapped_column(default="")
    judged_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    judged_at: Mapped[datetime]
    #: Fingerprint of exactly the content it judges; empty where nobody noted it (a decision made elsewhere).
    fingerprint: Mapped[str] = mapped_column(default="", server_default="")
    #: The round in which it was given, when a later round took it over because nothing it judges changed.
    carried_from: Mapped[int | None]

    assessment: Mapped[Assessment] = relationship(back_populates="judgements")
    criterion: Mapped[Criterion] = relationship(lazy="joined")


class RepairAction(Base):
    """What has to be mended after a conditional outcome, by whom and when."""

    __tablename__ = "repair_action"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("criterion.id"))
    action: Mapped[str]
    owner: Mapped[str]
    due_on: Mapped[date]
    solved_at: Mapped[datetime | None]

    assessment: Mapped[Assessment] = relationship(back_populates="actions")
    criterion: Mapped[Criterion] = relationship(lazy="joined")


class ChecklistJudgement(Base):
    """What an assessor found of a checklist point that cannot be computed (QA-11)."""

    __tablename__ = "checklist_judgement"
    __table_args__ = (sa.UniqueConstraint("assessment_id", "checklist_point_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("assessment.id", ondelete="CASCADE"))
    checklist_point_id: Mapped[int] = mapped_column(sa.ForeignKey("checklist_point.id"))
    is_met: Mapped[bool]
    reason: Mapped[str]

    point: Mapped[ChecklistPoint] = relationship(lazy="joined")


class CriterionQuestion(Base):
    """What an assessor asks a provider about one criterion, and the answer; a round of answers has one moment of sending (QA-13)."""

    __tablename__ = "criterion_question"
    __table_args__ = (sa.CheckConstraint("answered_at IS NULL OR sent_at IS NOT NULL", name="answered_after_sent"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("criterion.id"))
    text: Mapped[str]
    #: None for an objection, which the provider raises himself.
    asked_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    asked_at: Mapped[datetime]
    #: When the provider could read it; until then the assessor may still change it.
    sent_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    answered_at: Mapped[datetime | None]

    assessment: Mapped[Assessment] = relationship(back_populates="questions")
    criterion: Mapped[Criterion] = relationship(lazy="joined")


class EventKind(enum.StrEnum):
    """What happened in a round."""

    OPENED = "ingediend"
    TAKEN = "opgenomen"
    JUDGED = "oordeel"
    POINT_JUDGED = "punt van de checklist"
    REOPENED = "heropend"
    ASKED = "vraag"
    ANSWERED = "antwoord"
    PROPOSED = "voorgelegd"
    SENT_BACK = "teruggestuurd"
    DECIDED = "beslist"
    SOLVED = "afspraak opgelost"
    SECOND_DRAWN = "geloot voor tweede beoordeling"
    SECOND_TAKEN = "tweede beoordeling opgenomen"
    SECOND_RETURNED = "tweede beoordeling terug"
    SECOND_FINISHED = "tweede beoordeling klaar"


#: What happened to a second assessment: nobody reads it before both are done.
SECOND_KINDS = (EventKind.SECOND_DRAWN, EventKind.SECOND_TAKEN, EventKind.SECOND_RETURNED, EventKind.SECOND_FINISHED)


@append_only
class AssessmentEvent(Base):
    """One thing that happened in a round, never changed afterwards: the history of every judgement (QA-01, QA-12)."""

    __tablename__ = "assessment_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("assessment.id", ondelete="CASCADE"), index=True)
    criterion_id: Mapped[int | None] = mapped_column(sa.ForeignKey("criterion.id"))
    kind: Mapped[EventKind] = mapped_column(enum_type(EventKind))
    verdict: Mapped[Verdict | None] = mapped_column(enum_type(Verdict))
    text: Mapped[str] = mapped_column(default="")
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[datetime]

    criterion: Mapped[Criterion | None] = relationship(lazy="joined")
    actor: Mapped[Account | None] = relationship(lazy="joined")


class Evidence(Base):
    """A file that proves something: with a training, or in the provider's own file (QA-05, QA-08)."""

    __tablename__ = "evidence"
    __table_args__ = (sa.Index("ix_evidence_provider_id_training_id", "provider_id", "training_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"))
    #: None in the provider's own file, which all its trainings use.
    training_id: Mapped[int | None] = mapped_column(sa.ForeignKey("training.id", ondelete="CASCADE"))
    #: A code and no row: the file stays when the framework gets a new version.
    criterion_code: Mapped[str]
    description: Mapped[str]
    filename: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    sha256: Mapped[str]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
    uploaded_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    uploaded_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    training: Mapped[Training | None] = relationship()


class AccountDuty(enum.StrEnum):
    """What an application asks of people before they can use it (VLR-06)."""

    NONE = "geen account nodig"
    PLAIN = "account zonder reclame"
    MARKETING = "account met reclame"


class Declaration(Base):
    """What a provider declares of an application, or of all its trainings: who sells it, whose the data are (VLR-05, VLR-06)."""

    __tablename__ = "declaration"

    id: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    application: Mapped[str]
    vendor: Mapped[str]
    data_owner: Mapped[str]
    account: Mapped[AccountDuty] = mapped_column(enum_type(AccountDuty))
    personal_data: Mapped[str]
    licence: Mapped[str]
    changed_at: Mapped[datetime]

    def in_words(self) -> str:
        """The declaration as one sentence for an assessor."""
        return (
            f"{self.application}: van {self.vendor}; {self.account.value}; gegevens van {self.data_owner}; "
            f"bewaart {self.personal_data}; licentie: {self.licence}."
        )


class FileConfirmation(Base):
    """That a provider's file holds for one training; void once the file says something else (QA-05)."""

    __tablename__ = "file_confirmation"

    training_id: Mapped[int] = mapped_column(sa.ForeignKey("training.id", ondelete="CASCADE"), primary_key=True)
    fingerprint: Mapped[str]
    confirmed_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    confirmed_at: Mapped[datetime]
