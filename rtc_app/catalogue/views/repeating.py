"""A session is planned again: on one other day, or as a series."""

from dataclasses import dataclass
from datetime import date, timedelta

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue import service
from rtc_app.catalogue.forms import RepeatForm
from rtc_app.catalogue.models import TrainingSession
from rtc_app.catalogue.queries.clashes import Clash, clashes
from rtc_app.catalogue.series import Series, SkippedDay, school_holidays, series
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form


@dataclass(frozen=True)
class Preview:
    """What would be planned, with what else is planned on each of the days; `seal` ties the answer to exactly these."""

    days: tuple[tuple[date, list[Clash]], ...]
    skipped: tuple[SkippedDay, ...]
    seal: str


@bp.route("/mijn-aanbod/sessies/<int:training_session_id>/herhalen", methods=["GET", "POST"])
@requires(Permission.PLAN_SESSION, on=TrainingSession)
def repeat_session(training_session: TrainingSession) -> ResponseReturnValue:
    """Other days for the same session: first the days are shown, then they are planned."""
    form, preview = RepeatForm(first=training_session.meetings[0].starts.date() + timedelta(weeks=1)), None
    if form.validate_on_submit():
        wanted = _series(form, training_session)
        preview = _preview(wanted, training_session)
        if request.form.get("plan") == preview.seal:
            try:
                service.repeat_session(session=training_session, days=wanted.days, actor=signed_in_actor(), at=clock.now())
            except RuleViolation as violation:
                form.form_errors.append(violation.message)
            else:
                flash(f"Gepland: {len(wanted.days)} {'sessie' if len(wanted.days) == 1 else 'sessies'}.", "ok")
                return redirect(url_for("quality.show_own_training", training_slug=training_session.training.slug), 303)
    return render_form("catalogue/repeat_session.html", form, session=training_session, training=training_session.training, preview=preview)


def _series(form: RepeatForm, session: TrainingSession) -> Series:
    """The days the form asks for, without holidays and without those on which the same session is planned already."""
    first = session.meetings[0].starts
    offsets = [(meeting.starts.date() - first.date()).days for meeting in session.meetings]
    found = series(form.wanted_days(), offsets=offsets, holidays=school_holidays() if form.skip_holidays.data else ())
    others = [other.meetings[0].starts for other in session.training.sessions if other.cancelled_at is None]
    planned = {starts.date() for starts in others if starts.time() == first.time()}
    again = tuple(SkippedDay(day, "al gepland") for day in found.days if day in planned)
    return Series(tuple(day for day in found.days if day not in planned), tuple(sorted(found.skipped + again, key=lambda skip: skip.day)))


def _preview(wanted: Series, session: TrainingSession) -> Preview:
    person = signed_in_actor()
    known = None if person.is_rtc_staff else person.provider_ids
    first = session.meetings[0].starts.date()
    days = []
    for day in wanted.days:
        moments = [(meeting.starts + (day - first), meeting.ends + (day - first)) for meeting in session.meetings]
        days.append((day, clashes(training=session.training, moments=moments, location_id=session.location_id, known_provider_ids=known)))
    return Preview(tuple(days), wanted.skipped, " ".join(day.isoformat() for day in wanted.days))
