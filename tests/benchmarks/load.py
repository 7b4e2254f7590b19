"""Driving a server with wrk and reading what it cost the processor."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

WORKERS = 2
CONNECTIONS = 8
#: Asks the addresses of the file one after the other, and reports on one line.
SCRIPT = r"""
local paths, n = {}, 0
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
request = function() n = n % #paths + 1; return wrk.format("GET", paths[n]) end
done = function(summary, latency)
  io.write(string.format("FIGURES %d %d %f %f %d\n", summary.requests, summary.duration, latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""


@dataclass(frozen=True)
class Figures:
    """One measurement: milliseconds, except `rate` in requests a second and `errors`, a count."""

    rate: float
    p50: float
    p95: float
    cpu: float
    errors: int


@contextlib.contextmanager
def server(application, **environment):
    """Gunicorn with two sync workers; gives (base url, process id)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-w", str(WORKERS), "-b", f"127.0.0.1:{port}", "--log-level", "error", application]
    process = subprocess.Popen(command, env=os.environ | environment)
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(url, process)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url, process, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=30).read()
            return
        time.sleep(0.2)
    raise SystemExit(f"no answer from {url}")


def fetch(url, cookie=None):
    """(seconds, status) of one request."""
    request = urllib.request.Request(url, headers={"Cookie": cookie} if cookie else {})
    start = time.monotonic()
    with urllib.request.urlopen(request, timeout=60) as response:
        response.read()
        if response.geturl() != url:
            raise SystemExit(f"{url} redirects to {response.geturl()}: measuring that would flatter it")
    return time.monotonic() - start, response.status


def ask_at_once(urls, cookie=None):
    """Ask these addresses over as many connections as are measured, so that every worker gets some."""
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(lambda url: fetch(url, cookie), urls))


def measure(url, pid, paths, folder, seconds, cookie=None):
    """Ask these paths round and round."""
    script, listing = Path(folder) / "wrk.lua", Path(folder) / "paths"
    script.write_text(SCRIPT)
    listing.write_text("".join(f"{path}\n" for path in paths))
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "-s", str(script), url]
    if cookie:
        command += ["-H", f"Cookie: {cookie}"]
    before = cpu_ms(pid)
    output = subprocess.run(command, env=os.environ | {"PATHS": str(listing)}, capture_output=True, text=True, check=True).stdout
    used = cpu_ms(pid) - before
    requests, duration, p50, p95, errors = next(line for line in output.splitlines() if line.startswith("FIGURES")).split()[1:]
    count = max(int(requests), 1)
    return Figures(count / (int(duration) / 1e6), float(p50), float(p95), used / count, int(errors))


def cpu_ms(pid):
    """Processor time of a process and everything below it, in milliseconds."""
    children, ticks = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                children.setdefault(int(fields[1]), []).append(int(entry.name))
                ticks[int(entry.name)] = int(fields[11]) + int(fields[12])
    waiting, total = [pid], 0
    while waiting:
        process = waiting.pop()
        total += ticks.get(process, 0)
        waiting += children.get(process, [])
    return total * 1000 / os.sysconf("SC_CLK_TCK")


def require_wrk():
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not installed; `make bench` installs it")
