"""What to do when nothing was found: every wider question with the number it really finds, by the same counting."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rtc_app.catalogue.search import places, ranking
from rtc_app.catalogue.search.facets import BY_CODE
from rtc_app.catalogue.search.moments import Period, between, period_label, period_of
from rtc_app.catalogue.search.narrowing import Narrowing
from rtc_app.catalogue.search.state import SearchState

_MOST_WAYS_OUT = 6
_MOST_THEMES = 4
#: By how much a period is widened at each end.
_WIDER = timedelta(days=42)
_FAR = date(2100, 1, 1)


@dataclass(frozen=True)
class WayOut:
    """A wider question that does find something."""

    #: What it does, in words, for a link: "Zonder filter niveau", "Binnen 50 km".
    label: str
    count: int
    state: SearchState


def ways_out(narrowing: Narrowing, state: SearchState) -> list[WayOut]:
    """What changes the question least comes first: a wider place or period, one thing less, then much less; in each most first."""
    wider = [way for way in (*_wider_places(narrowing, state), *_wider_periods(narrowing, state)) if way.count]
    return (wider + _most_first(_without_one(narrowing, state)) + _most_first(_without_most(narrowing, state)))[:_MOST_WAYS_OUT]


def _most_first(ways: Iterable[WayOut]) -> list[WayOut]:
    return sorted((way for way in ways if way.count), key=lambda way: -way.count)


def neighbouring_themes(narrowing: Narrowing, state: SearchState) -> list[WayOut]:
    """Other themes in what any one of the words, or the ticked subject, finds: most first, each as a question of its own."""
    subject = {code: values for code, values in state.chosen.items() if code in ("studiegebied", "studiedomein")}
    near = _near(narrowing, state, subject)
    model, theme = narrowing.view.model, BY_CODE["thema"]
    counted = Narrowing.of(narrowing.view, near, {}).counts(theme, model.labels["thema"]) if near else {}
    themes = sorted(
        (code for code in counted if counted[code] and code not in state.chosen.get("thema", ())), key=lambda code: -counted[code]
    )
    found = []
    for code in themes[:_MOST_THEMES]:
        question = SearchState(chosen={**subject, "thema": (code,)})
        found.append(WayOut(model.labels["thema"][code], _count(narrowing, question.chosen), question))
    return [way for way in found if way.count]


def _near(narrowing: Narrowing, state: SearchState, subject: dict[str, tuple[str, ...]]) -> int:
    words = [bitmap for word in state.text.split() if (bitmap := ranking.bitmap_of(word, narrowing.view.model)) is not None]
    near = 0
    for bitmap in words:
        near |= bitmap
    ticked = {code: values for code, values in state.chosen.items() if code in ("thema", "tool", "studiegebied", "studiedomein")}
    for code, values in ticked.items():
        near |= narrowing.view.model.any_of(code, values)
    return near & Narrowing.of(narrowing.view, None, subject).result


def _count(narrowing: Narrowing, chosen: Mapping[str, tuple[str, ...]], words: int | None = None) -> int:
    return Narrowing.of(narrowing.view, words, chosen).result.bit_count()


def _wider_places(narrowing: Narrowing, state: SearchState) -> Iterator[WayOut]:
    asked = [kilometres for value in state.chosen.get("afstand", ()) if (kilometres := places.kilometres(value))]
    town = narrowing.view.town
    if not asked or town is None:
        return
    for band in (band for band in places.BANDS if band > max(asked)):
        wider = state.with_values("afstand", [str(band)])
        yield WayOut(f"Binnen {band} km van {town.name}", _count(narrowing, wider.chosen, narrowing.words), wider)


def _wider_periods(narrowing: Narrowing, state: SearchState) -> Iterator[WayOut]:
    today = narrowing.view.today
    periods = [period for value in state.chosen.get("periode", ()) if (period := period_of(value, today))]
    if not periods:
        return
    first = min(period.first or today for period in periods)
    last = max(period.last or _FAR for period in periods)
    around = Period(max(today, first - _WIDER), last + _WIDER)
    for period in (around, Period(today, None)) if last < _FAR else (Period(today, None),):
        value = between(*(day.isoformat() if day else "" for day in period))
        wider = state.with_values("periode", [value])
        yield WayOut(f"In een ruimere periode: {period_label(value)}", _count(narrowing, wider.chosen, narrowing.words), wider)


def _without_most(narrowing: Narrowing, state: SearchState) -> Iterator[WayOut]:
    """With one facet alone, or without any."""
    if len(state.chosen) > 1:
        yield WayOut("Zonder filters", narrowing.words.bit_count(), state.without_facets())
    for code in state.chosen if len(state.chosen) > 2 else ():
        alone = replace(state, chosen={code: state.chosen[code]}, page=1)
        yield WayOut(f"Alleen met filter {BY_CODE[code].label.lower()}", _count(narrowing, alone.chosen, narrowing.words), alone)


def _without_one(narrowing: Narrowing, state: SearchState) -> Iterator[WayOut]:
    """Without one facet, the words, or one of the words."""
    for code in state.chosen:
        yield WayOut(f"Zonder filter {BY_CODE[code].label.lower()}", narrowing.without(code).bit_count(), state.without_facet(code))
    model = narrowing.view.model
    filters = Narrowing.of(narrowing.view, None, state.chosen).result
    if state.chosen and ranking.bitmap_of(state.text, model) is not None:
        yield WayOut("Zonder zoekwoorden", filters.bit_count(), state.without_text())
    words = state.text.split()
    for number, word in enumerate(words if len(words) > 1 else ()):
        shorter = " ".join(words[:number] + words[number + 1 :])
        hits = ranking.bitmap_of(shorter, model)
        if hits is not None:
            yield WayOut(f"Zonder “{word}”", (hits & filters).bit_count(), state.with_text(shorter))
