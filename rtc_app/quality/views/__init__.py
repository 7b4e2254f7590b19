"""The kwaliteitskader, the queue and the workspace of assessors, and what providers see of it."""

from flask import Blueprint

bp = Blueprint("quality", __name__)

from rtc_app.quality.views import agreement, answering, deciding, desk, framework, judging, offer, provider_file, second  # noqa: E402 - the routes hang themselves on bp

__all__ = ["agreement", "answering", "bp", "deciding", "desk", "framework", "judging", "offer", "provider_file", "second"]
