"""The facets: one line each. A new concept scheme becomes a facet by adding it to FACETS."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from babel.dates import format_date

from rtc_app.accounts.models import Organisation, OrganisationKind
from rtc_app.catalogue.rules import PRICE_BANDS, price_band
from rtc_app.kernel.database import db
from rtc_app.kernel.templating import LOCALE
from rtc_app.reference import queries as reference


@dataclass(frozen=True)
class Offered:
    """What facets that are no tags read of a training: its organiser, price in cents, grades, places and months to come."""

    rtc: str
    price: int
    grades: tuple[int, ...]
    provinces: frozenset[str]
    #: First days of the months in which a session starts.
    months: frozenset[date]


ValuesOf = Callable[[Offered], Iterable[str]]


@dataclass(frozen=True)
class Facet:
    """A group of values to tick. `scheme` names the vocabulary; without `values_of` its tags are the values."""

    code: str
    label: str
    scheme: str | None = None
    values_of: ValuesOf | None = None
    #: (code, label) in the own order of the facet, for values that come from no scheme.
    labels_of: Callable[[Iterable[str]], list[tuple[str, str]]] | None = None
    #: Keeps its own order (beginner, gevorderde, expert); other facets show the most used values first.
    is_ordered: bool = False
    #: A value also stands for the concepts that mean the same elsewhere (TAG-03).
    has_equivalents: bool = False
    #: Written as "6.25 – hanteert meettoestellen …".
    shows_code: bool = False

    def labels(self, codes: Iterable[str]) -> dict[str, str]:
        """Code → label of all values, in order; `codes` are the values in use."""
        if self.labels_of is not None:
            return dict(self.labels_of(codes))
        pairs = reference.choices(self.scheme or "")
        return {code: f"{code} – {label}" if self.shows_code else label for code, label in pairs}


def _price_labels(_codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, label) for code, label, _ in PRICE_BANDS]


def _month_labels(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, format_date(date.fromisoformat(f"{code}-01"), "LLLL y", locale=LOCALE)) for code in sorted(codes)]


def _rtc_labels(_codes: Iterable[str]) -> list[tuple[str, str]]:
    query = sa.select(Organisation.code, Organisation.name).where(Organisation.kind == OrganisationKind.RTC).order_by(Organisation.name)
    return [(code, name) for code, name in db.session.execute(query)]


#: In the order of the page.
FACETS: tuple[Facet, ...] = (
    Facet("studiegebied", "Studiegebied", "studiegebied"),
    Facet("niveau", "Niveau", "niveau", is_ordered=True),
    Facet("thema", "Thema", "thema"),
    Facet("tool", "Tool of toestel", "tool"),
    Facet("leervorm", "Leervorm", "leervorm", is_ordered=True),
    Facet("provincie", "Provincie", "provincie", values_of=lambda offered: offered.provinces, is_ordered=True),
    Facet(
        "maand",
        "Begint in",
        values_of=lambda offered: (f"{month:%Y-%m}" for month in offered.months),
        labels_of=_month_labels,
        is_ordered=True,
    ),
    Facet("prijs", "Prijs", values_of=lambda offered: (price_band(offered.price),), labels_of=_price_labels, is_ordered=True),
    Facet("onderwijsvorm", "Onderwijsvorm", "onderwijsvorm", is_ordered=True),
    Facet("graad", "Graad", "graad", values_of=lambda offered: map(str, offered.grades), is_ordered=True),
    Facet("finaliteit", "Finaliteit", "finaliteit", is_ordered=True),
    Facet("eindterm", "Eindterm", "eindterm", has_equivalents=True, shows_code=True, is_ordered=True),
    Facet("rtc", "Georganiseerd door", values_of=lambda offered: (offered.rtc,), labels_of=_rtc_labels, is_ordered=True),
)
CODES = frozenset(facet.code for facet in FACETS)
