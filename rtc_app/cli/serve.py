"""`python -m rtc_app.cli.serve`, what `make run` starts: the whole site on one machine, web server and worker together.

It is no flask command, since a flask command needs a configured application before it can begin, and the first start of
a demonstration has to make the secret key that the configuration asks for.
"""

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from flask_migrate import upgrade
from sqlalchemy.exc import OperationalError

from config import ROOT, Config, ConfigurationError
from rtc_app import create_app
from rtc_app.cli import demo, reference
from rtc_app.kernel.database import db, transaction

STARTS_WITHIN_SECONDS = 60
STOPS_WITHIN_SECONDS = 15


class CannotStartError(Exception):
    """The site cannot start; the message says what to do."""


def main() -> int:
    """Prepare the database, start both processes, and stay until asked to stop or until one of them ends."""
    try:
        os.environ.update(settings(os.environ, ROOT / "instance"))
        config = Config.from_environment()
        port = int(os.environ["PORT"])
        refuse_taken_port(port)
        prepare(config)
        return watch(commands(port), port, config)
    except (CannotStartError, ConfigurationError) as error:
        click.echo(error, err=True)
        return 1


def settings(environment: Mapping[str, str], instance: Path) -> dict[str, str]:
    """What a demonstration on this machine needs beside what the environment gives; production gets no secret for free."""
    port = environment.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CannotStartError(f"PORT={port} is no port. Choose a number from 1024 to 65535.")
    instance.mkdir(exist_ok=True)
    found = {"PORT": port, "FLASK_APP": "rtc_app", "LOG_FORMAT": environment.get("LOG_FORMAT", "text")}
    found["BASE_URL"] = environment.get("BASE_URL", f"http://localhost:{port}")
    if environment.get("DEMO_MODE", "").lower() in ("1", "true", "yes", "on"):
        found["SECRET_KEY"] = environment.get("SECRET_KEY") or kept_secret(instance / "secret_key")
    return found


def kept_secret(path: Path) -> str:
    """The secret of this installation: made once, readable by its owner only."""
    with contextlib.suppress(FileExistsError):
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text("utf-8").strip()


def refuse_taken_port(port: int) -> None:
    """Stop before anything is done when another program listens."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("", port))
        except OSError as error:
            raise CannotStartError(f"Port {port} is in use or not allowed ({error.strerror}). Choose another: make run PORT=8080") from None


def prepare(config: Config) -> None:
    """Migrate and load what is missing; a second start finds everything there."""
    app = create_app(config)
    with app.app_context():
        try:
            upgrade(directory=str(ROOT / "migrations"))
        except OperationalError as error:
            raise CannotStartError(f"The database at DATABASE_URL does not answer: {str(error).splitlines()[0]}") from None
        with transaction():
            reference.load_all()
        if config.demo_mode:
            demo.load_missing(say=click.echo)
        db.engine.dispose()


def commands(port: int) -> dict[str, list[str]]:
    """The two processes of the site. Threads, since browsers open connections ahead and leave them idle."""
    workers = os.environ.get("WEB_CONCURRENCY") or str(max(2, min(4, os.cpu_count() or 2)))
    web = ["gunicorn", "rtc_app.wsgi:application", "--workers", workers, "--threads", "4", "--preload", "--no-control-socket"]
    web += ["--bind", f"{os.environ.get('HOST', '0.0.0.0')}:{port}", "--log-level", "warning", "--graceful-timeout", "10"]  # noqa: S104
    return {"web server": [sys.executable, "-m", *web], "worker": [sys.executable, "-m", "flask", "worker"]}


def watch(wanted: Mapping[str, list[str]], port: int, config: Config) -> int:
    """Run the processes until a signal asks to stop (0) or one of them ends by itself (1)."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with running(wanted) as processes:
        started, told = time.monotonic(), False
        while not stop.wait(0.1):
            for name, process in processes.items():
                if process.poll() is not None:
                    click.echo(f"The {name} ended with status {process.returncode}; the site stops.", err=True)
                    return 1
            if not told and answers(port):
                click.echo(demo.welcome(os.environ["BASE_URL"]) if config.demo_mode else f"The site answers on {os.environ['BASE_URL']}")
                told = True
            if not told and time.monotonic() - started > STARTS_WITHIN_SECONDS:
                raise CannotStartError(f"The web server did not answer within {STARTS_WITHIN_SECONDS} seconds.")
    return 0


@contextlib.contextmanager
def running(wanted: Mapping[str, list[str]]) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """The started processes; at the end each is asked to stop, and made to when it does not."""
    processes: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in wanted.items():
            processes[name] = subprocess.Popen(command, cwd=ROOT)  # noqa: S603 - our own commands
        yield processes
    finally:
        for process in processes.values():
            process.terminate()
        for process in processes.values():
            try:
                process.wait(STOPS_WITHIN_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def answers(port: int) -> bool:
    """Whether something listens."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    sys.exit(main())
