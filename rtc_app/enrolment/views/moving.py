"""A session in which people are enrolled gets other days or another place."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.forms import SessionForm, session_values
from rtc_app.catalogue.models import TrainingSession
from rtc_app.catalogue.queries import offer
from rtc_app.catalogue.service import Moment
from rtc_app.enrolment import service
from rtc_app.enrolment.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form


@bp.route("/sessies/<int:training_session_id>/verplaatsen", methods=["GET", "POST"])
@requires(Permission.RUN_SESSION, on=TrainingSession)
def move_session(training_session: TrainingSession) -> ResponseReturnValue:
    """Says how many people will get a mail, then changes the session and sends it."""
    form = SessionForm(data=session_values(training_session))
    places = offer.location_choices(training_session.training.provider_id)
    form.place.choices = [SelectChoice(0, "Online"), *(SelectChoice(*choice) for choice in places)]
    if "more" in request.form:
        form.add_row()
    elif form.validate_on_submit():
        try:
            told = service.move_session(session=training_session, change=_change(form), actor=signed_in_actor(), at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash(f"De sessie is bewaard. {told} {'persoon krijgt' if told == 1 else 'mensen krijgen'} een mail.", "ok")
            return redirect(url_for("enrolment.list_participants", training_session_id=training_session.id), 303)
    return render_form("enrolment/move_session.html", form, session=training_session)


def _change(form: SessionForm) -> service.SessionChange:
    return service.SessionChange(
        moments=[Moment(*times) for times in form.times()],
        location=offer.location(form.place.data or 0),
        online_note=form.online_note.data or "",
        deadline_days=int(form.deadline_days.data or 0),
    )
