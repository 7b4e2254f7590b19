"""Feeds of any search: the same trainings as the page, recognisable when fetched again, and quick to say that nothing changed."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rtc_app.catalogue import service
from rtc_app.catalogue.models import MeetingKind
from rtc_app.interchange import offer_feed
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.factories.catalogue import make_location, make_session, make_training
from tests.factories.quality import make_accepted

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "http://localhost:8000"
HOUR = timedelta(hours=1)


def feed(client, question="", **headers):
    answer = client.get(f"/opleidingen.atom{question}", headers=headers)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    return ET.fromstring(answer.get_data(as_text=True).split("?>", 1)[1])


def entries(client, question=""):
    return feed(client, question).findall(f"{ATOM}entry")


def titles(client, question=""):
    return [entry.findtext(f"{ATOM}title") for entry in entries(client, question)]


def events(client, question="", path="/opleidingen.ics"):
    answer = client.get(f"{path}{question}")
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    return icalendar.Calendar.from_ical(answer.data).walk("VEVENT")


def moved(training, hours):
    """The training as if its content changed so many hours from now."""
    training.updated_at = clock.now() + hours * HOUR
    db.session.commit()
    return training


def test_a_feed_holds_what_the_search_finds_newest_first(client, app):
    old, new, _other = (
        make_training(title=title, tags={"tool": [tool]}) for title, tool in (("Oud", "plc"), ("Nieuw", "plc"), ("Ander", "python"))
    )
    moved(old, -2), moved(new, -1)
    assert titles(client, "?tool=plc") == ["Nieuw", "Oud"]
    assert "Ander" in titles(client)


def test_an_entry_says_what_a_reader_decides_on(client, app):
    training = make_accepted(make_training(title="Lassen & meten", price_training=4500, findable=False))
    make_session(training, at="13.30")
    (entry,) = entries(client)
    assert entry.findtext(f"{ATOM}title") == "Lassen & meten"
    assert entry.find(f"{ATOM}link").get("href") == f"{BASE}/opleidingen/{training.slug}"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == training.provider.name
    content = entry.findtext(f"{ATOM}content").replace("\xa0", " ")
    for fact in ("€ 45,00", "Kwaliteitskader versie 1: voldoet", "13.30 uur", "Genk"):
        assert fact in content, fact


def test_ids_stay_when_a_title_changes(client, app):
    training = make_training()
    before = entries(client)[0].findtext(f"{ATOM}id")
    training.title = "Een andere titel"
    service.training_changed(training=training, at=clock.now())
    training.accepted_hash = training.content_hash
    db.session.commit()
    (entry,) = entries(client)
    assert (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}id")) == ("Een andere titel", before)


def test_a_feed_names_itself_its_page_and_its_question(client, app):
    make_training(title="PLC")
    found = feed(client, "?q=plc&niveau=beginner&pagina=3")
    assert found.findtext(f"{ATOM}title") == "Opleidingen: “plc”, beginner"
    links = {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}
    assert links == {
        "alternate": f"{BASE}/opleidingen?q=plc&niveau=beginner",
        "self": f"{BASE}/opleidingen.atom?q=plc&niveau=beginner",
    }


def test_a_feed_has_a_limit(client, app, monkeypatch):
    monkeypatch.setattr(offer_feed, "MOST_TRAININGS", 2)
    for number in range(4):
        moved(make_training(title=f"Nummer {number}"), number - 9)
    assert titles(client) == ["Nummer 3", "Nummer 2"]


def test_a_large_answer_is_read_in_order_and_gives_the_same(client, app, monkeypatch):
    for number in range(5):
        training = moved(make_training(title=f"Nummer {number}", tags={"tool": ["plc" if number % 2 else "python"]}), number - 9)
        make_session(training, days=10 + number)
    by_name = titles(client, "?tool=plc"), [str(event["UID"]) for event in events(client, "?tool=plc")]
    monkeypatch.setattr(offer_feed, "_FEW", 1)
    assert (titles(client, "?tool=plc"), [str(event["UID"]) for event in events(client, "?tool=plc")]) == by_name
    assert len(by_name[0]) == len(by_name[1]) == 2


def test_a_withdrawn_training_leaves_the_feeds(client, app):
    training = make_session().training
    service.withdraw(training=training, actor=None, at=clock.now())
    db.session.commit()
    assert (entries(client), events(client), events(client, path=f"/opleidingen/{training.slug}.ics")) == ([], [], [])


def test_who_has_the_feed_gets_nothing_until_the_offer_changes(client, app):
    make_training()
    for path in ("/opleidingen.atom?q=opleiding", "/opleidingen.ics?q=opleiding"):
        mark = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": mark}).status_code == 304
    make_session(make_training())
    assert client.get("/opleidingen.atom", headers={"If-None-Match": mark}).status_code == 200


def test_by_time_alone_nothing_comes_until_the_offer_changes(client, app):
    make_training()
    later = clock.now() + HOUR
    since = {"If-Modified-Since": later.strftime("%a, %d %b %Y %H:%M:%S GMT")}
    before = {"If-Modified-Since": (clock.now() - 24 * HOUR).strftime("%a, %d %b %Y %H:%M:%S GMT")}
    assert client.get("/opleidingen.atom", headers=since).status_code == 304
    assert client.get("/opleidingen.atom", headers=before).status_code == 200


@pytest.mark.parametrize("what", ["change", "acceptance", "end of a term", "start of a session"])
def test_time_changes_a_feed_as_a_change_does(app, what):
    now = clock.now()
    training = make_training()
    session = make_session(training)
    moments = {
        "change": lambda: service.offer_changed(),
        "acceptance": lambda: setattr(training, "accepted_from", now + HOUR),
        "end of a term": lambda: setattr(training, "accepted_until", now + HOUR),
        "start of a session": lambda: setattr(session, "starts_at", now + HOUR),
    }
    before = offer_feed.last_change(now + 2 * HOUR)
    moments[what]()
    db.session.commit()
    after = offer_feed.last_change(now + 2 * HOUR)
    assert after > before if what == "change" else after == now + HOUR


def test_an_answer_given_at_once_after_a_change_names_no_time(client, app):
    make_training()
    assert "Last-Modified" not in client.get("/opleidingen.atom").headers


def test_every_meeting_of_a_session_to_come_is_an_event(client, app):
    place = make_location(name="Atelier", city="Genk")
    meetings = [(5, "9.00", 3), (12, "9.00", 3), (40, "16.00", 1, MeetingKind.FOLLOW_UP)]
    session = make_session(make_training(title="Lassen"), meetings=meetings, location=place)
    make_session(session.training, days=-5)
    found = events(client)
    assert [str(event["SUMMARY"]) for event in found] == ["Lassen", "Lassen", "Terugkommoment: Lassen"]
    assert [str(event["UID"]) for event in found] == [f"{session.code}-{number}@digitale-school" for number in (1, 2, 3)]
    assert found[0]["DTSTART"].dt.astimezone(UTC) == session.starts_at
    assert "Atelier" in str(found[0]["LOCATION"])


def test_a_moved_session_keeps_its_ids_and_raises_its_number(client, app):
    session = make_session()
    before = events(client)[0]
    day = datetime.combine(clock.today() + timedelta(days=50), session.meetings[0].starts.time())
    moment = service.Moment(day, day + timedelta(hours=2))
    values = {"location": session.location, "online_note": "", "deadline_days": 2, "actor": None, "at": clock.now()}
    service.edit_session(session=session, moments=[moment], **values)
    db.session.commit()
    (after,) = events(client)
    assert (after["UID"], after["SEQUENCE"]) == (before["UID"], before["SEQUENCE"] + 1)
    service.edit_session(session=session, moments=[moment], **(values | {"online_note": "Neem een laptop mee."}))
    db.session.commit()
    assert events(client)[0]["SEQUENCE"] == after["SEQUENCE"]


def test_a_filter_on_sessions_holds_for_each_event(client, app):
    training = make_training()
    here = make_session(training, days=20)
    make_session(training, days=10, location=None)
    make_session(training, days=15, cancelled_at=clock.now())
    last = make_session(training, days=30)
    found = [str(event["UID"]) for event in events(client, "?provincie=limburg")]
    assert found == [f"{session.code}-1@digitale-school" for session in (here, last)]


def test_a_session_that_was_called_off_says_so(client, app):
    make_session(cancelled_at=clock.now())
    assert [str(event["STATUS"]) for event in events(client)] == ["CANCELLED"]


def test_a_calendar_without_sessions_is_still_a_calendar(client, app):
    answer = client.get("/opleidingen.ics")
    assert icalendar.Calendar.from_ical(answer.data).walk("VTIMEZONE")
    assert b"\n" not in answer.data.replace(b"\r\n", b"")
    assert max(map(len, answer.data.split(b"\r\n"))) <= 75


def test_the_calendar_of_a_training_holds_its_own_sessions(client, app):
    session = make_session()
    make_session()
    (event,) = events(client, path=f"/opleidingen/{session.training.slug}.ics")
    assert str(event["UID"]).startswith(f"{session.code}-")


def test_the_page_of_results_leads_to_its_feeds(client, app):
    make_training()
    page = client.page("/opleidingen?niveau=beginner&q=opleiding")
    addresses = {link.get("href") for link in page.iter("a")} & {
        link.get("href") for link in page.iter("link") if link.get("rel") == "alternate"
    }
    assert addresses == {f"/opleidingen.{kind}?q=opleiding&niveau=beginner" for kind in ("atom", "ics")}


@pytest.fixture
def training(app):
    return make_training()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(text=st.text(max_size=60), value=st.text(max_size=20))
def test_no_question_breaks_a_feed(client, training, text, value):
    question = {"q": text, "niveau": value}
    answer = client.get("/opleidingen.atom", query_string=question)
    assert answer.status_code == 200
    ET.fromstring(answer.get_data(as_text=True).split("?>", 1)[1])
    assert icalendar.Calendar.from_ical(client.get("/opleidingen.ics", query_string=question).data)["VERSION"] == "2.0"
