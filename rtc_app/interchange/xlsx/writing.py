"""Writing a catalogue as a workbook; an empty catalogue gives the template."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, time
from pathlib import Path
from typing import Any, BinaryIO

from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.xlsx import guide
from rtc_app.interchange.xlsx.choosing import offer_lists
from rtc_app.interchange.xlsx.columns import CHOICES_TITLE, GUIDE_TITLE, SHEETS, Column, Kind, Sheet

_WIDE = 60
#: A number and a time are written as they are, all other values as text.
_WRITERS: dict[Kind, Callable[[Any], object]] = {
    Kind.YES_NO: lambda value: "ja" if value else "nee",
    Kind.LINES: lambda value: "\n".join(" ".join(line.split("\n")) for line in value),
    Kind.CODES: lambda value: " | ".join(str(code) for code in value),
    Kind.DAY: lambda value: value if isinstance(value, date) else str(value),
    Kind.NUMBER: lambda value: value,
    Kind.TIME: lambda value: value,
}
#: Title of a list of choices → (code, label) of each.
Choices = Mapping[str, Sequence[tuple[str, str]]]


def write(content: CatalogueFile, path: Path | BinaryIO, choices: Choices, *, is_template: bool = False) -> None:
    """Write the workbook; texts stay texts, also those that look like a formula. A template explains itself."""
    import openpyxl  # noqa: PLC0415 - heavy

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    if is_template:
        _write(book, GUIDE_TITLE, ["blad of kolom", "wat je er zet"], guide.lines())
    spans = _spans(choices)
    for sheet in SHEETS:
        parent = [sheet.parent[0]] if sheet.parent else []
        headers = [*parent, *(column.header for column in sheet.columns)]
        rows = [[*owner, *(_value(column, row) for column in sheet.columns)] for owner, row in _rows(content, sheet)]
        if is_template and sheet.title in guide.EXAMPLES:
            rows.append([guide.EXAMPLES[sheet.title].get(header) for header in headers])
        cells = _write(book, sheet.title, headers, rows)
        if is_template:
            offer_lists(cells, sheet, headers, spans)
    rows = [[title, code, label] for title, options in choices.items() for code, label in options]
    _write(book, CHOICES_TITLE, ["lijst", "code", "betekenis"], rows)
    book.save(path)


def _spans(choices: Choices) -> dict[str, tuple[int, int]]:
    """First and last row of each list on the sheet of choices."""
    spans, row = {}, 2
    for title, options in choices.items():
        spans[title] = (row, row + len(options) - 1)
        row += len(options)
    return spans


def _write(book: Any, title: str, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> Any:
    cells = book.create_sheet(title)
    widths = [len(header) + 2 for header in headers]
    for number, row in enumerate([headers, *rows], 1):
        _put(cells, number, row)
        widths = [max(width, len(str(value)) + 2) if value is not None else width for width, value in zip(widths, row, strict=True)]
    _lay_out(cells, widths)
    return cells


def _rows(content: CatalogueFile, sheet: Sheet) -> Iterator[tuple[list[str], Mapping[str, Any]]]:
    """(code of the owner or nothing, values by field) of every row of a sheet."""
    if sheet.parent is None:
        yield from (([], _fields(entry)) for entry in getattr(content, sheet.path[0]))
        return
    owners: dict[str, Sequence[Any]] = {
        "Opleidingen": content.trainings,
        "Sessies": [session for training in content.trainings for session in training.sessions],
        "Leertrajecten": content.learning_paths,
    }
    for owner in owners[sheet.parent[1]]:
        yield from (([owner.code], row) for row in _inside(owner, sheet.path))


def _inside(owner: Any, path: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    for step in path:
        owner = getattr(owner, step)
        if owner is None:
            return
    if isinstance(owner, dict):
        yield from ({"point": code, **_fields(entry)} for code, entry in owner.items())
    else:
        yield from (_fields(entry) for entry in (owner if isinstance(owner, tuple) else (owner,)))


def _fields(entry: Any) -> Mapping[str, Any]:
    """The values as Python has them, under the names of the file."""
    return {info.alias or name: getattr(entry, name) for name, info in type(entry).model_fields.items()}


def _value(column: Column, row: Mapping[str, Any]) -> object:
    value = row[column.field]
    if value is None or value in ("", ()):
        return None
    return _WRITERS.get(column.kind, str)(value)


def _put(cells: Any, row: int, values: Sequence[object]) -> None:
    for number, value in enumerate(values, 1):
        if value is None:
            continue
        cell = cells.cell(row, number)
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = value[:1] in ("=", "+", "-", "@")
        elif isinstance(value, time):
            cell.number_format = "hh:mm"
        elif isinstance(value, date):
            cell.number_format = "dd/mm/yyyy"


def _lay_out(cells: Any, widths: Sequence[int]) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - heavy
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - heavy

    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    cells.freeze_panes = "A2"
    for number, width in enumerate(widths, 1):
        cells.cell(1, number).font = bold
        cells.column_dimensions[get_column_letter(number)].width = min(_WIDE, width)
    for row in cells.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = wrapped
