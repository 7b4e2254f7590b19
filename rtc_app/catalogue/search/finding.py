"""Answering a question: which trainings, in which order, with the count of every facet value and the ways out of nothing."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from rtc_app.catalogue.search import ranking, read_model
from rtc_app.catalogue.search.facets import FACETS, Facet
from rtc_app.catalogue.search.ranking import Matches
from rtc_app.catalogue.search.read_model import ReadModel
from rtc_app.catalogue.search.state import SearchState

PAGE_SIZE = 20
#: Values shown before *toon meer*.
FIRST_VALUES = 5
_MOST_WAYS_OUT = 6


class Option(NamedTuple):
    """A value of a facet, with the number of results it stands for."""

    code: str
    label: str
    number: int
    is_chosen: bool


class FacetGroup(NamedTuple):
    """A facet as the page shows it: some values at once, the others after *toon meer*."""

    code: str
    label: str
    chosen: int
    first: tuple[Option, ...]
    more: tuple[Option, ...]


@dataclass(frozen=True)
class Chip:
    """One ticked value and the question without it; a value we do not know is named as it stood in the address."""

    label: str
    is_known: bool
    without: SearchState


@dataclass(frozen=True)
class WayOut:
    """A wider question that does find something."""

    #: What is dropped, in words: "filter niveau", "alle filters", "zoekwoorden" or a word between quotes.
    dropped: str
    count: int
    state: SearchState


@dataclass(frozen=True)
class Found:
    """The answer: `ids` are those of the page asked for, which is the last one when there are fewer."""

    state: SearchState
    total: int
    page: int
    ids: list[int]
    groups: list[FacetGroup]
    chips: list[Chip]
    ways_out: list[WayOut]
    #: The words that were used instead of those typed, when these found nothing.
    mended: str | None


@dataclass(frozen=True)
class _Answer:
    """Bitmaps of one question: the words, each ticked facet, and everything together."""

    words: int
    ticked: dict[str, int]
    matches: Matches | None

    @property
    def result(self) -> int:
        return self.without(None)

    def without(self, facet: str | None) -> int:
        """What is left when this facet is not taken into account."""
        bitmap = self.words
        for code, ticked in self.ticked.items():
            if code != facet:
                bitmap &= ticked
        return bitmap


def search(state: SearchState, at: datetime) -> Found:
    """Answer a question as of this moment. Words narrow with AND, values of one facet widen with OR, facets narrow."""
    model = read_model.current(at)
    asked = ranking.answer(state.text, model, is_literal=state.is_literal)
    ticked = {facet: model.any_of(facet, values) for facet, values in state.chosen.items()}
    answer = _Answer(asked.matches.bitmap if asked.matches else model.everything, ticked, asked.matches)
    result = answer.result
    total = result.bit_count()
    page = min(state.page, max(1, -(-total // PAGE_SIZE)))
    return Found(
        state=state,
        total=total,
        page=page,
        ids=[model.ids[position] for position in _page(model, answer, result, page)],
        groups=[group for facet in FACETS if (group := _group(facet, model, answer, state))],
        chips=_chips(model, state),
        ways_out=[] if total else _ways_out(model, answer, state),
        mended=asked.mended,
    )


def counts(facet: str, at: datetime) -> tuple[Option, ...]:
    """Every value in use of one facet with its number of trainings, in the order of the facet."""
    model = read_model.current(at)
    bits = model.bits[facet]
    return tuple(
        Option(code, label, bits[code].bit_count(), is_chosen=False) for code, label in model.labels[facet].items() if code in bits
    )


def selected(state: SearchState, at: datetime) -> int:
    """The bitmap of every training a question finds, whatever its page; for views on the results other than the list."""
    model = read_model.current(at)
    asked = ranking.answer(state.text, model, is_literal=state.is_literal)
    bitmap = asked.matches.bitmap if asked.matches else model.everything
    for facet, values in state.chosen.items():
        bitmap &= model.any_of(facet, values)
    return bitmap


def coming(at: datetime, limit: int) -> list[int]:
    """Ids of the findable trainings with a free seat in a session to come, soonest first, each once."""
    return list(read_model.current(at).coming[:limit])


def _page(model: ReadModel, answer: _Answer, result: int, page: int) -> list[int]:
    """Positions of one page: best words first, what is equal in the order of the model."""
    return list(islice(ranking.in_order(answer.matches, result, model), (page - 1) * PAGE_SIZE, page * PAGE_SIZE))


def _group(facet: Facet, model: ReadModel, answer: _Answer, state: SearchState) -> FacetGroup | None:
    """The facet with counts that ignore its own ticks; values nobody could tick are left out, ticked ones stay."""
    chosen = frozenset(state.chosen.get(facet.code, ()))
    bits = model.bits[facet.code]
    others = answer.without(facet.code)
    options = [
        Option(code, label, number, code in chosen)
        for code, label in model.labels[facet.code].items()
        if (number := (bits.get(code, 0) & others).bit_count()) or code in chosen
    ]
    if not options:
        return None
    first, more = _first_values(options)
    return FacetGroup(facet.code, facet.label, sum(option.is_chosen for option in options), first, more)


def _first_values(options: list[Option]) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """What shows at once, with everything that is ticked, and the rest."""
    if len(options) <= FIRST_VALUES + 1:
        return tuple(options), ()
    more = tuple(option for option in options[FIRST_VALUES:] if not option.is_chosen)
    return (*options[:FIRST_VALUES], *(option for option in options[FIRST_VALUES:] if option.is_chosen)), more


def _chips(model: ReadModel, state: SearchState) -> list[Chip]:
    return [
        Chip(model.labels[facet].get(value, value), value in model.labels[facet], state.without(facet, value))
        for facet, values in state.chosen.items()
        for value in values
    ]


def _ways_out(model: ReadModel, answer: _Answer, state: SearchState) -> list[WayOut]:
    """What dropping one facet, all facets, one word or all words would find; most first."""
    labels = {facet.code: facet.label for facet in FACETS}
    ways = [WayOut(f"filter {labels[code].lower()}", answer.without(code).bit_count(), state.without_facet(code)) for code in answer.ticked]
    if len(answer.ticked) > 1:
        ways.append(WayOut("alle filters", answer.words.bit_count(), state.without_facets()))
    facets_alone = _Answer(model.everything, answer.ticked, None).result
    typed = state.text.split()
    if answer.matches and answer.ticked:
        ways.append(WayOut("zoekwoorden", facets_alone.bit_count(), state.without_text()))
    for number, word in enumerate(typed if len(typed) > 1 else ()):
        shorter = " ".join(typed[:number] + typed[number + 1 :])
        hits = ranking.bitmap_of(shorter, model)
        if hits is not None:
            ways.append(WayOut(f"“{word}”", (hits & facets_alone).bit_count(), state.with_text(shorter)))
    return sorted((way for way in ways if way.count), key=lambda way: -way.count)[:_MOST_WAYS_OUT]
