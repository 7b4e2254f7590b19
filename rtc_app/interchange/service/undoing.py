"""An import is taken back: what it changed becomes what it was, what it made disappears, unless something stands on it since."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from rtc_app.accounts.models import Account, Organisation
from rtc_app.catalogue import service as catalogue
from rtc_app.catalogue.models import LearningPath, Location, Trainer, Training, TrainingSession
from rtc_app.interchange import catalogue_import as importing
from rtc_app.interchange import json_file
from rtc_app.interchange.catalogue_export import Selection, current_catalogue
from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.models import CatalogueImport
from rtc_app.interchange.preview import Change, Preview, fingerprint, things_of
from rtc_app.interchange.scoping import refuse_what_is_not_theirs
from rtc_app.kernel.database import Base, db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality.models import Assessment

Key = tuple[str, str]
#: What disappears, each after what may stand on it, and its table.
TABLES: dict[str, type[LearningPath | TrainingSession | Training | Trainer | Location | Organisation]] = {
    "learning_paths": LearningPath,
    "sessions": TrainingSession,
    "trainings": Training,
    "trainers": Trainer,
    "locations": Location,
    "providers": Organisation,
}
KINDS = {
    "providers": "Verstrekker",
    "locations": "Locatie",
    "trainers": "Lesgever",
    "trainings": "Opleiding",
    "sessions": "Sessie",
    "learning_paths": "Leertraject",
}
#: Tables that are part of a thing and go with it; anything else that points to it stands on it.
_PARTS = {
    "learning_path": {"learning_path_step"},
    "training_session": {"meeting"},
    "training": {"training_tag", "training_trainer", "search_document", "offer_change", "assessment", "training_edit"},
    "trainer": set(),
    "location": set(),
    "organisation": {"provider_profile"},
}
_WORDS = {
    "enrolment": "er zijn inschrijvingen",
    "training_session": "er zijn sessies die blijven",
    "training_trainer": "er is een opleiding die deze lesgever blijft noemen",
    "learning_path_step": "een leertraject gebruikt deze opleiding",
    "membership": "er horen mensen bij",
}


@dataclass
class _Undo:
    changes: Mapping[Key, Change]
    kept: list[str] = field(default_factory=list)
    kept_keys: set[Key] = field(default_factory=set)

    def keep(self, key: Key, reason: str) -> None:
        """Leave a thing as it is now and say why."""
        if key not in self.kept_keys:
            self.kept_keys.add(key)
            change = self.changes[key]
            self.kept.append(f"{KINDS[key[0]]} {change.name or change.code}: {reason}.")


def undo_import(*, catalogue_import: CatalogueImport, actor: Account, at: datetime, is_partial: bool) -> list[str]:
    """Put back what was there before the import; returns sentences on what stays because something stands on it.

    When it returns sentences and `is_partial` is false, the caller rolls back and shows them. Doing it twice changes
    nothing. Raises RuleViolation when it was never carried out, FileRefusedError when the old state does not fit any more.
    """
    db.session.refresh(catalogue_import, with_for_update=True)
    if catalogue_import.applied_at is None:
        raise RuleViolation("Dit bestand is nog niet ingelezen. Er is niets om ongedaan te maken.")
    if catalogue_import.undone_at is not None:
        return []
    content = CatalogueFile.model_validate(catalogue_import.content)
    words = json_file.words_of(catalogue_import.content)
    refuse_what_is_not_theirs(content.model_copy(update={"trainings": _undecided(content)}), actor, words)
    preview = Preview.model_validate(catalogue_import.preview)
    undo = _Undo({(change.kind, change.code): change for change in preview.changes})
    _keep_what_changed_since(undo, catalogue_import, content)
    _restore(undo, catalogue_import, actor, at)
    _remove(undo)
    if not undo.kept or is_partial:
        catalogue_import.undone_at, catalogue_import.undone_by_id, catalogue_import.kept = at, actor.id, undo.kept
    flush()
    catalogue.offer_changed()
    return undo.kept


def _undecided(content: CatalogueFile) -> tuple[object, ...]:
    return tuple(training.model_copy(update={"assessment": None}) for training in content.trainings)


def _keep_what_changed_since(undo: _Undo, done: CatalogueImport, content: CatalogueFile) -> None:
    present = things_of(current_catalogue(Selection.of_file(content), with_assessments=False))
    for key, change in undo.changes.items():
        values = present.get(key)
        if values is None:
            undo.keep(key, "die bestaat niet meer")
        elif fingerprint(values) != done.after[f"{key[0]}/{key[1]}"]:
            undo.keep(key, "die is nadien nog veranderd")
        elif change.has_decision and not change.is_new:
            undo.keep(key, "daarover is met dit bestand een beslissing vastgelegd, en die blijft")
    for code in _judged_since(content, done):
        if ("trainings", code) in undo.changes:
            undo.keep(("trainings", code), "die is ingediend of beoordeeld")


def _judged_since(content: CatalogueFile, done: CatalogueImport) -> Iterable[str]:
    """Codes of trainings handed in since: a judgement stands on the content as the file made it."""
    codes = [training.code for training in content.trainings]
    query = sa.select(Training.code).join(Assessment).where(Training.code.in_(codes), Assessment.imported_from.is_(None))
    return db.session.scalars(query.where(Assessment.opened_at >= done.applied_at).distinct())


def _restore(undo: _Undo, done: CatalogueImport, actor: Account, at: datetime) -> None:
    """Bring the old state in again, of what changed and may go back."""
    old = CatalogueFile.model_validate(done.before)
    back = {key for key, change in undo.changes.items() if not change.is_new} - undo.kept_keys
    sessions = {code for kind, code in back if kind == "sessions"}
    trainings = tuple(
        training.model_copy(update={"sessions": tuple(s for s in training.sessions if s.code in sessions), "assessment": None})
        for training in old.trainings
        if ("trainings", training.code) in back or any(s.code in sessions for s in training.sessions)
    )
    for training in trainings:
        if ("trainings", training.code) in undo.kept_keys and training.sessions:
            for session in training.sessions:
                undo.keep(("sessions", session.code), "de opleiding zelf is nadien veranderd")
    trainings = tuple(training for training in trainings if ("trainings", training.code) not in undo.kept_keys)
    lists = {
        name: tuple(entry for entry in getattr(old, name) if (name, entry.code) in back)
        for name in ("providers", "locations", "trainers", "learning_paths")
    }
    part = CatalogueFile(trainings=trainings, **lists)
    importing.import_content(content=part, words=json_file.words_of(done.before), at=at, actor=actor)
    _take_back_state(part, back)


def _take_back_state(part: CatalogueFile, back: AbstractSet[Key]) -> None:
    """What the old state says nothing of, the import brought: withdrawn, cancelled, whose place it is and what stands there."""
    offered = [training.code for training in part.trainings if training.withdrawn_at is None]
    held = [session.code for training in part.trainings for session in training.sessions if session.cancelled_at is None]
    _set(
        Training,
        [code for code in offered if ("trainings", code) in back],
        {"withdrawn_at": None, "withdrawn_reason": "", "successor": None},
    )
    _set(TrainingSession, held, {"cancelled_at": None})
    _set(Location, [place.code for place in part.locations if place.provider is None], {"provider": None})
    _set(Location, [place.code for place in part.locations if place.equipment is None], {"equipment": ""})


def _set(table: type[Training | TrainingSession | Location], codes: list[str], values: dict[str, object]) -> None:
    for row in db.session.scalars(sa.select(table).where(table.code.in_(codes))):
        for name, value in values.items():
            setattr(row, name, value)


def _remove(undo: _Undo) -> None:
    """Delete what the import made, where nothing else points to it."""
    for kind, table in TABLES.items():
        codes = [code for (of_kind, code), change in undo.changes.items() if of_kind == kind and change.is_new]
        codes = [code for code in codes if (kind, code) not in undo.kept_keys]
        ids = dict(db.session.execute(sa.select(table.id, table.code).where(table.code.in_(codes))).all())
        for id_, reason in _standing_on(table, ids).items():
            undo.keep((kind, ids.pop(id_)), reason)
        flush()
        db.session.execute(sa.delete(table).where(table.id.in_(ids)), execution_options={"synchronize_session": False})
        db.session.expire_all()


def _standing_on(table: type[Base], ids: Iterable[int]) -> dict[int, str]:
    """Id → why it stays, for rows that rows of other things point to."""
    found: dict[int, str] = {}
    wanted, name = list(ids), table.__tablename__
    for other in Base.metadata.sorted_tables:
        if other.name in _PARTS[name]:
            continue
        for key in other.foreign_keys:
            if key.column.table.name == name:
                for id_ in db.session.scalars(sa.select(key.parent).where(key.parent.in_(wanted)).distinct()):
                    found.setdefault(id_, _WORDS.get(other.name, "andere gegevens verwijzen ernaar"))
    return found
