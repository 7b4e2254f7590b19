"""For whom a training fits, for who gives it and for the RTCs: bands, never people."""

from flask import render_template
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.models import Training
from rtc_app.kernel import clock
from rtc_app.needs.reach import reach_of
from rtc_app.needs.views.blueprint import bp


@bp.get("/opleidingen/<training_slug>/voor-wie")
@requires(Permission.VIEW_REACH, on=Training)
def show_reach(training: Training) -> ResponseReturnValue:
    """How many teachers a training or a draft fits, which needs it serves, and what would make it fit more."""
    return render_template("needs/show_reach.html", training=training, reach=reach_of(training.id, clock.now()))
