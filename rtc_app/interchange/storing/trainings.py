"""Trainings with their tags, trainers, sessions and the outcome of an assessment made elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from rtc_app.accounts.models import Account, Organisation
from rtc_app.catalogue import service as catalogue
from rtc_app.catalogue.models import Location, Trainer, Training, TrainingSession, TrainingTag
from rtc_app.interchange.catalogue_check import EINDTERM, SCHEMES
from rtc_app.interchange.catalogue_file import AssessmentEntry, TrainingEntry
from rtc_app.interchange.differences import Differences, set_fields
from rtc_app.interchange.problems import Place, Problem
from rtc_app.interchange.storing import assessments
from rtc_app.interchange.storing.sessions import SessionStore
from rtc_app.kernel.database import db, flush
from rtc_app.reference import queries as reference
from rtc_app.reference.models import Concept

#: Fields that the file and the table hold under one name and in one shape.
SAME_FIELDS = (
    "title",
    "summary",
    "programme",
    "vision",
    "audience",
    "differentiation",
    "prior_ict",
    "prior_application",
    "software_after",
    "platform",
    "platform_manual",
    "materials_participants",
    "materials_rtc",
    "material_licence",
    "self_study",
    "contact_name",
    "contact_email",
    "price_note",
    "min_participants",
    "max_participants",
    "practice_minutes",
    "partner",
    "certificate",
    "is_example",
)
_ALL_SCHEMES = SCHEMES | {"eindtermen": EINDTERM}
LIST_FIELDS = ("outcomes", "examples", "grades", "further_links")
PRICE_FIELDS = ("price_training", "price_software", "price_equipment")


@dataclass
class Store:
    """Stores one training after the other; knows once what all of them point to."""

    differences: Differences
    #: Who brings the file in; None for a command.
    actor: Account | None
    at: datetime
    sessions: SessionStore
    concepts: dict[tuple[str, str], Concept]
    organisations: dict[str, Organisation]
    trainers: dict[str, Trainer]
    locations: dict[str, Location]
    trainings: dict[str, Training]
    slugs: set[str]
    #: What cannot be stored beside what is there, such as fewer seats than were given.
    problems: list[Problem] = field(default_factory=list)
    #: Trainings that are new or changed, and the decisions of the file.
    changed: list[Training] = field(default_factory=list)
    decided: list[tuple[Training, AssessmentEntry]] = field(default_factory=list)
    succeeded: list[tuple[Training, str | None]] = field(default_factory=list)

    @classmethod
    def load(cls, entries: Sequence[TrainingEntry], *, differences: Differences, actor: Account | None, at: datetime) -> Self:
        """The trainings of a file as they are, and everything they may point to."""
        codes = [entry.code for entry in entries]
        named = [session.code for entry in entries for session in entry.sessions]
        schemes = (*SCHEMES.values(), EINDTERM)
        return cls(
            differences=differences,
            actor=actor,
            at=at,
            sessions=SessionStore(at, differences, {session.code: session for session in db.session.scalars(_sessions(named))}),
            concepts={(scheme, code): concept for scheme in schemes for code, concept in reference.concepts_by_code(scheme).items()},
            organisations={organisation.code: organisation for organisation in db.session.scalars(sa.select(Organisation))},
            trainers={trainer.code: trainer for trainer in db.session.scalars(sa.select(Trainer))},
            locations={location.code: location for location in db.session.scalars(sa.select(Location))},
            trainings={training.code: training for training in db.session.scalars(_trainings(codes))},
            slugs=set(db.session.scalars(sa.select(Training.slug))) | catalogue.TAKEN_WORDS,
        )

    def store(self, entry: TrainingEntry, place: Place) -> None:
        """Create or update one training and all below it; `place` is where it stands in the file."""
        training = self.trainings.get(entry.code)
        is_new = training is None
        if training is None:
            training = Training(code=entry.code, slug=self._new_slug(entry.title), created_at=self.at, updated_at=self.at)
            self.trainings[entry.code] = training
        fields = set_fields(training, self._values(entry)) + self._tags(training, entry) + self._withdraw(training, entry)
        db.session.add(training)
        if is_new or fields:
            self.changed.append(training)
        if not is_new:
            keys = [_ALL_SCHEMES.get(name, name) for name in fields]
            catalogue.note_edits(training=training, fields=keys, actor=self.actor, at=self.at)
        self.differences.note("trainings", entry.code, is_new=is_new, fields=fields)
        for number, session in enumerate(entry.sessions):
            location = self.locations[session.location] if session.location else None
            found = self.sessions.store(session, training, location)
            self.problems += [Problem((*place, "sessions", number, *problem.place), problem.message) for problem in found]
        if entry.assessment is not None:
            self.decided.append((training, entry.assessment))

    def finish(self, *, is_trial: bool) -> None:
        """What follows from the content, once all of it is there: hash, search words, decisions."""
        flush()
        successors = {code for _, code in self.succeeded if code}
        by_code = {training.code: training for training in db.session.scalars(sa.select(Training).where(Training.code.in_(successors)))}
        for training, code in self.succeeded:
            training.successor = by_code[code] if code else None
        if is_trial:
            for training in self.changed:
                training.content_hash = catalogue.content_hash(training)
        else:
            catalogue.trainings_changed(trainings=self.changed, at=self.at)
        flush()
        for training, entry in self.decided:
            assessments.store(entry, training, today=self.sessions.today, differences=self.differences)

    def _values(self, entry: TrainingEntry) -> dict[str, object]:
        return {
            **{name: getattr(entry, name) for name in SAME_FIELDS},
            **{name: list(getattr(entry, name)) for name in LIST_FIELDS},
            **{name: int(getattr(entry, name) * 100) for name in PRICE_FIELDS},
            "required_materials": [material.model_dump() for material in entry.required_materials],
            "provider": self.organisations[entry.provider],
            "rtc": self.organisations[entry.rtc],
            "trainers": sorted((self.trainers[code] for code in entry.trainers), key=lambda trainer: trainer.name),
        }

    def _withdraw(self, training: Training, entry: TrainingEntry) -> list[str]:
        """What the file says of being withdrawn; a file that says nothing of it leaves it as it is."""
        if entry.withdrawn_at is None:
            return []
        fields = set_fields(training, {"withdrawn_at": entry.withdrawn_at, "withdrawn_reason": entry.withdrawn_reason})
        if (training.successor.code if training.successor else None) != entry.successor:
            # The successor may stand further on in the file.
            self.succeeded.append((training, entry.successor))
            fields.append("successor")
        return fields

    def _tags(self, training: Training, entry: TrainingEntry) -> list[str]:
        """Make the tags those of the file; returns the fields in which they differed."""
        changed = []
        for name, scheme in SCHEMES.items():
            if self._tag_scheme(training, scheme, dict.fromkeys(getattr(entry, name))):
                changed.append(name)
        if self._tag_scheme(training, EINDTERM, {item.code: item.meaning or None for item in entry.eindtermen}):
            changed.append("eindtermen")
        return changed

    def _tag_scheme(self, training: Training, scheme: str, wanted: dict[str, str | None]) -> bool:
        present = {code: tag for tag in training.tags if (code := self._code_in(scheme, tag)) is not None}
        if {code: tag.meaning for code, tag in present.items()} == wanted:
            return False
        for code, tag in present.items():
            if code in wanted:
                tag.meaning = wanted[code]
            else:
                training.tags.remove(tag)
        added = [code for code in wanted if code not in present]
        training.tags.extend(TrainingTag(concept=self.concepts[scheme, code], meaning=wanted[code]) for code in added)
        return True

    def _code_in(self, scheme: str, tag: TrainingTag) -> str | None:
        return tag.concept.code if self.concepts.get((scheme, tag.concept.code)) is tag.concept else None

    def _new_slug(self, title: str) -> str:
        """The address of a new training: from its title, unique, the same for ever."""
        base = catalogue.slug_of(title)
        slug, number = base, 2
        while slug in self.slugs:
            slug, number = f"{base}-{number}", number + 1
        self.slugs.add(slug)
        return slug


def _trainings(codes: Sequence[str]) -> sa.Select[Training]:
    return sa.select(Training).where(Training.code.in_(codes)).options(selectinload(Training.tags), selectinload(Training.trainers))


def _sessions(codes: Sequence[str]) -> sa.Select[TrainingSession]:
    return sa.select(TrainingSession).where(TrainingSession.code.in_(codes)).options(selectinload(TrainingSession.meetings))
