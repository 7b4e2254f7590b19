"""Who reads something of what a person tells about needs, and how (*Wie ziet dit?*).

Each domain that reads it states a use of its own, beside the thresholds that limit it; `create_app` shows the table. Who
that is, is not written down: it follows from the policy, so the page cannot promise what the site does not keep.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app

from rtc_app.access import policy
from rtc_app.access import predicates as p

if TYPE_CHECKING:
    from flask import Flask

    from rtc_app.access.permissions import Permission

_KEY = "data_uses"

_WORDS: dict[policy.Predicate, str] = {
    p.is_planner: "de ICT-coördinator en de directie van je school",
    p.is_rtc_staff: "de RTC's",
    p.offers_training: "wie een opleiding geeft",
    p.is_interviewer: "de RTC-medewerker die het gesprek met je heeft",
}


@dataclass(frozen=True)
class DataUse:
    """One way in which answers leave their person.

    `kind` is what the answers serve: a purpose that a question names and the person
    allows (matching, school, flanders, interview).
    Without a permission no human reads anything. `only` are the questions it reads, when these are not all of its kind.
    """

    kind: str
    permission: Permission | None
    how: str
    only: frozenset[str] = frozenset()

    @property
    def who(self) -> str:
        """The people who may, in words."""
        words = " en ".join(readers(self.permission)) if self.permission else "de site zelf"
        return words[:1].upper() + words[1:]

    def reads(self, question: str, kinds: Sequence[str]) -> bool:
        """Whether it reads the answer to a question that serves these kinds."""
        return self.kind in kinds and (not self.only or question in self.only)


DataUseMaker = Callable[[], DataUse]


def readers(permission: Permission) -> tuple[str, ...]:
    """In words everybody whom the policy gives a permission; raises KeyError for people nobody found words for."""
    return tuple(_WORDS[predicate] for predicate in policy.POLICY[permission])


def init_app(app: Flask, makers: Sequence[DataUseMaker]) -> None:
    """Remember all uses, in the order of showing."""
    app.extensions[_KEY] = tuple(make() for make in makers)


def data_uses() -> tuple[DataUse, ...]:
    """All uses of what people tell about their needs."""
    uses: tuple[DataUse, ...] = current_app.extensions[_KEY]
    return uses
