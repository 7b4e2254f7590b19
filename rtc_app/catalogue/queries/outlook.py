"""The forward calendar: what is planned in each month of a school year, per RTC, theme and study area (INS-12)."""

from datetime import datetime
from typing import NamedTuple

from rtc_app.catalogue.months import Month, SchoolYear
from rtc_app.catalogue.queries.agenda import trainings_in, without_period
from rtc_app.catalogue.search import finding, read_model
from rtc_app.catalogue.search.state import SearchState
from rtc_app.kernel import clock

#: What the rows of each table are: facet → its name above the table.
_TABLES = {"rtc": "RTC", "thema": "Thema", "studiegebied": "Studiegebied"}


class OutlookCell(NamedTuple):
    """How many trainings begin in a month."""

    month: Month
    number: int
    #: 0 for none, 1 (few) to 5 (most of the table).
    heat: int


class OutlookRow(NamedTuple):
    """One RTC, theme or study area; `total` counts a training once for the whole school year."""

    code: str
    label: str
    cells: tuple[OutlookCell, ...]
    total: int


class OutlookTable(NamedTuple):
    """Rows that have something planned, and the names of those that are on offer with nothing planned."""

    facet: str
    label: str
    months: tuple[Month, ...]
    rows: tuple[OutlookRow, ...]
    without: tuple[tuple[str, str], ...]


def school_year(state: SearchState, year: SchoolYear, at: datetime) -> list[OutlookTable]:
    """What a question finds that begins in this school year and is still to come."""
    model = read_model.current(at)
    selected = finding.selected(without_period(state), at)
    this = Month.of(clock.to_wall_time(at).date())
    by_month = {month: selected & trainings_in(model, month, at) for month in year.months if month >= this}
    return [_table(facet, by_month, at) for facet in _TABLES]


def _table(facet: str, by_month: dict[Month, int], at: datetime) -> OutlookTable:
    model = read_model.current(at)
    bits = model.bits[facet]
    numbers = {code: [(there & bits.get(code, 0)).bit_count() for there in by_month.values()] for code in model.labels[facet]}
    most = max((number for of_row in numbers.values() for number in of_row), default=0)
    whole_year = 0
    for there in by_month.values():
        whole_year |= there
    rows, without = [], []
    for code, label in model.labels[facet].items():
        cells = tuple(OutlookCell(month, number, _heat(number, most)) for month, number in zip(by_month, numbers[code], strict=True))
        total = (whole_year & bits.get(code, 0)).bit_count()
        if total:
            rows.append(OutlookRow(code, label, cells, total))
        elif bits.get(code):
            without.append((code, label))
    return OutlookTable(facet, _TABLES[facet], tuple(by_month), tuple(rows), tuple(without))


def _heat(number: int, most: int) -> int:
    return 0 if not number else 1 + 4 * (number - 1) // max(most, 1)
