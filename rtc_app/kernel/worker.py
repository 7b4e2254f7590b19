"""The worker: one loop that sends the outbox and runs the jobs that other parts hand over."""

import signal
import threading
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import FrameType

import structlog
from sqlalchemy.exc import DBAPIError

from rtc_app.kernel import clock, outbox
from rtc_app.kernel.database import db, transaction
from rtc_app.kernel.mail import Mailer

log = structlog.get_logger()

#: A job that failed is tried again after this time, or at its own pace when that is faster.
RETRY_JOB_AFTER = timedelta(minutes=5)


@dataclass(frozen=True)
class Job:
    """Something to do every so often, in one transaction, or in as many as it makes itself when it takes long."""

    name: str
    every: timedelta
    run: Callable[[], object]
    has_own_transactions: bool = False

    def do(self) -> None:
        """Do it once."""
        with nullcontext() if self.has_own_transactions else transaction():
            self.run()


def run_forever(mailer: Mailer, jobs: list[Job], pause_seconds: float = 1.0) -> None:
    """Work until the process is asked to stop; a mail or job under way is finished first."""
    stop = threading.Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask_to_stop)
    signal.signal(signal.SIGINT, ask_to_stop)
    due = {job.name: clock.now() for job in jobs}
    while not stop.is_set():
        try:
            sent = outbox.send_due(mailer, clock.now, stopped=stop.is_set)
            _run_due(jobs, due)
        except DBAPIError as error:
            # The database may be restarting; the next round finds it back.
            log.warning("worker_database_unavailable", error=str(error).splitlines()[0])
            sent = 0
        db.session.remove()
        if not sent:
            stop.wait(pause_seconds)


def run_once(mailer: Mailer, jobs: list[Job]) -> None:
    """One round: everything that is due, then stop."""
    while outbox.send_due(mailer, clock.now):
        pass
    for job in jobs:
        job.do()


def _run_due(jobs: list[Job], due: dict[str, datetime]) -> None:
    for job in jobs:
        moment = clock.now()
        if due[job.name] > moment:
            continue
        due[job.name] = moment + min(job.every, RETRY_JOB_AFTER)
        try:
            job.do()
        except DBAPIError:
            raise
        except Exception:
            log.exception("job_failed", job=job.name)
        else:
            due[job.name] = moment + job.every
