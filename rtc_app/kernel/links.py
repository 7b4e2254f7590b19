"""Addresses: full ones for mails and files, and local ones that came in with a request."""

import re
from urllib.parse import urlsplit

from flask import current_app

_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")


def absolute_url(path: str) -> str:
    """The full address of a path on this site, from the configured base and never from a request, which may name any host."""
    return f"{current_app.config['BASE_URL']}{path}"


def absolute_url_for(endpoint: str, **values: object) -> str:
    """The full address of a page, also outside a request; values that are None are left out."""
    base = urlsplit(str(current_app.config["BASE_URL"]))
    adapter = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return adapter.build(endpoint, values, force_external=True)


def local_path(value: str | None) -> str | None:
    """A path of this site out of an address bar, or None: browsers read two slashes, backslashes and hidden characters as another site."""
    if not value or not value.startswith("/") or value.startswith("//") or _UNSAFE.search(value):
        return None
    return value
