"""Answering a question: which trainings, in which order, with the count of every facet value and the ways out of nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

import sqlalchemy as sa

from rtc_app.catalogue.models import Training, TrainingSession
from rtc_app.catalogue.search import places, ranking, read_model
from rtc_app.catalogue.search.facets import FACETS, FREE, Facet
from rtc_app.catalogue.search.moments import QUICK_PERIODS, between, month_values, period_label, range_of
from rtc_app.catalogue.search.narrowing import Narrowing, View
from rtc_app.catalogue.search.offered import seats_state
from rtc_app.catalogue.search.question import Term
from rtc_app.catalogue.search.read_model import ReadModel
from rtc_app.catalogue.search.state import SearchState
from rtc_app.catalogue.search.ways_out import WayOut, neighbouring_themes, ways_out
from rtc_app.kernel import clock
from rtc_app.kernel.database import streamed

#: What a phone shows in half a dozen screens; whoever wants more narrows or turns the page.
PAGE_SIZE = 12
#: Values shown before *toon meer*.
FIRST_VALUES = 5


class Option(NamedTuple):
    """A value of a facet after the number of results it stands for: all else stays the same from page to page."""

    number: int
    facet: str
    code: str
    label: str
    is_chosen: bool


class FacetGroup(NamedTuple):
    """A facet as the page shows it: some values at once, the others after *toon meer*."""

    code: str
    label: str
    chosen: int
    first: tuple[Option, ...]
    more: tuple[Option, ...]
    is_prominent: bool


@dataclass(frozen=True)
class Chip:
    """One ticked value and the question without it; a value we do not know is named as it stood in the address."""

    label: str
    is_known: bool
    without: SearchState


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
    #: When nothing was found: other themes near what was asked, each a question of its own.
    themes: list[WayOut]
    #: The words that were used instead of those typed, when these found nothing.
    mended: str | None
    #: The town from which distances were measured; None when none was asked, or the one typed is unknown.
    town: str | None
    #: First and last day that were asked for, as a date field holds them; empty when open.
    days: tuple[str, str]
    #: Few have all words, so trainings with most of them follow.
    is_widened: bool
    #: What was asked in words, as it was answered.
    terms: tuple[Term, ...]


def search(state: SearchState, at: datetime, home: str = "") -> Found:
    """Answer a question as of this moment. `home` is where distances are measured from when the question names no place."""
    model = read_model.current(at)
    asked, narrowing = _asked(state, at, model, home)
    view = narrowing.view
    total = narrowing.result.bit_count()
    page = min(state.page, max(1, -(-total // PAGE_SIZE)))
    ordered = ranking.in_order(asked.matches, narrowing.result, model)
    return Found(
        state=state,
        total=total,
        page=page,
        ids=[model.ids[position] for position in islice(ordered, (page - 1) * PAGE_SIZE, page * PAGE_SIZE)],
        groups=_groups(narrowing, state),
        chips=_chips(view, state),
        ways_out=[] if total else ways_out(narrowing, state),
        themes=[] if total else neighbouring_themes(narrowing, state),
        mended=asked.mended,
        town=view.town.name if view.town else None,
        days=next(_days(state), ("", "")),
        is_widened=asked.is_widened,
        terms=asked.terms,
    )


def _asked(state: SearchState, at: datetime, model: ReadModel, home: str) -> tuple[ranking.Answer, Narrowing]:
    view = View(model, clock.to_wall_time(at).date(), places.find_town(state.place or home, model.terms.towns))
    asked = ranking.answer(state.text, model, is_literal=state.is_literal)
    return asked, Narrowing.of(view, asked.matches.bitmap if asked.matches else None, state.chosen)


def ranked(state: SearchState, at: datetime, limit: int) -> list[tuple[int, int]]:
    """(training id, score) of the first results, best first; every score is 0 when no words were asked for."""
    model = read_model.current(at)
    asked, narrowing = _asked(state, at, model, "")
    if asked.matches is None:
        return [(model.ids[position], 0) for position in islice(model.in_order(narrowing.result), limit)]
    return [(model.ids[position], score) for score, position in islice(ranking.scored(asked.matches, narrowing.result, model), limit)]


def selected(state: SearchState, at: datetime) -> int:
    """The bitmap of every training a question finds, whatever its page; for views on the results other than the list."""
    return _asked(state, at, read_model.current(at), "")[1].result


def selected_sessions(state: SearchState, at: datetime) -> tuple[int, ...] | None:
    """Of the sessions to come of each training, in order, which fit: bitmap k of the trainings whose session k does.

    None when the question asks nothing of a session.
    """
    return _asked(state, at, read_model.current(at), "")[1].sessions


def chips(state: SearchState, at: datetime) -> list[Chip]:
    """What is ticked, in words, without answering the question."""
    return _chips(_asked(state, at, read_model.current(at), "")[1].view, state)


def all_ids(state: SearchState, at: datetime) -> list[int]:
    """Ids of every training a question finds, best first."""
    model = read_model.current(at)
    asked, narrowing = _asked(state, at, model, "")
    return [model.ids[position] for position in ranking.in_order(asked.matches, narrowing.result, model)]


def counts(facet: str, at: datetime) -> tuple[Option, ...]:
    """Every value in use of one facet with its number of trainings, in the order of the facet."""
    model = read_model.current(at)
    return tuple(
        Option(model.bits[facet][code].bit_count(), facet, code, label, False) for code, label in model.labels_in_use(facet).items()
    )


def coming(at: datetime, limit: int) -> list[int]:
    """Ids of the findable trainings with a free seat in a session to come, soonest first, each once."""
    model = read_model.current(at)
    if limit not in model.coming:
        model.coming[limit] = _soonest(at, limit)
    return model.coming[limit]


def _soonest(at: datetime, limit: int) -> list[int]:
    query = (
        sa.select(TrainingSession.training_id)
        .join(Training)
        .where(TrainingSession.cancelled_at.is_(None), TrainingSession.starts_at > at, seats_state(at) == FREE, Training.findable(at))
        .order_by(TrainingSession.starts_at, TrainingSession.training_id)
    )
    found: dict[int, None] = {}
    with streamed(query, 4 * limit) as rows:
        for training_id in rows.scalars():
            found.setdefault(training_id)
            if len(found) == limit:
                break
    return list(found)


def _labels(facet: Facet, view: View) -> Mapping[str, str]:
    """Code → label of the values to choose from, in order."""
    if facet.code == "afstand":
        return {str(band): f"binnen {band} km" for band in places.BANDS} if view.town else {}
    if facet.code == "periode":
        return _periods(view.today, view.model.last_day or view.today)
    return view.model.labels_in_use(facet.code)


@lru_cache(maxsize=10)
def _periods(today: date, last: date) -> Mapping[str, str]:
    """The quick choices, and the months in which something may start."""
    return dict(QUICK_PERIODS) | {month: period_label(month) or month for month in month_values(today, last)}


def _label(facet: str, value: str, view: View) -> str | None:
    """The words for a ticked value; None for one we do not know."""
    if facet == "afstand":
        kilometres = places.kilometres(value)
        return f"binnen {kilometres} km" + (f" van {view.town.name}" if view.town else "") if kilometres else None
    if facet == "periode":
        return dict(QUICK_PERIODS).get(value) or period_label(value)
    return view.model.labels[facet].get(value)


def _groups(narrowing: Narrowing, state: SearchState) -> list[FacetGroup]:
    """Every facet that says something; those beside the whole offer are put together once."""
    whole, view = narrowing.view.model.whole, narrowing.view
    key = ("groups", view.today, view.town)
    if state.chosen or narrowing.result != view.model.everything:
        return [group for facet in FACETS if (group := _group(facet, narrowing, state))]
    if key not in whole:
        whole[key] = [group for facet in FACETS if (group := _group(facet, narrowing, state))]
    found: list[FacetGroup] = whole[key]
    return found


def _group(facet: Facet, narrowing: Narrowing, state: SearchState) -> FacetGroup | None:
    """The facet with counts that ignore its own ticks; values nobody could tick are left out, ticked ones stay."""
    view = narrowing.view
    chosen = state.chosen.get(facet.code, ())
    labels = _labels(facet, view)
    in_fields = {between(*days) for days in islice(_days(state), 1)} if facet.code == "periode" else set()
    extra = {value: _label(facet.code, value, view) or value for value in chosen if value not in labels and value not in in_fields}
    counted = narrowing.counts(facet, (*labels, *extra))
    options = [
        Option(number, facet.code, code, label, code in chosen)
        for code, label in (*labels.items(), *extra.items())
        if (number := counted.get(code, 0)) or code in chosen
    ]
    if not options and not facet.is_computed:
        return None
    first, more = _first_values(options)
    return FacetGroup(facet.code, facet.label, len(chosen), first, more, facet.is_prominent)


def _days(state: SearchState) -> Iterator[tuple[str, str]]:
    """The periods from day to day that were asked for; the first stands in the fields of the page instead of among the values."""
    for value in state.chosen.get("periode", ()):
        days = range_of(value)
        if days is not None:
            first, last = (day.isoformat() if day else "" for day in days)
            yield first, last


def _first_values(options: list[Option]) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
    """What shows at once, with everything that is ticked, and the rest."""
    if len(options) <= FIRST_VALUES + 1:
        return tuple(options), ()
    more = tuple(option for option in options[FIRST_VALUES:] if not option.is_chosen)
    return (*options[:FIRST_VALUES], *(option for option in options[FIRST_VALUES:] if option.is_chosen)), more


def _chips(view: View, state: SearchState) -> list[Chip]:
    labels = [(facet, value, _label(facet, value, view)) for facet, values in state.chosen.items() for value in values]
    return [Chip(label or value, label is not None, state.without(facet, value)) for facet, value, label in labels]
