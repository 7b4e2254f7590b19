"""A person's own seats: asking, seeing, giving up."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.models import TrainingSession
from rtc_app.enrolment import queries, service
from rtc_app.enrolment.calendar import calendar_file
from rtc_app.enrolment.forms import CancelForm, EnrolForm
from rtc_app.enrolment.models import Enrolment, EnrolmentState
from rtc_app.enrolment.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.kernel.links import absolute_url_for


@bp.route("/sessies/<int:training_session_id>/inschrijven", methods=["GET", "POST"])
@requires(Permission.ENROL, on=TrainingSession)
def enrol(training_session: TrainingSession) -> ResponseReturnValue:
    """What the session is, what it costs, and the button for a seat or a place on the waiting list."""
    account, now = signed_in_actor(), clock.now()
    form = EnrolForm(promised=queries.promise_of(training_session))
    if form.validate_on_submit():
        key, question = str(form.idempotency_key.data), str(form.question.data or "")
        try:
            enrolment = service.ask_seat(session=training_session, account=account, question=question, idempotency_key=key, at=now)
        except RuleViolation as violation:
            form.show(violation)
        else:
            _say_when_the_seat_was_gone(enrolment, str(form.promised.data))
            return redirect(url_for("enrolment.show_enrolment", enrolment_reference=enrolment.reference), 303)
    page = queries.enrol_page(training_session, account.id, now)
    why_not = service.why_not(session=training_session, account=account, at=now)
    return render_form("enrolment/enrol.html", form, session=training_session, page=page, why_not=why_not)


def _say_when_the_seat_was_gone(enrolment: Enrolment, promised: str) -> None:
    if promised == queries.SEAT and enrolment.state is EnrolmentState.WAITING:
        place = queries.position(enrolment)
        flash(f"De laatste plaats was net weg. Je staat nu op de wachtlijst, op plaats {place}.", "warn")


@bp.get("/inschrijvingen/<enrolment_reference>")
@requires(Permission.KEEP_ENROLMENT, on=Enrolment)
def show_enrolment(enrolment: Enrolment) -> ResponseReturnValue:
    """The confirmation: reference, when and where, what to bring, the place in the queue, and how to leave."""
    page = queries.enrolment_page(enrolment, clock.now())
    return render_template("enrolment/show_enrolment.html", enrolment=enrolment, page=page, form=CancelForm())


@bp.get("/inschrijvingen/<enrolment_reference>.ics")
@requires(Permission.KEEP_ENROLMENT, on=Enrolment)
def download_calendar(enrolment: Enrolment) -> ResponseReturnValue:
    """Every meeting of the enrolment, for one's own calendar."""
    url = absolute_url_for("enrolment.show_enrolment", enrolment_reference=enrolment.reference)
    headers = {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": f'attachment; filename="inschrijving-{enrolment.reference}.ics"',
        "Cache-Control": "no-store",
    }
    return calendar_file(queries.calendar_facts(enrolment, url)), headers


@bp.post("/inschrijvingen/<enrolment_reference>/uitschrijven")
@requires(Permission.KEEP_ENROLMENT, on=Enrolment)
def cancel_enrolment(enrolment: Enrolment) -> ResponseReturnValue:
    """One's seat goes back, or to the first on the waiting list."""
    form = CancelForm()
    now = clock.now()
    if form.validate_on_submit():
        try:
            service.cancel(enrolment=enrolment, actor=signed_in_actor(), reason=str(form.reason.data or ""), at=now)
        except RuleViolation as violation:
            form.show(violation)
        else:
            return redirect(url_for("enrolment.show_enrolment", enrolment_reference=enrolment.reference), 303)
    return render_form("enrolment/show_enrolment.html", form, enrolment=enrolment, page=queries.enrolment_page(enrolment, now))


@bp.get("/mijn-opleidingen")
@requires(Permission.ENROL)
def list_my_enrolments() -> ResponseReturnValue:
    """Everything one enrolled in: to come, waiting, past; each with its one next step."""
    mine = queries.own_enrolments(signed_in_actor().id, clock.now())
    return render_template("enrolment/list_my_enrolments.html", mine=mine)
