"""What the agenda shows of the question it answers: what is ticked, and the filters that can be changed on the page itself."""

from datetime import datetime
from typing import NamedTuple

from rtc_app.catalogue.queries.agenda import without_period
from rtc_app.catalogue.search import finding, read_model
from rtc_app.catalogue.search.facets import FACETS
from rtc_app.catalogue.search.finding import Option
from rtc_app.catalogue.search.state import SearchState

#: What one can narrow in the agenda; all other filters come along from a search.
FILTERS = ("studiegebied", "provincie", "leervorm")
_LABELS = {facet.code: facet.label for facet in FACETS}


class AgendaFilter(NamedTuple):
    """A filter with the values in use; equal filters look the same."""

    code: str
    label: str
    chosen: int
    options: tuple[Option, ...]


def filters(state: SearchState, at: datetime) -> list[AgendaFilter]:
    """The filters of the page with every value some training has, and those that are ticked, with their number in the whole offer."""
    model = read_model.current(at)
    found = []
    for code in FILTERS:
        bits, chosen = model.bits[code], frozenset(state.chosen.get(code, ()))
        options = tuple(
            Option(bits.get(value, 0).bit_count(), code, value, label, value in chosen)
            for value, label in model.labels[code].items()
            if value in bits or value in chosen
        )
        if options:
            found.append(AgendaFilter(code, _LABELS[code], sum(option.is_chosen for option in options), options))
    return found


def ticked(state: SearchState, at: datetime) -> list[tuple[str, SearchState]]:
    """(label, the question without it) of everything that narrows the agenda; the words first."""
    words = [(f"“{state.text}”", state.without_text())] if state.text else []
    # A period narrows nothing here, so it is no chip; it is still there on the way back to the list.
    asked = without_period(state)
    return words + [(chip.label, chip.without) for chip in finding.chips(state, at) if without_period(chip.without) != asked]
