"""The kwaliteitskader, the queue and the workspace of assessors, and what providers see of it."""

from flask import Blueprint

bp = Blueprint("quality", __name__)

from rtc_app.quality.views import (  # noqa: E402 - the routes hang themselves on bp
    agreement,
    answering,
    checklist,
    deciding,
    desk,
    drafting,
    framework,
    judging,
    offer,
    provider_file,
    second,
)

__all__ = [
    "agreement",
    "answering",
    "bp",
    "checklist",
    "deciding",
    "desk",
    "drafting",
    "framework",
    "judging",
    "offer",
    "provider_file",
    "second",
]
