"""Trainings and searches that a person keeps. Nobody else ever reads them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import Base, enum_type, explain_constraint
from rtc_app.saved.rules import Rhythm


class SavedTraining(Base):
    """A training somebody keeps, with a note of their own."""

    __tablename__ = "saved_training"

    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    training_id: Mapped[int] = mapped_column(sa.ForeignKey("training.id", ondelete="CASCADE"), primary_key=True, index=True)
    note: Mapped[str] = mapped_column(default="")
    saved_at: Mapped[datetime]

    training: Mapped[Training] = relationship()


class SavedSearch(Base):
    """A question to the catalogue that is asked again by itself."""

    __tablename__ = "saved_search"
    __table_args__ = (sa.UniqueConstraint("account_id", "query"), sa.Index("ix_saved_search_due_at", "due_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str]
    #: The query string of the results page, in its one fixed order.
    query: Mapped[str]
    rhythm: Mapped[Rhythm] = mapped_column(enum_type(Rhythm))
    created_at: Mapped[datetime]
    #: Ids of the trainings it found when it last told of them.
    known_ids: Mapped[list[int]] = mapped_column(default=list)
    #: When it is asked again; None while it is paused.
    due_at: Mapped[datetime | None]
    last_mailed_at: Mapped[datetime | None]

    account: Mapped[Account] = relationship()


explain_constraint("uq_saved_search_account_id_query", "Deze zoekopdracht bewaarde je al.")
