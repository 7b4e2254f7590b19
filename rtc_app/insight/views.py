"""RTC's desk."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import can, requires
from rtc_app.access.permissions import Permission
from rtc_app.insight import queries
from rtc_app.kernel import clock, outbox
from rtc_app.kernel.outbox import OutboxMail

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
        # A mail names a person: only who can send it again sees it.
        mails=outbox.failed_mails() if can(Permission.MANAGE_SITE) else [],
    )


@bp.post("/rtc/mails/<int:outbox_mail_id>/opnieuw")
@requires(Permission.MANAGE_SITE, on=OutboxMail)
def send_mail_again(outbox_mail: OutboxMail) -> ResponseReturnValue:
    """The mail is back in the queue."""
    outbox.send_again(mail=outbox_mail, at=clock.now())
    flash(f"De mail aan {outbox_mail.recipient} vertrekt opnieuw.", "ok")
    return redirect(url_for("insight.show_desk"), 303)
