"""Telling the RTCs that a search found nothing suitable, and what came of it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.search import facets, finding
from rtc_app.catalogue.search.state import parse
from rtc_app.kernel import clock
from rtc_app.kernel.forms import render_form
from rtc_app.needs import queries, service
from rtc_app.needs.forms import ReportForm
from rtc_app.needs.models import UnmetNeed
from rtc_app.needs.views.blueprint import bp


@bp.route("/nood-melden", methods=["GET", "POST"])
@requires(Permission.ANSWER_NEEDS)
def report_need() -> ResponseReturnValue:
    """Tell the RTCs what one looked for, with everything that was ticked."""
    state = parse(request.args.items(multi=True), facets.CODES)
    if state.is_empty:
        return redirect(url_for("catalogue.search_trainings"), 303)
    now, form = clock.now(), ReportForm()
    if form.validate_on_submit():
        service.report_need(account=signed_in_actor(), state=state, note=form.note.data or "", at=now)
        flash("Bedankt. Je melding telt mee in wat de RTC’s zien ontbreken.", "ok")
        return redirect(url_for(".list_reports"), 303)
    asked = ([f"“{state.text}”"] if state.text else []) + [chip.label for chip in finding.chips(state, now)]
    return render_form("needs/report_need.html", form, pairs=state.query(), asked=asked)


@bp.get("/mijn-meldingen")
@requires(Permission.ANSWER_NEEDS)
def list_reports() -> ResponseReturnValue:
    """What one reported, and what the RTCs answered."""
    now = clock.now()
    reports = [
        (need, [chip.label for chip in finding.chips(parse([(k, v) for k, v in need.topics if k != service.WORDS], facets.CODES), now)])
        for need in queries.reported_by(signed_in_actor().id)
    ]
    return render_template("needs/list_reports.html", reports=reports, words=service.WORDS)


@bp.post("/mijn-meldingen/<int:unmet_need_id>/weg")
@requires(Permission.KEEP_REPORT, on=UnmetNeed)
def take_report_back(unmet_need: UnmetNeed) -> ResponseReturnValue:
    """Delete a report."""
    service.take_report_back(need=unmet_need)
    flash("Je melding is gewist.", "ok")
    return redirect(url_for(".list_reports"), 303)
