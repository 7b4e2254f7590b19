"""The worker: one loop over mails and jobs that survives a bad day."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from rtc_app.kernel import clock, outbox, worker
from rtc_app.kernel.database import db, release, transaction
from rtc_app.kernel.outbox import MailState, OutboxMail
from rtc_app.kernel.worker import Job


class Postman:
    def __init__(self):
        self.sent = []

    def send(self, mail):
        self.sent.append(mail.subject)


def write(subject):
    with transaction():
        outbox.enqueue(recipient="a@example.org", subject=subject, body="x", at=clock.now())


def states():
    release()
    return list(db.session.scalars(sa.select(OutboxMail.state)))


def test_one_round_sends_everything_and_runs_every_job(app):
    write("een")
    write("twee")
    done, postman = [], Postman()
    worker.run_once(postman, [Job("tidy", timedelta(days=1), lambda: done.append("tidy"))])
    assert (postman.sent, done) == (["een", "twee"], ["tidy"])


def test_a_job_commits_what_it_did(app):
    write("een")
    job = Job("forget", timedelta(days=1), lambda: db.session.execute(sa.update(OutboxMail).values(state=MailState.FAILED)))
    release()
    due = {"forget": clock.now()}
    worker._run_due([job], due)
    assert states() == [MailState.FAILED]


def test_a_job_is_not_run_before_its_time(app):
    done = []
    due = {"tidy": clock.now() + timedelta(minutes=1)}
    worker._run_due([Job("tidy", timedelta(days=1), lambda: done.append(1))], due)
    assert done == []


def test_a_broken_job_stops_no_other_and_is_tried_again_soon(app):
    done = []
    jobs = [Job("broken", timedelta(days=1), lambda: 1 / 0), Job("fine", timedelta(days=1), lambda: done.append(1))]
    due = {job.name: clock.now() for job in jobs}
    worker._run_due(jobs, due)
    assert done == [1]
    assert due["broken"] < clock.now() + timedelta(hours=1) < due["fine"]


def test_a_database_that_is_away_reaches_the_loop_which_waits(app):
    def away():
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    with pytest.raises(OperationalError):
        worker._run_due([Job("any", timedelta(days=1), away)], {"any": clock.now()})
