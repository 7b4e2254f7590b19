"""What teachers miss within a topic, on its page for everybody."""

import pytest

from rtc_app.catalogue.search.facets import CODES
from rtc_app.catalogue.search.state import parse
from rtc_app.insight import unmet
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.needs import queries, service
from rtc_app.needs.rules import LEAST_SHOWN
from tests.factories.accounts import make_teacher
from tests.factories.catalogue import make_training


def report(*pairs, people=1):
    for _ in range(people):
        service.report_need(account=make_teacher(), state=parse(pairs, CODES), note="Dit las een ander niet.", at=clock.now())
    db.session.commit()


@pytest.mark.parametrize(("people", "asked"), [(LEAST_SHOWN - 1, None), (LEAST_SHOWN, "5–9")])
def test_how_many_miss_something_shows_as_a_band_from_five_on(app, people, asked):
    report(("studiegebied", "hout"), people=people)
    assert unmet.missing_within("studiegebied", "hout", clock.now()).asked == asked


def test_what_they_miss_shows_only_when_five_asked_the_same(app):
    report(("studiegebied", "hout"), ("tool", "cnc"), people=5)
    report(("studiegebied", "hout"), ("tool", "revit"), people=4)
    report(("studiegebied", "bouw"), ("tool", "plc"), people=5)
    assert [topic.label for topic in unmet.missing_within("studiegebied", "hout", clock.now()).topics] == ["CNC-machine"]


def test_one_person_who_reports_often_counts_once(app):
    teacher = make_teacher()
    for tool in ("cnc", "revit", "plc", "arduino", "python"):
        state = parse([("studiegebied", "hout"), ("tool", tool)], CODES)
        service.report_need(account=teacher, state=state, note="", at=clock.now())
    db.session.commit()
    assert unmet.missing_within("studiegebied", "hout", clock.now()).asked is None


def test_an_answered_report_is_no_longer_missed(app):
    report(("studiegebied", "hout"), people=5)
    for need in queries.open_needs():
        need.answered_at = clock.now()
    db.session.commit()
    assert unmet.missing_within("studiegebied", "hout", clock.now()).asked is None


def test_the_page_of_a_topic_tells_it_and_leads_to_reporting(client, app):
    report(("studiegebied", "hout"), ("tool", "cnc"), people=5)
    make_training(tags={"studiegebied": ["hout"]})
    page = client.page("/studiegebieden/hout")
    text = client.text("/studiegebieden/hout")
    assert "5–9 leraren zochten hier iets" in text
    assert "CNC-machine (5–9 leraren)" in text
    assert "Dit las een ander niet." not in text
    assert page.find(".//a[@href='/nood-melden?studiegebied=hout']") is not None
