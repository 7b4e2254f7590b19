"""A file is read in: what it would change is found by doing it and taking it back, so that the preview cannot be wrong."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import Training
from rtc_app.interchange import catalogue_import
from rtc_app.interchange.catalogue_export import Selection, current_catalogue
from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.models import WAITS, CatalogueImport
from rtc_app.interchange.preview import Preview, compare, fingerprint, things_of
from rtc_app.interchange.problems import PlaceWords
from rtc_app.interchange.scoping import refuse_what_is_not_theirs
from rtc_app.kernel.database import db, flush


@dataclass(frozen=True)
class Look:
    """What happened when the file was brought in: the difference, and the state before and after as catalogue files."""

    preview: Preview
    before: CatalogueFile
    after: CatalogueFile
    fingerprint: str


def look_into(*, content: CatalogueFile, words: PlaceWords, actor: Account, at: datetime, is_trial: bool = False) -> Look:
    """Bring the file in and say what changed; whoever only looks says `is_trial` and rolls back afterwards.

    Raises FileRefusedError for what cannot be stored and for what is not this person's to change.
    """
    catalogue_import.check(content, words)
    refuse_what_is_not_theirs(content, actor, words)
    selection = Selection.of_file(content)
    before, found_before = current_catalogue(selection, with_assessments=False), _findable(selection, at)
    print_before = fingerprint_of(before)
    differences = catalogue_import.import_content(content=content, words=words, at=at, is_trial=is_trial)
    # Lists as the database orders them, not as the file did: only so is the same state the same hash.
    db.session.expire_all()
    after, found_after = current_catalogue(selection, with_assessments=False), _findable(selection, at)
    preview = compare(
        things_of(before),
        things_of(after),
        findable={code: (found_before.get(code, False), found) for code, found in found_after.items()},
        decided=frozenset(change.code for change in differences.changes if change.kind == "assessments"),
        untouched=_untouched(selection, actor),
    )
    return Look(preview, before, after, print_before)


def fingerprint_of(state: CatalogueFile) -> str:
    """Hash of everything a file touches: when it differs, the preview no longer tells the truth."""
    codes = [training.code for training in state.trainings]
    accepted = sa.select(Training.code, Training.accepted_hash, Training.withdrawn_at).where(Training.code.in_(codes))
    decisions = sorted((code, print_, str(away)) for code, print_, away in db.session.execute(accepted))
    return fingerprint([state.model_dump(mode="json"), decisions])


def _findable(selection: Selection, at: datetime) -> dict[str, bool]:
    trainings = db.session.scalars(sa.select(Training).where(Training.code.in_(selection.trainings)))
    return {training.code: training.is_findable(at) for training in trainings}


def _untouched(selection: Selection, actor: Account) -> int:
    query = sa.select(sa.func.count()).select_from(Training).where(Training.code.not_in(selection.trainings))
    if not actor.is_rtc_staff:
        query = query.where(Training.provider_id.in_(actor.provider_ids))
    return db.session.scalar(query) or 0


def keep_import(*, look: Look, content: CatalogueFile, file_name: str, file_hash: str, actor: Account, at: datetime) -> CatalogueImport:
    """Keep the file and what it would change, until somebody says yes or a day has passed. Nothing of the offer changes."""
    kept = CatalogueImport(
        account_id=actor.id,
        uploaded_at=at,
        file_name=file_name,
        file_hash=file_hash,
        content=content.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        preview=look.preview.model_dump(mode="json"),
        fingerprint=look.fingerprint,
    )
    db.session.add(kept)
    flush()
    return kept


def forget_expired(*, at: datetime) -> None:
    """Remove files that nobody said yes to."""
    db.session.execute(sa.delete(CatalogueImport).where(CatalogueImport.applied_at.is_(None), CatalogueImport.uploaded_at < at - WAITS))
