"""Bringing a catalogue file into the database: all or nothing, and twice is the same as once."""

from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from rtc_app.accounts.models import Account, Organisation, OrganisationKind
from rtc_app.catalogue import service as catalogue
from rtc_app.catalogue.models import LearningPath, Location, Trainer, Training, TrainingSession
from rtc_app.interchange import catalogue_check, json_file, xlsx
from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.differences import Differences
from rtc_app.interchange.mending import Loaded
from rtc_app.interchange.problems import FileRefusedError, PlaceWords, Problem, refuse
from rtc_app.interchange.storing import trainings as training_store
from rtc_app.interchange.storing.surroundings import store_learning_path, store_location, store_provider, store_trainer
from rtc_app.kernel.database import db, flush
from rtc_app.quality import queries as quality
from rtc_app.quality.models import ChecklistPoint
from rtc_app.reference import queries as reference


def load_file(path: Path) -> Loaded:
    """The content of a .json or .xlsx file with what is wrong with its shape; raises FileRefusedError for any other file."""
    if not path.is_file():
        raise FileRefusedError(f"Er is geen bestand {path}. Kijk de naam na.")
    match path.suffix.lower():
        case ".json":
            return json_file.load(path)
        case ".xlsx":
            return xlsx.load(path)
        case _:
            raise FileRefusedError("Kies een bestand dat op .json of .xlsx eindigt.")


def import_file(*, path: Path, at: datetime) -> Differences:
    """Create and update everything in the file; raises FileRefusedError with every problem and changes nothing then.

    What is in the database but not in the file stays as it is. To look only, roll back afterwards.
    """
    loaded = load_file(path)
    loaded.refuse(problems(loaded.content))
    return import_content(content=loaded.content, words=loaded.words, at=at)


def problems(content: CatalogueFile) -> list[Problem]:
    """What a file holds beyond its shape that does not fit with what is there."""
    found = catalogue_check.problems(content, _known())
    codes = [provider.code for provider in content.providers]
    taken = sa.select(Organisation.code).where(Organisation.code.in_(codes), Organisation.kind != OrganisationKind.PROVIDER)
    others = set(db.session.scalars(taken))
    words = "Deze code is al van een andere organisatie. Kies een andere code."
    found += [Problem(("providers", number, "code"), words) for number, code in enumerate(codes) if code in others]
    return found


def import_content(
    *, content: CatalogueFile, words: PlaceWords, at: datetime, actor: Account | None = None, is_trial: bool = False
) -> Differences:
    """The same for content that was checked already; a trial, which is rolled back, leaves the search as it is."""
    differences = Differences()
    for provider in content.providers:
        store_provider(provider, differences)
    for location in content.locations:
        store_location(location, differences)
    for trainer in content.trainers:
        store_trainer(trainer, differences)
    flush()
    store = training_store.Store.load(content.trainings, differences=differences, actor=actor, at=at)
    for number, training in enumerate(content.trainings):
        store.store(training, ("trainings", number))
    store.finish(is_trial=is_trial)
    refuse(store.problems, words)
    for path in content.learning_paths:
        store_learning_path(path, differences)
    flush()
    if differences.changes:
        catalogue.offer_changed()
    return differences


def _known() -> catalogue_check.Known:
    schemes = {*catalogue_check.SCHEMES.values(), catalogue_check.EINDTERM, catalogue_check.PROVINCE}
    return catalogue_check.Known(
        concepts={scheme: frozenset(reference.concepts_by_code(scheme)) for scheme in schemes},
        codes={
            "providers": _organisations(OrganisationKind.PROVIDER),
            "locations": _codes(Location),
            "trainers": _codes(Trainer),
            "trainings": _codes(Training),
            "learning_paths": _codes(LearningPath),
            "sessions": _codes(TrainingSession),
        },
        rtcs=_organisations(OrganisationKind.RTC),
        criteria=quality.codes_of_every_version(),
        checklist_points=_codes(ChecklistPoint),
    )


def _codes(table: type[Location | Trainer | Training | LearningPath | TrainingSession | ChecklistPoint]) -> frozenset[str]:
    return frozenset(db.session.scalars(sa.select(table.code)))


def _organisations(kind: OrganisationKind) -> frozenset[str]:
    return frozenset(db.session.scalars(sa.select(Organisation.code).where(Organisation.kind == kind)))
