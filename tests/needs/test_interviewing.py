"""Interviews: only with who agreed, read by two people, and the teacher has the last word (PRO-02)."""

import json
from datetime import timedelta

import pytest

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation
from rtc_app.needs import files, queries, service
from rtc_app.needs.models import Interview, InterviewAnswer
from tests.client import words
from tests.factories.accounts import make_assessor, make_coordinator, make_provider_member, make_school, make_teacher
from tests.factories.needs import make_interview

GUIDE = {"gebruik": 11, "noden": 11, "verwachtingen": 4}


@pytest.fixture
def teacher(app):
    return make_teacher(make_school())


@pytest.fixture
def interviewer(app):
    return make_assessor()


def agreed_code(browser):
    browser.submit("/mijn-gesprekken", action="akkoord")
    return words(browser.page("/mijn-gesprekken").find(".//strong[@class='interview-code']"))


def test_the_guide_is_that_of_the_report():
    assert {section.code: len(section.questions) for section in files.interview().sections} == GUIDE


def test_nothing_of_it_serves_anything_but_the_conversation():
    assert {question.used_for for section in files.interview().sections for question in section.questions} == {("interview",)}


def test_it_begins_with_the_code_of_the_teacher(teacher, interviewer, sign_in):
    code = agreed_code(sign_in(teacher))
    page = sign_in(interviewer).submit("/rtc/gesprekken", action="/rtc/gesprekken", code=f" {code.lower()} ")
    assert f"Gesprek met {teacher.name}" in page.text
    assert db.session.query(Interview).one().code is None


def test_a_code_works_once(teacher, interviewer):
    code = service.agree(account=teacher, at=clock.now()).code
    service.begin(code=code, interviewer=interviewer, at=clock.now())
    with pytest.raises(RuleViolation, match="niet meer geldig"):
        service.begin(code=code, interviewer=make_assessor(), at=clock.now())


def test_a_code_ends_after_two_weeks(teacher, interviewer):
    interview = service.agree(account=teacher, at=clock.now() - timedelta(days=15))
    with pytest.raises(RuleViolation, match="niet meer geldig"):
        service.begin(code=interview.code, interviewer=interviewer, at=clock.now())


def test_agreeing_again_replaces_the_code(teacher):
    first = service.agree(account=teacher, at=clock.now()).code
    assert service.agree(account=teacher, at=clock.now()).code != first
    assert len(queries.interviews_of(teacher.id)) == 1


def test_nobody_interviews_oneself(interviewer):
    code = service.agree(account=interviewer, at=clock.now()).code
    with pytest.raises(RuleViolation, match="van jezelf"):
        service.begin(code=code, interviewer=interviewer, at=clock.now())


def test_a_wrong_code_is_said_at_its_field(interviewer, sign_in):
    page = sign_in(interviewer).submit("/rtc/gesprekken", action="/rtc/gesprekken", code="AAAA-AAAA")
    assert page.status_code == 422
    assert "Vraag de leraar om een nieuwe" in page.text


def test_taking_back_the_agreement_ends_the_code(teacher, interviewer, sign_in):
    browser = sign_in(teacher)
    code = agreed_code(browser)
    browser.submit(f"/mijn-gesprekken/{queries.interviews_of(teacher.id)[0].id}/wissen", action="wissen")
    with pytest.raises(RuleViolation):
        service.begin(code=code, interviewer=interviewer, at=clock.now())


def test_notes_are_kept_while_typing_and_found_again(teacher, interviewer, sign_in):
    interview = make_interview(teacher, interviewer)
    url, browser = f"/rtc/gesprekken/{interview.id}/gebruik", sign_in(interviewer)
    seen = next(field.get("value") for field in browser.page(url).iter("input") if field.get("name") == "seen")
    token = next(field.get("value") for field in browser.page(url).iter("input") if field.get("name") == "csrf_token")
    data = {"csrf_token": token, "seen": seen, "iv1_1": "ja", "iv1_2": "Elke week een rekenblad."}
    assert "Bewaard om" in browser.post(url, data=data, headers={"HX-Request": "true"}).text
    assert "Elke week een rekenblad." in browser.text(url)
    assert "2 van 11 beantwoord" in browser.text(f"/rtc/gesprekken/{interview.id}")


def test_the_teacher_reads_and_corrects_it(teacher, interviewer, sign_in):
    interview = make_interview(teacher, interviewer, {"IV1.2": "Nooit een rekenblad."})
    browser = sign_in(teacher)
    assert "Nooit een rekenblad." in browser.text(f"/mijn-gesprekken/{interview.id}")
    browser.submit(f"/mijn-gesprekken/{interview.id}/gebruik", action="gebruik", iv1_2="Soms een rekenblad.")
    assert "Soms een rekenblad." in browser.text(f"/mijn-gesprekken/{interview.id}")


def test_a_note_from_an_older_window_does_not_undo_the_correction(teacher, interviewer, sign_in):
    interview = make_interview(teacher, interviewer, {"IV1.2": "Nooit."})
    url, browser = f"/rtc/gesprekken/{interview.id}/gebruik", sign_in(interviewer)
    stale = {field.get("name"): field.get("value") for field in browser.page(url).iter("input") if field.get("type") == "hidden"}
    sign_in(teacher).submit(f"/mijn-gesprekken/{interview.id}/gebruik", action="gebruik", iv1_2="Soms.")
    response = browser.post(url, data=stale | {"iv1_2": "Nooit of bijna nooit."})
    assert response.status_code == 422
    assert "Soms." in response.text
    db.session.rollback()
    assert queries.answers_of(queries.interviews_of(teacher.id)[0]) == {"IV1.2": {"value": "Soms."}}


def test_after_the_end_the_interviewer_only_reads(teacher, interviewer, sign_in):
    interview = make_interview(teacher, interviewer, {"IV3.1": "Op het werkplein van een bedrijf."})
    browser = sign_in(interviewer)
    browser.submit(f"/rtc/gesprekken/{interview.id}", action="klaar")
    assert "Op het werkplein van een bedrijf." in browser.text(f"/rtc/gesprekken/{interview.id}")
    assert browser.get(f"/rtc/gesprekken/{interview.id}/verwachtingen").status_code == 303
    sign_in(teacher).submit(f"/mijn-gesprekken/{interview.id}/verwachtingen", action="verwachtingen", iv3_1="Thuis.")
    assert "Thuis." in browser.text(f"/rtc/gesprekken/{interview.id}")


@pytest.mark.parametrize("make", [make_assessor, make_coordinator, make_provider_member])
def test_nobody_else_reads_it_not_even_a_colleague_of_the_interviewer(teacher, interviewer, sign_in, make):
    interview = make_interview(teacher, interviewer)
    browser = sign_in(make())
    for url in (f"/rtc/gesprekken/{interview.id}", f"/rtc/gesprekken/{interview.id}/gebruik", f"/mijn-gesprekken/{interview.id}"):
        assert browser.get(url).status_code == 404


def test_an_interviewer_who_left_the_rtc_reads_nothing_any_more(teacher, interviewer, sign_in):
    interview = make_interview(teacher, interviewer)
    db.session.delete(interviewer.memberships[0])
    db.session.commit()
    assert sign_in(interviewer).get(f"/rtc/gesprekken/{interview.id}").status_code == 404


def test_the_teacher_deletes_it_for_both(teacher, interviewer, sign_in):
    interview = make_interview(teacher, interviewer, {"IV1.2": "Nooit."})
    url = f"/rtc/gesprekken/{interview.id}"
    sign_in(teacher).submit(f"/mijn-gesprekken/{interview.id}/wissen", action="wissen")
    assert sign_in(interviewer).get(url).status_code == 404
    assert db.session.query(InterviewAnswer).count() == 0


def test_deleting_all_answers_deletes_interviews_too(teacher, interviewer):
    make_interview(teacher, interviewer, {"IV1.2": "Nooit."})
    service.forget_answers(account=teacher)
    assert queries.interviews_of(teacher.id) == []


def test_the_file_of_the_teacher_holds_it(teacher, interviewer, sign_in):
    make_interview(teacher, interviewer, {"IV1.2": "Nooit."})
    told = json.loads(sign_in(teacher).get("/mijn-profiel/antwoorden.json").text)["gesprekken"][0]
    assert {"vraag": "Welke toepassingen, waarvoor en hoe vaak?", "antwoord": ["Nooit."]} in told["antwoorden"]


def test_the_page_says_who_reads_it(teacher, sign_in):
    text = sign_in(teacher).text("/mijn-gesprekken")
    assert "De RTC-medewerker die het gesprek met je heeft: leest en noteert wat je in het gesprek zegt." in text
    assert "Je school niet, verstrekkers niet, andere RTC-medewerkers niet" in text


def test_an_interview_is_no_questionnaire_of_ones_own(teacher, interviewer):
    make_interview(teacher, interviewer, {"IV1.2": "Nooit."})
    assert queries.latest_response(teacher.id) is None
    assert queries.profile_of(teacher.id) is None
