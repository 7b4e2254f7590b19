"""Static files carry a fingerprint in their address, so browsers may keep them for a year and still see every change."""

import functools
import hashlib
from pathlib import Path

from flask import Flask

YEAR_SECONDS = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Add `?v=…` to every address of a static file."""
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
