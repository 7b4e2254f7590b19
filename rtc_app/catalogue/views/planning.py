"""A provider plans the sessions of a training."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue import service
from rtc_app.catalogue.forms import NewSessionForm, SessionForm, session_values
from rtc_app.catalogue.models import Training, TrainingSession
from rtc_app.catalogue.queries import offer as queries
from rtc_app.catalogue.queries.clashes import clashes_of
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.kernel.templating import clock_time, shortdate


@bp.route("/mijn-aanbod/<training_slug>/sessies/nieuw", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING, on=Training)
def add_session(training: Training) -> ResponseReturnValue:
    """Meetings with a place, seats and a last day to enrol."""
    form = NewSessionForm(data={"capacity": training.max_participants})
    _offer_places(form, training)
    if not _asks_for_a_row(form) and form.validate_on_submit():
        try:
            seats = int(form.capacity.data or 0)
            session = service.add_session(training=training, capacity=seats, actor=signed_in_actor(), at=clock.now(), **_plan(form))
        except RuleViolation as violation:
            form.show(violation)
        else:
            return _planned(session, "De sessie is gepland.")
    return render_form("catalogue/add_session.html", form, training=training)


@bp.route("/mijn-aanbod/sessies/<int:training_session_id>", methods=["GET", "POST"])
@requires(Permission.PLAN_SESSION, on=TrainingSession)
def edit_session(training_session: TrainingSession) -> ResponseReturnValue:
    """Other dates or another place, as long as nobody is enrolled; afterwards only the note and the last day."""
    form = SessionForm(data=session_values(training_session))
    _offer_places(form, training_session.training)
    if not _asks_for_a_row(form) and form.validate_on_submit():
        try:
            service.edit_session(session=training_session, actor=signed_in_actor(), at=clock.now(), **_plan(form))
        except RuleViolation as violation:
            form.show(violation)
        else:
            return _planned(training_session, "De sessie is bewaard.")
    return render_form("catalogue/edit_session.html", form, session=training_session, training=training_session.training)


def _asks_for_a_row(form: SessionForm) -> bool:
    """Whether the button for one more meeting was pressed; then there is one."""
    if "more" not in request.form:
        return False
    form.add_row()
    return True


def _offer_places(form: SessionForm, training: Training) -> None:
    places = queries.location_choices(training.provider_id)
    form.place.choices = [SelectChoice(0, "Online"), *(SelectChoice(*choice) for choice in places)]


def _plan(form: SessionForm) -> dict[str, Any]:
    """What the form says, in the words of the service."""
    return {
        "moments": [service.Moment(*times) for times in form.times()],
        "location": queries.location(form.place.data or 0),
        "online_note": form.online_note.data or "",
        "deadline_days": form.deadline_days.data,
    }


def _planned(session: TrainingSession, words: str) -> ResponseReturnValue:
    """Back to the training; what else is planned then is said, and blocks nothing."""
    flash(words, "ok")
    person = signed_in_actor()
    for clash in clashes_of(session, known_provider_ids=None if person.is_rtc_staff else person.provider_ids):
        other = f"‘{clash.title}’" if clash.title else "een andere opleiding"
        flash(f"{clash.what} staat op {shortdate(clash.starts)}, {clock_time(clash.starts)} ook bij {other}. Kijk na of dat kan.", "warn")
    return redirect(url_for("quality.show_own_training", training_slug=session.training.slug), 303)
