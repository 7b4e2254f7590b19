"""`flask check`: is what must never be false still true, and is anything missing in the configuration?"""

from collections.abc import Iterator
from datetime import timedelta

import click
import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from flask.cli import with_appcontext

from config import ROOT
from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import Training
from rtc_app.enrolment import queries as enrolment
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.outbox import MailState, OutboxMail
from rtc_app.quality.models import Assessment

#: A mail that is due for so long means that no worker runs.
WORKER_SILENT_AFTER = timedelta(minutes=15)


@click.command("check")
@with_appcontext
def command() -> None:
    """Say what is wrong with the data (exit code 1) and what to look at in the configuration (warnings)."""
    errors = [*schema_errors()]
    is_readable = not errors
    if is_readable:
        errors = [*storage_errors(), *seat_errors(), *publication_errors()]
    for error in errors:
        click.secho(f"error: {error}", fg="red", err=True)
    warnings = [*configuration_warnings(), *mail_warnings(), *queue_warnings()] if is_readable else []
    for warning in warnings:
        click.secho(f"warning: {warning}", fg="yellow", err=True)
    click.echo(f"{len(errors)} errors, {len(warnings)} warnings")
    if errors:
        raise SystemExit(1)


def schema_errors() -> Iterator[str]:
    """The tables must be those of this version of the code."""
    expected = set(ScriptDirectory(str(ROOT / "migrations")).get_heads())
    found = set(MigrationContext.configure(db.session.connection()).get_current_heads())
    if found != expected:
        yield f"the database is at revision {sorted(found) or 'none'}, the code needs {sorted(expected)}: run `flask db upgrade`"


def storage_errors() -> Iterator[str]:
    """What SQLite itself finds wrong with its file; PostgreSQL guards its own."""
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.session.connection()
    yield from (f"integrity: {row[0]}" for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok")
    for table, row_id, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"row {row_id} of {table} points to a row of {parent} that does not exist"


def seat_errors() -> Iterator[str]:
    """The counts of a session are what its enrolments say, and nobody is in it twice."""
    for drift in enrolment.drifted_sessions():
        yield (
            f"session {drift.training_session_id} counts {drift.taken} taken and {drift.waiting} waiting, "
            f"its enrolments say {drift.seated_rows} and {drift.waiting_rows}"
        )
    for session_id, account_id in enrolment.doubly_enrolled():
        yield f"account {account_id} has more than one live enrolment in session {session_id}"


def publication_errors() -> Iterator[str]:
    """Nothing is online without a decision (QA-03)."""
    decided = sa.exists().where(Assessment.training_id == Training.id, Assessment.decided_at.is_not(None))
    for slug in db.session.scalars(sa.select(Training.slug).where(Training.accepted_hash.is_not(None), ~decided).order_by(Training.id)):
        yield f"training {slug} is accepted without a decision"


def configuration_warnings() -> Iterator[str]:
    """Settings that are fine on a laptop and not for visitors."""
    if current_app.config["DEMO_MODE"]:
        return
    if current_app.config["MAIL_BACKEND"] != "smtp":
        yield f"MAIL_BACKEND is {current_app.config['MAIL_BACKEND']}: no mail reaches anybody; set smtp"
    if current_app.config["RATELIMIT_STORAGE_URI"].startswith("memory:"):
        yield "RATE_LIMIT_STORAGE is memory://: every server process counts on its own; set redis://… when there are several"
    if not current_app.config["BASE_URL"].startswith("https://"):
        yield "BASE_URL is not https: cookies travel unprotected"
    if db.session.scalar(sa.select(sa.func.count()).select_from(Account).where(Account.is_demo)):
        yield "there are demo accounts: the site does not start outside demo mode"


def mail_warnings() -> Iterator[str]:
    """Mails that did not leave."""
    failed = db.session.scalar(sa.select(sa.func.count()).select_from(OutboxMail).where(OutboxMail.state == MailState.FAILED))
    if failed:
        yield f"{failed} mails failed; look at them on the RTC desk and send them again"
    oldest = db.session.scalar(sa.select(sa.func.min(OutboxMail.due_at)).where(OutboxMail.state == MailState.QUEUED))
    if oldest is not None and oldest < clock.now() - WORKER_SILENT_AFTER:
        yield f"a mail waits since {oldest:%Y-%m-%d %H:%M} UTC: does `flask worker` run?"


def queue_warnings() -> Iterator[str]:
    """Seats the worker has still to pass on."""
    for session_id in enrolment.sessions_to_fill(clock.now()):
        yield f"session {session_id} has a free seat and people waiting: does `flask worker` run?"
