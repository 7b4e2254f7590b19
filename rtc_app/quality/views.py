"""The kwaliteitskader, the queue and the workspace of assessors, and what providers see of it."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public, requires
from rtc_app.access.permissions import Permission
from rtc_app.quality import models as models

bp = Blueprint("quality", __name__)


@bp.route("/kwaliteitskader", methods=["GET"])
@public
def show_framework() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501


@bp.route("/beoordelingen", methods=["GET"])
@requires(Permission.ASSESS_TRAININGS)
def list_queue() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501
