"""Files that were read in on the site: what they hold, what they would change, and what was there before."""

import enum
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from rtc_app.accounts.models import Account
from rtc_app.kernel.database import Base, enum_type

#: How long a file that was read in waits for a yes.
WAITS = timedelta(days=1)


class Reading(enum.StrEnum):
    """How far the worker is with a file."""

    WAITING = "waiting"
    #: Somebody said yes: the worker carries it out.
    WANTED = "wanted"
    #: What it changes can be looked at.
    READY = "ready"
    #: It cannot be brought in; `sentences` say why.
    REFUSED = "refused"


class CatalogueImport(Base):
    """One file: read by the worker, perhaps carried out, perhaps taken back."""

    __tablename__ = "catalogue_import"
    __table_args__ = (
        sa.Index("ix_catalogue_import_account_id_uploaded_at", "account_id", "uploaded_at"),
        sa.Index("ix_catalogue_import_reading_due_at", "reading", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("account.id"))
    uploaded_at: Mapped[datetime] = mapped_column(index=True)
    file_name: Mapped[str]
    #: SHA-256 of the file as it came.
    file_hash: Mapped[str]
    #: The file as it came, until it is read.
    file: Mapped[bytes | None] = mapped_column(deferred=True)
    reading: Mapped[Reading] = mapped_column(enum_type(Reading), default=Reading.WAITING, server_default=Reading.READY.value)
    #: Not to be read before this moment; also the end of a lease, so that a worker that was killed leaves it to the next.
    due_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    wanted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    #: What whoever said yes must know before saying it again.
    notice: Mapped[str] = mapped_column(default="", server_default="")
    #: What stands in its way.
    sentences: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    #: The catalogue file itself, see interchange.catalogue_file.
    content: Mapped[dict[str, object]] = mapped_column(default=dict)
    #: What it changes, see interchange.preview.
    preview: Mapped[dict[str, object]] = mapped_column(default=dict)
    #: Hash of everything the file touches, as it was when the preview was made.
    fingerprint: Mapped[str] = mapped_column(default="")
    applied_at: Mapped[datetime | None]
    #: What the file touched, as it was just before; and the hash of each thing as it was just after.
    before: Mapped[dict[str, object]] = mapped_column(default=dict)
    after: Mapped[dict[str, object]] = mapped_column(default=dict)
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("account.id"))
    #: Sentences on what could not be taken back.
    kept: Mapped[list[str]] = mapped_column(default=list)

    account: Mapped[Account] = relationship(foreign_keys=account_id)
    wanted_by: Mapped[Account | None] = relationship(foreign_keys=wanted_by_id)
    undone_by: Mapped[Account | None] = relationship(foreign_keys=undone_by_id)

    def is_expired(self, at: datetime) -> bool:
        """Whether it waited too long to be carried out still."""
        return self.applied_at is None and at > self.uploaded_at + WAITS
