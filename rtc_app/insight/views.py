"""RTC's desk."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires
from rtc_app.access.permissions import Permission

bp = Blueprint("insight", __name__)


@bp.route("/rtc", methods=["GET"])
@requires(Permission.VIEW_DESK)
def show_desk() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501
