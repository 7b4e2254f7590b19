"""What a file changes, field by field: what was there beside what comes. Pure."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from rtc_app.interchange.catalogue_check import LISTS, SCHEMES
from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.kernel.clock import to_wall_time

#: (list, code) → field → value, as in a JSON file; sessions stand apart from their training.
Things = Mapping[tuple[str, str], Mapping[str, object]]
#: Fields that hold codes in no order of their own.
_UNORDERED = frozenset({*SCHEMES, "eindtermen", "trainers"})
#: Fields that came later; without a value they stand in no hash, so that older imports can still be taken back.
_MAY_MISS = frozenset(
    {"withdrawn_at", "withdrawn_reason", "successor", "cancelled_at", "provider", "equipment", "published", "further_links"}
)
_MOMENTS = frozenset({"withdrawn_at", "cancelled_at"})
#: How teachers can find a training: before and after.
Findability = Literal["stays_found", "goes_offline", "becomes_found", "stays_hidden"]


class _Plain(BaseModel):
    model_config = ConfigDict(frozen=True)


class FieldChange(_Plain):
    """One field with its old and new value in words."""

    field: str
    old: str
    new: str


class Change(_Plain):
    """One thing that is new or changes; `training` is the code of the training a session belongs to."""

    kind: str
    code: str
    name: str
    is_new: bool
    fields: tuple[FieldChange, ...] = ()
    training: str = ""
    findability: Findability | None = None
    #: A decision taken elsewhere is recorded with it (QA-13).
    has_decision: bool = False


class Preview(_Plain):
    """Everything a file does; `untouched` are trainings of the offer that the file does not name."""

    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    untouched: int = 0

    @property
    def new(self) -> int:
        return sum(change.is_new for change in self.changes)

    @property
    def changed(self) -> int:
        return len(self.changes) - self.new


def things_of(content: CatalogueFile) -> dict[tuple[str, str], dict[str, object]]:
    """Every thing of a file apart, in its order; decisions are no part of the content."""
    return dict(_things(content))


def _things(content: CatalogueFile) -> Iterator[tuple[tuple[str, str], dict[str, object]]]:
    for name in LISTS:
        for entry in getattr(content, name):
            yield (name, entry.code), _values(entry, without={"sessions", "assessment"})
            for session in getattr(entry, "sessions", ()):
                yield ("sessions", session.code), _values(session) | {"training": entry.code}


def _values(entry: BaseModel, without: set[str] | None = None) -> dict[str, object]:
    values = entry.model_dump(mode="json", by_alias=True, exclude=without)
    return {name: value for name, value in values.items() if value not in (None, "", []) or name not in _MAY_MISS}


def fingerprint(thing: object) -> str:
    """Hash of plain values."""
    return hashlib.sha256(json.dumps(thing, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


def compare(
    before: Things, after: Things, *, findable: Mapping[str, tuple[bool, bool]], decided: frozenset[str], untouched: int
) -> Preview:
    """The difference between two states of what a file names; `findable` is training → (before, after)."""
    changes, unchanged = [], 0
    for (kind, code), values in after.items():
        old = before.get((kind, code))
        fields = tuple(changed_fields(old, values)) if old is not None else ()
        has_decision = kind == "trainings" and code in decided
        if old is not None and not fields and not has_decision:
            unchanged += 1
            continue
        changes.append(
            Change(
                kind=kind,
                code=code,
                name=str(values.get("title") or values.get("name") or ""),
                is_new=old is None,
                fields=fields,
                training=str(values["training"]) if kind == "sessions" else "",
                findability=_findability(*findable[code]) if kind == "trainings" else None,
                has_decision=has_decision,
            )
        )
    return Preview(changes=tuple(changes), unchanged=unchanged, untouched=untouched)


def changed_fields(old: Mapping[str, object], new: Mapping[str, object]) -> list[FieldChange]:
    """The fields that differ; the order of codes means nothing."""
    return [
        FieldChange(field=name, old=_said(name, before), new=_said(name, now))
        for name in {**new, **old}
        if (before := _in_order(name, old.get(name))) != (now := _in_order(name, new.get(name)))
    ]


def _said(name: str, value: object) -> str:
    """In words; a moment on the clock of people."""
    if name in _MOMENTS and value:
        return f"{to_wall_time(datetime.fromisoformat(str(value))):%Y-%m-%d %H.%M}"
    return in_words(value)


def _in_order(name: str, value: object) -> object:
    if name in _UNORDERED and isinstance(value, list):
        return sorted(value, key=lambda item: item["code"] if isinstance(item, dict) else item)
    return value


def _findability(before: bool, after: bool) -> Findability:
    if before:
        return "stays_found" if after else "goes_offline"
    return "becomes_found" if after else "stays_hidden"


def in_words(value: object) -> str:
    """A value of a file as a person reads it; empty for nothing."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return "\n".join(in_words(item) for item in value)
    if isinstance(value, dict):
        return _row_in_words(value)
    return "" if value is None else str(value)


def _row_in_words(row: Mapping[str, object]) -> str:
    if "day" in row:
        return f"{row['day']} {row['from']}–{row['to']}, {row['kind']}"
    if "can_borrow" in row:
        return f"{row['name']}{' (te leen)' if row['can_borrow'] else ''}"
    return ": ".join(in_words(value) for value in row.values() if value)
