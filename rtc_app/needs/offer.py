"""The offer as matching sees it: read in a few queries and kept by each process until the offer changes."""

import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from rtc_app.accounts.models import Organisation, OrganisationKind
from rtc_app.catalogue.models import (
    CatalogueVersion,
    Location,
    Meeting,
    MeetingKind,
    Trainer,
    Training,
    TrainingSession,
    TrainingTag,
    training_trainer,
)
from rtc_app.catalogue.rules import TrainingKind, kind_of
from rtc_app.kernel.database import db
from rtc_app.kernel.earth import Position
from rtc_app.needs import files
from rtc_app.needs.match_words import Vocabulary
from rtc_app.needs.matching import WEEKDAYS, Candidate, Criterion, Measure, Run
from rtc_app.needs.offer_facts import Limits, Offered, facts_of
from rtc_app.quality.models import Assessment, ChecklistJudgement, ChecklistPoint
from rtc_app.quality.queries import current_framework
from rtc_app.reference import queries as reference
from rtc_app.reference.models import Concept, ConceptScheme

#: Schemes whose labels a match may say.
_SAID = ("studiegebied", "thema", "tool", "niveau", "leervorm", "nazorg", "motivatie")
_READ = (*_SAID, "onderwijsvorm", "eindterm")


@dataclass(frozen=True)
class Offer:
    """Every accepted training with the moments between which it may be shown, and what matching needs beside them."""

    entries: tuple[tuple[datetime, datetime, Candidate], ...]
    measure: Measure
    vocabulary: Vocabulary

    def findable(self, at: datetime) -> list[Candidate]:
        """What a teacher may be shown now (QA-03)."""
        return [candidate for start, until, candidate in self.entries if start <= at < until]

    def candidate(self, training_id: int) -> Candidate | None:
        """One training, or None when it is not accepted."""
        return next((candidate for _start, _until, candidate in self.entries if candidate.training_id == training_id), None)


@dataclass
class _Runs:
    """What is read of the sessions of one training."""

    starts: dict[int, tuple[datetime, Position | None, bool]] = field(default_factory=dict)
    weekdays: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    minutes: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    has_central_place: bool = False

    def as_runs(self) -> tuple[Run, ...]:
        return tuple(
            Run(start, frozenset(self.weekdays[session_id]), position, is_remote)
            for session_id, (start, position, is_remote) in self.starts.items()
        )


_offers: WeakKeyDictionary[Engine, tuple[object, Offer]] = WeakKeyDictionary()
_lock = threading.Lock()


def current() -> Offer:
    """The offer as it is now; one small query while nothing changed."""
    # The moment of the last change stands beside the counter, since a restored database may count the same twice.
    number = sa.select(CatalogueVersion.number).where(CatalogueVersion.id == 1).scalar_subquery()
    key = tuple(db.session.execute(sa.select(number, sa.func.max(Training.updated_at), sa.func.count(Training.id))).one())
    with _lock:
        known = _offers.get(db.engine)
        if known is None or known[0] != key:
            known = _offers[db.engine] = (key, read())
        return known[1]


def read() -> Offer:
    """The offer from the database."""
    measure, limits = _measure(), _limits()
    tags, runs, judged, expert = _tags(), _runs(), _judged(), _with_subject_trainer()
    entries = []
    for row in db.session.execute(_accepted()).all():
        of_training, of_runs = tags.get(row.id, {}), runs.get(row.id, _Runs())
        offered = _offered(row, of_training, of_runs, judged.get(row.id), has_subject_trainer=row.id in expert)
        entries.append(
            (row.accepted_from, row.accepted_until, _candidate(row, of_training, of_runs, offered, measure.theme_of, limits=limits))
        )
    return Offer(tuple(entries), measure, _vocabulary())


def draft(training_id: int) -> Candidate:
    """One training as it stands now, accepted or not; raises NoResultFound for an unknown one."""
    row = db.session.execute(_trainings().where(Training.id == training_id)).one()
    of_training, of_runs = _tags(training_id).get(training_id, {}), _runs(training_id).get(training_id, _Runs())
    offered = _offered(row, of_training, of_runs, _judged().get(training_id), has_subject_trainer=training_id in _with_subject_trainer())
    return _candidate(row, of_training, of_runs, offered, current().measure.theme_of, limits=_limits())


def _accepted() -> sa.Select[*tuple[object, ...]]:
    return _trainings().where(
        Training.withdrawn_at.is_(None),
        Training.accepted_hash == Training.content_hash,
        Training.accepted_from.is_not(None),
        Training.accepted_until.is_not(None),
    )


def _trainings() -> sa.Select[*tuple[object, ...]]:
    return (
        sa.select(
            Training.id,
            Organisation.code.label("provider"),
            Training.accepted_from,
            Training.accepted_until,
            (Training.price_training + Training.price_software + Training.price_equipment).label("price"),
            Training.practice_minutes,
            Training.examples,
            Training.differentiation,
            Training.materials_participants,
            Training.material_licence,
            Training.required_materials,
        )
        .join(Organisation, Organisation.id == Training.provider_id)
        .order_by(Training.id)
    )


def _offered(
    row: sa.Row[*tuple[object, ...]], tags: "Tags", runs: _Runs, judged: Mapping[str, bool] | None, *, has_subject_trainer: bool
) -> Offered:
    minutes = [sum(of_run) for of_run in runs.minutes.values()]
    meetings = [length for of_run in runs.minutes.values() for length in of_run]
    return Offered(
        study_areas=_codes(tags, "studiegebied"),
        levels=_codes(tags, "niveau"),
        modes=_codes(tags, "leervorm"),
        aftercare=_codes(tags, "nazorg"),
        has_eindtermen="eindterm" in tags,
        has_examples=bool(row.examples),
        has_differentiation=bool(row.differentiation),
        has_material=bool(row.materials_participants),
        licence_allows_sharing=row.material_licence is not None and row.material_licence.allows_sharing,
        has_subject_trainer=has_subject_trainer,
        borrowable=tuple(bool(thing.get("can_borrow")) for thing in row.required_materials),
        price=row.price,
        practice_minutes=row.practice_minutes,
        run_minutes=max(minutes, default=0),
        longest_meeting=max(meetings, default=0),
        runs=len(runs.starts),
        has_central_place=runs.has_central_place,
        judged=judged,
    )


#: Scheme → the concepts of one training in it, as (code, properties).
Tags = Mapping[str, list[tuple[str, Mapping[str, object]]]]


def _codes(tags: Tags, scheme: str) -> frozenset[str]:
    return frozenset(code for code, _properties in tags.get(scheme, ()))


def _limits() -> Limits:
    """What short, cheap and small mean: the numbers of the checklist in force, and those of matching."""
    found = files.matching()
    return Limits(current_framework().limits, found.small_price, found.large_price)


def _candidate(
    row: sa.Row[*tuple[object, ...]], tags: Tags, runs: _Runs, offered: Offered, theme_of: Mapping[str, str], *, limits: Limits
) -> Candidate:
    groups = [properties.get("group") for _code, properties in tags.get("thema", ())]
    kinds = [properties.get("kind") for _code, properties in tags.get("tool", ())]
    return Candidate(
        training_id=row.id,
        provider=row.provider,
        study_areas=offered.study_areas,
        themes=_codes(tags, "thema") | {theme_of[tool] for tool in _codes(tags, "tool") if tool in theme_of},
        tools=_codes(tags, "tool"),
        levels=offered.levels,
        modes=offered.modes,
        aftercare=offered.aftercare,
        onderwijsvormen=_codes(tags, "onderwijsvorm"),
        facts=facts_of(offered, limits),
        is_technical=kind_of(groups, kinds) is TrainingKind.TECHNICAL,
        runs=runs.as_runs(),
    )


def _tags(training_id: int | None = None) -> dict[int, dict[str, list[tuple[str, Mapping[str, object]]]]]:
    concepts = {
        concept_id: (scheme, code, properties)
        for concept_id, scheme, code, properties in db.session.execute(
            sa.select(Concept.id, ConceptScheme.code, Concept.code, Concept.properties)
            .join(ConceptScheme, ConceptScheme.id == Concept.scheme_id)
            .where(ConceptScheme.code.in_(_READ))
        )
    }
    tags: dict[int, dict[str, list[tuple[str, Mapping[str, object]]]]] = defaultdict(lambda: defaultdict(list))
    query = sa.select(TrainingTag.training_id, TrainingTag.concept_id)
    for of_training, concept_id in db.session.execute(_only(query, TrainingTag.training_id, training_id)):
        if concept_id in concepts:
            scheme, code, properties = concepts[concept_id]
            tags[of_training][scheme].append((code, properties))
    return tags


def _runs(training_id: int | None = None) -> dict[int, _Runs]:
    runs: dict[int, _Runs] = defaultdict(_Runs)
    sessions = (
        sa.select(
            TrainingSession.training_id,
            TrainingSession.id,
            TrainingSession.starts_at,
            Location.id.label("location_id"),
            Location.latitude,
            Location.longitude,
            Location.has_public_transport,
        )
        .join(Location, Location.id == TrainingSession.location_id, isouter=True)
        .where(TrainingSession.cancelled_at.is_(None))
        .order_by(TrainingSession.starts_at, TrainingSession.id)
    )
    for row in db.session.execute(_only(sessions, TrainingSession.training_id, training_id)):
        position = (row.latitude, row.longitude) if row.latitude is not None and row.longitude is not None else None
        runs[row.training_id].starts[row.id] = (row.starts_at, position, row.location_id is None)
        runs[row.training_id].has_central_place |= bool(row.has_public_transport)
    meetings = (
        sa.select(TrainingSession.training_id, TrainingSession.id, Meeting.starts, Meeting.ends)
        .join(Meeting, Meeting.training_session_id == TrainingSession.id)
        .where(Meeting.kind == MeetingKind.REGULAR, TrainingSession.cancelled_at.is_(None))
    )
    for of_training, session_id, starts, ends in db.session.execute(_only(meetings, TrainingSession.training_id, training_id)):
        runs[of_training].minutes[session_id].append(int((ends - starts).total_seconds()) // 60)
        runs[of_training].weekdays[session_id].add(WEEKDAYS[starts.weekday()])
    return runs


def _only(query: sa.Select[*tuple[Any, ...]], column: sa.orm.InstrumentedAttribute[int], training_id: int | None) -> Any:
    return query if training_id is None else query.where(column == training_id)


def _judged() -> dict[int, dict[str, bool]]:
    """What assessors said of checklist points, by training; a later round speaks last."""
    query = (
        sa.select(Assessment.training_id, ChecklistPoint.code, ChecklistJudgement.is_met)
        .join(Assessment, Assessment.id == ChecklistJudgement.assessment_id)
        .join(ChecklistPoint, ChecklistPoint.id == ChecklistJudgement.checklist_point_id)
        .where(Assessment.outcome.is_not(None))
        .order_by(Assessment.training_id, Assessment.round)
    )
    judged: dict[int, dict[str, bool]] = defaultdict(dict)
    for training_id, code, is_met in db.session.execute(query):
        judged[training_id][code] = is_met
    return judged


def _with_subject_trainer() -> set[int]:
    query = (
        sa.select(training_trainer.c.training_id)
        .join(Trainer, Trainer.id == training_trainer.c.trainer_id)
        .where(Trainer.subject_background.is_not(None), Trainer.subject_background != "")
    )
    return set(db.session.scalars(query))


def _measure() -> Measure:
    found = files.matching()
    broader = sa.orm.aliased(Concept)
    themes = sa.select(Concept.code, broader.code).join(broader, broader.id == Concept.broader_id).join(Concept.scheme)
    return Measure(
        criteria=tuple(Criterion(entry.code, entry.label, entry.weight, entry.why) for entry in found.criteria),
        covered_by_tool=found.needs_covered.tool,
        covered_by_theme=found.needs_covered.theme,
        covered_by_related=found.needs_covered.related,
        urgency=found.urgency,
        level_steps=found.level_steps,
        fits=tuple((entry.least, entry.label) for entry in found.fits),
        enough_known=found.enough_known,
        themes_of={code: frozenset(themes) for code, themes in found.motivations.items()},
        theme_of={row[0]: row[1] for row in db.session.execute(themes.where(ConceptScheme.code == "tool"))},
        modes_of=_modes_of(),
    )


def _modes_of() -> dict[str, frozenset[str]]:
    """Preferred format → modes; a mode that is wished for by its own name answers to itself."""
    own = {code: frozenset({code}) for code, _label in reference.choices("leervorm")}
    wishes = {concept.code: frozenset(_strings(concept.properties.get("modes"))) for concept in reference.concepts("vormvoorkeur")}
    return own | wishes


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _vocabulary() -> Vocabulary:
    query = sa.select(Concept.code, Concept.label).join(Concept.scheme).where(ConceptScheme.code.in_(_SAID))
    facts = {code: (entry.yes, entry.no) for code, entry in files.matching().facts.items()}
    providers = sa.select(Organisation.code, Organisation.name).where(Organisation.kind == OrganisationKind.PROVIDER)
    labels = {row[0]: row[1] for words in (providers, query) for row in db.session.execute(words)}
    return Vocabulary(labels, facts)
