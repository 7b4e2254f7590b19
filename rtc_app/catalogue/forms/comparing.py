"""What differs between a form as it was opened, as it is stored by now, and as somebody sends it."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from wtforms import Field, SelectField, SelectMultipleField

from rtc_app.catalogue.forms.fields import LinesField, MoneyField
from rtc_app.kernel.forms import BaseForm
from rtc_app.kernel.templating import money

#: How many characters of a hash tell two texts apart.
_ENOUGH = 16


@dataclass(frozen=True)
class Difference:
    """A field before and after, in words: one string a line, none when it is empty."""

    field: str
    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Settlement:
    """Of one form that was sent: the fields its writer changed, and those that somebody else changed too, to something else."""

    changed: frozenset[str]
    in_conflict: frozenset[str]


def settle(seen: Mapping[str, str], stored: Mapping[str, str], sent: Mapping[str, str]) -> Settlement:
    """Compare three marks per field. What the writer left as it was opened is not a change, whatever it became meanwhile.

    A field of which `seen` says nothing was not on the opened page; it counts as opened with what is stored.
    """
    changed = {name for name, mark in sent.items() if mark != seen.get(name, stored[name]) and mark != stored[name]}
    return Settlement(frozenset(changed), frozenset(name for name in changed if seen.get(name, stored[name]) != stored[name]))


def marks(form: BaseForm, names: Collection[str]) -> dict[str, str]:
    """A short mark of the value of each field; equal values have equal marks."""
    return {name: _mark(form[name]) for name in names}


def write_marks(found: Mapping[str, str]) -> str:
    """Marks as a hidden field carries them."""
    return json.dumps(found, sort_keys=True, separators=(",", ":"))


def read_marks(text: str | None) -> dict[str, str]:
    """Marks out of a hidden field; what is no such thing gives none."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in found.items()} if isinstance(found, dict) else {}


def differences(before: BaseForm, after: BaseForm, names: Collection[str]) -> list[Difference]:
    """The named fields of two forms of one kind, in the order of the form."""
    return [Difference(f.name, str(f.label.text), in_words(before[f.name]), in_words(f)) for f in after if f.name in names]


def in_words(field: Field) -> tuple[str, ...]:
    """The value of a field as a person reads it, a line each."""
    if isinstance(field, LinesField):
        return tuple(field.to_line(item) for item in field.data or ())
    if isinstance(field, MoneyField):
        return (money(field.data or 0),)
    if isinstance(field, SelectField):
        return tuple(str(choice.label) for choice in field.iter_choices() if choice.selected and field.data)
    return tuple(line for line in str("" if field.data is None else field.data).split("\n") if line)


def _mark(field: Field) -> str:
    value: Any = field.data
    if isinstance(field, SelectMultipleField):
        value = sorted(value or (), key=str)
    plain = json.dumps(value if value is not None else "", sort_keys=True, default=str)
    return hashlib.sha256(plain.encode()).hexdigest()[:_ENOUGH]
