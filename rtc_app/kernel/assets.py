"""Addresses in pages: static files carry a fingerprint, so browsers may keep them for a year and still see every change."""

import functools
import hashlib
from pathlib import Path
from typing import Any

from flask import Flask, has_request_context, request, url_for
from markupsafe import Markup, escape

from rtc_app.kernel.links import PLAIN, around

YEAR_SECONDS = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Add `?v=…` to every address of a static file; templates remember the addresses that stay the same."""
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR_SECONDS
    folder = Path(str(app.static_folder))

    @functools.cache
    def fingerprint(filename: str) -> str | None:
        path = folder / filename
        return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else None

    @app.url_defaults
    def add_fingerprint(endpoint: str, values: dict[str, object]) -> None:
        if endpoint == "static" and "v" not in values:
            values["v"] = fingerprint(str(values["filename"]))

    app.jinja_env.globals.update(url_for=quick_url_for, icon=icon)


def quick_url_for(endpoint: str, **values: Any) -> str:
    """As url_for; a page asks for its icons and menu hundreds of times, and building an address takes ten microseconds."""
    if len(values) > 1 or endpoint.startswith(".") or not has_request_context():
        return url_for(endpoint, **values)
    if not values or (endpoint == "static" and "filename" in values):
        return _fixed_url(request.root_path, endpoint, values.get("filename"))
    name, value = next(iter(values.items()))
    if not isinstance(value, str) or not PLAIN.fullmatch(value):
        return url_for(endpoint, **values)
    return value.join(around(url_for, request.root_path, endpoint, name))


def icon(name: str) -> Markup:
    """One picture of the sprite, always beside a word; nothing in a document made outside a request, which could not reach it.

    `name` is the id of a symbol in static/icons.svg, such as "calendar-event", "area-bouw" or "mode-fysiek".
    """
    return _drawn(request.root_path, name) if has_request_context() else Markup()


# Addresses depend on where the site is mounted, so that is part of what is remembered.


@functools.lru_cache(maxsize=1_000)
def _fixed_url(_root: str, endpoint: str, filename: str | None) -> str:
    return url_for(endpoint, filename=filename) if filename else url_for(endpoint)


@functools.lru_cache(maxsize=1_000)
def _drawn(_root: str, name: str) -> Markup:
    use = f'<use href="{escape(url_for("static", filename="icons.svg"))}#{escape(name)}"></use>'
    return Markup(f'<svg class="icon" aria-hidden="true" focusable="false" width="16" height="16">{use}</svg>')  # noqa: S704 - escaped
