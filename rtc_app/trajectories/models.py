"""School mirrors (frozen, anonymous figures) and school trajectories."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rtc_app.accounts.models import Account, Organisation
from rtc_app.catalogue.models import Training, TrainingSession
from rtc_app.kernel.database import Base, explain_constraint


class SchoolMirror(Base):
    """The figures of a school's team as they were published: frozen, so that two looks cannot be subtracted."""

    __tablename__ = "school_mirror"

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    published_at: Mapped[datetime]
    #: Number of respondents it rests on; shown as a band only.
    respondents: Mapped[int]
    #: Only what may be shown, rounded and suppressed: {table: {"since": day, "figures": {row: figure}}}.
    figures: Mapped[dict[str, object]]
    #: Number of people behind each table; decides what may be published next and is never shown.
    bases: Mapped[dict[str, object]]

    school: Mapped[Organisation] = relationship()


class SchoolTrajectory(Base):
    """A school's plan: goal, period, budget, trainings (SCH-01)."""

    __tablename__ = "school_trajectory"
    __table_args__ = (
        sa.CheckConstraint("ends_on > starts_on", name="ends_after_start"),
        sa.CheckConstraint("budget >= 0", name="budget_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_id: Mapped[int] = mapped_column(sa.ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    goal: Mapped[str]
    #: How it follows from the school's own pedagogical project (VLR-02).
    pedagogical_project: Mapped[str] = mapped_column(default="")
    #: Who was heard (SCH-08).
    consulted: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    #: Euro cents for the whole period.
    budget: Mapped[int]
    created_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    school: Mapped[Organisation] = relationship()
    created_by: Mapped[Account | None] = relationship()
    steps: Mapped[list["TrajectoryStep"]] = relationship(
        back_populates="trajectory", cascade="all, delete-orphan", order_by="TrajectoryStep.position, TrajectoryStep.id"
    )


class TrajectoryStep(Base):
    """A training in a school trajectory, for how many people and why."""

    __tablename__ = "trajectory_step"
    __table_args__ = (
        sa.UniqueConstraint("school_trajectory_id", "training_id"),
        sa.CheckConstraint("participants >= 1", name="participants_at_least_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    school_trajectory_id: Mapped[int] = mapped_column(sa.ForeignKey("school_trajectory.id", ondelete="CASCADE"))
    training_id: Mapped[int] = mapped_column(sa.ForeignKey("training.id", ondelete="CASCADE"))
    training_session_id: Mapped[int | None] = mapped_column(sa.ForeignKey("training_session.id", ondelete="SET NULL"))
    participants: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str] = mapped_column(default="")
    position: Mapped[int]

    trajectory: Mapped[SchoolTrajectory] = relationship(back_populates="steps")
    training: Mapped[Training] = relationship()
    training_session: Mapped[TrainingSession | None] = relationship()


explain_constraint("uq_trajectory_step_school_trajectory_id_training_id", "Deze opleiding staat al in het schooltraject.")
explain_constraint("ck_school_trajectory_ends_after_start", "Laat de periode eindigen na het begin.", "ends_on")
