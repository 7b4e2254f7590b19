"""The offer as bitmaps, held by each process: bit n of a facet value says whether the training at position n has it.

Counting the results of every value is then a handful of machine instructions. What belongs to a session has a bitmap per
slot: slot k holds what is true of the k-th session to come of each training. So filters on sessions are taken together
within each slot, hold for one and the same session, and a training counts when any slot is left.

Every process looks at the version of the offer on every page. When it moved, the trainings that changed are read again
and put in their place; only when everything changed, or too much, all is read anew. Time changes the offer too: an
acceptance that begins or ends, a session that starts, an enrolment that closes. Positions are in the order of the list
without words.
"""

import gc
import threading
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, reduce
from itertools import chain, islice
from operator import or_
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy.engine import Engine

from rtc_app.catalogue.search import calendar, changes, offered, tallies
from rtc_app.catalogue.search.bitmaps import ByFacet, Move, move, set_bits, split, to_bitmap
from rtc_app.catalogue.search.facets import BY_CODE, FACETS, FREE, SEATS, Facet
from rtc_app.catalogue.search.offered import DAY, DIGITS, PLACE, PLANNED, ByValue, Rank, Terms, day_of
from rtc_app.kernel.database import db, once_per_page

#: More changed trainings at once are read about as fast with all the others; of a large offer hundreds start at the same hour.
MOST_MENDED = 1_000
#: Trainings that are read together when a few of them are asked for, and how many are few: about a page of results.
_TOGETHER = 64
_FEW = 20

_RUN_FACETS = (*(facet.code for facet in FACETS if facet.of_run is not None), DAY, PLACE)
_TRAINING_FACETS = tuple(facet.code for facet in FACETS if not facet.is_of_run)

Item = TypeVar("Item")
#: A bitmap per slot.
Slots = tuple[int, ...]


@dataclass(eq=False)
class ReadModel:
    """Everything a search needs besides the words. Another object when the offer changed, the same when only seats did."""

    #: The version of the offer of which it is the image, and the moments between which time changes nothing.
    version: int
    valid_from: datetime
    valid_until: datetime
    terms: Terms
    #: The trainings by position.
    ranks: list[Rank]
    #: facet code → value → bitmap of the trainings
    bits: ByFacet
    #: facet code → value → bitmap per slot, of what holds for a session
    runs: Mapping[str, Mapping[str, Slots]]
    #: facet code → value → label of every value there is, in the order of the facet
    labels: Mapping[str, Mapping[str, str]]
    #: The number of every value but of seats, which change more often; and by position what a training has of these.
    numbers: tallies.Numbers
    values: list[int]
    #: The moment at which seats last changed in this model.
    seats_at: datetime
    #: What was computed of this model for some question, such as a period; forgotten with the model.
    computed: dict[object, Slots] = field(default_factory=dict)
    #: What the page shows beside the whole offer, when nothing is asked; forgotten with the seats
    whole: dict[object, Any] = field(default_factory=dict)
    #: facet code → value → number of trainings in the whole offer, counted when first asked
    totals: dict[str, dict[str, int]] = field(default_factory=dict)
    #: What pages remember of a training until it changes, and until it or its seats change: store → training id → what
    facts: dict[str, dict[int, Any]] = field(default_factory=dict)
    facts_with_seats: dict[str, dict[int, Any]] = field(default_factory=dict)
    #: Ids of the trainings that start soonest with a free seat, by how many were asked for
    coming: dict[int, list[int]] = field(default_factory=dict)

    @cached_property
    def ids(self) -> tuple[int, ...]:
        """Training ids by position."""
        return tuple(rank.training_id for rank in self.ranks)

    @cached_property
    def positions(self) -> dict[int, int]:
        return {training_id: position for position, training_id in enumerate(self.ids)}

    @cached_property
    def everything(self) -> int:
        return (1 << len(self.ranks)) - 1

    @cached_property
    def technical(self) -> int:
        return (1 << sum(not rank.is_general for rank in self.ranks)) - 1

    @property
    def planned(self) -> Slots:
        """The sessions to come: slot k holds the trainings that have more than k of them."""
        return self.runs[DAY].get(PLANNED, ())

    @property
    def slots(self) -> int:
        return len(self.planned)

    @cached_property
    def last_day(self) -> date | None:
        """The last day on which a session starts."""
        found, day = self.planned, 0
        for number in reversed(range(len(DIGITS))):
            digit = self.runs[DAY].get(DIGITS[number], (0,) * len(found))
            later = tuple(here & there for here, there in zip(found, digit, strict=True))
            if any(later):
                found, day = later, day | 1 << number
        return day_of(day) if found else None

    @property
    def with_seats(self) -> int:
        """Trainings with a free seat in a session one can enrol in."""
        return self.bits["plaatsen"].get(FREE, 0)

    def is_valid(self, version: int, at: datetime) -> bool:
        return version > 0 and self.version == version and self.valid_from <= at < self.valid_until

    def bitmap(self, positions: Iterable[int]) -> int:
        """The bitmap of these positions."""
        return to_bitmap(positions, len(self.ranks))

    def tally(self, bitmap: int) -> list[int]:
        """By number of a value how many trainings of this bitmap have it; for a few of them, since each is looked at."""
        return tallies.tally((self.values[position] for position in set_bits(bitmap)), sum(map(len, self.numbers.values())))

    def any_of(self, facet: str, values: Iterable[str]) -> int:
        """Trainings with at least one of these values; an unknown value has none."""
        bits = self.bits[facet]
        return reduce(or_, (bits.get(value, 0) for value in values), 0)

    def labels_in_use(self, facet: str) -> Mapping[str, str]:
        """Value → label of the values some training has, in the order of the facet; put together once."""
        key = (ReadModel.labels_in_use, facet)
        if key not in self.whole:
            self.whole[key] = {code: label for code, label in self.labels[facet].items() if code in self.bits[facet]}
        found: Mapping[str, str] = self.whole[key]
        return found

    def remembered(
        self, store: dict[int, Item], training_ids: Sequence[int], find: Callable[[Sequence[int]], dict[int, Item]], *, most: int
    ) -> dict[int, Item]:
        """What a store of `facts` or `facts_with_seats` keeps of these trainings, after what it lacks was found.

        As long as all the offer fits in it, their neighbours are found along with them: sooner or later they are asked
        too, and many at once cost little more than one. When it holds more than `most`, the oldest tenth makes place.
        """
        known = {id_: item for id_ in training_ids if (item := store.get(id_)) is not None}
        if missing := [id_ for id_ in training_ids if id_ not in known]:
            if len(store) > most:
                for id_ in list(islice(store, most // 10 + 1)):
                    store.pop(id_, None)
            if len(self.ranks) <= most and len(missing) <= _FEW:
                missing = [id_ for id_ in self._with_neighbours(missing) if id_ not in store]
            found = find(missing)
            store.update(found)
            known |= found
        return known

    def _with_neighbours(self, training_ids: Sequence[int]) -> Iterable[int]:
        places = {self.positions[id_] // _TOGETHER for id_ in training_ids if id_ in self.positions}
        near = (self.ids[place * _TOGETHER : (place + 1) * _TOGETHER] for place in places)
        return dict.fromkeys(chain(training_ids, *near))

    def in_order(self, bitmap: int) -> Iterator[int]:
        """The positions in a bitmap: technical before general, in each those with free seats first, then by date (CAT-04)."""
        groups = (group for kind in split(bitmap, self.technical) for group in split(kind, self.with_seats))
        return chain.from_iterable(map(set_bits, groups))


_models: WeakKeyDictionary[Engine, ReadModel] = WeakKeyDictionary()
_lock = threading.Lock()


def current(at: datetime) -> ReadModel:
    """The read model of the offer as it is now; one small query while nothing changed, and one answer for a whole page.

    An offer that nobody ever changed through the service has no version, and is read anew each time. So is one that
    this transaction itself changed, since it may still be rolled back.
    """
    return once_per_page("read_model", lambda: _current(at))


def forget() -> None:
    """Drop what this process holds of the offer, as if it just began."""
    _models.pop(db.engine, None)


def _current(at: datetime) -> ReadModel:
    if changes.are_noted():
        return build(0, at)
    version = changes.number()
    model = _models.get(db.engine)
    if model is None or not model.is_valid(version, at):
        with _lock:
            model = _models.get(db.engine)
            if model is None or not model.is_valid(version, at):
                model = _models[db.engine] = _renewed(model, version, at)
    return model


def _renewed(model: ReadModel | None, version: int, at: datetime) -> ReadModel:
    if model is None or not 0 < model.version <= version or at < model.valid_from:
        return _built(version, at)
    told = changes.between(model.version, version)
    due = calendar.passed(model.valid_until, at)
    trainings, seats = told.trainings | due.trainings, told.seats | due.seats
    if told.is_everything or len(trainings) > MOST_MENDED:
        return _built(version, at)
    if trainings:
        model = mended(model, version, at, trainings)
    if seats - trainings:
        _mend_seats(model, at, seats - trainings)
    model.version = version
    if at >= model.valid_until:
        model.valid_from, model.valid_until = due.last or model.valid_until, calendar.next_change(at)
    return model


def _built(version: int, at: datetime) -> ReadModel:
    """A read model to keep: the collector of garbage need not look through it again and again."""
    model = build(version, at)
    gc.collect()
    gc.freeze()
    return model


def build(version: int, at: datetime) -> ReadModel:
    """The read model of everything that is findable at this moment."""
    terms = Terms.read()
    facts = offered.read(terms, at)
    ranks = sorted(facts.ranks)
    positions = {rank.training_id: position for position, rank in enumerate(ranks)}
    size = len(ranks)
    to_new = move(size, (), ())
    runs = _runs({}, [_bitmaps(slot, positions, size) for slot in facts.runs], to_new)
    bits = {**_trainings({}, _bitmaps(facts.trainings, positions, size), to_new), **_united(runs)}
    numbers = tallies.numbered(_without_seats(bits), {})
    return ReadModel(
        version=version,
        valid_from=calendar.last_change(at),
        valid_until=calendar.next_change(at),
        terms=terms,
        ranks=ranks,
        bits=bits,
        runs=runs,
        numbers=numbers,
        values=tallies.of_all(_without_seats(bits), numbers, size),
        seats_at=at,
        labels={facet.code: _labels(facet, bits.get(facet.code, {})) for facet in FACETS if not facet.is_computed},
    )


def mended(model: ReadModel, version: int, at: datetime, changed: set[int]) -> ReadModel:
    """The same model after these trainings changed, came or went; it costs a few operations per bitmap."""
    facts = offered.read(model.terms, at, changed)
    gone = sorted(model.positions[id_] for id_ in changed if id_ in model.positions)
    new, stayed = sorted(facts.ranks), _left(model.ranks, gone)
    gaps = [bisect(stayed, rank) for rank in new]
    to_new = move(len(model.ranks), gone, gaps)
    positions = {rank.training_id: gap + number for number, (gap, rank) in enumerate(zip(gaps, new, strict=True))}
    size = len(stayed) + len(new)
    runs = _runs(model.runs, [_bitmaps(slot, positions, size) for slot in facts.runs], to_new)
    own = {code: values for code, values in model.bits.items() if code not in model.runs}
    bits = {**_trainings(own, _bitmaps(facts.trainings, positions, size), to_new), **_united(runs)}
    numbers = tallies.numbered(_without_seats(bits), model.numbers)
    values = tallies.of_some(_without_seats(bits), numbers, list(positions.values()))
    return ReadModel(
        version=version,
        valid_from=model.valid_from,
        valid_until=min(model.valid_until, calendar.next_change(at, changed)),
        terms=model.terms,
        ranks=_joined(stayed, gaps, new),
        bits=bits,
        runs=runs,
        numbers=numbers,
        values=_joined(_left(model.values, gone), gaps, values),
        seats_at=at,
        labels=_completed(model.labels, bits),
        facts=_without(model.facts, changed),
        facts_with_seats=_without(model.facts_with_seats, changed),
    )


def _mend_seats(model: ReadModel, at: datetime, changed: set[int]) -> None:
    """Put the seats of these trainings right, in the same model: nothing else that is kept of the offer became old."""
    slots = [_positions_of(values, model.positions) for values in offered.read_seats(at, changed)]
    others = ~model.bitmap(model.positions[id_] for id_ in changed if id_ in model.positions)
    old = model.runs["plaatsen"]
    seats = {}
    for value, _ in SEATS:
        before, now = old.get(value, ()), [slot.get(value, ()) for slot in slots]
        seats[value] = tuple((_at(before, slot, 0) & others) | model.bitmap(_at(now, slot, ())) for slot in range(model.slots))
    model.runs = {**model.runs, "plaatsen": seats}
    model.bits = {**model.bits, **_united({"plaatsen": seats})}
    model.seats_at = max(at, model.seats_at + timedelta(microseconds=1))
    model.totals.pop("plaatsen", None)
    model.coming.clear()
    model.whole.clear()
    model.facts_with_seats = _without(model.facts_with_seats, changed)


def _without(stores: Mapping[str, Mapping[int, Any]], changed: set[int]) -> dict[str, dict[int, Any]]:
    return {name: {id_: known for id_, known in store.items() if id_ not in changed} for name, store in stores.items()}


def _left(items: Sequence[Item], gone: Sequence[int]) -> list[Item]:
    """What is left in a list by position when these positions, in order, are gone."""
    stayed = list(items)
    for position in reversed(gone):
        del stayed[position]
    return stayed


def _joined(stayed: list[Item], gaps: Sequence[int], new: Sequence[Item]) -> list[Item]:
    """The same list with new items in it, each before the place in `gaps`, which are in order."""
    for number, (gap, item) in enumerate(zip(gaps, new, strict=True)):
        stayed.insert(gap + number, item)
    return stayed


def _without_seats(bits: ByFacet) -> ByFacet:
    return {facet: values for facet, values in bits.items() if facet != "plaatsen"}


def _bitmaps(by_facet: Mapping[str, ByValue], positions: Mapping[int, int], size: int) -> ByFacet:
    return {
        facet: {value: to_bitmap(at, size) for value, at in _positions_of(values, positions).items() if at}
        for facet, values in by_facet.items()
    }


def _positions_of(values: ByValue, positions: Mapping[int, int]) -> dict[str, list[int]]:
    """The same with positions instead of ids; who has none is not on offer."""
    return {value: [positions[id_] for id_ in ids if id_ in positions] for value, ids in values.items()}


def _trainings(old: ByFacet, new: ByFacet, to_new: Move) -> ByFacet:
    """Bitmaps of the trainings that stayed, where they now are, with those that are new."""
    return {facet: _merged(old.get(facet, {}), new.get(facet, {}), to_new) for facet in _TRAINING_FACETS}


def _merged(old: Mapping[str, int], new: Mapping[str, int], to_new: Move) -> dict[str, int]:
    merged = {value: to_new(bitmap) | new.get(value, 0) for value, bitmap in old.items()}
    merged |= {value: bitmap for value, bitmap in new.items() if value not in old}
    return {value: bitmap for value, bitmap in merged.items() if bitmap}


def _runs(old: Mapping[str, Mapping[str, Slots]], new: list[ByFacet], to_new: Move) -> dict[str, dict[str, Slots]]:
    """The same for what sessions say, slot by slot."""
    count = max(len(new), len(old.get(DAY, {}).get(PLANNED, ())))
    runs: dict[str, dict[str, Slots]] = {}
    for facet in _RUN_FACETS:
        before = old.get(facet, {})
        slots = [
            _merged({value: _at(per_slot, slot, 0) for value, per_slot in before.items()}, _at(new, slot, {}).get(facet, {}), to_new)
            for slot in range(count)
        ]
        runs[facet] = {value: tuple(slot.get(value, 0) for slot in slots) for value in set().union(*slots)}
    return runs


def _at(items: Sequence[Item], number: int, default: Item) -> Item:
    return items[number] if number < len(items) else default


def _united(runs: Mapping[str, Mapping[str, Slots]]) -> ByFacet:
    """Trainings for which it holds in any session."""
    return {
        facet: {value: united for value, per_slot in values.items() if (united := reduce(or_, per_slot, 0))}
        for facet, values in runs.items()
        if facet in BY_CODE
    }


def _labels(facet: Facet, bits: Mapping[str, int]) -> dict[str, str]:
    """Labels in the order of showing. It rests on the whole offer, so that nothing jumps while ticking."""
    labels = facet.labels()
    if facet.is_ordered:
        return labels
    return dict(sorted(labels.items(), key=lambda item: -bits.get(item[0], 0).bit_count()))


def _completed(labels: Mapping[str, Mapping[str, str]], bits: ByFacet) -> dict[str, Mapping[str, str]]:
    """The labels, read again for a facet with a value that has none yet, such as a new provider."""
    return {code: known if bits[code].keys() <= known.keys() else _labels(BY_CODE[code], bits[code]) for code, known in labels.items()}
