"""What the own school needs, and its school trajectories."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires
from rtc_app.access.permissions import Permission
from rtc_app.trajectories import models as models

bp = Blueprint("trajectories", __name__)


@bp.route("/mijn-school", methods=["GET"])
@requires(Permission.VIEW_SCHOOL)
def show_school() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501
