"""Every page a person in each role can reach by its links: valid HTML, nothing for axe, nothing sideways, at two widths."""

import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from werkzeug.exceptions import HTTPException

from rtc_app import create_app
from tests.databases import test_config
from tests.journeys.people import PEOPLE, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]

VNU = Path(__file__).parents[1] / "tools" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
NOT_A_PAGE = (".pdf", ".atom", ".ics", ".xlsx", ".json", ".csv", ".xml")
#: The checker reads these as unknown although the browser and htmx know them.
KNOWN = ("data-hx-",)


@pytest.fixture(scope="module")
def looked_at():
    """Endpoints that axe has seen: the frame and most pages are the same for the next person."""
    return set()


@pytest.fixture(scope="module")
def endpoint_of():
    """endpoint_of(path): the endpoint a path leads to, or None."""
    adapter = create_app(test_config("sqlite://")).url_map.bind("localhost")

    def match(path):
        try:
            return adapter.match(path)[0]
        except HTTPException:
            return None

    return match


def crawl(visitor, base_url, endpoint_of):
    """One address per endpoint that links lead to, starting at home."""
    waiting, seen = ["/"], {}
    while waiting:
        path = waiting.pop(0)
        endpoint = endpoint_of(urlsplit(path).path)
        if endpoint is None or endpoint in seen or urlsplit(path).path.endswith(NOT_A_PAGE):
            continue
        answer = visitor.goto(base_url + path)
        assert answer.status < 400, f"a link leads to {path}, which answers {answer.status}"
        seen[endpoint] = path
        links = visitor.eval_on_selector_all("a[href]", "links => links.map(a => a.href)")
        waiting += [link.removeprefix(base_url).split("#")[0] for link in links if link.startswith(base_url + "/")]
    return seen


@pytest.mark.parametrize("person", [None, *PEOPLE])
def test_every_page_is_valid_and_accessible(person, visitor, site, endpoint_of, accessible, looked_at, tmp_path):
    if person:
        sign_in(visitor, site, person)
    pages = crawl(visitor, site.url, endpoint_of)
    for endpoint, path in pages.items():
        html = visitor.request.get(site.url + path).text()
        (tmp_path / f"{endpoint}.html").write_text(html, "utf-8")
        if endpoint in looked_at:
            continue
        looked_at.add(endpoint)
        visitor.goto(site.url + path)
        for width in (1280, 320):
            visitor.set_viewport_size({"width": width, "height": 800})
            accessible(visitor)
    assert valid_html(sorted(tmp_path.glob("*.html"))) == []


def valid_html(files):
    """What the Nu HTML checker says of these files, apart from what we know better."""
    command = ["java", "-jar", str(VNU), "--format", "gnu", "--errors-only", "--exit-zero-always", *map(str, files)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    return [line for line in said.splitlines() if not any(word in line for word in KNOWN)]
