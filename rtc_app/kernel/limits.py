"""A brake on forms that strangers can send; counted per address."""

from flask import current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, headers_enabled=True)


def form_limit() -> str:
    """The configured limit for one address."""
    return str(current_app.config["RATELIMIT_FORMS"])
