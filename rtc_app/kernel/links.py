"""Addresses of this site for places without a request: mails, calendar files and the worker."""

from flask import current_app


def absolute_url(path: str) -> str:
    """The full address of a path on this site, from the configured base and never from a request."""
    return f"{current_app.config['BASE_URL']}{path}"
