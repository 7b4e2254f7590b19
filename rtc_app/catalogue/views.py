"""Finding trainings, and keeping one's own offer."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public, requires
from rtc_app.access.permissions import Permission
from rtc_app.catalogue import models as models

bp = Blueprint("catalogue", __name__)


@bp.route("/", methods=["GET"])
@public
def home() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501


@bp.route("/opleidingen", methods=["GET"])
@public
def search_trainings() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501


@bp.route("/leertrajecten", methods=["GET"])
@public
def list_paths() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501


@bp.route("/mijn-aanbod", methods=["GET"])
@requires(Permission.OFFER_TRAININGS)
def list_own_trainings() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501
