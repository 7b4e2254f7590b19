"""A provider takes a training out of the offer, with a reason and a successor, or puts it back."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue import service
from rtc_app.catalogue.forms import WithdrawForm
from rtc_app.catalogue.models import Training
from rtc_app.catalogue.queries import offer as queries
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form


@bp.route("/mijn-aanbod/<training_slug>/terugtrekken", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING, on=Training)
def withdraw_training(training: Training) -> ResponseReturnValue:
    """The training leaves the offer at once; its page stays, says why, and points to what comes in its place."""
    now = clock.now()
    form = WithdrawForm(reason=training.withdrawn_reason, successor=training.successor_id or 0)
    form.successor.choices = [SelectChoice(0, "Geen"), *(SelectChoice(*choice) for choice in queries.successor_choices(training, now))]
    if form.validate_on_submit():
        successor = queries.training(form.successor.data) if form.successor.data else None
        try:
            service.withdraw(training=training, actor=signed_in_actor(), at=now, reason=str(form.reason.data or ""), successor=successor)
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("Je opleiding is teruggetrokken. Leraren vinden ze niet meer. Wie al ingeschreven is, blijft ingeschreven.", "ok")
            return redirect(url_for("quality.show_own_training", training_slug=training.slug), 303)
    return render_form("catalogue/withdraw_training.html", form, training=training)


@bp.route("/mijn-aanbod/<training_slug>/terugzetten", methods=["POST"])
@requires(Permission.EDIT_TRAINING, on=Training)
def reinstate_training(training: Training) -> ResponseReturnValue:
    """A withdrawn training comes back as it was."""
    service.reinstate(training=training, actor=signed_in_actor(), at=clock.now())
    flash("Je opleiding is terug.", "ok")
    return redirect(url_for("quality.show_own_training", training_slug=training.slug), 303)
