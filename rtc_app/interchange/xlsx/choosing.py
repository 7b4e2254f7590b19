"""Drop-down lists in a template, so that codes are chosen and not typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from rtc_app.catalogue.models import Licence, MeetingKind
from rtc_app.interchange.catalogue_check import EINDTERM, PROVINCE, SCHEMES
from rtc_app.interchange.xlsx.columns import CHOICES_TITLE, EINDTERMEN, LOCATIONS, TRAININGS, Kind, Sheet

_LAST_ROW = 2000
#: (sheet, field) → list on the sheet of choices; a field that holds several codes lets one type more after the first.
_SCHEMES = {
    **{(TRAININGS.title, field): scheme for field, scheme in SCHEMES.items()},
    (LOCATIONS.title, "province"): PROVINCE,
    (EINDTERMEN.title, "code"): EINDTERM,
}
#: (sheet, field) → short lists of words.
_WORDS = {
    (TRAININGS.title, "material_licence"): [licence.value for licence in Licence],
    ("Bijeenkomsten", "kind"): [kind.value for kind in MeetingKind],
    (TRAININGS.title, "grades"): ["2", "3", "2 | 3"],
}


def offer_lists(cells: Any, sheet: Sheet, headers: Sequence[str], spans: Mapping[str, tuple[int, int]]) -> None:
    """Give every column of a sheet that has one its list; `spans` says where a list stands on the sheet of choices."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - heavy
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415 - heavy

    for column in sheet.columns:
        formula = _formula(sheet, column.field, column.kind, spans)
        if formula is None:
            continue
        validation = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=column.kind is not Kind.CODES)
        validation.errorTitle, validation.error = "Kies uit de lijst", "Deze waarde staat niet in de lijst."
        letter = get_column_letter(headers.index(column.header) + 1)
        validation.add(f"{letter}2:{letter}{_LAST_ROW}")
        cells.add_data_validation(validation)


def _formula(sheet: Sheet, field: str, kind: Kind, spans: Mapping[str, tuple[int, int]]) -> str | None:
    here = (sheet.title, field)
    if kind is Kind.YES_NO:
        return '"ja,nee"'
    if here in _WORDS:
        return f'"{",".join(_WORDS[here])}"'
    if here in _SCHEMES and _SCHEMES[here] in spans:
        first, last = spans[_SCHEMES[here]]
        return f"{CHOICES_TITLE}!$B${first}:$B${last}" if last >= first else None
    return None
