"""Configuration: read once from the environment into one frozen object; production values are the defaults."""

from datetime import time
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).parent


class ConfigurationError(Exception):
    """The environment misses a value or holds one that cannot be used; the message names the variable."""


class Config(BaseSettings):
    """Everything that differs between one installation and another; each field is the environment variable of that name."""

    model_config = SettingsConfigDict(frozen=True, extra="ignore")

    #: Signs cookies and forms. No default: an installation without its own secret must not start.
    secret_key: SecretStr = Field(min_length=32)
    #: SQLite by default; postgresql+psycopg://… to grow on.
    database_url: str = f"sqlite:///{ROOT / 'instance' / 'digitale-school.sqlite'}"
    #: Address under which visitors reach the site; links in mails are built from it, never from a request.
    base_url: str = "http://localhost:8000"
    #: Marked demonstration with public example accounts. Never on in production.
    demo_mode: bool = False
    #: Number of reverse proxies in front whose forwarded headers are trusted.
    trusted_proxies: int = 0

    #: Whoever judged a training does not decide on it. An RTC of one person may switch it off; every decision then says so.
    four_eyes: bool = True

    mail_backend: Literal["console", "file", "smtp"] = "console"
    mail_folder: Path = ROOT / "instance" / "mail"
    mail_from: str = "Digitale School <geen-antwoord@example.org>"
    smtp_host: str = "localhost"
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_starttls: bool = False

    #: Requests per minute and address for the forms that strangers can send (registration, reset, sign-in). A school of
    #: 200 teachers shares one address and signs in at the same hour.
    rate_limit_forms: str = "300 per minute"
    #: Where the rate limits are counted; memory counts per process, redis://… counts for all.
    rate_limit_storage: str = "memory://"
    #: Hours of a working day in which mail may go out that nobody waits for, such as new results of a saved search (FUP-05).
    digest_from: time = time(8)
    digest_until: time = time(18)
    #: Whether campaigns invite by mail who never chose; by default only who said yes (FUP-05).
    campaign_mail_without_choice: bool = False
    #: A sign-in lasts at most this long, in hours.
    sign_in_hours: int = 12 * 7
    max_request_bytes: int = 10 * 1024 * 1024
    log_format: Literal["json", "text"] = "json"

    @field_validator("database_url")
    @classmethod
    def _name_the_driver(cls, url: str) -> str:
        """postgresql:// and postgres:// mean psycopg 3."""
        for prefix in ("postgresql://", "postgres://"):
            if url.startswith(prefix):
                return "postgresql+psycopg://" + url.removeprefix(prefix)
        return url

    @classmethod
    def from_environment(cls) -> Self:
        """The configuration in the environment; raises ConfigurationError naming each variable that is wrong."""
        try:
            return cls()
        except ValidationError as error:
            wrong = "; ".join(f"{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors())
            raise ConfigurationError(f"Set these environment variables. {wrong}") from None

    def for_flask(self) -> dict[str, object]:
        """The values Flask and its extensions read, under the names they know."""
        secure = self.base_url.startswith("https://")
        return {
            "SECRET_KEY": self.secret_key.get_secret_value(),
            "SQLALCHEMY_DATABASE_URI": self.database_url,
            "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(self.database_url),
            "SQLALCHEMY_BINDS": _reading_engine(self.database_url),
            "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
            "SESSION_COOKIE_SECURE": secure,
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Lax",
            "MAX_CONTENT_LENGTH": self.max_request_bytes,
            "MAX_FORM_MEMORY_SIZE": 1024 * 1024,
            # A questionnaire may stay open for hours: the token lives as long as the session (R31).
            "WTF_CSRF_TIME_LIMIT": None,
            # Flask-WTF would read its translations from disk for every form; WTForms keeps its own in memory.
            "WTF_I18N_ENABLED": False,
            "BABEL_DEFAULT_LOCALE": "nl_BE",
            "BABEL_DEFAULT_TIMEZONE": "Europe/Brussels",
            "RATELIMIT_STORAGE_URI": self.rate_limit_storage,
            "RATELIMIT_FORMS": self.rate_limit_forms,
            "BASE_URL": self.base_url.rstrip("/"),
            "DEMO_MODE": self.demo_mode,
            "FOUR_EYES": self.four_eyes,
            "TRUSTED_PROXIES": self.trusted_proxies,
            "DIGEST_HOURS": (self.digest_from, self.digest_until),
            "CAMPAIGN_MAIL_WITHOUT_CHOICE": self.campaign_mail_without_choice,
            "SIGN_IN_HOURS": self.sign_in_hours,
            "MAIL_BACKEND": self.mail_backend,
            "MAIL_FOLDER": self.mail_folder,
            "MAIL_FROM": self.mail_from,
            "SMTP_HOST": self.smtp_host,
            "SMTP_PORT": self.smtp_port,
            "SMTP_USER": self.smtp_user,
            "SMTP_PASSWORD": self.smtp_password.get_secret_value(),
            "SMTP_STARTTLS": self.smtp_starttls,
            "LOG_FORMAT": self.log_format,
        }


def _reading_engine(url: str) -> dict[str, dict[str, object]]:
    """Connections for pages that only read, on which PostgreSQL refuses to write.

    There each statement reads what is committed, so such a page needs no transaction: two messages less to the server.
    SQLite reads as of the first statement of a transaction, so there a page keeps its own.
    """
    if not url.startswith("postgresql"):
        return {}
    options = _engine_options(url, "default_transaction_read_only=on")
    return {"reading": options | {"url": url, "isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}}


def _engine_options(url: str, *more: str) -> dict[str, object]:
    if url.startswith("postgresql"):
        # A request that cannot get its lock in five seconds answers 503 instead of hanging.
        # Compiling a statement takes longer than any of ours runs, and so does starting helpers to run it in parallel.
        settings = ("lock_timeout=5000", "timezone=UTC", "jit=off", "max_parallel_workers_per_gather=0", *more)
        # A resting connection asks for a sign of life, so that one that was cut off is closed before a page uses it.
        signs_of_life = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
        return {"connect_args": {"options": " ".join(f"-c {setting}" for setting in settings), **signs_of_life}}
    return {"connect_args": {"timeout": 15}}
