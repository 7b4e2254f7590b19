"""A file that was shown is carried out: exactly what was shown, once."""

import enum
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import Training
from rtc_app.interchange import json_file
from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.mending import Loaded
from rtc_app.interchange.models import CatalogueImport, Reading
from rtc_app.interchange.preview import Preview, fingerprint, things_of
from rtc_app.interchange.service.reading_in import has_decisions, look_ahead, look_into
from rtc_app.kernel.database import begin_writing, db, flush, release
from rtc_app.kernel.errors import RuleViolation


class Applied(enum.Enum):
    """What came of it."""

    DONE = "done"
    #: The offer changed since the preview; the caller rolls back and shows what it would be now.
    STALE = "stale"


def want_import(*, catalogue_import: CatalogueImport, actor: Account, at: datetime) -> None:
    """Say yes to what was shown; the worker carries it out. A second yes changes nothing.

    Raises RuleViolation when there is nothing to say yes to, or when it waited too long.
    """
    db.session.refresh(catalogue_import, with_for_update=True)
    if catalogue_import.applied_at is not None or catalogue_import.reading is Reading.WANTED:
        return
    if catalogue_import.reading is not Reading.READY:
        raise RuleViolation("Dit bestand is nog niet gelezen, of het kan niet ingelezen worden.")
    _refuse_when_expired(catalogue_import, at)
    catalogue_import.reading, catalogue_import.wanted_by_id, catalogue_import.notice = Reading.WANTED, actor.id, ""
    catalogue_import.due_at, catalogue_import.tries = at, 0
    flush()


def apply_import(*, catalogue_import: CatalogueImport, actor: Account, at: datetime) -> Applied:
    """Carry the file out in this transaction; a second time nothing happens.

    Raises RuleViolation when the file waited too long, FileRefusedError when it does not fit any more.
    """
    db.session.refresh(catalogue_import, with_for_update=True)
    if catalogue_import.applied_at is not None:
        return Applied.DONE
    _refuse_when_expired(catalogue_import, at)
    content = CatalogueFile.model_validate(catalogue_import.content)
    # Whoever changes one of these trainings at the same moment waits for us, or we for them.
    codes = sorted(training.code for training in content.trainings)
    db.session.execute(sa.select(Training.id).where(Training.code.in_(codes)).order_by(Training.id).with_for_update()).all()
    try:
        look = look_into(content=content, words=json_file.words_of(catalogue_import.content), actor=actor, at=at)
    except IntegrityError:  # somebody made a thing with the same code at the same moment
        release()
        return Applied.STALE
    shown = Preview.model_validate(catalogue_import.preview)
    if look.fingerprint != catalogue_import.fingerprint or look.preview.changes != shown.changes:
        return Applied.STALE
    catalogue_import.applied_at, catalogue_import.reading = at, Reading.READY
    catalogue_import.before = look.before.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    catalogue_import.after = {f"{kind}/{code}": fingerprint(values) for (kind, code), values in things_of(look.after).items()}
    flush()
    return Applied.DONE


def show_anew(*, catalogue_import: CatalogueImport, actor: Account, at: datetime) -> None:
    """Keep what the file would change now, in place of what was shown.

    When that is the same, it was not what really happened: then it is tried out, and what was tried is rolled back.
    """
    id_, fingerprint_shown = catalogue_import.id, catalogue_import.fingerprint
    content = CatalogueFile.model_validate(catalogue_import.content)
    words = json_file.words_of(catalogue_import.content)
    shown = Preview.model_validate(catalogue_import.preview)
    release()
    if has_decisions(content):
        begin_writing()
    look = look_ahead(file=Loaded(content, words), actor=actor, at=at)
    release()
    begin_writing()
    if look.fingerprint == fingerprint_shown and look.preview.changes == shown.changes:
        look = look_into(content=content, words=words, actor=actor, at=at, is_trial=True)
        release()
        begin_writing()
    kept = db.session.get_one(CatalogueImport, id_)
    kept.reading = Reading.READY
    kept.notice = "Het aanbod veranderde sinds je dit zag. Er is nog niets ingelezen. Hieronder staat wat het bestand nu verandert."
    kept.preview, kept.fingerprint = look.preview.model_dump(mode="json"), look.fingerprint
    flush()


def _refuse_when_expired(catalogue_import: CatalogueImport, at: datetime) -> None:
    if catalogue_import.is_expired(at):
        raise RuleViolation("Dit bestand wachtte langer dan een dag. Lees het opnieuw in, dan zie je wat het nu verandert.")
