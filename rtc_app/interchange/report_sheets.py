"""A report as a workbook: plain sheets with a head that stays in sight, and no cell that reckons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

_WIDEST = 60


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, the words above its columns, and its rows."""

    title: str
    head: Sequence[str]
    rows: Iterable[Sequence[object]]


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """The file with these sheets, in order."""
    import openpyxl  # noqa: PLC0415 - heavy

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(sheet.title), sheet)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _write(cells: Any, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - heavy

    widths = [len(name) for name in sheet.head]
    for number, row in enumerate((sheet.head, *sheet.rows), 1):
        for column, value in enumerate(row, 1):
            cell = cells.cell(number, column, value)
            # A text that looks like a formula stays a text.
            if isinstance(value, str):
                cell.data_type = "s"
            cell.font = Font(bold=number == 1)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            widths[column - 1] = max(widths[column - 1], len(str("" if value is None else value)))
    for column, width in enumerate(widths, 1):
        cells.column_dimensions[cells.cell(1, column).column_letter].width = min(width + 2, _WIDEST)
    cells.freeze_panes = "A2"
