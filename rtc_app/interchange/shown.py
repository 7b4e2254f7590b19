"""A preview arranged for its page: every change under the training it belongs to."""

from dataclasses import dataclass, field

from rtc_app.interchange.preview import Change, FieldChange, Preview
from rtc_app.interchange.service.undoing import KINDS
from rtc_app.interchange.xlsx.columns import field_words
from rtc_app.kernel.paging import Page

SIZE = 50
_LISTS_INSIDE = {
    "meetings": "bijeenkomsten",
    "steps": "stappen",
    "eindtermen": "eindtermen",
    "required_materials": "materiaal",
    "training": "opleiding",
}


@dataclass
class Group:
    """A training with its sessions, or another thing; `head` is none when only sessions of it change."""

    title: str
    kind: str
    head: Change | None = None
    sessions: list[Change] = field(default_factory=list)


def groups(preview: Preview, number: int) -> Page[Group]:
    """One page of the changes."""
    found: dict[tuple[str, str], Group] = {}
    for change in preview.changes:
        if change.kind == "sessions":
            group = found.setdefault(("trainings", change.training), Group(change.training, KINDS["trainings"]))
            group.sessions.append(change)
        else:
            found[change.kind, change.code] = Group(change.name or change.code, KINDS[change.kind], change)
    listed = list(found.values())
    number = min(max(1, number), max(1, -(-len(listed) // SIZE)))
    return Page(listed[(number - 1) * SIZE : number * SIZE], number, SIZE, len(listed))


def field_name(change: Change, changed: FieldChange) -> str:
    """The header of the column that holds the field."""
    return _LISTS_INSIDE.get(changed.field) or field_words().get((change.kind, changed.field), changed.field)
