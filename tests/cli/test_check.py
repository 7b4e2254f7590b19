"""`flask check` finds what must not be."""

import sqlalchemy as sa

from rtc_app.catalogue.models import TrainingSession
from rtc_app.cli import check
from rtc_app.kernel import outbox
from rtc_app.kernel.database import db
from rtc_app.kernel.outbox import MailState, OutboxMail
from tests.factories.catalogue import make_training
from tests.factories.enrolment import make_enrolment, make_full_session, writing
from tests.factories.quality import make_accepted


def run(app):
    db.session.remove()
    return app.test_cli_runner().invoke(check.command)


def test_a_fresh_database_has_no_errors(app):
    result = run(app)
    assert (result.exit_code, "0 errors" in result.output) == (0, True)


def test_a_count_that_differs_from_the_rows_is_an_error(app):
    session_id = make_enrolment().training_session_id
    with writing():
        db.session.execute(sa.update(TrainingSession).values(taken=5))
    result = run(app)
    assert result.exit_code == 1
    assert f"session {session_id} counts 5 taken and 0 waiting, its enrolments say 1 and 0" in result.output


def test_a_training_online_without_a_decision_is_an_error(app):
    slug = make_training().slug
    assert f"training {slug} is accepted without a decision" in run(app).output


def test_a_training_that_was_decided_is_fine(app):
    make_accepted()
    assert run(app).exit_code == 0


def test_a_database_of_another_version_is_an_error(app):
    with writing():
        db.session.execute(sa.text("UPDATE alembic_version SET version_num = '0000'"))
    result = run(app)
    assert result.exit_code == 1
    assert "run `flask db upgrade`" in result.output


def test_a_setting_that_is_only_for_a_laptop_is_a_warning(app):
    assert "MAIL_BACKEND is file" in run(app).output


def test_a_mail_that_waits_long_asks_for_the_worker(app):
    with writing():
        mail = outbox.enqueue(recipient="a@example.org", subject="x", body="y", at=check.clock.now() - 2 * check.WORKER_SILENT_AFTER)
    assert mail.state is MailState.QUEUED
    assert "does `flask worker` run?" in run(app).output


def test_failed_mails_are_counted(app):
    make_enrolment()
    with writing():
        db.session.execute(sa.update(OutboxMail).values(state=MailState.FAILED))
    assert "1 mails failed" in run(app).output


def test_a_seat_not_passed_on_yet_is_a_warning(app):
    session = make_full_session(waiting=1)
    with writing():
        session.capacity = 2
    assert "has a free seat and people waiting" in run(app).output
