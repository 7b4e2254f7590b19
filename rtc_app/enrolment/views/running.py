"""A session as its organiser sees it: participants, attendance, seats."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.models import TrainingSession
from rtc_app.enrolment import queries, service
from rtc_app.enrolment.forms import CallOffForm, CapacityForm, attendance_marks
from rtc_app.enrolment.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form


@bp.get("/sessies/<int:training_session_id>/deelnemers")
@requires(Permission.KEEP_ATTENDANCE, on=TrainingSession)
def list_participants(training_session: TrainingSession) -> ResponseReturnValue:
    """Who comes and what they want to learn, who waits, and from the first day who came (ENR-03)."""
    page = queries.participants_page(training_session, clock.now())
    return render_template("enrolment/list_participants.html", session=training_session, page=page)


@bp.post("/sessies/<int:training_session_id>/aanwezigheid")
@requires(Permission.KEEP_ATTENDANCE, on=TrainingSession)
def note_attendance(training_session: TrainingSession) -> ResponseReturnValue:
    """Who came is kept; who was not ticked stays as it was."""
    marks = attendance_marks(request.form)
    actor, now = signed_in_actor(), clock.now()
    for enrolment in queries.participants(training_session.id):
        if enrolment.reference in marks:
            service.note_attendance(enrolment=enrolment, came=marks[enrolment.reference], actor=actor, at=now)
    flash("De aanwezigheid is bewaard.", "ok")
    return redirect(url_for("enrolment.list_participants", training_session_id=training_session.id), 303)


@bp.route("/sessies/<int:training_session_id>/plaatsen", methods=["GET", "POST"])
@requires(Permission.RUN_SESSION, on=TrainingSession)
def change_capacity(training_session: TrainingSession) -> ResponseReturnValue:
    """Another number of seats; more seats go to the waiting list at once."""
    form = CapacityForm(capacity=training_session.capacity)
    if form.validate_on_submit():
        try:
            service.change_capacity(session=training_session, capacity=int(form.capacity.data or 0), at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash(f"De sessie heeft nu {training_session.capacity} plaatsen.", "ok")
            return redirect(url_for("enrolment.list_participants", training_session_id=training_session.id), 303)
    return render_form("enrolment/change_capacity.html", form, session=training_session)


@bp.route("/sessies/<int:training_session_id>/annuleren", methods=["GET", "POST"])
@requires(Permission.RUN_SESSION, on=TrainingSession)
def call_off(training_session: TrainingSession) -> ResponseReturnValue:
    """The session is called off and everybody in it gets a mail."""
    form = CallOffForm()
    if form.validate_on_submit():
        try:
            service.call_off(session=training_session, actor=signed_in_actor(), reason=str(form.reason.data), at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("De sessie is geannuleerd. Iedereen die ingeschreven was, krijgt een mail.", "ok")
            return redirect(url_for("enrolment.list_participants", training_session_id=training_session.id), 303)
    return render_form("enrolment/call_off.html", form, session=training_session)
