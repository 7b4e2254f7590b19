"""The outbox: a mail waits until it is sent, comes back when something went wrong, and is never lost in silence."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.kernel import clock, outbox
from rtc_app.kernel.database import db, release, transaction
from rtc_app.kernel.mail import PermanentMailError, TemporaryMailError
from rtc_app.kernel.outbox import LEASE, RETRY_AFTER, MailState, OutboxMail


class Postman:
    """A mailer that notes what it sent, and fails in the way it is told."""

    def __init__(self, failure=None):
        self.failure = failure
        self.sent = []

    def send(self, mail):
        assert not db.session.registry().in_transaction(), "a mail must not be sent inside a transaction"
        if self.failure:
            raise self.failure
        self.sent.append(mail)


def write(**values):
    with transaction():
        defaults = {"recipient": "leraar@example.org", "subject": "Dag", "body": "Tekst", "at": clock.now()}
        mail = outbox.enqueue(**(defaults | values))
    release()
    return mail


def row():
    release()
    mail = db.session.scalars(sa.select(OutboxMail)).one()
    db.session.refresh(mail)
    return mail


def send(postman, after=timedelta()):
    release()
    return outbox.send_due(postman, lambda: clock.now() + after)


def test_a_mail_that_left_is_marked_sent(app):
    write()
    assert send(Postman()) == 1
    assert row().state is MailState.SENT
    assert row().sent_at is not None


def test_a_sent_mail_is_not_sent_again(app):
    write()
    postman = Postman()
    send(postman)
    send(postman, after=timedelta(days=2))
    assert len(postman.sent) == 1


def test_a_mail_written_in_a_transaction_that_failed_never_existed(app):
    outbox.enqueue(recipient="a@example.org", subject="x", body="y", at=clock.now())
    release()
    assert send(Postman()) == 0


def test_mails_leave_in_the_order_they_were_written(app):
    for subject in ("een", "twee", "drie"):
        write(subject=subject)
    postman = Postman()
    send(postman)
    assert [mail.subject for mail in postman.sent] == ["een", "twee", "drie"]


def test_a_temporary_failure_is_tried_later(app):
    write()
    send(Postman(TemporaryMailError("451 later")))
    assert (row().state, row().attempts, row().error) == (MailState.QUEUED, 1, "451 later")
    assert send(Postman()) == 0
    assert send(Postman(), after=RETRY_AFTER[0]) == 1


def test_the_tries_last_more_than_a_day(app):
    assert sum(RETRY_AFTER, timedelta()) > timedelta(days=1)


def test_after_the_last_try_it_fails_where_a_person_sees_it(app):
    write()
    after = timedelta()
    for pause in (*RETRY_AFTER, timedelta()):
        send(Postman(TemporaryMailError("451 later")), after)
        after += pause + timedelta(seconds=1)
    assert row().state is MailState.FAILED
    assert [mail.id for mail in outbox.failed_mails()] == [row().id]


def test_a_permanent_refusal_fails_at_once(app):
    write()
    send(Postman(PermanentMailError("550 unknown")))
    assert (row().state, row().error) == (MailState.FAILED, "550 unknown")


def test_a_mail_nobody_can_send_does_not_stop_the_next(app):
    write(recipient="a@example.org\nBcc: b@example.org", subject="kapot")
    write(subject="goed")
    broken = Postman(ValueError("line break in an address"))
    outbox.send_due(broken, clock.now, limit=1)
    postman = Postman()
    send(postman)
    assert [mail.subject for mail in postman.sent] == ["goed"]
    assert [mail.subject for mail in outbox.failed_mails()] == ["kapot"]


def test_sent_again_by_hand_it_leaves_with_the_same_message_id(app):
    before = write().message_id
    release()
    send(Postman(PermanentMailError("550 unknown")))
    release()
    with transaction():
        outbox.send_again(mail=db.session.scalars(sa.select(OutboxMail)).one(), at=clock.now())
    postman = Postman()
    send(postman)
    assert [mail.message_id for mail in postman.sent] == [before]


def test_a_lease_keeps_a_mail_from_a_second_worker(app):
    write()
    release()
    assert outbox._lease(clock.now()) is not None
    assert send(Postman()) == 0


def test_a_lease_that_ran_out_gives_the_mail_back(app):
    write()
    release()
    outbox._lease(clock.now())
    postman = Postman()
    assert send(postman, after=LEASE) == 1


def test_a_secret_is_wiped_once_the_mail_has_left(app):
    write(body="https://example.org/geheim", is_secret=True)
    send(Postman())
    assert row().body == ""


def test_a_secret_stays_while_the_mail_must_still_leave(app):
    write(body="https://example.org/geheim", is_secret=True)
    send(Postman(TemporaryMailError("451")))
    assert row().body == "https://example.org/geheim"


def test_a_worker_that_must_stop_leaves_the_rest_for_later(app):
    write()
    write()
    postman = Postman()
    release()
    assert outbox.send_due(postman, clock.now, stopped=lambda: bool(postman.sent)) == 1


def test_looking_in_an_empty_outbox_takes_no_write_lock(app):
    statements = []
    note = lambda _c, _cur, statement, *_: statements.append(statement)  # noqa: E731
    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        send(Postman())
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
    assert not [statement for statement in statements if "IMMEDIATE" in statement or "UPDATE" in statement]


@pytest.mark.parametrize("field", ["recipient", "subject", "body"])
def test_the_row_keeps_what_was_written(app, field):
    write(**{field: "d'Hondt <b>😀</b>"})
    assert getattr(row(), field) == "d'Hondt <b>😀</b>"
