"""`flask worker`: sends the mails that wait and runs what must happen every so often."""

from datetime import timedelta

import click
import structlog
from flask import current_app
from flask.cli import with_appcontext

from rtc_app.accounts import service as accounts
from rtc_app.campaigns import service as campaigns
from rtc_app.cli.needs import suggest_to_everybody
from rtc_app.enrolment import service as enrolment
from rtc_app.interchange import service as interchange
from rtc_app.kernel import clock, worker
from rtc_app.kernel.mail import mailer_for
from rtc_app.kernel.worker import Job
from rtc_app.materials import service as materials
from rtc_app.needs import service as needs
from rtc_app.saved import service as saved
from rtc_app.saved.rules import Hours
from rtc_app.trajectories import service as trajectories

log = structlog.get_logger()


def _hours() -> Hours:
    return Hours(*current_app.config["DIGEST_HOURS"])


def _mail_saved_searches() -> int:
    return saved.mail_what_is_new(at=clock.now(), hours=_hours())


def _invite_to_campaigns() -> int:
    without_choice = current_app.config["CAMPAIGN_MAIL_WITHOUT_CHOICE"]
    return campaigns.send_invitations(at=clock.now(), hours=_hours(), without_choice=without_choice)


def _mail_suggestions() -> int:
    return needs.mail_new_suggestions(at=clock.now()) if _hours().hold(clock.to_wall_time(clock.now())) else 0


#: Everything that happens by itself, and how often.
JOBS = [
    Job("work_on_files", timedelta(seconds=1), lambda: interchange.work_on_waiting(clock.now), has_own_transactions=True),
    Job("fill_free_seats", timedelta(minutes=1), lambda: enrolment.fill_free_seats(at=clock.now())),
    Job("mail_saved_searches", timedelta(minutes=10), _mail_saved_searches),
    Job("find_suggestions", timedelta(days=1), lambda: suggest_to_everybody(log.info), has_own_transactions=True),
    Job("mail_suggestions", timedelta(minutes=10), _mail_suggestions),
    Job("invite_to_campaigns", timedelta(minutes=10), _invite_to_campaigns),
    Job("publish_reports", timedelta(minutes=10), lambda: campaigns.publish_next_report(at=clock.now())),
    Job("publish_mirrors", timedelta(days=1), lambda: trajectories.publish_due_mirrors(at=clock.now())),
    Job("forget_removed_material", timedelta(days=1), lambda: materials.forget_removed(at=clock.now())),
    Job("forget_old_traces", timedelta(days=1), lambda: accounts.forget_old_traces(at=clock.now())),
]


@click.command("worker")
@click.option("--once", is_flag=True, help="Do everything that is due now, then stop.")
@with_appcontext
def command(once: bool) -> None:
    """Send waiting mails and run the jobs, until SIGTERM."""
    mailer = mailer_for(current_app.config)
    if once:
        worker.run_once(mailer, JOBS)
    else:
        worker.run_forever(mailer, JOBS)
