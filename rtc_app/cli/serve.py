"""`python -m rtc_app.cli.serve`, what `make run` starts: the whole site on one machine, web server and worker together.

It is no flask command, since a flask command needs a configured application before it can begin, and the first start of
a demonstration has to make the secret key that the configuration asks for.
"""

import contextlib
import multiprocessing
import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from multiprocessing.context import ForkProcess
from pathlib import Path

import click
from flask import current_app
from flask_migrate import upgrade
from gunicorn.app import wsgiapp  # type: ignore[import-untyped]
from sqlalchemy.exc import OperationalError

from config import ROOT, Config, ConfigurationError
from rtc_app import create_app
from rtc_app.cli import demo, reference
from rtc_app.cli import worker as worker_jobs
from rtc_app.kernel import worker
from rtc_app.kernel.database import close_connections, transaction
from rtc_app.kernel.mail import mailer_for

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
        return watch(port, config)
    except (CannotStartError, ConfigurationError) as error:
        click.echo(error, err=True)
        return 1
    except KeyboardInterrupt:  # while it still prepares: nothing is half done, each step is a transaction
        return 130


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
        close_connections()


def watch(port: int, config: Config) -> int:
    """Run web server and worker until a signal asks to stop (0) or one of them ends by itself (1)."""
    stop = threading.Event()
    with running({"web server": lambda: web_server(port), "worker": worker_loop}) as processes:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        started, told = time.monotonic(), False
        while not stop.wait(0.1):
            for process in processes:
                if not process.is_alive():
                    click.echo(f"The {process.name} ended with status {process.exitcode}; the site stops.", err=True)
                    return 1
            if not told and answers(port):
                click.echo(demo.welcome(config.base_url) if config.demo_mode else f"The site answers on {config.base_url}")
                told = True
            if not told and time.monotonic() - started > STARTS_WITHIN_SECONDS:
                raise CannotStartError(f"The web server did not answer within {STARTS_WITHIN_SECONDS} seconds.")
    return 0


def web_server(port: int) -> None:
    """Gunicorn. Threads, since browsers open connections ahead and leave them idle."""
    processes = os.environ.get("WEB_CONCURRENCY") or str(max(2, min(4, os.cpu_count() or 2)))
    address = f"{os.environ.get('HOST', '0.0.0.0')}:{port}"  # noqa: S104 - a demonstration is shown to others
    sys.argv = ["gunicorn", "rtc_app.wsgi:application", "--bind", address, "--workers", processes, "--threads", "4"]
    sys.argv += ["--preload", "--no-control-socket", "--log-level", "warning", "--graceful-timeout", "10"]
    wsgiapp.run()


def worker_loop() -> None:
    """The worker."""
    with create_app().app_context():
        worker.run_forever(mailer_for(current_app.config), worker_jobs.JOBS)


@contextlib.contextmanager
def running(tasks: Mapping[str, Callable[[], None]]) -> Iterator[list[ForkProcess]]:
    """Each task in a process of its own; at the end each is asked to stop, and made to when it does not.

    They are forked from this process, which has read all the code already: that halves the time to the first answer.
    """
    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(name=name, target=task) for name, task in tasks.items()]
    try:
        for process in processes:
            process.start()
        yield processes
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join(STOPS_WITHIN_SECONDS)
            process.kill()


def answers(port: int) -> bool:
    """Whether something listens."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


if __name__ == "__main__":
    sys.exit(main())
