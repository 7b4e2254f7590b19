"""Enrolling, one's own enrolments, and keeping attendance."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires
from rtc_app.access.permissions import Permission
from rtc_app.enrolment import models as models

bp = Blueprint("enrolment", __name__)


@bp.route("/mijn-opleidingen", methods=["GET"])
@requires(Permission.ENROL)
def list_my_enrolments() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501
