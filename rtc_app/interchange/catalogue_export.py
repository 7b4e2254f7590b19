"""The whole offer as a catalogue file: importing it again changes nothing."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Self, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption

from rtc_app.accounts.models import Organisation, OrganisationKind
from rtc_app.catalogue.models import (
    LearningPath,
    LearningPathStep,
    Location,
    ProviderProfile,
    Trainer,
    Training,
    TrainingSession,
    TrainingTag,
)
from rtc_app.interchange import json_file, xlsx
from rtc_app.interchange.catalogue_check import EINDTERM, PROVINCE, SCHEMES
from rtc_app.interchange.catalogue_file import (
    ActionEntry,
    AssessmentEntry,
    CatalogueFile,
    ChecklistEntry,
    EindtermEntry,
    LearningPathEntry,
    LocationEntry,
    MaterialEntry,
    MeetingEntry,
    ProviderEntry,
    RefusalEntry,
    SessionEntry,
    StepEntry,
    TrainerEntry,
    TrainingEntry,
)
from rtc_app.interchange.problems import FileRefusedError
from rtc_app.interchange.storing.sessions import deadline_days
from rtc_app.interchange.storing.trainings import LIST_FIELDS, PRICE_FIELDS, SAME_FIELDS
from rtc_app.kernel.clock import to_wall_time
from rtc_app.kernel.database import db
from rtc_app.quality import queries as quality
from rtc_app.quality.models import Assessment
from rtc_app.quality.rules import Verdict
from rtc_app.reference import queries as reference
from rtc_app.reference.models import Concept, ConceptScheme

Row = TypeVar("Row", Location, Trainer, Training, LearningPath)
_LOADED = (
    selectinload(Training.trainers),
    selectinload(Training.sessions).selectinload(TrainingSession.meetings),
    selectinload(Training.sessions).selectinload(TrainingSession.location),
)
_STEPS = (selectinload(LearningPath.steps).selectinload(LearningPathStep.training),)


def export_file(*, path: Path) -> CatalogueFile:
    """Write the offer to a .json or .xlsx file and return what was written; raises FileRefusedError for another ending."""
    content = current_catalogue()
    match path.suffix.lower():
        case ".json":
            json_file.write(content, path)
        case ".xlsx":
            xlsx.write(content, path, choices())
        case _:
            raise FileRefusedError("Kies een bestandsnaam die op .json of .xlsx eindigt.")
    return content


def choices() -> dict[str, list[tuple[str, str]]]:
    """The vocabularies a file may use, for whoever fills in a workbook."""
    schemes = (*SCHEMES.values(), EINDTERM, PROVINCE)
    return {scheme: reference.choices(scheme) for scheme in schemes}


@dataclass(frozen=True)
class Selection:
    """Codes of the things to take."""

    providers: frozenset[str]
    locations: frozenset[str]
    trainers: frozenset[str]
    trainings: frozenset[str]
    learning_paths: frozenset[str] = frozenset()

    @classmethod
    def of_file(cls, content: CatalogueFile) -> Self:
        """What a file names itself."""
        return cls(
            providers=frozenset(entry.code for entry in content.providers),
            locations=frozenset(entry.code for entry in content.locations),
            trainers=frozenset(entry.code for entry in content.trainers),
            trainings=frozenset(entry.code for entry in content.trainings),
            learning_paths=frozenset(entry.code for entry in content.learning_paths),
        )

    @classmethod
    def of_providers(cls, ids: Iterable[int]) -> Self:
        """The offer of these providers, with the places of their sessions."""
        provider_ids = list(ids)
        places = sa.select(Location.code).join(TrainingSession).join(Training, TrainingSession.training_id == Training.id)
        return cls(
            providers=_codes(sa.select(Organisation.code).where(Organisation.id.in_(provider_ids))),
            locations=_codes(places.where(Training.provider_id.in_(provider_ids))),
            trainers=_codes(sa.select(Trainer.code).where(Trainer.provider_id.in_(provider_ids))),
            trainings=_codes(sa.select(Training.code).where(Training.provider_id.in_(provider_ids))),
        )


def _codes(query: sa.Select[str]) -> frozenset[str]:
    return frozenset(db.session.scalars(query))


def current_catalogue(selection: Selection | None = None, *, with_assessments: bool = True) -> CatalogueFile:
    """Everything that is in the database, or the selection of it, in the order in which it came."""

    def rows(table: type[Row], codes: Collection[str] | None, *loaded: ORMOption) -> Iterable[Row]:
        query = sa.select(table).options(*loaded).order_by(table.id)
        return db.session.scalars(query if codes is None else query.where(table.code.in_(codes)))

    return CatalogueFile(
        title="Catalogus van de RTC Digitale School",
        providers=tuple(_providers(selection.providers if selection else None)),
        locations=tuple(_location(location) for location in rows(Location, selection.locations if selection else None)),
        trainers=tuple(_trainer(trainer) for trainer in rows(Trainer, selection.trainers if selection else None)),
        trainings=tuple(
            _trainings(
                rows(Training, selection.trainings if selection else None, *_LOADED),
                _tags(selection.trainings if selection else None),
                with_assessments=with_assessments,
            )
        ),
        learning_paths=tuple(_learning_paths(rows(LearningPath, selection.learning_paths if selection else None, *_STEPS))),
    )


def _providers(codes: Collection[str] | None) -> Iterable[ProviderEntry]:
    profiles = {profile.organisation_id: profile for profile in db.session.scalars(sa.select(ProviderProfile))}
    query = sa.select(Organisation).where(Organisation.kind == OrganisationKind.PROVIDER).order_by(Organisation.id)
    for provider in db.session.scalars(query if codes is None else query.where(Organisation.code.in_(codes))):
        profile = profiles.get(provider.id)
        yield ProviderEntry(
            code=provider.code,
            name=provider.name,
            city=provider.city or "",
            website=provider.website or "",
            quality_care=(profile and profile.quality_care) or "",
            declaration=(profile and profile.declaration) or "",
            is_example=provider.is_example,
        )


def _location(location: Location) -> LocationEntry:
    return LocationEntry(
        code=location.code,
        name=location.name,
        street=location.street,
        postcode=location.postcode,
        city=location.city,
        province=location.province.code,
        latitude=location.latitude,
        longitude=location.longitude,
        access=location.access or "",
        public_transport=location.has_public_transport,
        provider=location.provider.code if location.provider else None,
        equipment=location.equipment or None,
        is_example=location.is_example,
    )


def _trainer(trainer: Trainer) -> TrainerEntry:
    return TrainerEntry(
        code=trainer.code,
        provider=trainer.provider.code,
        name=trainer.name,
        subject_background=trainer.subject_background or "",
        teaching_background=trainer.teaching_background or "",
        is_example=trainer.is_example,
    )


def _trainings(
    trainings: Iterable[Training], tags: Mapping[int, list[tuple[str, str, str]]], *, with_assessments: bool
) -> Iterable[TrainingEntry]:
    for training in trainings:
        values = {name: getattr(training, name) for name in (*SAME_FIELDS, *LIST_FIELDS)}
        yield TrainingEntry(
            code=training.code,
            provider=training.provider.code,
            rtc=training.rtc.code,
            required_materials=tuple(MaterialEntry.model_validate(material) for material in training.required_materials),
            trainers=tuple(trainer.code for trainer in training.trainers),
            sessions=tuple(_session(session) for session in sorted(training.sessions, key=lambda session: session.id)),
            assessment=_assessment(training) if with_assessments else None,
            withdrawn_at=training.withdrawn_at,
            withdrawn_reason=training.withdrawn_reason,
            successor=training.successor.code if training.successor else None,
            **values,
            **{name: Decimal(getattr(training, name)) / 100 for name in PRICE_FIELDS},
            **_tag_fields(tags.get(training.id, ())),
        )


def _tags(codes: Collection[str] | None) -> dict[int, list[tuple[str, str, str]]]:
    """Training → (scheme, code, meaning) of its tags; plain rows, since there are twenty of each training."""
    query = (
        sa.select(TrainingTag.training_id, ConceptScheme.code, Concept.code, TrainingTag.meaning)
        .join(Concept, TrainingTag.concept_id == Concept.id)
        .join(ConceptScheme, Concept.scheme_id == ConceptScheme.id)
        .order_by(TrainingTag.training_id, TrainingTag.concept_id)
    )
    if codes is not None:
        query = query.where(TrainingTag.training_id.in_(sa.select(Training.id).where(Training.code.in_(codes))))
    found: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for training_id, scheme, code, meaning in db.session.execute(query):
        found[training_id].append((scheme, code, meaning or ""))
    return found


def _tag_fields(tags: Iterable[tuple[str, str, str]]) -> dict[str, object]:
    codes: dict[str, list[str]] = defaultdict(list)
    eindtermen = []
    for scheme, code, meaning in tags:
        codes[scheme].append(code)
        if scheme == EINDTERM:
            eindtermen.append(EindtermEntry(code=code, meaning=meaning))
    return {"eindtermen": tuple(eindtermen)} | {field: tuple(codes[scheme]) for field, scheme in SCHEMES.items()}


def _session(session: TrainingSession) -> SessionEntry:
    return SessionEntry(
        code=session.code,
        location=session.location.code if session.location else None,
        online_note=session.online_note,
        capacity=session.capacity,
        deadline_days=deadline_days(session),
        cancelled_at=session.cancelled_at,
        meetings=tuple(MeetingEntry(day=m.starts.date(), start=m.starts.time(), end=m.ends.time(), kind=m.kind) for m in session.meetings),
    )


def _assessment(training: Training) -> AssessmentEntry | None:
    """The last decision, when it is about the content as it stands."""
    decision: Assessment | None = quality.latest_assessment(training.id)
    if decision is None or decision.decided_at is None or decision.outcome is None or decision.content_hash != training.content_hash:
        return None
    return AssessmentEntry(
        outcome=decision.outcome,
        decided=to_wall_time(decision.decided_at).date(),
        source=decision.imported_from or training.rtc.name,
        note=decision.note,
        actions=tuple(ActionEntry(criterion=a.criterion.code, action=a.action, owner=a.owner, due=a.due_on) for a in decision.actions),
        refused=tuple(
            RefusalEntry(criterion=judgement.criterion.code, reason=judgement.reason)
            for judgement in sorted(decision.judgements, key=lambda judgement: judgement.criterion_id)
            if judgement.verdict is Verdict.NOT_MET
        ),
        checklist={item.point.code: ChecklistEntry(met=item.is_met, reason=item.reason) for item in decision.checklist_judgements},
    )


def _learning_paths(paths: Iterable[LearningPath]) -> Iterable[LearningPathEntry]:
    for path in paths:
        yield LearningPathEntry(
            code=path.code,
            title=path.title,
            rtc=path.rtc.code,
            summary=path.summary,
            published=path.is_published,
            is_example=path.is_example,
            steps=tuple(StepEntry(training=step.training.code, self_study=step.self_study) for step in path.steps),
        )
