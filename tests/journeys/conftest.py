"""A running site with the starter content, and a real browser in front of it."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.server import RunningSite

AXE = Path(__file__).parents[1] / "tools" / "node_modules" / "axe-core" / "axe.min.js"
PASSWORD_LINE = re.compile(r"wachtwoord\W+(\S+)", re.IGNORECASE)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Debian's Chromium; as root it runs without its sandbox."""
    executable = os.environ.get("CHROMIUM") or shutil.which("chromium")
    return {"executable_path": executable, "args": ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]}


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site as `make run` starts it, on a scratch database with the starter content and the demo people."""
    with RunningSite.with_demo_content(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def base_url(site):
    return site.url


@pytest.fixture(params=[pytest.param((390, 844), id="phone"), pytest.param((1280, 900), id="desk")])
def width(request):
    return request.param


@pytest.fixture
def visitor(page):
    """A browser page that fails the test on a script error or a call to a foreign host."""
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" and "status of 4" not in message.text else None)
    page.set_default_timeout(15_000)
    yield page
    assert errors == []


@pytest.fixture
def accessible():
    """accessible(page): axe finds nothing on it, and it does not scroll sideways."""

    def check(page):
        if not page.evaluate("() => !!window.axe"):
            page.evaluate(AXE.read_text("utf-8"))
        result = page.evaluate("() => axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})")
        found = [f"{v['id']}: {v['help']} — {v['nodes'][0]['html'][:200]}" for v in result["violations"]]
        assert found == [], page.url
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), f"{page.url} scrolls sideways"

    return check
