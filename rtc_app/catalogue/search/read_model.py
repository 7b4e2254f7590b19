"""The offer as bitmaps, held by each process: bit n of a facet value says whether the training at position n has it.

Counting the hits of every value is then a handful of machine instructions. The model is rebuilt when the offer changed
(CatalogueVersion, read on every search, so that all processes agree) and when time changed it: an acceptance that
begins or ends, a session that starts. Positions are in the order of the list without words.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import chain, compress, count
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from rtc_app.accounts.models import Organisation
from rtc_app.catalogue.models import CatalogueVersion, Location, Training, TrainingSession, TrainingTag
from rtc_app.catalogue.rules import TrainingKind, kind_of
from rtc_app.catalogue.search.facets import FACETS, Facet, Offered, ValuesOf
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, once_per_page
from rtc_app.reference.models import Concept, ConceptScheme, EquivalentConcept

#: Free seats only order the list, so they may be this old; cards always show the present number.
SEATS_STAY_FRESH = timedelta(seconds=60)
_AS_BITS = bytes.maketrans(b"01", b"\x00\x01")
_FAR = datetime.max.replace(tzinfo=UTC)


@dataclass(eq=False)
class ReadModel:
    """Everything a search needs besides the words; `version` and `valid_until` say how long it may be used."""

    version: int
    valid_from: datetime
    valid_until: datetime
    #: Training ids by position.
    ids: tuple[int, ...]
    technical: int
    #: facet code → value → bitmap
    bits: Mapping[str, Mapping[str, int]]
    #: facet code → value → label of every value there is, in the order of the facet
    labels: Mapping[str, Mapping[str, str]]
    positions: dict[int, int] = field(init=False)
    everything: int = field(init=False)
    #: Trainings with a free seat in a session one can enrol in, as of `seats_at`.
    with_seats: int = 0
    seats_at: datetime | None = None
    #: The ids of those trainings, soonest session first.
    coming: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self.positions = {training_id: position for position, training_id in enumerate(self.ids)}
        self.everything = (1 << len(self.ids)) - 1

    def is_valid(self, version: int, at: datetime) -> bool:
        return version > 0 and self.version == version and self.valid_from <= at < self.valid_until

    def bitmap(self, positions: Iterable[int]) -> int:
        """The bitmap of these positions."""
        return to_bitmap(positions, len(self.ids))

    def any_of(self, facet: str, values: Iterable[str]) -> int:
        """Trainings with at least one of these values; an unknown value has none."""
        bits = self.bits[facet]
        bitmap = 0
        for value in values:
            bitmap |= bits.get(value, 0)
        return bitmap

    def in_order(self, bitmap: int) -> Iterator[int]:
        """The positions in a bitmap: technical before general, in each those with free seats first, then by date (CAT-04)."""
        seats, technical = self.with_seats, self.technical
        general = bitmap & ~technical
        technical &= bitmap
        return chain.from_iterable(map(set_bits, (technical & seats, technical & ~seats, general & seats, general & ~seats)))


_VERSION = sa.select(CatalogueVersion.number).where(CatalogueVersion.id == 1)
_models: WeakKeyDictionary[Engine, ReadModel] = WeakKeyDictionary()
_lock = threading.Lock()


def current(at: datetime) -> ReadModel:
    """The read model of the offer as it is now; one small query while nothing changed, and one answer for a whole page.

    An offer that nobody ever changed through the service has no version, and is read anew each time.
    """
    return once_per_page("read_model", lambda: _current(at))


def _current(at: datetime) -> ReadModel:
    version = db.session.connection().execute(_VERSION).scalar() or 0
    model = _models.get(db.engine)
    if model is None or not model.is_valid(version, at):
        with _lock:
            model = _models.get(db.engine)
            if model is None or not model.is_valid(version, at):
                model = _models[db.engine] = build(version, at)
    if model.seats_at is None or not model.seats_at <= at < model.seats_at + SEATS_STAY_FRESH:
        _look_at_seats(model, at)
    return model


def build(version: int, at: datetime) -> ReadModel:
    """The read model of everything that is findable at this moment."""
    offered, first_start = _offered(at)
    tags = _tags()
    kinds = _kinds(tags, offered)
    order = sorted(offered, key=lambda id_: (kinds[id_] is not TrainingKind.TECHNICAL, first_start.get(id_, _FAR), id_))
    positions = {training_id: position for position, training_id in enumerate(order)}
    bits = {facet.code: _facet_bits(facet.values_of, tags.get(facet.scheme or "", {}), offered, positions) for facet in FACETS}
    for facet in FACETS:
        if facet.has_equivalents:
            bits[facet.code] = _with_equivalents(facet.scheme or "", bits[facet.code])
    return ReadModel(
        version=version,
        valid_from=at,
        valid_until=_next_change(at),
        ids=tuple(order),
        technical=to_bitmap((positions[id_] for id_ in order if kinds[id_] is TrainingKind.TECHNICAL), len(order)),
        bits=bits,
        labels={facet.code: _labels(facet, bits[facet.code]) for facet in FACETS},
    )


def set_bits(bitmap: int) -> Iterator[int]:
    """The positions of the bits that are set, lowest first."""
    return compress(count(), f"{bitmap:b}"[::-1].encode().translate(_AS_BITS))


def to_bitmap(positions: Iterable[int], size: int) -> int:
    """An integer with the bits at these positions set."""
    buffer = bytearray(size // 8 + 1)
    for position in positions:
        buffer[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(buffer, "little")


def _offered(at: datetime) -> tuple[dict[int, Offered], dict[int, datetime]]:
    """What derived facets read, and the first session to come, by training id."""
    provinces: dict[int, set[str]] = defaultdict(set)
    months: dict[int, set[date]] = defaultdict(set)
    first_start: dict[int, datetime] = {}
    sessions = (
        sa.select(TrainingSession.training_id, TrainingSession.starts_at, Concept.code)
        .outerjoin(Location, Location.id == TrainingSession.location_id)
        .outerjoin(Concept, Concept.id == Location.province_id)
        .where(TrainingSession.cancelled_at.is_(None), TrainingSession.starts_at > at)
        .order_by(TrainingSession.starts_at)
    )
    month_of = cache(lambda starts_at: clock.to_wall_time(starts_at).date().replace(day=1))
    for training_id, starts_at, province in db.session.connection().execute(sessions):
        first_start.setdefault(training_id, starts_at)
        months[training_id].add(month_of(starts_at))
        if province:
            provinces[training_id].add(province)
    price = Training.price_training + Training.price_software + Training.price_equipment
    trainings = sa.select(Training.id, Organisation.code, price, Training.grades).join(Training.rtc).where(Training.findable(at))
    offered = {
        training_id: Offered(rtc, cents, tuple(grades), frozenset(provinces[training_id]), frozenset(months[training_id]))
        for training_id, rtc, cents, grades in db.session.execute(trainings)
    }
    return offered, first_start


def _tags() -> dict[str, dict[str, list[int]]]:
    """Scheme → concept code → ids of the trainings that carry it, findable or not."""
    wanted = {facet.scheme for facet in FACETS if facet.scheme}
    concepts = sa.select(Concept.id, Concept.code, ConceptScheme.code).join(ConceptScheme).where(ConceptScheme.code.in_(wanted))
    names = {concept_id: (scheme, code) for concept_id, code, scheme in db.session.execute(concepts)}
    carried: dict[int, list[int]] = defaultdict(list)
    rows = db.session.connection().execute(sa.select(TrainingTag.concept_id, TrainingTag.training_id))
    for concept_id, training_id in rows:
        carried[concept_id].append(training_id)
    tags: dict[str, dict[str, list[int]]] = defaultdict(dict)
    for concept_id in carried.keys() & names.keys():
        scheme, code = names[concept_id]
        tags[scheme][code] = carried[concept_id]
    return tags


def _kinds(tags: Mapping[str, Mapping[str, list[int]]], offered: Iterable[int]) -> dict[int, TrainingKind]:
    groups: dict[int, set[object]] = {training_id: set() for training_id in offered}
    tools: dict[int, set[object]] = {training_id: set() for training_id in groups}
    for scheme, name, into in (("thema", "group", groups), ("tool", "kind", tools)):
        query = sa.select(Concept.code, Concept.properties).join(ConceptScheme).where(ConceptScheme.code == scheme)
        for code, properties in db.session.execute(query):
            for training_id in tags.get(scheme, {}).get(code, ()):
                if training_id in into:
                    into[training_id].add(properties.get(name))
    return {training_id: kind_of(groups[training_id], tools[training_id]) for training_id in groups}


def _facet_bits(
    values_of: ValuesOf | None, tagged: Mapping[str, list[int]], offered: Mapping[int, Offered], positions: Mapping[int, int]
) -> dict[str, int]:
    by_value: dict[str, list[int]] = defaultdict(list)
    if values_of is None:
        for code, training_ids in tagged.items():
            by_value[code] = [positions[training_id] for training_id in training_ids if training_id in positions]
    else:
        for training_id, facts in offered.items():
            for value in values_of(facts):
                by_value[value].append(positions[training_id])
    return {value: to_bitmap(at, len(positions)) for value, at in by_value.items() if at}


def _labels(facet: Facet, bits: Mapping[str, int]) -> dict[str, str]:
    """Labels in the order of showing. It rests on the whole offer, so that nothing jumps while ticking."""
    labels = facet.labels(bits)
    if facet.is_ordered:
        return labels
    return dict(sorted(labels.items(), key=lambda item: -bits.get(item[0], 0).bit_count()))


def _with_equivalents(scheme: str, bits: Mapping[str, int]) -> dict[str, int]:
    """Each value also counts what carries a concept that means the same (TAG-03)."""
    other = sa.orm.aliased(Concept)
    query = (
        sa.select(Concept.code, other.code)
        .join(EquivalentConcept, EquivalentConcept.concept_id == Concept.id)
        .join(other, other.id == EquivalentConcept.equivalent_id)
        .join(ConceptScheme, ConceptScheme.id == Concept.scheme_id)
        .where(ConceptScheme.code == scheme)
    )
    widened = dict(bits)
    for code, equivalent in db.session.execute(query):
        if equivalent in bits:
            widened[code] = widened.get(code, 0) | bits[equivalent]
    return widened


def _next_change(at: datetime) -> datetime:
    """The first moment at which time alone changes what is findable or still to come."""
    moments = (
        sa.select(sa.func.min(Training.accepted_from)).where(Training.accepted_from > at),
        sa.select(sa.func.min(Training.accepted_until)).where(Training.accepted_until > at),
        sa.select(sa.func.min(TrainingSession.starts_at)).where(TrainingSession.starts_at > at),
    )
    found = [moment for query in moments if (moment := db.session.scalar(query)) is not None]
    return min(found, default=_FAR)


def _look_at_seats(model: ReadModel, at: datetime) -> None:
    first_start = sa.func.min(TrainingSession.starts_at)
    query = (
        sa.select(TrainingSession.training_id)
        .where(
            TrainingSession.cancelled_at.is_(None),
            TrainingSession.starts_at > at,
            TrainingSession.deadline_at > at,
            TrainingSession.waiting == 0,
            TrainingSession.taken < TrainingSession.capacity,
        )
        .group_by(TrainingSession.training_id)
        .order_by(first_start, TrainingSession.training_id)
    )
    positions = model.positions
    model.coming = tuple(id_ for id_ in db.session.scalars(query) if id_ in positions)
    model.with_seats = model.bitmap(positions[id_] for id_ in model.coming)
    model.seats_at = at
