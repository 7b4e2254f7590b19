"""A brake on forms that strangers can send; counted per address."""

from flask import current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from rtc_app.kernel.database import SAFE_METHODS


class _FormLimiter(Limiter):
    """Looks at requests that send something only: before every page it would cost a tenth of the page."""

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        if not in_middleware or request.method not in SAFE_METHODS:
            super()._check_request_limit(callable_name, in_middleware)


limiter = _FormLimiter(get_remote_address, headers_enabled=True)


def form_limit() -> str:
    """The configured limit for one address."""
    return str(current_app.config["RATELIMIT_FORMS"])
