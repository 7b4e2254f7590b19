"""Mail in trouble never stands in the way of a seat, and never disappears (R9)."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.enrolment.models import EnrolmentState
from rtc_app.kernel import clock, outbox
from rtc_app.kernel.database import db, release
from rtc_app.kernel.mail import SmtpMailer
from rtc_app.kernel.outbox import MailState, OutboxMail
from tests.factories.enrolment import make_enrolment
from tests.reliability.site import free_port
from tests.reliability.smtp_server import SmtpServer


def mailer(port):
    return SmtpMailer(sender="school@example.org", host="127.0.0.1", port=port, user="", password="", starttls=False, timeout_seconds=1)


def send(port, after=timedelta()):
    release()
    return outbox.send_due(mailer(port), lambda: clock.now() + after)


def outcome():
    release()
    mail = db.session.scalars(sa.select(OutboxMail)).one()
    return mail.state, mail.attempts


def test_with_the_mail_server_away_a_seat_is_given_and_the_mail_waits(app):
    assert make_enrolment().state is EnrolmentState.CONFIRMED
    send(free_port())
    assert outcome() == (MailState.QUEUED, 1)


def test_after_a_day_without_mail_server_everything_leaves_once(app):
    for _ in range(10):
        make_enrolment()
    away = free_port()
    for hour in range(0, 24, 4):
        send(away, timedelta(hours=hour))
    with SmtpServer() as server:
        send(server.port, timedelta(hours=27))
        assert len(set(server.message_ids())) == len(server.inbox) == 10


@pytest.mark.parametrize(
    ("trouble", "state"),
    [
        ({"answers": {"RCPT": "451 greylisted"}}, MailState.QUEUED),
        ({"answers": {"RCPT": "432 throttled"}}, MailState.QUEUED),
        ({"answers": {"RCPT": "552 mailbox full"}}, MailState.QUEUED),
        ({"answers": {"RCPT": "550 no such mailbox"}}, MailState.FAILED),
        ({"hang_up_on": "BODY"}, MailState.QUEUED),
        ({"slow": 1.2}, MailState.QUEUED),
    ],
)
def test_each_kind_of_trouble_is_retried_or_shown(app, trouble, state):
    make_enrolment()
    with SmtpServer() as server:
        for name, value in trouble.items():
            setattr(server, name, value)
        send(server.port)
    assert outcome() == (state, 1)
    assert len(outbox.failed_mails()) == (state is MailState.FAILED)
