"""Questionnaires as versioned data, and the answers people gave."""

import enum
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rtc_app.accounts.models import Account, Organisation
from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import Base, enum_type, explain_constraint
from rtc_app.needs.rules import NewsChannel
from rtc_app.reference.models import Concept


class QuestionnaireKind(enum.StrEnum):
    """Who asks."""

    #: A person fills it in alone.
    SURVEY = "survey"
    #: Somebody of an RTC asks, and notes what is said (PRO-02).
    INTERVIEW = "interview"


class Questionnaire(Base):
    """One version of the questionnaire; answers keep the version they were given to."""

    __tablename__ = "questionnaire"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[QuestionnaireKind] = mapped_column(
        enum_type(QuestionnaireKind), default=QuestionnaireKind.SURVEY, server_default=QuestionnaireKind.SURVEY
    )
    #: One series for both kinds.
    version: Mapped[int] = mapped_column(unique=True)
    title: Mapped[str]
    source: Mapped[str]
    valid_from: Mapped[date]

    sections: Mapped[list["Section"]] = relationship(back_populates="questionnaire", order_by="Section.position")


class Section(Base):
    """A page of questions that belong together."""

    __tablename__ = "section"
    __table_args__ = (sa.UniqueConstraint("questionnaire_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire.id"))
    code: Mapped[str]
    title: Mapped[str]
    position: Mapped[int]

    questionnaire: Mapped[Questionnaire] = relationship(back_populates="sections")
    questions: Mapped[list["Question"]] = relationship(back_populates="section", order_by="Question.position")


class Question(Base):
    """One question. Its type is one of a small table of answer types in code; everything else is data."""

    __tablename__ = "question"
    __table_args__ = (sa.UniqueConstraint("section_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    section_id: Mapped[int] = mapped_column(sa.ForeignKey("section.id"))
    code: Mapped[str] = mapped_column(index=True)
    type: Mapped[str]
    text: Mapped[str]
    hint: Mapped[str | None]
    position: Mapped[int]
    #: Part of the two-minute form.
    is_in_short_form: Mapped[bool]
    is_personal: Mapped[bool]
    #: Code of the concept scheme that gives the options, or None when `properties` lists them.
    options_scheme: Mapped[str | None]
    #: What the answer is used for, shown where it is asked (*Wie ziet dit?*).
    purpose: Mapped[str]
    #: min, max, max_choices, other_text, own options, rows, scale, show_if, feeds.
    properties: Mapped[dict[str, object]]

    section: Mapped[Section] = relationship(back_populates="questions")


class Response(Base):
    """One person's answers in one wave (PRO-09)."""

    __tablename__ = "response"
    __table_args__ = (
        sa.Index(
            "uq_response_open",
            "account_id",
            unique=True,
            sqlite_where=sa.text("submitted_at IS NULL"),
            postgresql_where=sa.text("submitted_at IS NULL"),
        ),
        sa.Index("ix_response_account_id_submitted_at", "account_id", "submitted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"))
    questionnaire_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire.id"))
    is_short: Mapped[bool]
    started_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()
    questionnaire: Mapped[Questionnaire] = relationship()
    answers: Mapped[list["Answer"]] = relationship(back_populates="response", cascade="all, delete-orphan")


class Answer(Base):
    """The answer to one question; no row means skipped, which is not the same as nothing ticked."""

    __tablename__ = "answer"
    __table_args__ = (sa.UniqueConstraint("response_id", "question_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(sa.ForeignKey("response.id", ondelete="CASCADE"))
    question_code: Mapped[str]
    #: {"value": …} in the shape of the question's type, with "other" where free text is allowed.
    value: Mapped[dict[str, object]]
    answered_at: Mapped[datetime]

    response: Mapped[Response] = relationship(back_populates="answers")


class Interview(Base):
    """A conversation to which a teacher agreed in an account of the own; read by these two people and by nobody else (PRO-02)."""

    __tablename__ = "interview"
    __table_args__ = (sa.CheckConstraint("(code IS NULL) = (started_at IS NOT NULL)", name="code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Who is interviewed, owns every word of it, and may take it all away.
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), index=True)
    questionnaire_id: Mapped[int] = mapped_column(sa.ForeignKey("questionnaire.id"))
    agreed_at: Mapped[datetime]
    #: What the teacher tells the interviewer, who can begin with it; gone once that happened.
    code: Mapped[str | None] = mapped_column(unique=True)
    #: None when the account of the interviewer is gone; then only the teacher reads it.
    interviewer_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id", ondelete="SET NULL"), index=True)
    started_at: Mapped[datetime | None]
    #: From here on the interviewer only reads, and the teacher corrects.
    finished_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship(foreign_keys=account_id)
    interviewer: Mapped[Account | None] = relationship(foreign_keys=interviewer_id)
    questionnaire: Mapped[Questionnaire] = relationship()
    answers: Mapped[list["InterviewAnswer"]] = relationship(cascade="all, delete-orphan")


class InterviewAnswer(Base):
    """What was said to one question; no row means that it was not asked."""

    __tablename__ = "interview_answer"
    __table_args__ = (sa.UniqueConstraint("interview_id", "question_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(sa.ForeignKey("interview.id", ondelete="CASCADE"))
    question_code: Mapped[str]
    #: As in `Answer`.
    value: Mapped[dict[str, object]]
    answered_at: Mapped[datetime]


class Adjustment(Base):
    """What a person said about the profile itself: what must not count, and what no question asks (PRO-12)."""

    __tablename__ = "profile_adjustment"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    switched_off: Mapped[list[str]] = mapped_column(default=list)
    #: None follows the statements of the questionnaire.
    barriers: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True))
    motivations: Mapped[list[str]] = mapped_column(default=list)
    #: Need → urgency, and need → level.
    urgency: Mapped[dict[str, object]] = mapped_column(default=dict)
    levels: Mapped[dict[str, object]] = mapped_column(default=dict)
    days: Mapped[list[str]] = mapped_column(default=list)
    max_km: Mapped[int | None]
    less_of: Mapped[list[str]] = mapped_column(default=list)
    #: None follows the answer of the questionnaire; either way it is one of the two moments below that is kept, or none.
    news: Mapped[NewsChannel | None] = mapped_column(enum_type(NewsChannel))
    #: Since when new suggestions have to be mailed, which each mail moves on.
    mail_since: Mapped[datetime | None] = mapped_column(index=True)
    #: Since when new suggestions have to stand on the start page, which the person moves on.
    site_since: Mapped[datetime | None]
    updated_at: Mapped[datetime]


class SetAsideReason(enum.StrEnum):
    """Why a training must not be suggested."""

    KNOWN = "known"
    UNWANTED = "unwanted"


class SetAside(Base):
    """A training that a person does not want suggested; it stays findable."""

    __tablename__ = "set_aside"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    training_id: Mapped[int] = mapped_column(sa.ForeignKey("training.id", ondelete="CASCADE"), primary_key=True, index=True)
    reason: Mapped[SetAsideReason] = mapped_column(enum_type(SetAsideReason))
    set_aside_at: Mapped[datetime]

    training: Mapped[Training] = relationship()


class Reflection(Base):
    """A look at one's own digital competence at one moment: area of DigCompEdu → level, what was skipped left out."""

    __tablename__ = "reflection"
    __table_args__ = (sa.Index("ix_reflection_account_id_reflected_at", "account_id", "reflected_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"))
    levels: Mapped[dict[str, object]] = mapped_column(default=dict)
    reflected_at: Mapped[datetime]


class Suggested(Base):
    """A training that a nightly run found to fit a person, and when it did so first."""

    __tablename__ = "suggested_training"
    __table_args__ = (sa.Index("ix_suggested_training_account_id_suggested_at", "account_id", "suggested_at"),)

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    training_id: Mapped[int] = mapped_column(sa.ForeignKey("training.id", ondelete="CASCADE"), primary_key=True, index=True)
    suggested_at: Mapped[datetime]


class UnmetNeed(Base):
    """A question to the catalogue for which somebody found nothing suitable and told the RTCs so (MAT-06)."""

    __tablename__ = "unmet_need"
    __table_args__ = (sa.UniqueConstraint("account_id", "query"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"))
    #: The query string of the results page, in its one fixed order.
    query: Mapped[str]
    #: What was asked: [["woorden", "lasrobot"], ["studiegebied", "hout"], …].
    topics: Mapped[list[list[str]]] = mapped_column(sa.JSON())
    #: For the RTCs to read, without the name of its writer.
    note: Mapped[str] = mapped_column(default="")
    reported_at: Mapped[datetime]
    answered_at: Mapped[datetime | None] = mapped_column(index=True)
    answer: Mapped[str] = mapped_column(default="")

    account: Mapped[Account] = relationship()


class UnmetGroup(Base):
    """How many people matching finds nothing for, in groups that give nobody away (see `needs/unmet.py`). It holds no people."""

    __tablename__ = "unmet_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: Code of a theme or a tool.
    need: Mapped[str]
    #: Of these, None is unknown or may differ within the group; "meerdere" is more than one.
    level: Mapped[str | None]
    study_area: Mapped[str | None]
    province: Mapped[str | None]
    people: Mapped[int]
    noted_at: Mapped[datetime]


class CampaignScope(enum.StrEnum):
    """Whom a campaign is for."""

    FLANDERS = "flanders"
    PROVINCE = "province"
    SCHOOLS = "schools"


campaign_school = sa.Table(
    "campaign_school",
    Base.metadata,
    sa.Column("campaign_id", sa.ForeignKey("campaign.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("school_id", sa.ForeignKey("organisation.id"), primary_key=True),
)


class Campaign(Base):
    """A wave of the needs analysis: whom RTC asks, why, and from which day to which, both included."""

    __tablename__ = "campaign"
    __table_args__ = (
        sa.CheckConstraint("starts_on <= ends_on", name="days"),
        sa.CheckConstraint("(scope = 'province') = (province_id IS NOT NULL)", name="province"),
        sa.Index(
            "uq_campaign_standing",
            "starts_on",
            unique=True,
            sqlite_where=sa.text("is_standing"),
            postgresql_where=sa.text("is_standing"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    #: What the answers will serve; for named schools also why these (VOI-08).
    purpose: Mapped[str]
    scope: Mapped[CampaignScope] = mapped_column(enum_type(CampaignScope))
    province_id: Mapped[int | None] = mapped_column(sa.ForeignKey("concept.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    #: Holds a school year of answers that no campaign asked for; it invites nobody.
    is_standing: Mapped[bool] = mapped_column(default=False)
    #: None: nobody is reminded.
    reminder_after_days: Mapped[int | None]

    province: Mapped[Concept | None] = relationship()
    schools: Mapped[list[Organisation]] = relationship(secondary=campaign_school, order_by=Organisation.name)


class Participation(Base):
    """That a person was counted in a campaign, so that nobody counts twice. With what, nobody knows."""

    __tablename__ = "participation"

    campaign_id: Mapped[int] = mapped_column(sa.ForeignKey("campaign.id"), primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True)


class Tally(Base):
    """The anonymous store: how many people of a group gave an answer. It holds no people, so nothing leads back to one.

    See `needs/tallying.py` for what is counted.
    """

    __tablename__ = "tally"

    campaign_id: Mapped[int] = mapped_column(sa.ForeignKey("campaign.id"), primary_key=True)
    #: Empty for the questionnaire as a whole.
    question_code: Mapped[str] = mapped_column(primary_key=True)
    #: Such as "net:go"; empty for everybody.
    group: Mapped[str] = mapped_column(primary_key=True)
    #: A second group: the people who are in both. Only their number is kept. Empty for all of the first.
    within: Mapped[str] = mapped_column(primary_key=True)
    #: What was answered; empty for all who answered.
    option: Mapped[str] = mapped_column(primary_key=True)
    people: Mapped[int]


explain_constraint("uq_response_open", "Je bent al bezig met je noden. Ga verder waar je gebleven was.")
