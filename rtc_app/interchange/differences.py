"""What an import changes, thing by thing, so that it can be shown before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Difference:
    """One thing of the file: new, or changed in these fields. `kind` is the list it stands in."""

    kind: str
    code: str
    is_new: bool
    fields: tuple[str, ...] = ()


@dataclass
class Differences:
    """All that changed, in the order of the file, and how many things stayed the same."""

    changes: list[Difference] = field(default_factory=list)
    unchanged: int = 0

    def note(self, kind: str, code: str, *, is_new: bool, fields: list[str]) -> bool:
        """Remember what happened to one thing; returns whether something did."""
        if is_new or fields:
            self.changes.append(Difference(kind, code, is_new, () if is_new else tuple(fields)))
        else:
            self.unchanged += 1
        return is_new or bool(fields)

    @property
    def new(self) -> int:
        return sum(change.is_new for change in self.changes)

    @property
    def changed(self) -> int:
        return len(self.changes) - self.new


def set_fields(thing: object, values: Mapping[str, object]) -> list[str]:
    """Give a row these values; returns the names of the fields that differed."""
    names = [name for name, value in values.items() if getattr(thing, name) != value]
    for name in names:
        setattr(thing, name, values[name])
    return names
