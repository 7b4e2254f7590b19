"""Mails wait here from the transaction that caused them until the worker has sent them.

A mail is a row written together with the change it speaks of, so a stored change always leads to a mail or to a
visible failure. The worker leases rows, sends outside any transaction, and marks the outcome; a lease that runs out
(the worker was killed) returns the mail to the queue: at least once, with a Message-ID that stays the same.
"""

import enum
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa
import structlog
from sqlalchemy.orm import Mapped, mapped_column

from rtc_app.kernel.database import Base, db, enum_type, release, transaction
from rtc_app.kernel.mail import Mail, Mailer, PermanentMailError, TemporaryMailError

log = structlog.get_logger()

LEASE = timedelta(minutes=10)
#: Waiting times between tries; together more than a day, since school mail servers throttle for hours.
RETRY_AFTER = tuple(timedelta(seconds=s) for s in (30, 120, 600, 1800)) + (timedelta(hours=2),) * 13


class MailState(enum.StrEnum):
    """Where a mail stands."""

    QUEUED = "queued"
    SENT = "sent"
    #: Refused for good or tried for more than a day: a person must look at it.
    FAILED = "failed"


class OutboxMail(Base):
    """One mail to one person, waiting, sent or failed."""

    __tablename__ = "outbox_mail"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    message_id: Mapped[str] = mapped_column(unique=True)
    state: Mapped[MailState] = mapped_column(enum_type(MailState))
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    #: Not to be taken before this moment; also the end of a lease.
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None]
    #: Secrets (a reset link) are wiped from the row once the mail has left.
    is_secret: Mapped[bool] = mapped_column(default=False)
    #: Of mail that nobody waits for: where one click stops it.
    unsubscribe_url: Mapped[str | None]

    __table_args__ = (sa.Index("ix_outbox_mail_state_due_at", "state", "due_at"),)


def enqueue(
    *, recipient: str, subject: str, body: str, at: datetime, is_secret: bool = False, unsubscribe_url: str | None = None
) -> OutboxMail:
    """Put a mail in the outbox, within the transaction of the change it speaks of."""
    mail = OutboxMail(
        recipient=recipient,
        subject=subject,
        body=body,
        message_id=f"<{uuid.uuid4()}@digitale-school>",
        state=MailState.QUEUED,
        created_at=at,
        due_at=at,
        is_secret=is_secret,
        unsubscribe_url=unsubscribe_url,
    )
    db.session.add(mail)
    return mail


def send_due(mailer: Mailer, now: Callable[[], datetime], *, limit: int = 50, stopped: Callable[[], bool] = lambda: False) -> int:
    """Send the mails that are due, one by one, each outside any transaction; returns how many were tried."""
    for tried in range(limit):
        leased = None if stopped() else _lease(now())
        if leased is None:
            return tried
        _send_one(*leased, mailer, now)
    return limit


def _lease(at: datetime) -> tuple[int, Mail] | None:
    """Keep the mail that is due longest for this process, until the lease ends or the outcome is known."""
    due = (
        sa.select(OutboxMail)
        .where(OutboxMail.state == MailState.QUEUED, OutboxMail.due_at <= at)
        .order_by(OutboxMail.due_at, OutboxMail.id)
        .limit(1)
    )
    # A look first: an idle worker must not ask for SQLite's one write lock every second.
    is_idle = db.session.scalar(due.with_only_columns(OutboxMail.id)) is None
    release()
    if is_idle:
        return None
    with transaction():
        row = db.session.scalar(due.with_for_update(skip_locked=True))
        if row is None:
            return None
        row.due_at = at + LEASE
        return row.id, Mail(row.recipient, row.subject, row.body, row.message_id, row.unsubscribe_url)


def _send_one(row_id: int, mail: Mail, mailer: Mailer, now: Callable[[], datetime]) -> None:
    error: Exception | None = None
    try:
        mailer.send(mail)
    except (PermanentMailError, TemporaryMailError) as caught:
        error = caught
    except Exception as caught:  # A mail nobody can send must not stop all mails behind it.
        log.exception("mail_not_sendable", mail=row_id)
        error = caught
    with transaction():
        _note_outcome(db.session.get_one(OutboxMail, row_id), error, now())


def _note_outcome(row: OutboxMail, error: Exception | None, at: datetime) -> None:
    row.attempts += 1
    row.error = str(error) if error else None
    if error is None:
        row.state, row.sent_at = MailState.SENT, at
        if row.is_secret:
            row.body = ""
    elif isinstance(error, TemporaryMailError) and row.attempts <= len(RETRY_AFTER):
        row.due_at = at + RETRY_AFTER[row.attempts - 1]
        log.warning("mail_delayed", mail=row.id, error=row.error)
    else:
        row.state = MailState.FAILED
        log.error("mail_failed", mail=row.id, error=row.error)


def failed_mails(limit: int = 200) -> list[OutboxMail]:
    """Mails that did not leave, newest first."""
    query = sa.select(OutboxMail).where(OutboxMail.state == MailState.FAILED).order_by(OutboxMail.id.desc()).limit(limit)
    return list(db.session.scalars(query))


def send_again(*, mail: OutboxMail, at: datetime) -> None:
    """Put a failed mail back in the queue."""
    if mail.state is MailState.FAILED:
        mail.state, mail.attempts, mail.due_at, mail.error = MailState.QUEUED, 0, at, None
