"""The attest: who may have it, what it says, and that it holds as PDF."""

import io
from datetime import date, datetime

import pypdf
import pytest

from rtc_app.catalogue.models import MeetingKind
from rtc_app.documents import attest as attests
from rtc_app.documents.renderer import html_of
from rtc_app.enrolment.models import Enrolment, EnrolmentState
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from tests.client import parse, words
from tests.factories.accounts import make_teacher, save
from tests.factories.catalogue import make_session, make_training

NOW = datetime(2030, 1, 1, 12)


def make_enrolment(account=None, session=None, state=EnrolmentState.ATTENDED, **values):
    account = account or make_teacher(name="Noor Voorbeeld")
    session = session or make_session(meetings=[(-20, "13.30", 3), (-13, "13.30", 2)])
    defaults = {"reference": "DS-7Q2K", "idempotency_key": "k", "created_at": clock.now()}
    return save(Enrolment(account=account, training_session=session, state=state, **(defaults | values)))


def attest_html(enrolment, now=NOW):
    return html_of("documents/show_attest.html", attest=attests.attest_of(enrolment, now))


def text_of(enrolment, now=NOW):
    return words(parse(attest_html(enrolment, now)).find(".//main"))


def test_it_names_person_training_provider_rtc_and_reference(app):
    training = make_training(title="PLC voor beginners")
    enrolment = make_enrolment(session=make_session(training, days=-9))
    text = text_of(enrolment)
    for part in ("Noor Voorbeeld", "PLC voor beginners", training.provider.name, "RTC Limburg", "DS-7Q2K", "dinsdag 1 januari 2030"):
        assert part in text


def test_it_adds_the_hours_of_all_meetings(app):
    assert "Gevolgd: 5 u" in text_of(make_enrolment())


def test_a_meeting_still_to_come_is_not_attested(app):
    session = make_session(meetings=[(-2, "13.30", 3), (30, "16.00", 1, MeetingKind.FOLLOW_UP)])
    attest = attests.attest_of(make_enrolment(session=session), clock.to_wall_time(clock.now()))
    assert [meeting.is_follow_up for meeting in attest.meetings] == [False]


@pytest.mark.parametrize("state", [EnrolmentState.CONFIRMED, EnrolmentState.WAITING, EnrolmentState.ABSENT, EnrolmentState.CANCELLED])
def test_only_who_attended_has_one(app, state):
    with pytest.raises(RuleViolation, match="aanwezigheid"):
        attests.attest_of(make_enrolment(state=state), NOW)


def test_an_example_training_says_that_the_attest_proves_nothing(app):
    assert "bewijst niets" in text_of(make_enrolment())


def test_the_date_of_issue_is_the_day_it_is_asked(app):
    assert attests.attest_of(make_enrolment(), NOW).issued_on == date(2030, 1, 1)


def test_the_person_gets_a_tagged_dutch_pdf(app, sign_in):
    person = make_teacher(name="Noor Voorbeeld")
    make_enrolment(person)
    response = sign_in(person).get("/attesten/DS-7Q2K.pdf")
    pdf = pypdf.PdfReader(io.BytesIO(response.data))
    assert response.mimetype == "application/pdf"
    assert pdf.metadata.title == "Attest van deelname – Noor Voorbeeld"
    assert pdf.root_object["/Lang"] == "nl-BE"
    assert pdf.root_object["/MarkInfo"]["/Marked"]
    assert "Noor Voorbeeld" in pdf.pages[0].extract_text()
    assert len(pdf.pages) == 1


def test_a_colleague_does_not_even_learn_that_it_exists(app, sign_in):
    make_enrolment()
    assert sign_in(make_teacher()).get("/attesten/DS-7Q2K.pdf").status_code == 404


def test_before_attendance_is_noted_the_page_says_when_to_come_back(app, sign_in):
    person = make_teacher()
    make_enrolment(person, state=EnrolmentState.CONFIRMED)
    response = sign_in(person).get("/attesten/DS-7Q2K.pdf")
    assert response.status_code == 409
    assert "Kijk na de sessie opnieuw" in response.get_data(as_text=True)
