"""Parts of a page that a higher domain adds to the page of a lower one, without the lower one knowing it.

A panel is a function that takes the subject of the page and the person who reads it, and gives a template with its
values, or None when it has nothing to say. `create_app` shows the table of who adds what to which page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app

_KEY = "page_panels"


@dataclass(frozen=True)
class Panel:
    """A template to include at a named place of the page, with what it shows as `values`."""

    place: str
    template: str
    values: object


PanelMaker = Callable[[Any, Any], Panel | None]


def init_app(app: Flask, table: dict[str, tuple[PanelMaker, ...]]) -> None:
    """Remember who adds what: page name → makers, in the order of showing."""
    app.extensions[_KEY] = table


def panels_for(page: str, subject: object, person: object) -> list[Panel]:
    """The panels of a page, in order."""
    made = (maker(subject, person) for maker in current_app.extensions[_KEY].get(page, ()))
    return [panel for panel in made if panel is not None]
