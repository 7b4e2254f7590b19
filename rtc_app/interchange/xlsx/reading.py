"""Reading a workbook into the shape of the catalogue file, with the row of everything for the messages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from rtc_app.interchange import mending
from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.mending import Loaded
from rtc_app.interchange.problems import FileRefusedError, Place, PlaceWords, Problem, unknown
from rtc_app.interchange.xlsx.columns import (
    ASSESSMENTS,
    CHECKLIST,
    CHOICES_TITLE,
    EXAMPLE_MARK,
    GUIDE_TITLE,
    SHEETS,
    Column,
    Kind,
    Sheet,
    place_of,
)
from rtc_app.interchange.xlsx.guard import refuse_dangerous

MAX_ROWS = 20_000
_MAX_COLUMNS = 80
_YES_NO = {"ja": True, "nee": False, "true": True, "false": False, "waar": True, "onwaar": False, "1": True, "0": False, "x": True}

Row = dict[str, Any]


def read(path: Path) -> tuple[CatalogueFile, PlaceWords]:
    """The file, and how to name places in it; raises FileRefusedError."""
    loaded = load(path)
    loaded.refuse()
    return loaded.content, loaded.words


def load(path: Path) -> Loaded:
    """The same with what is wrong with its shape; raises FileRefusedError for what is no workbook."""
    refuse_dangerous(path)
    workbook = _Workbook()
    try:
        _read_sheets(path, workbook)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, ParseError, EOFError, OSError) as error:
        raise FileRefusedError("Dit Excel-bestand is beschadigd en kan niet gelezen worden. Bewaar het opnieuw als .xlsx.") from error
    return mending.load(workbook.content, workbook.words, workbook.problems)


def _read_sheets(path: Path, workbook: "_Workbook") -> None:
    import openpyxl  # noqa: PLC0415 - heavy

    book = openpyxl.load_workbook(path, read_only=True)
    try:
        wanted = {sheet.title.lower(): sheet for sheet in SHEETS}
        found = {name.strip().lower(): name for name in book.sheetnames}
        for name, title in found.items():
            if name not in wanted and name not in (CHOICES_TITLE.lower(), GUIDE_TITLE.lower()):
                workbook.problems.append(Problem((title,), "Dit blad hoort niet in een catalogus. Haal het weg of kijk de naam na."))
        for key, sheet in wanted.items():
            if key in found:
                workbook.add(sheet, book[found[key]])
    finally:
        book.close()


@dataclass
class _Workbook:
    """What was read so far, and which row each thing came from."""

    content: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    #: Place in the file → sheet and row number as Excel shows it.
    rows: dict[Place, tuple[Sheet, int]] = field(default_factory=dict)
    #: Sheet title and code → the thing and its place, for what belongs to it.
    things: dict[tuple[str, str], tuple[Row, Place]] = field(default_factory=dict)

    def words(self, place: Place) -> str:
        """Such as "Opleidingen rij 12, niveau"."""
        for length in range(len(place), 0, -1):
            if place[:length] in self.rows:
                sheet, row = self.rows[place[:length]]
                field_name = next((step for step in place[length:] if isinstance(step, str)), None)
                headers = {column.field: column.header for column in sheet.columns}
                header = headers.get(field_name or "", field_name)
                return f"{sheet.title} rij {row}" + (f", {header}" if header else "")
        return f"Blad {place[0]}" if place else "Bestand"

    def add(self, sheet: Sheet, cells: Any) -> None:
        """Read all rows of a sheet."""
        lines = cells.iter_rows(max_col=_MAX_COLUMNS)
        headers = self._headers(sheet, next(lines, ()))
        for number, line in enumerate(lines, 2):
            if number > MAX_ROWS:
                self.problems.append(Problem((sheet.title,), f"Er staan meer dan {MAX_ROWS} rijen op. Verdeel ze over enkele bestanden."))
                return
            values = {header: cell for header, cell in zip(headers, line, strict=False) if header and cell.value not in (None, "")}
            if values and not _is_example(sheet, values):
                self._add_row(sheet, number, values)

    def _headers(self, sheet: Sheet, line: tuple[Any, ...]) -> list[str]:
        known = [column.header for column in sheet.columns] + ([sheet.parent[0]] if sheet.parent else [])
        headers = ["" if cell.value is None else str(cell.value).strip().lower() for cell in line]
        for header in headers:
            if header and header not in known:
                self.problems.append(Problem((sheet.title,), f"Kolom {unknown(header, known)}"))
            elif header and headers.count(header) > 1:
                self.problems.append(Problem((sheet.title,), f"Kolom '{header}' staat er twee keer. Hou er één over."))
        return headers

    def _add_row(self, sheet: Sheet, number: int, cells: dict[str, Any]) -> None:
        here: Place = (sheet.title, number)
        self.rows[here] = (sheet, number)
        parent = self._parent(sheet, cells, here)
        if parent is None:
            return
        owner, owner_place = parent
        row = {column.field: self._value(column, cells[column.header], here) for column in sheet.columns if column.header in cells}
        place = self._put(sheet, owner, owner_place, row, here)
        if place is not None:
            self.rows[place] = (sheet, number)
            self.things.setdefault((sheet.title, str(row.get("code"))), (row, place))

    def _parent(self, sheet: Sheet, cells: dict[str, Any], here: Place) -> tuple[Row, Place] | None:
        if sheet.parent is None:
            return self.content, ()
        header, title = sheet.parent
        cell = cells.get(header)
        code = _text(cell.value) if cell else ""
        if (title, code) in self.things:
            return self.things[title, code]
        words = f"'{code}' staat niet op het blad {title}. Kijk de code na." if code else "Vul dit in."
        self.problems.append(Problem((*here, header), words))
        return None

    def _put(self, sheet: Sheet, owner: Row, owner_place: Place, row: Row, here: Place) -> Place | None:
        """Hang a row where it belongs; returns its place in the file."""
        if sheet is ASSESSMENTS:
            if "assessment" in owner:
                self.problems.append(Problem(here, "Deze opleiding heeft al een beoordeling op dit blad. Hou er één over."))
                return None
            owner["assessment"] = row
            return place_of(sheet, owner_place, 0)
        for step in sheet.path[:-1]:
            if step not in owner:
                self.problems.append(Problem(here, "Deze opleiding staat niet op het blad Beoordelingen. Zet ze daar eerst."))
                return None
            owner = owner[step]
        if sheet is CHECKLIST:
            point = str(row.pop("point", ""))
            owner.setdefault("checklist", {})[point] = row
            return (*owner_place, *sheet.path, point)
        things = owner.setdefault(sheet.path[-1], [])
        things.append(row)
        return place_of(sheet, owner_place, len(things) - 1)

    def _value(self, column: Column, cell: Any, here: Place) -> object:
        if cell.data_type == "f":
            self.problems.append(Problem((*here, column.field), "Hier staat een formule. Zet er de waarde zelf."))
            return None
        return _READERS[column.kind](cell.value)


def _is_example(sheet: Sheet, cells: dict[str, Any]) -> bool:
    cell = cells.get(sheet.parent[0] if sheet.parent else "code")
    return cell is not None and _text(cell.value).lower().startswith(EXAMPLE_MARK)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").strip()


def _pieces(text: str, *separators: str) -> Iterator[str]:
    for separator in separators:
        text = text.replace(separator, "\n")
    return (piece.strip() for piece in text.split("\n") if piece.strip())


def _lines(value: object) -> object:
    return list(_pieces(_text(value)))


def _codes(value: object) -> object:
    return [int(piece) if piece.isdecimal() else piece for piece in _pieces(_text(value), "|", ";", ",")]


def _number(value: object) -> object:
    return value if isinstance(value, int | float) else _text(value).replace(",", ".")


def _yes_no(value: object) -> object:
    return _YES_NO.get(_text(value).lower(), value)


def _day(value: object) -> object:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else _text(value)


def _time(value: object) -> object:
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, float | int):
        return f"{value:.2f}"
    return value if isinstance(value, time) else _text(value)


_READERS: dict[Kind, Callable[[object], object]] = {
    Kind.TEXT: _text,
    Kind.LINES: _lines,
    Kind.CODES: _codes,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.DAY: _day,
    Kind.TIME: _time,
}
