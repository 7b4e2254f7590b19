"""Addresses: full ones for mails and files, and local ones that came in with a request."""

import re
import secrets
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from flask import current_app

#: A value that stands in an address as it is, such as the slug of a training.
PLAIN = re.compile(r"[a-z0-9-]+")
#: Stands for such a value; drawn anew by each process, so no other part of an address can hold it.
_MARK = secrets.token_hex(16)
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")


def absolute_url(path: str) -> str:
    """The full address of a path on this site, from the configured base and never from a request, which may name any host."""
    return f"{current_app.config['BASE_URL']}{path}"


def absolute_url_for(endpoint: str, **values: object) -> str:
    """The full address of a page, also outside a request; values that are None are left out."""
    name, value = next(iter(values.items()), ("", None))
    if len(values) == 1 and isinstance(value, str) and PLAIN.fullmatch(value):
        return value.join(around(_built, str(current_app.config["BASE_URL"]), endpoint, name))
    return _built(endpoint, **values)


def _built(endpoint: str, **values: object) -> str:
    base = urlsplit(str(current_app.config["BASE_URL"]))
    adapter = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return adapter.build(endpoint, values, force_external=True)


@lru_cache(maxsize=1_000)
def around(build: Callable[..., str], _site: str, endpoint: str, name: str) -> tuple[str, str]:
    """What stands before and after a plain value of this name in an address, which differs from one site to another."""
    before, _, after = build(endpoint, **{name: _MARK}).partition(_MARK)
    return before, after


def local_path(value: str | None) -> str | None:
    """A path of this site out of an address bar, or None: browsers read two slashes, backslashes and hidden characters as another site."""
    if not value or not value.startswith("/") or value.startswith("//") or _UNSAFE.search(value):
        return None
    return value
