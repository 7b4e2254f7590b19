"""A provider plans the sessions of a training."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue import service
from rtc_app.catalogue.forms import NewSessionForm, SessionForm
from rtc_app.catalogue.models import MeetingKind, Training, TrainingSession
from rtc_app.catalogue.queries import offer as queries
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form


@bp.route("/mijn-aanbod/<training_slug>/sessies/nieuw", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING, on=Training)
def add_session(training: Training) -> ResponseReturnValue:
    """One to three meetings with a place, seats and a last day to enrol."""
    form = NewSessionForm(data={"capacity": training.max_participants})
    _offer_places(form)
    if form.validate_on_submit():
        try:
            service.add_session(
                training=training, capacity=int(form.capacity.data or 0), actor=signed_in_actor(), at=clock.now(), **_plan(form)
            )
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("De sessie is gepland.", "ok")
            return redirect(url_for("quality.show_own_training", training_slug=training.slug), 303)
    return render_form("catalogue/add_session.html", form, training=training)


@bp.route("/mijn-aanbod/sessies/<int:training_session_id>", methods=["GET", "POST"])
@requires(Permission.PLAN_SESSION, on=TrainingSession)
def edit_session(training_session: TrainingSession) -> ResponseReturnValue:
    """Other dates or another place, as long as nobody is enrolled; afterwards only the note and the last day."""
    form = SessionForm(data=_values(training_session))
    _offer_places(form)
    slug = training_session.training.slug
    if form.validate_on_submit():
        try:
            service.edit_session(session=training_session, actor=signed_in_actor(), at=clock.now(), **_plan(form))
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("De sessie is bewaard.", "ok")
            return redirect(url_for("quality.show_own_training", training_slug=slug), 303)
    return render_form("catalogue/edit_session.html", form, session=training_session, training=training_session.training)


def _offer_places(form: SessionForm) -> None:
    form.place.choices = [SelectChoice(0, "Online"), *(SelectChoice(*choice) for choice in queries.location_choices())]


def _plan(form: SessionForm) -> dict[str, Any]:
    """What the form says, in the words of the service."""
    moments = [
        service.Moment(
            starts=datetime.combine(row.form.day.data, row.form.starts.data),
            ends=datetime.combine(row.form.day.data, row.form.ends.data),
            kind=MeetingKind(row.form.kind.data),
        )
        for row in form.meetings
        if not row.form.is_empty
    ]
    return {
        "moments": moments,
        "location": queries.location(form.place.data or 0),
        "online_note": form.online_note.data or "",
        "deadline_days": form.deadline_days.data,
    }


def _values(session: TrainingSession) -> dict[str, object]:
    rows = [{"day": m.starts.date(), "starts": m.starts.time(), "ends": m.ends.time(), "kind": m.kind.value} for m in session.meetings]
    return {
        "meetings": rows,
        "place": session.location_id or 0,
        "online_note": session.online_note,
        "deadline_days": (session.starts_at - session.deadline_at).days,
    }
