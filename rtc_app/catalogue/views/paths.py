"""Leertrajecten: trainings in an order."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import actor, public
from rtc_app.catalogue import queries
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.panels import panels_for


@bp.route("/leertrajecten", methods=["GET"])
@public
def list_paths() -> ResponseReturnValue:
    """Every leertraject with what it leads to and how many steps it has."""
    return render_template("catalogue/list_paths.html", paths=queries.paths(clock.now()))


@bp.route("/leertrajecten/<path_code>", methods=["GET"])
@public
def show_path(path_code: str) -> ResponseReturnValue:
    """The steps of a leertraject in order, with what is needed before, done between, and which dates fit after each other."""
    path = queries.path_with_code(path_code) or abort(404)
    facts = queries.path_facts(path, clock.now())
    return render_template("catalogue/show_path.html", facts=facts, panels=panels_for("path", facts, actor()))
