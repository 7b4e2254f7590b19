"""A process that is killed loses nothing it acknowledged (R7), and no mail (R8)."""

import os
import random
import signal
import subprocess
import sys
import threading

import pytest
import sqlalchemy as sa

from rtc_app.enrolment.models import Enrolment
from rtc_app.kernel import clock, outbox
from rtc_app.kernel.database import db, release
from rtc_app.kernel.mail import SmtpMailer
from rtc_app.kernel.outbox import LEASE, MailState, OutboxMail
from tests.factories.catalogue import make_session
from tests.factories.enrolment import make_enrolment
from tests.reliability.invariants import assert_sound, mails_to
from tests.reliability.site import environment
from tests.reliability.smtp_server import SmtpServer
from tests.reliability.visitors import all_at_once, make_crowd


class Killer(threading.Thread):
    """Ends a random server process without warning, again and again."""

    def __init__(self, site, pause, most):
        super().__init__()
        self.site = site
        self.pause = pause
        self.most = most
        self.over = threading.Event()
        self.kills = 0

    def run(self):
        chance = random.Random(7)
        while self.kills < self.most and not self.over.wait(self.pause):
            for pid in chance.sample(self.site.server_pids(), 1):
                try:
                    os.kill(pid, signal.SIGKILL)
                    self.kills += 1
                except ProcessLookupError:
                    pass


def assert_kills_lose_nothing(app, site, *, visitors, pause, most):
    session = make_session(capacity=visitors // 3)
    path = f"/sessies/{session.id}/inschrijven"
    crowd = make_crowd(app, site.port, visitors)
    release()
    forms = all_at_once([lambda browser=browser: browser.form(path) for browser in crowd], threads=8)
    killer = Killer(site, pause, most)
    killer.start()
    try:
        sends = [lambda b=browser, f=form: b.send_until_answered(path, f) for browser, form in zip(crowd, forms, strict=True)]
        answers = all_at_once(sends, threads=12)
    finally:
        killer.over.set()
        killer.join()
    release()
    assert killer.kills > 0
    acknowledged = {answer.location.rpartition("/")[2] for answer in answers}
    assert acknowledged == set(db.session.scalars(sa.select(Enrolment.reference)))
    assert len(acknowledged) == visitors
    assert mails_to([browser.account_id for browser in crowd]) == [1] * visitors
    assert_sound()


def test_killed_server_processes_lose_nothing_and_a_retry_doubles_nothing(app, site):
    assert_kills_lose_nothing(app, site, visitors=60, pause=0.2, most=6)


@pytest.mark.soak
def test_minutes_of_killing_lose_nothing(app, site):
    for _ in range(20):
        assert_kills_lose_nothing(app, site, visitors=500, pause=0.5, most=1000)
        for table in ("enrolment_transition", "enrolment", "outbox_mail"):
            db.session.execute(sa.text(f"DELETE FROM {table}"))
        db.session.execute(sa.text("UPDATE training_session SET taken = 0, waiting = 0"))
        db.session.commit()


def start_worker(database_url, folder, server):
    settings = {"MAIL_BACKEND": "smtp", "SMTP_HOST": "127.0.0.1", "SMTP_PORT": str(server.port)}
    command = [sys.executable, "-m", "flask", "worker"]
    with (folder / "worker.log").open("ab") as log:
        return subprocess.Popen(command, env=environment(database_url, folder, **settings), cwd=folder, stdout=log, stderr=log)


def mail_states():
    release()
    return list(db.session.scalars(sa.select(OutboxMail.state)))


def test_a_worker_killed_between_acceptance_and_the_mark_sends_the_same_mail_again(app, database, tmp_path):
    make_enrolment()
    release()
    with SmtpServer() as server:
        server.hold_after_body = True
        worker = start_worker(database.url, tmp_path, server)
        assert server.accepted.wait(60), (tmp_path / "worker.log").read_text()
        worker.kill()
        worker.wait()
        server.hold_after_body = False
        assert mail_states() == [MailState.QUEUED]

        mailer = SmtpMailer(sender="school@example.org", host="127.0.0.1", port=server.port, user="", password="", starttls=False)
        release()
        assert outbox.send_due(mailer, clock.now) == 0, "the lease still runs"
        assert outbox.send_due(mailer, lambda: clock.now() + LEASE) == 1
        assert mail_states() == [MailState.SENT]
        assert len(server.inbox) == 2
        assert len(set(server.message_ids())) == 1
    database.changed = True


def test_a_worker_asked_to_stop_finishes_its_mail_and_ends(app, database, tmp_path):
    make_enrolment()
    release()
    with SmtpServer() as server:
        worker = start_worker(database.url, tmp_path, server)
        assert server.accepted.wait(60), (tmp_path / "worker.log").read_text()
        worker.terminate()
        assert worker.wait(15) == 0
        assert mail_states() == [MailState.SENT]
        assert len(server.inbox) == 1
    database.changed = True
