"""A draft: begun as a copy, looked at as a teacher would, or thrown away."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from rtc_app.access.gate import actor, requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue import queries, service
from rtc_app.catalogue.forms import CopyForm
from rtc_app.catalogue.models import Training
from rtc_app.catalogue.rules import PageState
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import BaseForm, render_form
from rtc_app.kernel.panels import panels_for

#: The longest title, without the words that say it is a copy.
_TITLE_LEFT = 81


def _known(column: str, value: Any) -> queries.TrainingContent | None:
    return queries.known_training(column, value, clock.now())


@bp.route("/mijn-aanbod/<training_slug>/voorbeeld", methods=["GET"])
@requires(Permission.EDIT_TRAINING, on=Training, found_by=_known)
def preview_training(training: queries.TrainingContent) -> ResponseReturnValue:
    """The page as teachers would see it, under a banner that says who sees it now."""
    now = clock.now()
    return render_template(
        "catalogue/preview_training.html",
        content=training,
        facts=queries.training_facts(training, now),
        state=PageState.ONLINE.value,
        is_online=training.acceptance.is_findable(now),
        for_machines="",
        panels=panels_for("training", training, actor()),
    )


@bp.route("/mijn-aanbod/<training_slug>/kopie", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING, on=Training)
def duplicate_training(training: Training) -> ResponseReturnValue:
    """A new draft that says the same, with the coming sessions when asked."""
    form = CopyForm(title=f"{training.title[:_TITLE_LEFT]} (kopie)")
    if form.validate_on_submit():
        made = service.duplicate_training(
            training=training, title=str(form.title.data), with_sessions=form.with_sessions.data, actor=signed_in_actor(), at=clock.now()
        )
        flash("Je kopie is bewaard als concept. Pas aan wat anders is.", "ok")
        return redirect(url_for("quality.show_own_training", training_slug=made.slug), 303)
    return render_form("catalogue/duplicate_training.html", form, training=training)


@bp.route("/mijn-aanbod/<training_slug>/verwijderen", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING, on=Training)
def discard_draft(training: Training) -> ResponseReturnValue:
    """Asks once more, then the draft is gone."""
    form: FlaskForm = BaseForm()
    if form.validate_on_submit():
        try:
            service.discard_draft(training=training, actor=signed_in_actor(), at=clock.now())
        except RuleViolation as violation:
            form.form_errors.append(violation.message)
        else:
            flash("Het concept is verwijderd.", "ok")
            return redirect(url_for("quality.list_own_trainings"), 303)
    return render_form("catalogue/discard_draft.html", form, training=training)
