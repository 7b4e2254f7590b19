"""Reading the offer for the read model: which value holds for which training, of all trainings or of some."""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from rtc_app.accounts.models import Organisation
from rtc_app.catalogue.models import Location, Meeting, MeetingKind, Training, TrainingSession, TrainingTag
from rtc_app.catalogue.rules import TrainingKind, kind_of
from rtc_app.catalogue.search.facets import FACETS, FREE, QUEUE, Facet, OfferedTraining, PlannedRun
from rtc_app.catalogue.search.moments import Times, times_of
from rtc_app.catalogue.search.places import Towns, read_towns
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.reference.models import Concept, ConceptScheme, EquivalentConcept

#: Facts of a session that are no facet of their own: the binary digits of its first day, and its location.
DAY, PLACE = "#dag", "#plaats"
#: Marks every session that is planned, beside its digits.
PLANNED = "gepland"
DAY_DIGITS = 14
_DAY_ZERO = date(2020, 1, 1).toordinal()
_FAR = datetime.max.replace(tzinfo=UTC)


class Rank(NamedTuple):
    """The place of a training in a list without words: technical before general (CAT-04), then by its first session."""

    is_general: bool
    first_start: datetime
    training_id: int


ByValue = dict[str, "array[int]"]


def _by_value() -> ByValue:
    return defaultdict(partial(array, "I"))


@dataclass
class Facts:
    """Training ids by facet and value; what sessions say, apart for the first, second … session of each training."""

    ranks: list[Rank] = field(default_factory=list)
    trainings: dict[str, ByValue] = field(default_factory=lambda: defaultdict(_by_value))
    runs: list[dict[str, ByValue]] = field(default_factory=list)

    def of_slot(self, slot: int) -> dict[str, ByValue]:
        while slot >= len(self.runs):
            self.runs.append(defaultdict(_by_value))
        return self.runs[slot]


class Tag(NamedTuple):
    """A concept as a card shows it; `order` is its place among all concepts."""

    order: int
    scheme: str
    code: str
    label: str


@dataclass(frozen=True)
class Terms:
    """What tags count for, read once for as long as the vocabularies stay the same."""

    #: Concept id → how it is shown.
    tags: Mapping[int, Tag]

    #: Concept id → (facet, value) of itself, of what means the same and of what is broader.
    counts_for: Mapping[int, tuple[tuple[str, str], ...]]
    #: Concepts that make a training technical (CAT-04, CAT-05).
    technical: frozenset[int]
    #: Towns from which a distance can be asked.
    towns: Towns

    @classmethod
    def read(cls) -> "Terms":
        columns = (Concept.id, Concept.code, Concept.label, Concept.broader_id, Concept.properties, ConceptScheme.code.label("scheme"))
        query = sa.select(*columns).join(ConceptScheme).order_by(Concept.position, Concept.id)
        concepts = {row.id: row for row in db.session.execute(query)}
        tags = {row.id: Tag(order, row.scheme, row.code, row.label) for order, row in enumerate(concepts.values())}
        same: dict[int, list[int]] = defaultdict(list)
        for concept_id, equivalent_id in db.session.execute(sa.select(EquivalentConcept.concept_id, EquivalentConcept.equivalent_id)):
            same[concept_id].append(equivalent_id)
        counts_for = {id_: tuple(dict.fromkeys(_values(id_, concepts, same))) for id_ in concepts}
        technical = frozenset(id_ for id_ in concepts if _is_technical(concepts[id_]))
        return cls(tags, {id_: values for id_, values in counts_for.items() if values}, technical, read_towns())


def _values(concept_id: int, concepts: Mapping[int, Any], same: Mapping[int, list[int]]) -> Iterator[tuple[str, str]]:
    own = concepts[concept_id]
    alike = [concepts[id_] for id_ in same.get(concept_id, ())]
    for facet in FACETS:
        if facet.has_tags and facet.scheme == own.scheme:
            yield from _own_values(facet, own.code)
            if facet.has_equivalents:
                yield from ((facet.code, concept.code) for concept in alike)
        if facet.has_narrower:
            above = (broader for concept in (own, *alike) for broader in _broader(concept, concepts))
            yield from ((facet.code, concept.code) for concept in above if concept.scheme == facet.scheme)


def _own_values(facet: Facet, code: str) -> Iterator[tuple[str, str]]:
    if facet.concepts is None:
        yield facet.code, code
    elif code in facet.concepts:
        yield facet.code, facet.concepts[code]


def _broader(concept: Any, concepts: Mapping[int, Any]) -> Iterator[Any]:
    seen = set()
    while concept.broader_id is not None and concept.broader_id not in seen:
        seen.add(concept.broader_id)
        concept = concepts[concept.broader_id]
        yield concept


def _is_technical(concept: Any) -> bool:
    groups = (concept.properties.get("group"),) if concept.scheme == "thema" else ()
    kinds = (concept.properties.get("kind"),) if concept.scheme == "tool" else ()
    return kind_of(groups, kinds) is TrainingKind.TECHNICAL


def read(terms: Terms, at: datetime, ids: Collection[int] | None = None) -> Facts:
    """Everything about the findable trainings, or about those among `ids`."""
    facts = Facts()
    findable = set()
    for training in _trainings(at, ids):
        findable.add(training.id)
        for facet in FACETS:
            if facet.of_training is not None:
                for value in facet.of_training(training):
                    facts.trainings[facet.code][value].append(training.id)
    technical = _read_tags(facts, terms, ids)
    _read_links(facts, at, ids)
    first_start = _read_runs(facts, at, findable, ids)
    facts.ranks = [Rank(id_ not in technical, first_start.get(id_, _FAR), id_) for id_ in findable]
    return facts


def _some(column: InstrumentedAttribute[int], ids: Collection[int] | None) -> sa.ColumnElement[bool]:
    return sa.true() if ids is None else column.in_(ids)


def _codes(query: sa.Select[int, str]) -> dict[int, str]:
    return {id_: code for id_, code in db.session.execute(query)}  # noqa: C416 - rows are not pairs to the type checker


def _trainings(at: datetime, ids: Collection[int] | None) -> Iterator[OfferedTraining]:
    codes = _codes(sa.select(Organisation.id, Organisation.code))
    price = Training.price_training + Training.price_software + Training.price_equipment
    query = sa.select(Training.id, Training.rtc_id, Training.provider_id, price, Training.grades)
    for id_, rtc_id, provider_id, cents, grades in db.session.execute(query.where(Training.findable(at), _some(Training.id, ids))):
        yield OfferedTraining(id_, codes[rtc_id], codes[provider_id], cents, tuple(grades))


def _read_tags(facts: Facts, terms: Terms, ids: Collection[int] | None) -> set[int]:
    """Note the tags; gives the trainings that are technical."""
    technical: set[int] = set()
    into = {id_: [facts.trainings[facet][value] for facet, value in values] for id_, values in terms.counts_for.items()}
    query = sa.select(TrainingTag.concept_id, TrainingTag.training_id).where(_some(TrainingTag.training_id, ids))
    for concept_id, training_id in db.session.connection().execute(query):
        for members in into.get(concept_id, ()):
            members.append(training_id)
        if concept_id in terms.technical:
            technical.add(training_id)
    return technical


def _read_links(facts: Facts, at: datetime, ids: Collection[int] | None) -> None:
    for facet in FACETS:
        if facet.links is not None:
            for value, training_id in db.session.execute(facet.links(at)):
                if ids is None or training_id in ids:
                    facts.trainings[facet.code][value].append(training_id)


def seats_state(at: datetime) -> sa.ColumnElement[str | None]:
    """How a session stands for who wants in, as a value of the facet; a newcomer queues behind who waits (ENR-04)."""
    is_free = sa.and_(TrainingSession.waiting == 0, TrainingSession.taken < TrainingSession.capacity)
    return sa.case((TrainingSession.deadline_at <= at, None), (is_free, FREE), else_=QUEUE)


def _planned(at: datetime, ids: Collection[int] | None) -> sa.ColumnElement[bool]:
    return sa.and_(TrainingSession.cancelled_at.is_(None), TrainingSession.starts_at > at, _some(TrainingSession.training_id, ids))


def _read_runs(facts: Facts, at: datetime, findable: set[int], ids: Collection[int] | None) -> dict[int, datetime]:
    """Note the sessions to come, in order; gives the first start by training."""
    times = _times(at, ids)
    provinces = _codes(sa.select(Location.id, Concept.code).join(Concept, Concept.id == Location.province_id))
    readers = [(facet.code, facet.of_run) for facet in FACETS if facet.of_run is not None]
    first_start: dict[int, datetime] = {}
    slots: dict[int, int] = defaultdict(int)
    query = (
        sa.select(TrainingSession.training_id, TrainingSession.id, TrainingSession.starts_at, TrainingSession.location_id, seats_state(at))
        .where(_planned(at, ids))
        .order_by(TrainingSession.starts_at, TrainingSession.id)
    )
    for training_id, id_, starts_at, location_id, seats in db.session.connection().execute(query):
        if training_id not in findable:
            continue
        first_start.setdefault(training_id, starts_at)
        into = facts.of_slot(slots[training_id])
        slots[training_id] += 1
        planned = PlannedRun(provinces.get(location_id or 0), times.get(id_), seats)
        for facet, of_run in readers:
            for value in of_run(planned):
                if value is not None:
                    into[facet][value].append(training_id)
        for digit in _digits(starts_at):
            into[DAY][digit].append(training_id)
        if location_id is not None:
            into[PLACE][str(location_id)].append(training_id)
    return first_start


def read_seats(at: datetime, ids: Collection[int]) -> list[ByValue]:
    """Slot → value → those of these trainings whose session in that slot has free seats or a queue."""
    slots: list[ByValue] = []
    query = (
        sa.select(TrainingSession.training_id, seats_state(at))
        .where(_planned(at, ids))
        .order_by(TrainingSession.training_id, TrainingSession.starts_at, TrainingSession.id)
    )
    for training_id, runs in groupby(db.session.execute(query), key=itemgetter(0)):
        for slot, (_, seats) in enumerate(runs):
            if slot == len(slots):
                slots.append(_by_value())
            if seats is not None:
                slots[slot][seats].append(training_id)
    return slots


def _times(at: datetime, ids: Collection[int] | None) -> dict[int, Times | None]:
    """What the meetings of each session to come say together."""
    query = (
        sa.select(Meeting.training_session_id, Meeting.kind == MeetingKind.FOLLOW_UP, Meeting.starts, Meeting.ends)
        .join(TrainingSession, TrainingSession.id == Meeting.training_session_id)
        .where(_planned(at, ids))
        .order_by(Meeting.training_session_id)
    )
    rows = db.session.connection().execute(query)
    known: dict[Times | None, Times | None] = {}
    times = ((id_, times_of(row[1:] for row in meetings)) for id_, meetings in groupby(rows, key=itemgetter(0)))
    # Most sessions are alike, so one object serves many.
    return {id_: known.setdefault(run, run) for id_, run in times}


#: The names of the binary digits of a day, lowest first.
DIGITS = tuple(f"2^{digit}" for digit in range(DAY_DIGITS))


def day_number(ordinal: int) -> int:
    """A day as the number of which the read model holds the digits; earlier days and the far future are at the ends."""
    return min(max(ordinal - _DAY_ZERO, 0), (1 << DAY_DIGITS) - 1)


def day_of(number: int) -> date:
    """The day that has this number."""
    return date.fromordinal(number + _DAY_ZERO)


@lru_cache(maxsize=5_000)
def _digits(starts_at: datetime) -> tuple[str, ...]:
    number = day_number(clock.to_wall_time(starts_at).toordinal())
    return (PLANNED, *(DIGITS[digit] for digit in range(DAY_DIGITS) if number >> digit & 1))
