"""The site as a real web server, for tests that need a browser or many clients."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from tests.databases import SECRET

ROOT = Path(__file__).parents[1]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@dataclass
class RunningSite:
    """Web server with two workers on a scratch database; stops at the end of the `with` block."""

    folder: Path
    environment: dict[str, str]
    port: int

    @classmethod
    def with_demo_content(cls, folder):
        """Starter content and demo people on SQLite, mails written to files."""
        port = free_port()
        environment = {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "VIRTUAL_ENV")},
            "FLASK_APP": "rtc_app",
            "SECRET_KEY": SECRET,
            "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite'}",
            "BASE_URL": f"http://127.0.0.1:{port}",
            "DEMO_MODE": "1",
            "MAIL_BACKEND": "file",
            "MAIL_FOLDER": str(folder / "mail"),
            "LOG_FORMAT": "text",
        }
        site = cls(folder, environment, port)
        for command in ("db upgrade", "reference load", "catalogue import rtc_app/interchange/data/starter_catalogue.json", "demo load"):
            site.flask(*command.split())
        return site

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def flask(self, *arguments):
        """Run a flask command against the database of this site; returns what it printed."""
        command = [sys.executable, "-m", "flask", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"flask {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def mails_to(self, address):
        """The mails that the worker has sent to this address, as text, oldest first."""
        self.flask("worker", "--once")
        files = sorted((self.folder / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime)
        texts = [file.read_text("utf-8") for file in files]
        return [text for text in texts if re.search(rf"^To: {re.escape(address)}$", text, re.MULTILINE)]

    def __enter__(self):
        log = (self.folder / "server.log").open("w")
        command = [sys.executable, "-m", "gunicorn", "rtc_app.wsgi:application", "-w", "2", "-b", f"127.0.0.1:{self.port}", "--no-control-socket"]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        log.close()
        self._wait()
        return self

    def __exit__(self, *_error):
        self.process.terminate()
        self.process.wait(20)

    def _wait(self):
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            try:
                urllib.request.urlopen(f"{self.url}/gezondheid", timeout=5).close()
            except (urllib.error.URLError, ConnectionError):
                assert self.process.poll() is None, (self.folder / "server.log").read_text()
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the site did not answer within 30 seconds")
