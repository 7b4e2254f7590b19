"""What there is now within some part of the offer, such as a study area or all of one provider: figures, cards, links, paths."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple

import sqlalchemy as sa

from rtc_app.catalogue.models import LearningPath, LearningPathStep, Training
from rtc_app.catalogue.queries.card import TrainingCard, cards
from rtc_app.catalogue.queries.path import PathSummary, paths
from rtc_app.catalogue.search import read_model
from rtc_app.catalogue.search.facets import CODES
from rtc_app.catalogue.search.read_model import ReadModel
from rtc_app.catalogue.search.state import SearchState, parse
from rtc_app.catalogue.topics import BY_SCHEME
from rtc_app.kernel.database import db

#: Cards on the page; the search has them all.
_CARDS = 6
_MOST_BESIDE = 12
_EXAMPLES = 4
#: What one can narrow with at once: each value is a link to the search.
_NARROWING = ("niveau", "leervorm", "provincie")


class Narrower(NamedTuple):
    """A value within this part of the offer, with its number of trainings and the search for both together."""

    label: str
    number: int
    state: SearchState


class Beside(NamedTuple):
    """A topic that occurs within this part of the offer."""

    scheme: str
    code: str
    label: str
    number: int

    @property
    def path(self) -> str:
        """Where pages of its kind are."""
        return BY_SCHEME[self.scheme].path


class Example(NamedTuple):
    """An example from the lesson, as a training gives it (CAT-15)."""

    text: str
    title: str
    slug: str


@dataclass(frozen=True, eq=False)
class Part:
    """What only changes with the offer of a part of it, the same object until then. Nothing there when `total` is 0."""

    bitmap: int
    total: int
    #: The search that finds the same.
    state: SearchState
    narrowing: tuple[tuple[str, tuple[Narrower, ...]], ...]
    beside: tuple[tuple[str, tuple[Beside, ...]], ...]
    examples: tuple[Example, ...]
    paths: tuple[PathSummary, ...]


@dataclass(frozen=True)
class OfferThere:
    """A part of the offer as it is now: `with_seats` trainings have a free seat."""

    part: Part
    with_seats: int
    cards: tuple[TrainingCard, ...]

    @property
    def total(self) -> int:
        return self.part.total

    @property
    def state(self) -> SearchState:
        return self.part.state


def offer_there(part: Part, at: datetime) -> OfferThere:
    """The first trainings of a part, those with seats before those without, in the order of the search."""
    model = read_model.current(at)
    ids = [model.ids[position] for position in islice(model.in_order(part.bitmap), _CARDS)]
    return OfferThere(part, (part.bitmap & model.with_seats).bit_count(), tuple(cards(ids, at)))


def part_of_offer(bitmap: int, pairs: Sequence[tuple[str, str]], beside: Iterable[str], at: datetime) -> Part:
    """What these trainings are; `pairs` are the facet values that find them, `beside` the schemes of topics to list."""
    model = read_model.current(at)
    state = parse(pairs, CODES)
    ids = [model.ids[position] for position in islice(model.in_order(bitmap), _CARDS)]
    return Part(
        bitmap=bitmap,
        total=bitmap.bit_count(),
        state=state,
        narrowing=tuple((facet, _narrower(model, bitmap, pairs, facet)) for facet in _NARROWING if facet not in state.chosen),
        beside=tuple((scheme, found) for scheme in beside if (found := _beside(model, bitmap, scheme))),
        examples=_examples(ids),
        paths=_paths(model, bitmap, at),
    )


def _narrower(model: ReadModel, bitmap: int, pairs: Sequence[tuple[str, str]], facet: str) -> tuple[Narrower, ...]:
    bits = model.bits[facet]
    counted = [(code, label, (bits.get(code, 0) & bitmap).bit_count()) for code, label in model.labels[facet].items()]
    return tuple(Narrower(label, number, parse([*pairs, (facet, code)], CODES)) for code, label, number in counted if number)


def _beside(model: ReadModel, bitmap: int, scheme: str) -> tuple[Beside, ...]:
    bits = model.bits[scheme]
    counted = [Beside(scheme, code, label, (bits.get(code, 0) & bitmap).bit_count()) for code, label in model.labels[scheme].items()]
    # The sort is stable: what occurs as often stays in the order of the facet.
    return tuple(sorted((one for one in counted if one.number), key=lambda one: -one.number)[:_MOST_BESIDE])


def _examples(ids: Sequence[int]) -> tuple[Example, ...]:
    """The first example of each of these trainings."""
    if not ids:
        return ()
    rows = {
        row.id: row
        for row in db.session.execute(sa.select(Training.id, Training.examples, Training.title, Training.slug).where(Training.id.in_(ids)))
    }
    given = (Example(rows[id_].examples[0], rows[id_].title, rows[id_].slug) for id_ in ids if rows[id_].examples)
    return tuple(islice(given, _EXAMPLES))


def _paths(model: ReadModel, bitmap: int, at: datetime) -> tuple[PathSummary, ...]:
    """The leertrajecten with a step among these trainings."""
    if not bitmap:
        return ()
    query = sa.select(LearningPath.code, LearningPathStep.training_id).join(
        LearningPathStep, LearningPathStep.learning_path_id == LearningPath.id
    )
    positions = model.positions
    through = {code for code, id_ in db.session.execute(query) if id_ in positions and bitmap >> positions[id_] & 1}
    return tuple(path for path in paths(at) if path.code in through) if through else ()
