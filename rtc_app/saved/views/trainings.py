"""The list of trainings one keeps, each with a note of one's own."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.models import Training
from rtc_app.kernel import clock
from rtc_app.kernel.forms import render_form
from rtc_app.kernel.links import local_path
from rtc_app.saved import queries, service
from rtc_app.saved.forms import NoteForm
from rtc_app.saved.views.blueprint import bp


@bp.get("/bewaard")
@requires(Permission.KEEP_SAVED)
def list_saved() -> ResponseReturnValue:
    """Everything one keeps, latest first."""
    return render_template("saved/list_saved.html", kept=queries.kept_trainings(signed_in_actor().id, clock.now()))


@bp.get("/bewaar/<training_slug>")
@requires(Permission.KEEP_SAVED, on=Training)
def ask_to_keep(training: Training) -> ResponseReturnValue:
    """Where somebody lands who wanted to keep a training and had to sign in first: the same button once more."""
    if not training.was_shown(clock.now()):
        abort(404)
    if queries.is_kept(signed_in_actor().id, training.id):
        return redirect(url_for(".list_saved"), 303)
    return render_template("saved/ask_to_keep.html", training=training)


@bp.post("/bewaar/<training_slug>")
@requires(Permission.KEEP_SAVED, on=Training)
def keep_training(training: Training) -> ResponseReturnValue:
    """Keep a training, and go on where one was."""
    if not training.was_shown(clock.now()):
        abort(404)
    service.keep_training(account=signed_in_actor(), training=training, at=clock.now())
    flash(f"“{training.title}” is bewaard. Je vindt ze in je menu bij Bewaard.", "ok")
    return redirect(local_path(request.form.get("terug")) or url_for(".list_saved"), 303)


@bp.post("/bewaard/<training_slug>/weg")
@requires(Permission.KEEP_SAVED, on=Training)
def let_go_of_training(training: Training) -> ResponseReturnValue:
    """Keep it no more."""
    service.let_go_of_training(account=signed_in_actor(), training=training)
    flash("Die opleiding staat niet meer bij Bewaard.", "ok")
    return redirect(local_path(request.form.get("terug")) or url_for(".list_saved"), 303)


@bp.route("/bewaard/<training_slug>/notitie", methods=["GET", "POST"])
@requires(Permission.KEEP_SAVED, on=Training)
def write_note(training: Training) -> ResponseReturnValue:
    """A note that only its writer reads."""
    saved = queries.saved_training(signed_in_actor().id, training.id)
    if saved is None:
        abort(404)
    form = NoteForm(obj=saved)
    if form.validate_on_submit():
        service.write_note(saved=saved, note=form.note.data or "")
        flash("Je notitie is bewaard.", "ok")
        return redirect(url_for(".list_saved"), 303)
    return render_form("saved/write_note.html", form, training=training)
