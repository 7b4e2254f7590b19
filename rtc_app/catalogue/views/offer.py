"""A provider's own trainings."""

from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.views.blueprint import bp


@bp.route("/mijn-aanbod", methods=["GET"])
@requires(Permission.OFFER_TRAININGS)
def list_own_trainings() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501
