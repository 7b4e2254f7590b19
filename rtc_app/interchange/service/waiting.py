"""Files that wait for the worker, to be read or to be carried out, so that no request is long."""

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import DBAPIError

from rtc_app.accounts.models import Account
from rtc_app.interchange import catalogue_import
from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.models import WAITS, CatalogueImport, Reading
from rtc_app.interchange.problems import FileRefusedError
from rtc_app.interchange.service.applying import Applied, apply_import, show_anew
from rtc_app.interchange.service.reading_in import Look, has_decisions, look_ahead
from rtc_app.kernel.database import begin_writing, db, flush, release, transaction
from rtc_app.kernel.errors import RuleViolation

log = structlog.get_logger()

#: Longer than any file takes. A worker that was killed leaves its file to the next after this time.
LEASE = timedelta(minutes=2)
MOST_TRIES = 3
#: Sentences on what is wrong with a file; more help nobody.
MOST_SENTENCES = 1_000
_NOT_DONE = "Dit bestand inlezen lukt nu niet. Er is niets veranderd. Laad het opnieuw op; lukt het weer niet, verwittig dan je RTC."
_BROKEN = "Dit bestand lezen lukt niet. Bewaar het opnieuw, of begin van een leeg sjabloon."


class _StaleError(Exception):
    """The offer is no longer what it was when the difference was shown."""


@dataclass(frozen=True)
class _Read:
    content: CatalogueFile
    look: Look


def keep_upload(*, file: bytes, file_name: str, actor: Account, at: datetime) -> CatalogueImport:
    """Keep a file for the worker; files that nobody said yes to for a day are forgotten. Nothing of the offer changes."""
    forget_expired(at=at)
    kept = CatalogueImport(
        account_id=actor.id,
        uploaded_at=at,
        due_at=at,
        file_name=file_name,
        file_hash=hashlib.sha256(file).hexdigest(),
        file=file,
    )
    db.session.add(kept)
    flush()
    return kept


def forget_expired(*, at: datetime) -> None:
    """Remove files that nobody said yes to."""
    db.session.execute(sa.delete(CatalogueImport).where(CatalogueImport.applied_at.is_(None), CatalogueImport.uploaded_at < at - WAITS))


def work_on_waiting(now: Callable[[], datetime]) -> int:
    """Read every file that waits, and carry out those that somebody said yes to; returns how many."""
    number = 0
    while (taken := _take(now())) is not None:
        id_, reading = taken
        if reading is Reading.WANTED:
            _carry_out_one(id_, now)
        else:
            _read_one(id_, now)
        number += 1
    return number


def _take(at: datetime) -> tuple[int, Reading] | None:
    """Keep the file that waits longest for this process until the lease ends."""
    due = (
        sa.select(CatalogueImport.id)
        .where(CatalogueImport.reading.in_((Reading.WAITING, Reading.WANTED)), CatalogueImport.due_at <= at)
        .order_by(CatalogueImport.due_at, CatalogueImport.id)
        .limit(1)
    )
    # A look first: an idle worker must not ask for SQLite's one write lock every second.
    is_idle = db.session.scalar(due) is None
    release()
    if is_idle:
        return None
    with transaction():
        id_ = db.session.scalar(due.with_for_update(skip_locked=True))
        if id_ is None:
            return None
        row = db.session.get_one(CatalogueImport, id_)
        row.due_at, row.tries = at + LEASE, row.tries + 1
        return id_, row.reading


def _carry_out_one(id_: int, now: Callable[[], datetime]) -> None:
    """Carry a file out, all or nothing; when the offer changed since, what it would be now is shown first."""
    try:
        outcome = _carry_out(id_, now())
    except (FileRefusedError, RuleViolation) as error:
        _give_up(id_, error.sentences if isinstance(error, FileRefusedError) else (error.message,))
    except DBAPIError:
        raise
    except Exception:  # A file that cannot be carried out must not stop the ones behind it.
        log.exception("file_not_carried_out", catalogue_import=id_)
        _give_up(id_, (_NOT_DONE,))
    else:
        log.info("file_carried_out", catalogue_import=id_, outcome=outcome.value)


def _carry_out(id_: int, at: datetime) -> Applied:
    row = db.session.get_one(CatalogueImport, id_)
    tries, wanted_by = row.tries, row.wanted_by_id
    release()
    if tries > MOST_TRIES:
        raise FileRefusedError(_NOT_DONE)
    try:
        _apply(id_, wanted_by, at)
    except _StaleError:
        with transaction():
            actor, row = db.session.get_one(Account, wanted_by), db.session.get_one(CatalogueImport, id_)
            show_anew(catalogue_import=row, actor=actor, at=at)
        return Applied.STALE
    return Applied.DONE


def _apply(id_: int, wanted_by: int | None, at: datetime) -> None:
    with transaction():
        actor, row = db.session.get_one(Account, wanted_by), db.session.get_one(CatalogueImport, id_)
        if apply_import(catalogue_import=row, actor=actor, at=at) is Applied.STALE:
            raise _StaleError


def _give_up(id_: int, sentences: tuple[str, ...]) -> None:
    """Take back what was tried and say why."""
    release()
    with transaction():
        _refuse(db.session.get(CatalogueImport, id_, with_for_update=True), sentences)


def _refuse(row: CatalogueImport | None, sentences: tuple[str, ...]) -> None:
    if row is not None and row.applied_at is None:
        row.reading, row.file, row.sentences = Reading.REFUSED, None, list(sentences[:MOST_SENTENCES])


def _read_one(id_: int, now: Callable[[], datetime]) -> None:
    outcome: _Read | tuple[str, ...]
    try:
        outcome = _read(id_, now())
    except FileRefusedError as error:
        outcome = error.sentences
    except DBAPIError:
        raise
    except Exception:  # A file nobody can read must not stop the ones behind it.
        log.exception("file_not_readable", catalogue_import=id_)
        outcome = (_BROKEN,)
    finally:
        release()
    with transaction():
        _note(db.session.get(CatalogueImport, id_, with_for_update=True), outcome)


def _read(id_: int, at: datetime) -> _Read:
    """Read the file and look what it changes, without a transaction that others wait for."""
    row = db.session.get_one(CatalogueImport, id_)
    if row.tries > MOST_TRIES:
        raise FileRefusedError(_BROKEN)
    data, name, account_id = row.file or b"", row.file_name, row.account_id
    release()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{Path(name).suffix.lower()[:10]}"
        path.write_bytes(data)
        loaded = catalogue_import.load_file(path)
    if has_decisions(loaded.content):
        begin_writing()  # it is tried out, and rolled back
    return _Read(loaded.content, look_ahead(file=loaded, actor=db.session.get_one(Account, account_id), at=at))


def _note(row: CatalogueImport | None, outcome: _Read | tuple[str, ...]) -> None:
    """Keep what came of it, unless another worker was first or the file is forgotten."""
    if row is None or row.reading is not Reading.WAITING:
        return
    row.file = None
    if isinstance(outcome, _Read):
        row.reading = Reading.READY
        row.content = outcome.content.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        row.preview, row.fingerprint = outcome.look.preview.model_dump(mode="json"), outcome.look.fingerprint
    else:
        _refuse(row, outcome)
