"""A running site with the starter content, and a real browser in front of it."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.reliability.site import LiveSite, flask

ROOT = Path(__file__).parents[2]
AXE = ROOT / "tests" / "tools" / "node_modules" / "axe-core" / "axe.min.js"
STARTER = ROOT / "rtc_app" / "interchange" / "data" / "starter_catalogue.json"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class DemoSite(LiveSite):
    """The site as `make run` fills it, on a scratch SQLite database."""

    def __init__(self, folder):
        self.database_url = f"sqlite:///{folder / 'site.sqlite'}"
        super().__init__(self.database_url, folder, processes=2)
        self.environment |= {"DEMO_MODE": "1", "BASE_URL": self.url}
        for command in (
            ["db", "upgrade", "-d", ROOT / "migrations"],
            ["reference", "load"],
            ["catalogue", "import", STARTER],
            ["demo", "load"],
        ):
            self.flask(*map(str, command))

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def flask(self, *arguments):
        done = flask(*arguments, database_url=self.database_url, folder=self.folder, DEMO_MODE="1", BASE_URL=self.url)
        assert done.returncode == 0, f"flask {' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}"

    def mails_to(self, address):
        """The mails the worker has sent to this address, oldest first."""
        self.flask("worker", "--once")
        files = sorted((self.folder / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime_ns)
        texts = [file.read_text("utf-8") for file in files]
        return [text for text in texts if re.search(rf"^To: {re.escape(address)}$", text, re.MULTILINE)]


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium; as root it runs without its sandbox."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return {"executable_path": executable, "args": ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]}


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    with DemoSite(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def visitor(page, site):
    """A browser page that fails the test on a script error or a request to a foreign host."""
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith((site.url, "data:", "blob:")) else troubles.append(request.url))
    page.set_default_timeout(15_000)
    yield page
    assert troubles == []


@pytest.fixture
def accessible():
    """accessible(page): axe finds nothing, and the page does not scroll sideways."""

    def check(page):
        page.evaluate(AXE.read_text("utf-8"))
        result = page.evaluate("rules => axe.run({runOnly: rules})", RULES)
        found = [f"{v['id']}: {v['help']} — {v['nodes'][0]['html'][:200]}" for v in result["violations"]]
        assert found == [], page.url
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), f"{page.url} scrolls sideways"

    return check
