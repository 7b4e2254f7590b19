"""Enrolments and every step they went through."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import TrainingSession
from rtc_app.enrolment.rules import LIVE, SEATED, EnrolmentState
from rtc_app.kernel.database import Base, enum_type, explain_constraint

__all__ = ["LIVE", "SEATED", "Enrolment", "EnrolmentState", "EnrolmentTransition"]

_IS_LIVE = sa.text("state <> 'cancelled'")


class Enrolment(Base):
    """One person's seat, or place in the queue, in one session."""

    __tablename__ = "enrolment"
    __table_args__ = (
        sa.UniqueConstraint("account_id", "idempotency_key"),
        sa.Index("uq_enrolment_live", "training_session_id", "account_id", unique=True, sqlite_where=_IS_LIVE, postgresql_where=_IS_LIVE),
        sa.Index("ix_enrolment_training_session_id_state", "training_session_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: What a person quotes to RTC; says nothing about others.
    reference: Mapped[str] = mapped_column(unique=True)
    training_session_id: Mapped[int] = mapped_column(sa.ForeignKey("training_session.id"))
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), index=True)
    state: Mapped[EnrolmentState] = mapped_column(enum_type(EnrolmentState))
    created_at: Mapped[datetime]
    #: What the person wants to learn; the trainer sees it (ENR-03).
    question: Mapped[str] = mapped_column(default="")
    #: Hidden key of the form that was sent: sending it twice leads to the same enrolment.
    idempotency_key: Mapped[str]

    training_session: Mapped[TrainingSession] = relationship()
    account: Mapped[Account] = relationship()
    transitions: Mapped[list["EnrolmentTransition"]] = relationship(
        back_populates="enrolment", cascade="all, delete-orphan", order_by="EnrolmentTransition.id"
    )


class EnrolmentTransition(Base):
    """One step of an enrolment: from, to, by whom, why, when."""

    __tablename__ = "enrolment_transition"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(sa.ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    from_state: Mapped[EnrolmentState | None] = mapped_column(enum_type(EnrolmentState))
    to_state: Mapped[EnrolmentState] = mapped_column(enum_type(EnrolmentState))
    #: None when the site itself moved it, such as a promotion from the waiting list.
    actor_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id", ondelete="SET NULL"))
    reason: Mapped[str]
    at: Mapped[datetime]

    enrolment: Mapped[Enrolment] = relationship(back_populates="transitions")


explain_constraint("uq_enrolment_live", "Je bent al ingeschreven voor deze sessie.")
explain_constraint("uq_enrolment_account_id_idempotency_key", "Je stuurde dit al een keer. Kijk bij Mijn opleidingen.")
