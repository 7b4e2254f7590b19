"""Catalogue files as JSON."""

import json
from functools import partial
from pathlib import Path
from typing import NoReturn

from rtc_app.interchange import mending
from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.mending import Loaded
from rtc_app.interchange.problems import FileRefusedError, Place, PlaceWords

MAX_BYTES = 20 * 1024 * 1024
_KINDS = {
    "providers": "Verstrekker",
    "locations": "Locatie",
    "trainers": "Lesgever",
    "trainings": "Opleiding",
    "sessions": "Sessie",
    "meetings": "bijeenkomst",
    "learning_paths": "Leertraject",
    "steps": "stap",
    "eindtermen": "eindterm",
    "required_materials": "materiaal",
    "actions": "actie",
    "refused": "reden van weigering",
}


def read(path: Path) -> tuple[CatalogueFile, PlaceWords]:
    """The file, and how to name places in it; raises FileRefusedError."""
    loaded = load(path)
    loaded.refuse()
    return loaded.content, loaded.words


def load(path: Path) -> Loaded:
    """The same with what is wrong with its shape; raises FileRefusedError for what is no catalogue."""
    raw = _parse(path)
    return mending.load(raw, words_of(raw))


def words_of(raw: object) -> PlaceWords:
    """How to name places in content of this shape."""
    return partial(_words, raw)


def write(content: CatalogueFile, path: Path) -> None:
    """Write the file: readable, in UTF-8, without what is empty."""
    values = content.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    head = {"format": content.format, "version": content.version, "title": content.title}
    path.write_text(json.dumps(head | values, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _parse(path: Path) -> object:
    if path.stat().st_size > MAX_BYTES:
        raise FileRefusedError("Dit bestand is groter dan 20 MB. Verdeel het over enkele bestanden.")
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=_no_number, object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise FileRefusedError("Dit bestand is geen UTF-8. Bewaar het opnieuw met de tekenset UTF-8.") from None
    except json.JSONDecodeError as error:
        raise FileRefusedError(f"Regel {error.lineno}, teken {error.colno}: hier is het geen geldige JSON meer.") from None
    except RecursionError:
        raise FileRefusedError("Dit bestand is te diep genest om een catalogus te zijn.") from None


def _no_number(word: str) -> NoReturn:
    raise FileRefusedError(f"'{word}' is geen getal. Zet een getal of laat het veld weg.")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise FileRefusedError(f"Het veld '{key}' staat twee keer in hetzelfde blok. Hou er één over.")
    return dict(pairs)


def _words(raw: object, place: Place) -> str:
    """Such as "Sessie plc-1, bijeenkomst 2, from": the nearest thing with a code, and what lies below it."""
    parts: list[str] = []
    kind, value = "", raw
    for step in place:
        value = _inside(value, step)
        if isinstance(step, str):
            kind = step
            parts.append(step)
            continue
        code = value.get("code") if isinstance(value, dict) else None
        name = f"{_KINDS.get(kind, kind)} {code or step + 1}"
        parts = [name] if code else [*parts[:-1], name]
    return ", ".join(parts) or "Bestand"


def _inside(value: object, step: str | int) -> object:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None
