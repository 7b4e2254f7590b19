"""RTC staff make leertrajecten: which trainings, in which order, with what in between, and whether visitors see it."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires
from rtc_app.access.permissions import Permission
from rtc_app.accounts.models import OrganisationKind
from rtc_app.catalogue.forms.paths import NewPathForm, PathForm, StepsForm
from rtc_app.catalogue.models import LearningPath, Training
from rtc_app.catalogue.queries import offer
from rtc_app.catalogue.queries.kept_paths import kept_paths, training_at
from rtc_app.catalogue.service import paths as service
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form


@bp.route("/rtc/leertrajecten", methods=["GET"])
@requires(Permission.KEEP_PATHS)
def list_kept_paths() -> ResponseReturnValue:
    """Every leertraject with its number of steps, and whether visitors see it."""
    return render_template("catalogue/list_kept_paths.html", paths=kept_paths())


@bp.route("/rtc/leertrajecten/nieuw", methods=["GET", "POST"])
@requires(Permission.KEEP_PATHS)
def add_path() -> ResponseReturnValue:
    """A title begins it; the steps follow."""
    form = NewPathForm()
    form.rtc.choices = [SelectChoice(*choice) for choice in offer.organisation_choices(OrganisationKind.RTC)]
    if form.validate_on_submit():
        rtc = offer.organisation(form.rtc.data)
        path = service.add_path(rtc=rtc, title=str(form.title.data), summary=str(form.summary.data))
        flash("Het leertraject is bewaard. Zet er nu opleidingen in.", "ok")
        return _to(path)
    return render_form("catalogue/add_path.html", form)


@bp.route("/rtc/leertrajecten/<int:learning_path_id>", methods=["GET", "POST"])
@requires(Permission.KEEP_PATHS, on=LearningPath)
def arrange_path(learning_path: LearningPath) -> ResponseReturnValue:
    """The steps in order with the tasks between them; a number gives each its place."""
    rows = [{"training": step.training_id, "position": step.position, "self_study": step.self_study} for step in learning_path.steps]
    form = StepsForm(data={"steps": rows})
    if form.validate_on_submit():
        try:
            service.arrange_path(path=learning_path, steps=_steps(form, learning_path))
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("De stappen zijn bewaard.", "ok")
            return _to(learning_path)
    titles = {str(step.training_id): step.training.title for step in learning_path.steps}
    return render_form("catalogue/arrange_path.html", form, path=learning_path, titles=titles)


@bp.route("/rtc/leertrajecten/<int:learning_path_id>/beschrijving", methods=["GET", "POST"])
@requires(Permission.KEEP_PATHS, on=LearningPath)
def describe_path(learning_path: LearningPath) -> ResponseReturnValue:
    """Title and summary."""
    form = PathForm(obj=learning_path)
    if form.validate_on_submit():
        service.describe_path(path=learning_path, title=str(form.title.data), summary=str(form.summary.data))
        flash("De beschrijving is bewaard.", "ok")
        return _to(learning_path)
    return render_form("catalogue/describe_path.html", form, path=learning_path)


@bp.route("/rtc/leertrajecten/<int:learning_path_id>/publiceren", methods=["POST"])
@requires(Permission.KEEP_PATHS, on=LearningPath)
def publish_path(learning_path: LearningPath) -> ResponseReturnValue:
    """Visitors see it from now on."""
    return _done(lambda: service.publish_path(path=learning_path), "Het leertraject staat online.", _to(learning_path))


@bp.route("/rtc/leertrajecten/<int:learning_path_id>/verbergen", methods=["POST"])
@requires(Permission.KEEP_PATHS, on=LearningPath)
def hide_path(learning_path: LearningPath) -> ResponseReturnValue:
    """Visitors do not see it any more; it can come back."""
    return _done(lambda: service.hide_path(path=learning_path), "Het leertraject staat niet meer online.", _to(learning_path))


@bp.route("/rtc/leertrajecten/<int:learning_path_id>/verwijderen", methods=["POST"])
@requires(Permission.KEEP_PATHS, on=LearningPath)
def discard_path(learning_path: LearningPath) -> ResponseReturnValue:
    """A leertraject that visitors do not see is gone; its trainings stay."""
    list_page = redirect(url_for("catalogue.list_kept_paths"), 303)
    return _done(lambda: service.discard_path(path=learning_path), "Het leertraject is verwijderd. De opleidingen blijven.", list_page)


def _steps(form: StepsForm, path: LearningPath) -> list[tuple[Training, str]]:
    """The steps of the form in their new order; equal places keep the order they had."""
    trainings = {str(step.training_id): step.training for step in path.steps}
    rows = [row.form for row in form.steps if row.form.training.data in trainings and row.form.position.data != 0]
    rows.sort(key=lambda row: row.position.data or 0)
    found = [(trainings[row.training.data], row.self_study.data or "") for row in rows]
    if form.training.data:
        added = training_at(form.training.data)
        if added is None:
            raise RuleViolation("Deze opleiding vinden we niet. Plak het adres van haar pagina.", "training")
        found.append((added, ""))
    return found


def _to(path: LearningPath) -> ResponseReturnValue:
    return redirect(url_for("catalogue.arrange_path", learning_path_id=path.id), 303)


def _done(act: Callable[[], None], words: str, onward: ResponseReturnValue) -> ResponseReturnValue:
    try:
        act()
    except RuleViolation as violation:
        flash(violation.message, "warn")
    else:
        flash(words, "ok")
    return onward
