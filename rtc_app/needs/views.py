"""The questionnaire, one's profile and the matches."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public, requires
from rtc_app.access.permissions import Permission
from rtc_app.needs import models as models

bp = Blueprint("needs", __name__)


@bp.route("/mijn-profiel", methods=["GET"])
@requires(Permission.ANSWER_NEEDS)
def show_profile() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501


@bp.route("/wat-past-bij-mij", methods=["GET"])
@public
def list_matches() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501
