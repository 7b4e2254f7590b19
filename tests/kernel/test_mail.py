"""Sending one mail, against a real SMTP server that accepts, refuses, dawdles or hangs up."""

import socket

import pytest

from rtc_app.kernel.mail import ConsoleMailer, FileMailer, Mail, PermanentMailError, SmtpMailer, TemporaryMailError, compose, mailer_for
from tests.databases import test_config
from tests.reliability.smtp_server import SmtpServer

SENDER = "Digitale School <school@example.org>"
MAIL = Mail("leraar@example.org", "Je bent ingeschreven: Lassen", "Dag Fatma,\n\n.\nTot dan — d'Hondt & Ĳzer 😀\n", "<een@digitale-school>")


@pytest.fixture
def server():
    with SmtpServer() as server:
        yield server


def mailer(port, **changes):
    values = {"sender": SENDER, "host": "127.0.0.1", "port": port, "user": "", "password": "", "starttls": False, "timeout_seconds": 1}
    return SmtpMailer(**(values | changes))


def test_the_server_receives_what_was_written(server):
    mailer(server.port).send(MAIL)
    [message] = server.inbox
    assert message.get_content().replace("\r\n", "\n") == MAIL.text
    assert [message["To"], message["Subject"], message["Message-ID"]] == [MAIL.to, MAIL.subject, MAIL.message_id]


def test_a_long_subject_with_accents_arrives_as_written(server):
    subject = "Je bent ingeschreven: Revit voor bouw: een garage met spouwmuur in één namiddag, zonder café d'Hondt ’s avonds 😀"
    mailer(server.port).send(Mail("a@example.org", subject, "Tekst\n", "<x@y>"))
    assert server.inbox[0]["Subject"] == subject


def test_it_says_that_no_person_wrote_it(server):
    mailer(server.port).send(MAIL)
    assert server.inbox[0]["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("command", "reply", "error"),
    [
        ("RCPT", "550 unknown mailbox", PermanentMailError),
        ("RCPT", "451 greylisted, come back later", TemporaryMailError),
        ("RCPT", "432 too much mail from you", TemporaryMailError),
        ("RCPT", "552 mailbox full", TemporaryMailError),
        ("BODY", "554 looks like spam", PermanentMailError),
        ("BODY", "451 local error", TemporaryMailError),
        ("MAIL", "550 we do not know this sender", TemporaryMailError),
        ("EHLO", "421 closing", TemporaryMailError),
    ],
)
def test_a_refusal_is_told_by_its_class(server, command, reply, error):
    server.answers = {command: reply, "HELO": reply}
    with pytest.raises(error):
        mailer(server.port).send(MAIL)


@pytest.mark.parametrize("moment", ["EHLO", "MAIL", "RCPT", "DATA", "BODY"])
def test_a_connection_cut_off_is_temporary(server, moment):
    server.hang_up_on = moment
    with pytest.raises(TemporaryMailError):
        mailer(server.port).send(MAIL)


def test_a_server_that_dawdles_is_temporary(server):
    server.slow = 0.5
    with pytest.raises(TemporaryMailError):
        mailer(server.port, timeout_seconds=0.1).send(MAIL)


def test_a_server_that_is_away_is_temporary():
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with pytest.raises(TemporaryMailError):
            mailer(nobody.getsockname()[1]).send(MAIL)


def test_a_rude_goodbye_after_acceptance_changes_nothing(server):
    server.answers = {"QUIT": "421 too busy"}
    mailer(server.port).send(MAIL)
    assert len(server.inbox) == 1


def test_a_password_the_server_refuses_is_not_the_fault_of_the_mail(server):
    server.answers = {"EHLO": "250-test\r\n250 AUTH PLAIN", "AUTH": "535 wrong password"}
    with pytest.raises(TemporaryMailError):
        mailer(server.port, user="site", password="wrong").send(MAIL)


def test_a_subject_holds_no_line_break():
    message = compose(Mail("a@example.org", "Titel\r\nBcc: iedereen@example.org", "tekst", "<x@y>"), SENDER)
    assert message["Subject"] == "Titel Bcc: iedereen@example.org"
    assert message["Bcc"] is None


def test_an_address_with_a_line_break_is_refused():
    with pytest.raises(ValueError, match=r"\n|linefeed|newline"):
        compose(Mail("a@example.org\nBcc: b@example.org", "x", "tekst", "<x@y>"), SENDER)


def test_the_file_mailer_leaves_a_mail_a_program_can_open(tmp_path):
    FileMailer(sender=SENDER, folder=tmp_path / "mail").send(MAIL)
    [file] = (tmp_path / "mail").iterdir()
    assert file.name == "een_digitale-school.eml"
    assert b"Subject: Je bent ingeschreven: Lassen" in file.read_bytes()


def test_the_console_mailer_prints_it(capsys):
    ConsoleMailer(sender=SENDER).send(MAIL)
    assert "leraar@example.org" in capsys.readouterr().out


@pytest.mark.parametrize(("backend", "kind"), [("smtp", SmtpMailer), ("file", FileMailer), ("console", ConsoleMailer)])
def test_the_configuration_names_the_mailer(backend, kind):
    assert isinstance(mailer_for(test_config("sqlite://", mail_backend=backend).for_flask()), kind)
