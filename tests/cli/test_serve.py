"""The site started as a person starts it, on a free port and a scratch database."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request

import pytest

from config import ROOT
from rtc_app.cli import serve


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def start(folder, port, **changes):
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    environment |= {"DEMO_MODE": "1", "PORT": str(port), "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite'}", "SECRET_KEY": "s" * 40}
    environment |= {"PYTHONUNBUFFERED": "1", "MAIL_BACKEND": "file", "MAIL_FOLDER": str(folder / "mail"), **changes}
    return subprocess.Popen(
        [sys.executable, "-m", "rtc_app.cli.serve"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def answer(port, process, seconds=90):
    """The status of the health page, as soon as the site answers."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/gezondheid", timeout=5) as response:
                return response.status
        except OSError:
            time.sleep(0.1)
    return None


def test_one_command_starts_the_site_twice_and_keeps_its_data(tmp_path):
    for expected in ("De voorbeeldcatalogus wordt geladen", "Wachtwoord: "):
        port = free_port()
        process = start(tmp_path, port)
        try:
            assert answer(port, process) == 200
            time.sleep(0.5)
        finally:
            process.send_signal(signal.SIGTERM)
            output, _ = process.communicate(timeout=30)
        assert process.returncode == 0, output
        assert expected in output
        assert f"http://localhost:{port}" in output
    assert "wordt geladen" not in output, "the second start found everything there"
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0, "nothing is left running"


def test_a_port_in_use_is_said_before_anything_is_done(tmp_path):
    with socket.socket() as listener:
        listener.bind(("", 0))
        listener.listen()
        process = start(tmp_path, listener.getsockname()[1])
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Choose another: make run PORT=8080" in output
    assert not (tmp_path / "site.sqlite").exists()


def test_a_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = serve.kept_secret(tmp_path / "secret_key")
    assert serve.kept_secret(tmp_path / "secret_key") == first
    assert len(first) >= 40
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_production_gets_no_secret_for_free(tmp_path):
    assert "SECRET_KEY" not in serve.settings({"DEMO_MODE": "0"}, tmp_path)


def test_the_environment_wins(tmp_path):
    found = serve.settings({"DEMO_MODE": "1", "SECRET_KEY": "x" * 40, "PORT": "8123", "BASE_URL": "https://school.example"}, tmp_path)
    assert (found["SECRET_KEY"], found["PORT"], found["BASE_URL"]) == ("x" * 40, "8123", "https://school.example")


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_what_is_no_port_is_refused(tmp_path, port):
    with pytest.raises(serve.CannotStartError, match="is no port"):
        serve.settings({"PORT": port}, tmp_path)


def test_the_site_stops_when_one_process_ends(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(serve, "web_server", lambda _port: time.sleep(60))
    monkeypatch.setattr(serve, "worker_loop", lambda: sys.exit(3))
    assert serve.watch(free_port(), config=None) == 1
    assert "The worker ended with status 3" in capsys.readouterr().err
