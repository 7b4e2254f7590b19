"""Telling the RTCs that a search found nothing suitable, and hearing back."""

import pytest

from rtc_app.insight import unmet
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.needs import queries
from tests.accounts.mailbox import mails
from tests.client import words
from tests.factories.accounts import make_assessor, make_teacher

ASKED = "/nood-melden?q=lasrobot&studiegebied=hout"


@pytest.fixture
def teacher(app):
    return make_teacher()


@pytest.fixture
def reader(teacher, sign_in):
    return sign_in(teacher)


def report(browser, note="", asked=ASKED):
    return browser.submit(asked, action="nood-melden", note=note)


def test_a_search_without_results_leads_to_it_with_everything_that_was_ticked(reader):
    page = reader.page("/opleidingen?q=lasrobot&studiegebied=hout")
    link = next(a.get("href") for a in page.iter("a") if words(a) == "Meld deze nood")
    assert link == ASKED
    assert "Je zocht: “lasrobot”, Hout." in reader.text(link)


def test_who_is_not_signed_in_comes_back_to_it(client, app):
    assert "nood-melden" in client.get(ASKED).headers["Location"]


def test_a_report_is_kept_with_its_facets(reader, teacher):
    report(reader, "Een robot laten lassen")
    need = queries.reported_by(teacher.id)[0]
    assert need.topics == [["woorden", "lasrobot"], ["studiegebied", "hout"]]
    assert "lasrobot, Hout Nog geen antwoord" in reader.text("/mijn-meldingen")


def test_the_same_report_twice_is_one(reader, teacher):
    report(reader, "Eerst")
    report(reader, "Dan")
    assert [need.note for need in queries.reported_by(teacher.id)] == ["Dan"]


def test_an_empty_question_is_not_reported(reader):
    assert reader.get("/nood-melden").status_code == 303


def test_a_report_is_taken_back_by_its_owner_alone(reader, teacher, sign_in):
    report(reader)
    need = queries.reported_by(teacher.id)[0]
    other = sign_in(make_teacher())
    token = other.page("/mijn-profiel").find(".//input[@name='csrf_token']").get("value")
    assert other.post(f"/mijn-meldingen/{need.id}/weg", data={"csrf_token": token}).status_code == 404
    reader.submit("/mijn-meldingen", action="/weg")
    assert queries.reported_by(teacher.id) == []


def test_a_topic_of_fewer_than_five_people_is_not_shown(sign_in, app):
    for _ in range(4):
        report(sign_in(make_teacher()))
    text = sign_in(make_assessor()).text("/rtc/meldingen")
    assert "lasrobot" not in text
    assert "Er zijn ook onderwerpen van minder dan vijf leraren" in text
    assert unmet.reports_on("studiegebied", "hout") == []


def test_one_person_with_many_reports_counts_once(reader):
    for number in range(6):
        report(reader, asked=f"/nood-melden?q=robot{number}&studiegebied=hout")
    assert unmet.missing(clock.now()).topics == ()


def test_five_people_are_shown_as_a_band_and_answered_together(sign_in, app):
    teachers = [make_teacher() for _ in range(5)]
    for number, teacher in enumerate(teachers):
        report(sign_in(teacher), "Ik wil robots leren programmeren" if number == 0 else "")
    staff = sign_in(make_assessor())
    text = staff.text("/rtc/meldingen")
    assert "Hout 5–9" in text
    assert "Ik wil robots leren programmeren" in text
    assert all(teacher.name not in text for teacher in teachers)
    staff.submit("/rtc/meldingen/antwoord?over=studiegebied&waarde=hout", action="antwoord", answer="In maart start een reeks in Genk.")
    db.session.rollback()
    assert all("In maart start een reeks in Genk." in mails(teacher.email)[-1].body for teacher in teachers)
    assert "Beantwoord" in sign_in(teachers[1]).text("/mijn-meldingen")
    assert unmet.missing(clock.now()).topics == ()


def test_an_answer_about_a_topic_of_nobody_does_not_exist(sign_in, app):
    assert sign_in(make_assessor()).get("/rtc/meldingen/antwoord?over=thema&waarde=ai").status_code == 404


def test_deleting_the_profile_leaves_no_report(reader, teacher):
    report(reader)
    from tests.factories.needs import make_response

    make_response(teacher)
    reader.submit("/mijn-profiel/wissen", action="wissen")
    db.session.rollback()
    assert queries.reported_by(teacher.id) == []
