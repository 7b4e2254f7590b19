"""Leertrajecten: trainings in an order."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public
from rtc_app.catalogue import queries
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel import clock


@bp.route("/leertrajecten", methods=["GET"])
@public
def list_paths() -> ResponseReturnValue:
    """Every leertraject with what it leads to and how many steps it has."""
    return render_template("catalogue/list_paths.html", paths=queries.paths(clock.now()))


@bp.route("/leertrajecten/<path_code>", methods=["GET"])
@public
def show_path(path_code: str) -> ResponseReturnValue:
    """The steps of a leertraject in order; a step that is not open yet has no link."""
    path = queries.path_with_code(path_code) or abort(404)
    return render_template("catalogue/show_path.html", facts=queries.path_facts(path, clock.now()))
