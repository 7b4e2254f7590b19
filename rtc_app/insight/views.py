"""RTC's desk."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import can, requires
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.months import SchoolYear
from rtc_app.insight import queries, unmet
from rtc_app.insight.forms import AnswerForm
from rtc_app.kernel import clock, outbox
from rtc_app.kernel.forms import render_form
from rtc_app.kernel.outbox import OutboxMail
from rtc_app.materials.queries import proposals_number
from rtc_app.needs import service as needs
from rtc_app.quality import queries as quality
from rtc_app.quality.rules.acceptance import EXPLAINED, Count, read_period

bp = Blueprint("insight", __name__)


@bp.get("/rtc")
@requires(Permission.VIEW_DESK)
def show_desk() -> ResponseReturnValue:
    """What asks for attention: assessments, sessions at risk, mails that failed, and needs without an answer."""
    now = clock.now()
    return render_template(
        "insight/show_desk.html",
        work=queries.open_work(),
        sessions=queries.sessions_at_risk(now),
        gaps=queries.gap_tables(now),
        proposals=proposals_number(),
        # A mail names a person: only who can send it again sees it.
        mails=outbox.failed_mails() if can(Permission.MANAGE_SITE) else [],
    )


@bp.get("/rtc/aanvaarding")
@requires(Permission.VIEW_DESK)
def show_acceptance() -> ResponseReturnValue:
    """Which offer passed, for whoever pays for it: now, or in the days of the address (QA-15)."""
    now = clock.now()
    period = read_period(request.args.get("van", ""), request.args.get("tot", ""))
    this_year = SchoolYear.of(clock.today())
    return render_template(
        "insight/show_acceptance.html",
        report=quality.acceptance(period, now),
        counts=list(Count),
        explained=EXPLAINED[period is None],
        years=(this_year, this_year.previous),
    )


@bp.get("/rtc/meldingen")
@requires(Permission.VIEW_DESK)
def list_missing() -> ResponseReturnValue:
    """What teachers looked for and did not find, and what matching finds for nobody; by topic and never by person."""
    return render_template("insight/list_missing.html", missing=unmet.missing(clock.now()), unmatched=unmet.unmatched())


@bp.route("/rtc/meldingen/antwoord", methods=["GET", "POST"])
@requires(Permission.VIEW_DESK)
def answer_missing() -> ResponseReturnValue:
    """Tell everybody who missed this that there is a training now."""
    facet, value = request.args.get("over", ""), request.args.get("waarde", "")
    reports, form, now = unmet.reports_on(facet, value), AnswerForm(), clock.now()
    if not reports:
        abort(404)
    if form.validate_on_submit():
        needs.answer_needs(needs=reports, answer=form.answer.data or "", at=now)
        flash("Wie dit meldde, krijgt je antwoord in een mail.", "ok")
        return redirect(url_for("insight.list_missing"), 303)
    return render_form("insight/answer_missing.html", form, facet=facet, value=value, label=unmet.label(facet, value, now))


@bp.post("/rtc/mails/<int:outbox_mail_id>/opnieuw")
@requires(Permission.MANAGE_SITE, on=OutboxMail)
def send_mail_again(outbox_mail: OutboxMail) -> ResponseReturnValue:
    """The mail is back in the queue."""
    outbox.send_again(mail=outbox_mail, at=clock.now())
    flash(f"De mail aan {outbox_mail.recipient} vertrekt opnieuw.", "ok")
    return redirect(url_for("insight.show_desk"), 303)
