"""Second, blind assessments of a sample, with which RTC measures how alike its assessors judge. They decide nothing."""

from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rtc_app.accounts.models import Account
from rtc_app.kernel.database import Base, append_only, enum_type, explain_constraint
from rtc_app.quality.rules import Verdict

if TYPE_CHECKING:
    from rtc_app.quality.models import Assessment, Criterion


@append_only
class AgreementSample(Base):
    """One drawing of rounds for a second assessment, with all it takes to repeat it."""

    __tablename__ = "agreement_sample"
    __table_args__ = (
        sa.CheckConstraint("share_percent BETWEEN 1 AND 100", name="share_is_a_percentage"),
        sa.CheckConstraint("drawn >= 1", name="something_was_drawn"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    share_percent: Mapped[int]
    #: Ids of the rounds that could be drawn, and how many were.
    qualified: Mapped[list[int]]
    drawn: Mapped[int]
    seed: Mapped[int]
    drawn_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    drawn_at: Mapped[datetime]

    drawn_by: Mapped[Account] = relationship()


class SecondAssessment(Base):
    """A round that somebody else judges too, without seeing what the first made of it, and the other way round."""

    __tablename__ = "second_assessment"
    __table_args__ = (
        sa.CheckConstraint("(assessor_id IS NULL) = (taken_at IS NULL)", name="taken_by_somebody"),
        sa.CheckConstraint("finished_at IS NULL OR taken_at IS NOT NULL", name="finished_after_taken"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(sa.ForeignKey("agreement_sample.id"), index=True)
    assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("assessment.id", ondelete="CASCADE"), unique=True)
    assessor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    taken_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]

    sample: Mapped[AgreementSample] = relationship()
    assessment: Mapped["Assessment"] = relationship(back_populates="second")
    assessor: Mapped[Account | None] = relationship()
    judgements: Mapped[list["SecondJudgement"]] = relationship(
        back_populates="second", cascade="all, delete-orphan", order_by="SecondJudgement.number"
    )

    @property
    def is_open_to_see(self) -> bool:
        """Both are done: from now on either may be read."""
        return self.finished_at is not None and self.assessment.outcome is not None

    def is_blind_for(self, account_id: int) -> bool:
        """Whether this person judges it for the second time and may not see the first."""
        return self.assessor_id == account_id and not self.is_open_to_see

    @property
    def latest(self) -> dict[int, "SecondJudgement"]:
        """Criterion → what its assessor said of it last; what somebody said who gave it back does not count."""
        return {judged.criterion_id: judged for judged in self.judgements if judged.judged_by_id == self.assessor_id}


@append_only
class SecondJudgement(Base):
    """What a second assessor found of one criterion. A change of mind is a row of its own, with the next number."""

    __tablename__ = "second_judgement"
    __table_args__ = (
        sa.UniqueConstraint("second_assessment_id", "number"),
        sa.CheckConstraint("verdict = 'ok' OR reason <> ''", name="reason_unless_met"),
        sa.CheckConstraint("number >= 1", name="number_from_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    second_assessment_id: Mapped[int] = mapped_column(sa.ForeignKey("second_assessment.id", ondelete="CASCADE"))
    #: Order within the second assessment.
    number: Mapped[int]
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("criterion.id"))
    verdict: Mapped[Verdict] = mapped_column(enum_type(Verdict))
    reason: Mapped[str] = mapped_column(default="")
    judged_by_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    judged_at: Mapped[datetime]
    #: Fingerprint of exactly the content it judges; only judgements on the same content are compared.
    fingerprint: Mapped[str]

    second: Mapped[SecondAssessment] = relationship(back_populates="judgements")
    criterion: Mapped["Criterion"] = relationship(lazy="joined")


explain_constraint("uq_second_assessment_assessment_id", "Een collega trok intussen ook een steekproef. Kijk wat er nu getrokken is.")
