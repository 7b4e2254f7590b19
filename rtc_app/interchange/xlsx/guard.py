"""A look at a workbook before it is opened: it is a zip file, and zip files can be bombs."""

import zipfile
from pathlib import Path

from rtc_app.interchange.problems import FileRefusedError

MAX_BYTES = 10 * 1024 * 1024
MAX_ENTRIES = 200
MAX_UNPACKED = 60 * 1024 * 1024
#: Text shrinks to a tenth or so; a thousandth is no text.
MAX_RATIO = 150

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def refuse_dangerous(path: Path) -> None:
    """Raise FileRefusedError for what is no plain workbook of a reasonable size."""
    if path.stat().st_size > MAX_BYTES:
        raise FileRefusedError("Dit bestand is groter dan 10 MB. Haal afbeeldingen weg of verdeel het over enkele bestanden.")
    with path.open("rb") as file:
        head = file.read(4)
    if head == _OLD_EXCEL:
        raise FileRefusedError("Dit is een oud Excel-bestand of een bestand met een wachtwoord. Bewaar het als .xlsx zonder wachtwoord.")
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise FileRefusedError("Dit is geen Excel-bestand. Bewaar het als .xlsx en probeer opnieuw.") from None
    names = {entry.filename for entry in entries}
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileRefusedError("Dit bestand bevat macro's. Bewaar het als gewone .xlsx, zonder macro's.")
    if "[Content_Types].xml" not in names or "xl/workbook.xml" not in names:
        raise FileRefusedError("Dit is geen Excel-bestand. Bewaar het als .xlsx en probeer opnieuw.")
    _refuse_bomb(entries)


def _refuse_bomb(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 10_000):
        raise FileRefusedError("Dit bestand is uitgepakt veel te groot voor een catalogus. Begin van een leeg sjabloon.")
