"""A file is read in: what it would change is worked out by reading, or found by doing it.

The preview comes from reading alone, so that nobody waits for it. Carrying out compares what was shown with what really
happened, and nothing happens when they differ; what is shown then was found by doing it and taking it back.
"""

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from rtc_app.accounts.models import Account, Organisation
from rtc_app.catalogue.models import Training, TrainingSession
from rtc_app.interchange import catalogue_import, foreseeing, scoping
from rtc_app.interchange.catalogue_export import Selection, current_catalogue
from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.mending import Loaded
from rtc_app.interchange.preview import Preview, Things, changed_fields, compare, fingerprint, things_of
from rtc_app.interchange.problems import PlaceWords, refuse
from rtc_app.kernel.clock import to_wall_time
from rtc_app.kernel.database import db


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
    selection = Selection.of_file(content)
    before, found_before = current_catalogue(selection, with_assessments=False), _findable(selection, at)
    refuse([*catalogue_import.problems(content), *scoping.problems(content, actor, before)], words)
    print_before = fingerprint_of(before)
    differences = catalogue_import.import_content(content=content, words=words, at=at, actor=actor, is_trial=is_trial)
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


def look_ahead(*, file: Loaded, actor: Account, at: datetime) -> Look:
    """What the file would change, found by reading; raises FileRefusedError with everything that stands in its way.

    A file with decisions is tried out instead, in this transaction, which the caller rolls back: what a decision does
    depends on the rounds before it.
    """
    content = file.content
    today = to_wall_time(at).date()
    selection = Selection.of_file(content)
    before = current_catalogue(selection, with_assessments=False)
    found = [*catalogue_import.problems(content), *scoping.problems(content, actor, before)]
    found += foreseeing.problems(content, before, _seats(content), today)
    file.refuse(found)
    if has_decisions(content):
        return look_into(content=content, words=file.words, actor=actor, at=at, is_trial=True)
    after = foreseeing.after(before, content, today)
    old, new = things_of(before), things_of(after)
    preview = compare(old, new, findable=_found_after(content, old, new, at), decided=frozenset(), untouched=_untouched(selection, actor))
    return Look(preview, before, after, fingerprint_of(before))


def has_decisions(content: CatalogueFile) -> bool:
    """Whether a decision that was taken elsewhere stands in it."""
    return any(training.assessment for training in content.trainings)


def _seats(content: CatalogueFile) -> dict[str, foreseeing.Seats]:
    codes = [session.code for training in content.trainings for session in training.sessions]
    query = sa.select(TrainingSession.code, Training.code, TrainingSession.taken, TrainingSession.waiting).join(Training)
    rows = db.session.execute(query.where(TrainingSession.code.in_(codes)))
    return {code: foreseeing.Seats(training, taken, waiting) for code, training, taken, waiting in rows}


def _found_after(content: CatalogueFile, old: Things, new: Things, at: datetime) -> dict[str, tuple[bool, bool]]:
    """Training → whether teachers can find it, before and after."""
    codes = [training.code for training in content.trainings]
    present = {training.code: training.acceptance for training in db.session.scalars(sa.select(Training).where(Training.code.in_(codes)))}
    providers = dict(db.session.execute(sa.select(Organisation.code, Organisation.id)).all())
    found = {}
    for entry in content.trainings:
        acceptance = present.get(entry.code)
        if acceptance is None:
            found[entry.code] = (False, False)
            continue
        after = replace(acceptance, withdrawn_at=entry.withdrawn_at or acceptance.withdrawn_at)
        if changed_fields(old["trainings", entry.code], new["trainings", entry.code]):
            hash_ = foreseeing.content_hash(entry, str(providers.get(entry.provider, "new")))
            after = replace(after, content_hash=hash_)
        found[entry.code] = (acceptance.is_findable(at), after.is_findable(at))
    return found


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
