"""What search engines are told."""

from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

from rtc_app.catalogue import service
from rtc_app.interchange import site_map
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.factories.catalogue import make_path, make_training

BASE = "http://localhost:8000"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return [element.text for element in ET.fromstring(answer.data).iter(f"{MAP}loc")]


def test_the_list_of_lists_leads_to_every_training_that_can_be_found(client, app):
    found, hidden = make_training(), make_training(findable=False)
    parts = addresses(client, "/sitemap.xml")
    assert parts == [f"{BASE}/sitemap-paginas.xml", f"{BASE}/sitemap-opleidingen-1.xml"]
    listed = [address for part in parts for address in addresses(client, part.removeprefix(BASE))]
    assert f"{BASE}/opleidingen/{found.slug}" in listed
    assert f"{BASE}/opleidingen/{hidden.slug}" not in listed


def test_a_withdrawn_training_is_no_longer_listed(client, app):
    training = make_training()
    service.withdraw(training=training, actor=None, at=clock.now())
    db.session.commit()
    assert addresses(client, "/sitemap-opleidingen-1.xml") == []


def test_many_trainings_take_several_files(client, app, monkeypatch):
    monkeypatch.setattr(site_map, "PART_SIZE", 2)
    slugs = {make_training().slug for _ in range(5)}
    parts = [address.removeprefix(BASE) for address in addresses(client, "/sitemap.xml")[1:]]
    assert [len(addresses(client, part)) for part in parts] == [2, 2, 1]
    assert {address.rsplit("/", 1)[1] for part in parts for address in addresses(client, part)} == slugs
    assert client.get("/sitemap-opleidingen-4.xml").status_code == 404


def test_every_page_it_lists_is_there(client, app):
    path = make_path(make_training(tags={"studiegebied": ["hout"]}))
    listed = addresses(client, "/sitemap-paginas.xml")
    assert {f"{BASE}/leertrajecten/{path.code}", f"{BASE}/studiegebieden/hout"} <= set(listed)
    for address in listed:
        client.page(address.removeprefix(BASE))


def test_robots_may_read_what_everybody_may(client, app):
    robots = RobotFileParser()
    answer = client.get("/robots.txt")
    robots.parse(answer.get_data(as_text=True).splitlines())
    assert answer.mimetype == "text/plain"
    assert robots.site_maps() == [f"{BASE}/sitemap.xml"]
    assert robots.can_fetch("*", "/opleidingen/lassen")
    assert not robots.can_fetch("*", "/mijn-opleidingen")
