"""Sending one mail: a console, a folder, or an SMTP server."""

import contextlib
import re
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol

import click

from rtc_app.kernel import clock

#: Python folds a long subject with accents so that a space doubles; unfolded it arrives as it was written.
_POLICY = policy.default.clone(max_line_length=998)


class PermanentMailError(Exception):
    """The server refused this mail for good; trying again would not help."""


class TemporaryMailError(Exception):
    """This mail did not leave now; try again later."""


@dataclass(frozen=True)
class Mail:
    """One mail to one person. `message_id` stays the same over every try, so that a duplicate can be recognised."""

    to: str
    subject: str
    text: str
    message_id: str
    unsubscribe_url: str | None = None


class Mailer(Protocol):
    """Something that delivers a mail or raises PermanentMailError or TemporaryMailError."""

    def send(self, mail: Mail) -> None: ...


def mailer_for(config: Mapping[str, object]) -> Mailer:
    """The mailer the configuration names."""
    sender = str(config["MAIL_FROM"])
    match config["MAIL_BACKEND"]:
        case "smtp":
            return SmtpMailer(
                sender=sender,
                host=str(config["SMTP_HOST"]),
                port=int(str(config["SMTP_PORT"])),
                user=str(config["SMTP_USER"]),
                password=str(config["SMTP_PASSWORD"]),
                starttls=bool(config["SMTP_STARTTLS"]),
            )
        case "file":
            return FileMailer(sender=sender, folder=Path(str(config["MAIL_FOLDER"])))
        case _:
            return ConsoleMailer(sender=sender)


def compose(mail: Mail, sender: str) -> EmailMessage:
    """The message as it goes over the wire; line breaks in a subject are removed."""
    message = EmailMessage(policy=_POLICY)
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = re.sub(r"\s+", " ", mail.subject)
    message["Message-ID"] = mail.message_id
    message["Date"] = format_datetime(clock.now())
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe_url:
        # One click in the mail program, without a page in between (RFC 8058).
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text, cte="quoted-printable")
    return message


@dataclass(frozen=True)
class ConsoleMailer:
    """Prints each mail."""

    sender: str

    def send(self, mail: Mail) -> None:
        click.echo(f"--- mail aan {mail.to}\nOnderwerp: {mail.subject}\n\n{mail.text}\n---")


@dataclass(frozen=True)
class FileMailer:
    """Writes each mail to a file that a mail program can open."""

    sender: str
    folder: Path

    def send(self, mail: Mail) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w.-]", "_", mail.message_id.strip("<>"))
        (self.folder / f"{name}.eml").write_bytes(bytes(compose(mail, self.sender)))


@dataclass(frozen=True)
class SmtpMailer:
    """Hands each mail to an SMTP server."""

    sender: str
    host: str
    port: int
    user: str
    password: str
    starttls: bool
    timeout_seconds: int = 30

    def send(self, mail: Mail) -> None:
        message = compose(mail, self.sender)
        try:
            server = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            # A server that is away, or does not know us: nothing is wrong with this mail.
            raise TemporaryMailError(str(error)) from error
        try:
            server.send_message(message, to_addrs=[mail.to])
        except smtplib.SMTPRecipientsRefused as error:
            code, words = next(iter(error.recipients.values()))
            raise _by_class(code, words) from error
        except smtplib.SMTPDataError as error:
            raise _by_class(error.smtp_code, error.smtp_error) from error
        except (OSError, smtplib.SMTPException) as error:
            raise TemporaryMailError(str(error)) from error
        finally:
            _leave(server)

    def _connect(self) -> smtplib.SMTP:
        server = smtplib.SMTP(self.host, self.port, timeout=self.timeout_seconds)
        try:
            if self.starttls:
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


def _leave(server: smtplib.SMTP) -> None:
    """Say goodbye; what the server answers to that changes nothing about the mail."""
    with contextlib.suppress(OSError, smtplib.SMTPException):
        server.quit()
    server.close()


def _by_class(code: int, words: bytes | str) -> PermanentMailError | TemporaryMailError:
    text = words.decode(errors="replace") if isinstance(words, bytes) else words
    # 552 is a full mailbox: it may have room tomorrow.
    if 500 <= code < 600 and code != 552:
        return PermanentMailError(f"{code} {text}")
    return TemporaryMailError(f"{code} {text}")
