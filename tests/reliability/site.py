"""The site as visitors meet it: several server processes on a scratch database, reached over HTTP."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.databases import SECRET

ROOT = Path(__file__).parents[2]
APPLICATION = "rtc_app.wsgi:application"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(database_url, folder, **changes):
    """What a process of the site reads; nothing of the environment of the tests but the path."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "FLASK_APP": "rtc_app",
        "SECRET_KEY": SECRET,
        "DATABASE_URL": database_url,
        "MAIL_BACKEND": "file",
        "MAIL_FOLDER": str(folder / "mail"),
        "LOG_FORMAT": "text",
        "RATE_LIMIT_FORMS": "100000 per minute",
        **{name: os.environ[name] for name in ("HOME", "PGHOST", "PGPORT", "PGUSER", "PGPASSWORD") if name in os.environ},
        **changes,
    }


def flask(*arguments, database_url, folder, **changes):
    """Run a flask command to its end; gives the finished process with its output."""
    command = [sys.executable, "-m", "flask", *arguments]
    return subprocess.run(
        command,
        env=environment(database_url, folder, **changes),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


class LiveSite:
    """Server processes behind one port; a context manager. `application` names another WSGI module than the real one."""

    def __init__(self, database_url, folder, *, application=APPLICATION, processes=4):
        self.environment = environment(database_url, folder)
        self.log = folder / "gunicorn.log"
        self.folder = folder
        self.application = application
        self.processes = processes
        self.port = free_port()
        self.master = None

    def __enter__(self):
        options = ["--workers", str(self.processes), "--bind", f"127.0.0.1:{self.port}", "--no-control-socket", "--preload"]
        command = [sys.executable, "-m", "gunicorn", self.application, *options, "--timeout", "60", "--graceful-timeout", "5"]
        with self.log.open("ab") as log:
            self.master = subprocess.Popen(command, env=self.environment, cwd=self.folder, stdout=log, stderr=log)
        self._wait_until_it_answers()
        return self

    def __exit__(self, *_error):
        if self.master is None:
            return
        self.master.send_signal(signal.SIGQUIT)
        try:
            self.master.wait(20)
        except subprocess.TimeoutExpired:
            self.master.kill()
            self.master.wait()

    def server_pids(self):
        """The server processes alive now."""
        return [int(pid) for pid in Path(f"/proc/{self.master.pid}/task/{self.master.pid}/children").read_text().split()]

    def _wait_until_it_answers(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if self.get("/gezondheid").status == 200:
                    return
            except OSError:
                assert self.master.poll() is None, self.log.read_text()
                time.sleep(0.05)
        raise AssertionError(f"the site does not answer: {self.log.read_text()}")

    def get(self, path):
        return ask(self.port, "GET", path)


class Answer:
    """What came back, and after how many seconds."""

    def __init__(self, response, body, seconds):
        self.status = response.status
        self.location = response.headers.get("Location")
        self.cookies = response.headers.get_all("Set-Cookie") or []
        self.retry_after = response.headers.get("Retry-After")
        self.body = body
        self.seconds = seconds


def ask(port, method, path, body=None, headers=None):
    """One request on its own connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    began = time.perf_counter()
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return Answer(response, response.read().decode(), time.perf_counter() - began)
    finally:
        connection.close()
