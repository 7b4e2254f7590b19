"""The agenda: sessions by month, day and school year, of any search."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.catalogue import service
from rtc_app.catalogue.models import MeetingKind, TrainingSession
from rtc_app.catalogue.months import Month, SchoolYear
from rtc_app.catalogue.queries import agenda, outlook
from rtc_app.catalogue.search.facets import CODES
from rtc_app.catalogue.search.state import SearchState, parse
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.reference import queries as reference
from tests.benchmarks import catalogue
from tests.client import words
from tests.factories.catalogue import make_location, make_session, make_training
from tests.factories.enrolment import make_enrolment
from tests.statements import statements

EVERYTHING = SearchState()


def month_of(days):
    return Month.of(clock.today() + timedelta(days=days))


def next_school_year():
    """The coming school year, its second month, and how many days it is to the middle of that month."""
    year = SchoolYear.of(clock.today()).following
    month = year.months[1]
    return year, month, (month.first - clock.today()).days + 14


def shown(state, month, at=None):
    weeks = agenda.agenda_month(state, month, at or clock.now()).weeks
    return [row.planned.session_id for week in weeks for day in week.days for row in day.rows]


def asking(*pairs):
    return parse(pairs, CODES)


def elsewhere(province):
    return make_location(province=reference.concept("provincie", province))


def test_a_session_stands_on_the_day_it_begins(app):
    session = make_session(days=40)
    days = [day for week in agenda.agenda_month(EVERYTHING, month_of(40), clock.now()).weeks for day in week.days if day.rows]
    assert [(day.day, day.rows[0].planned.session_id) for day in days] == [(clock.today() + timedelta(days=40), session.id)]


def test_a_session_late_in_the_evening_of_the_last_day_belongs_to_its_own_month(app):
    first = month_of(60).first
    session = make_session(days=(first - clock.today()).days - 1, at="23.30", hours=0.25)
    assert shown(EVERYTHING, Month.of(first).previous) == [session.id]
    assert shown(EVERYTHING, Month.of(first)) == []


def test_what_began_what_was_cancelled_and_what_is_hidden_is_not_there(app):
    began, cancelled = make_session(days=40), make_session(days=40, cancelled_at=clock.now())
    make_session(make_training(findable=False), days=40)
    assert cancelled.id not in shown(EVERYTHING, month_of(40))
    assert shown(EVERYTHING, month_of(40), began.starts_at) == []


def test_the_agenda_answers_the_question_of_a_search(app):
    make_session(make_training(title="Lassen"), days=40)
    wood = make_session(make_training(title="Kasten tekenen", tags={"studiegebied": ["hout"]}), days=40)
    assert shown(asking(("studiegebied", "hout")), month_of(40)) == shown(asking(("q", "kasten")), month_of(40)) == [wood.id]


def test_a_province_holds_for_the_session_itself(app):
    training = make_training()
    here = make_session(training, days=40, location=elsewhere("limburg"))
    make_session(training, days=40, location=elsewhere("antwerpen"))
    assert shown(asking(("provincie", "limburg")), month_of(40)) == [here.id]


def test_another_month_counts_only_when_a_session_there_is_in_the_province(app):
    training = make_training()
    make_session(training, days=40, location=elsewhere("antwerpen"))
    later = make_session(training, days=110, location=elsewhere("limburg"))
    state = asking(("provincie", "limburg"))
    assert agenda.first_month(state, clock.now()) == Month.of(later.starts_at.date())


def test_the_months_beside_are_the_nearest_that_hold_something(app):
    for days in (40, 160, 220):
        make_session(days=days)
    month = agenda.agenda_month(EVERYTHING, month_of(160), clock.now())
    assert (month.previous, month.following) == (month_of(40), month_of(220))


def test_seats_are_those_of_this_moment(app):
    session = make_session(days=40, capacity=8)
    shown(EVERYTHING, month_of(40))
    db.session.execute(sa.update(TrainingSession).where(TrainingSession.id == session.id).values(taken=7))
    rows = agenda.agenda_day(EVERYTHING, clock.today() + timedelta(days=40), clock.now())
    assert [row.free for row in rows] == [1]


def test_a_new_title_shows_in_a_month_that_was_shown_before(app):
    training = make_session(days=40).training
    shown(EVERYTHING, month_of(40))
    training.title = "Nieuwe titel"
    service.training_changed(training=training, at=clock.now())
    service.accept(
        training=training,
        content_hash=training.content_hash,
        start=clock.now() - timedelta(days=1),
        until=clock.now() + timedelta(days=90),
        is_conditional=False,
    )
    db.session.commit()
    rows = agenda.agenda_day(EVERYTHING, clock.today() + timedelta(days=40), clock.now())
    assert [row.planned.title for row in rows] == ["Nieuwe titel"]


def test_a_full_day_shows_some_and_counts_the_others(app):
    for _ in range(6):
        make_session(days=40)
    day = next(day for week in agenda.agenda_month(EVERYTHING, month_of(40), clock.now()).weeks for day in week.days if day.rows)
    assert (len(day.rows), day.more) == (agenda.SHOWN_A_DAY, 2)
    assert len(agenda.agenda_day(EVERYTHING, day.day, clock.now())) == 6


def test_a_month_takes_the_same_statements_for_many_sessions(app):
    make_session(days=40)
    counts = []
    for _ in range(2):
        shown(EVERYTHING, month_of(40))
        with statements() as asked:
            shown(EVERYTHING, month_of(40))
        counts.append(len(asked))
        for _ in range(4):
            make_session(days=40)
    assert counts[0] == counts[1]


def test_the_page_says_seats_meetings_and_place_in_words(client, app):
    meetings = [(40, "13.30", 3), (47, "13.30", 3), (80, "16.00", 1, MeetingKind.FOLLOW_UP)]
    make_session(make_training(title="PLC met een pompstation"), meetings=meetings, capacity=5)
    make_session(days=40, capacity=3, taken=3, waiting=2)
    text = client.text(f"/agenda/{month_of(40)}")
    for said in ("Genk", "PLC met een pompstation", "Nog 5 plaatsen", "2 bijeenkomsten", "met terugkommoment", "Volzet, 2 wachtenden"):
        assert said in text, said


def test_weeks_without_sessions_say_so(client, app):
    make_session(days=40)
    assert "geen sessies" in client.text(f"/agenda/{month_of(40)}")


def test_the_agenda_opens_on_the_first_month_with_something_and_keeps_the_question(client, app):
    make_session(make_training(tags={"studiegebied": ["hout"]}), days=100)
    answer = client.get("/agenda?studiegebied=hout&q=pomp")
    assert answer.location == f"/agenda/{month_of(100)}?q=pomp&studiegebied=hout"


def test_a_search_leads_to_its_agenda_and_back(client, app):
    make_session(make_training(tags={"studiegebied": ["hout"]}), days=40)
    assert (
        client.page("/opleidingen?niveau=beginner&studiegebied=hout").find(".//a[@href='/agenda?niveau=beginner&studiegebied=hout']")
        is not None
    )
    page = client.page(f"/agenda/{month_of(40)}?niveau=beginner&studiegebied=hout")
    assert page.find(".//a[@href='/opleidingen?niveau=beginner&studiegebied=hout']") is not None
    assert page.find(".//a[@href='/opleidingen.ics?niveau=beginner&studiegebied=hout']") is not None
    assert [(box.get("name"), box.get("value")) for box in page.iter("input") if box.get("type") == "hidden"] == [("niveau", "beginner")]


def test_a_filter_can_be_taken_away_on_the_page_itself(client, app):
    make_session(days=40)
    page = client.page(f"/agenda/{month_of(40)}?studiegebied=alchemie")
    assert [link.get("href") for link in page.iter("a") if link.get("class") == "chip"] == [f"/agenda/{month_of(40)}"]
    assert "die bij je filters past" in words(page.find(".//main"))


def test_only_a_whole_month_with_sessions_is_for_search_engines(client, app):
    make_session(make_training(tags={"studiegebied": ["hout"]}), days=40)
    address = f"/agenda/{month_of(40)}"
    assert client.page(address).find(".//link[@rel='canonical']").get("href").endswith(address)
    for filtered in (f"{address}?studiegebied=hout", f"/agenda/{month_of(300)}", f"{address}/1"):
        assert client.page(filtered).find(".//meta[@name='robots']").get("content") == "noindex"


@pytest.mark.parametrize("address", ["2026-13", "nu", "1900-01", "2026-12/0", "2026-02/30", "schooljaar/2026-2030", "schooljaar/x"])
def test_what_is_no_date_is_not_found(client, address):
    client.page(f"/agenda/{address}", status=404)


def test_an_empty_site_says_that_nothing_is_planned(client):
    assert "Nog niets gepland" in client.text(f"/agenda/{month_of(0)}")
    assert "Nog niets gepland" in client.text(f"/agenda/schooljaar/{SchoolYear.of(clock.today())}")


def test_the_school_year_counts_what_begins_per_theme_and_names_what_does_not(app):
    at = clock.now()
    year, month, days = next_school_year()
    make_session(make_training(tags={"thema": ["ar-vr"]}), days=days)
    make_training(tags={"thema": ["cybersecurity"]})
    themes = next(table for table in outlook.school_year(EVERYTHING, year, at) if table.facet == "thema")
    assert [(row.code, row.total) for row in themes.rows] == [("ar-vr", 1)]
    assert [str(cell.month) for cell in themes.rows[0].cells if cell.number] == [str(month)]
    assert [code for code, _ in themes.without] == ["cybersecurity"]


def test_a_cell_of_the_school_year_leads_to_that_month_of_that_theme(client, app):
    year, month, days = next_school_year()
    make_session(make_training(tags={"thema": ["ar-vr"]}), days=days)
    page = client.page(f"/agenda/schooljaar/{year}?niveau=beginner&thema=ai&thema=ar-vr")
    assert page.find(f".//a[@href='/agenda/{month}?niveau=beginner&thema=ar-vr']") is not None


def test_what_is_asked_of_sessions_holds_for_each_session_shown(app):
    """Against a plain reading of the sessions: weekday and province of one and the same."""
    catalogue.fill(40)
    at = clock.now()
    state = asking(("provincie", "limburg"), ("provincie", "antwerpen"), ("weekdag", "wo"), ("weekdag", "vr"))
    to_come = db.session.query(TrainingSession).filter(TrainingSession.starts_at > at).all()
    expected = {
        session.id
        for session in to_come
        if session.location
        and session.location.province.code in ("limburg", "antwerpen")
        and clock.to_wall_time(session.starts_at).weekday() in (2, 4)
    }
    months = list(Month.of(clock.today()).until(Month.of(clock.today() + timedelta(days=310))))
    found = [id_ for month in months for id_ in shown(state, month)]
    assert sorted(found) == sorted(expected) != []


def test_a_period_narrows_nothing_and_is_there_on_the_way_back(client, app):
    make_session(days=40)
    page = client.page(f"/agenda/{month_of(40)}?periode=4-weken")
    assert "begint 1 sessie" in words(page.find(".//main"))
    assert page.find(".//a[@href='/opleidingen?periode=4-weken']") is not None
    assert [link for link in page.iter("a") if link.get("class") == "chip"] == []


def test_a_distance_says_from_where(client, app):
    make_session(days=40)
    page = client.page(f"/agenda/{month_of(40)}?afstand=25&plaats=Genk")
    assert [words(link) for link in page.iter("a") if link.get("class") == "chip"] == ["Verwijder binnen 25 km van Genk"]


def test_asking_for_free_seats_follows_the_seats(app):
    session = make_session(days=40, capacity=1)
    state = asking(("plaatsen", "vrij"))
    before = shown(state, month_of(40))
    make_enrolment(session)
    assert (before, shown(state, month_of(40))) == ([session.id], [])


def test_a_full_day_leads_to_all_of_it_with_the_question(client, app):
    for _ in range(5):
        make_session(days=40)
    day = clock.today() + timedelta(days=40)
    page = client.page(f"/agenda/{day:%Y-%m}?niveau=beginner")
    assert page.find(f".//a[@href='/agenda/{day:%Y-%m}/{day.day}?niveau=beginner']") is not None
