"""The question a visitor asks, and the URL it stands in: every address parses back to itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from urllib.parse import urlencode

from rtc_app.catalogue.search.moments import between

#: Names in the query string that are no facets. The days become a value of the facet of the period.
TEXT, PAGE, LITERAL, PLACE, FROM, UNTIL = "q", "pagina", "letterlijk", "plaats", "van", "tot"
PERIOD = "periode"
#: Name → how many signs of its value are read.
_LONGEST = {TEXT: 200, PAGE: 20, LITERAL: 20, PLACE: 80, FROM: 20, UNTIL: 20}
_LONGEST_VALUE = 80
_MOST_VALUES = 60
_LAST_PAGE = 10_000


@dataclass(frozen=True)
class SearchState:
    """Words, ticked values per facet (sorted), and the page. `is_literal` keeps the words as they were typed.

    `place` is where distances are asked from, as it was typed; alone it narrows nothing.
    """

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1
    is_literal: bool = False
    place: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.chosen and not self.place

    def with_value(self, facet: str, value: str) -> "SearchState":
        """The same question with one more value ticked, from page 1."""
        return self.with_values(facet, (*self.chosen.get(facet, ()), value))

    def with_values(self, facet: str, values: Iterable[str]) -> "SearchState":
        """The same question with just these values of a facet, from page 1."""
        return replace(self, chosen=_ordered({**self.chosen, facet: tuple(sorted(set(values)))}), page=1)

    def without(self, facet: str, value: str) -> "SearchState":
        """The same question with one value unticked, from page 1."""
        kept = tuple(v for v in self.chosen[facet] if v != value)
        rest = {code: values for code, values in self.chosen.items() if code != facet}
        return replace(self, chosen=_ordered(rest | ({facet: kept} if kept else {})), page=1)

    def without_facet(self, facet: str) -> "SearchState":
        """The same question with a whole facet unticked, from page 1."""
        return replace(self, chosen={code: values for code, values in self.chosen.items() if code != facet}, page=1)

    def without_facets(self) -> "SearchState":
        """The words alone."""
        return replace(self, chosen={}, place="", page=1)

    def without_place(self) -> "SearchState":
        """The same question asked from nowhere, so without distances."""
        return replace(self.without_facet("afstand"), place="")

    def without_text(self) -> "SearchState":
        """The ticked values alone."""
        return replace(self, text="", is_literal=False, page=1)

    def with_text(self, text: str) -> "SearchState":
        """Other words with the same ticked values."""
        return replace(self, text=text, page=1)

    def at_page(self, number: int) -> "SearchState":
        return replace(self, page=number)

    def literally(self) -> "SearchState":
        """The same question without correction of what was typed."""
        return replace(self, is_literal=True, page=1)

    def query(self) -> list[tuple[str, str]]:
        """The pairs of the query string, in one fixed order and without defaults."""
        pairs = [(TEXT, self.text)] if self.text else []
        pairs += [(facet, value) for facet, values in self.chosen.items() for value in values]
        if self.place:
            pairs.append((PLACE, self.place))
        if self.is_literal and self.text:
            pairs.append((LITERAL, "1"))
        if self.page > 1:
            pairs.append((PAGE, str(self.page)))
        return pairs

    def query_string(self) -> str:
        """The same as it stands in an address; empty when nothing is asked."""
        return "&".join([_written(*pair) for pair in self.query()])


@lru_cache(maxsize=5_000)
def _written(name: str, value: str) -> str:
    return urlencode([(name, value)])


def parse(pairs: Iterable[tuple[str, str]], facets: frozenset[str]) -> SearchState:
    """The question in a query string. Unknown names are ignored, unknown values kept: they show as a removable chip."""
    single: dict[str, str] = {}
    chosen: dict[str, list[str]] = {}
    for name, raw in pairs:
        value = _clean(raw)
        if name in _LONGEST:
            single[name] = single.get(name) or value[: _LONGEST[name]].strip()
        elif name in facets and value:
            chosen.setdefault(name, []).append(value[:_LONGEST_VALUE].strip())
    if period := between(single.get(FROM, ""), single.get(UNTIL, "")):
        chosen.setdefault(PERIOD, []).append(period)
    text = single.get(TEXT, "")
    return SearchState(
        text=text,
        chosen=_ordered({facet: tuple(sorted(set(codes))[:_MOST_VALUES]) for facet, codes in chosen.items()}),
        page=_page_number(single.get(PAGE, "")),
        is_literal=single.get(LITERAL) == "1" and bool(text),
        place=single.get(PLACE, ""),
    )


def _clean(value: str) -> str:
    """One line without control characters and with single spaces."""
    if not value.isprintable():
        value = "".join(sign if sign.isprintable() else " " for sign in value)
    return " ".join(value.split())


def _page_number(value: str) -> int:
    return min(max(int(value), 1), _LAST_PAGE) if value.isascii() and value.isdigit() and len(value) < 7 else 1


def _ordered(chosen: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return dict(sorted(chosen.items()))
