"""Pages about seats."""

from datetime import timedelta

import icalendar
import pytest
import sqlalchemy as sa

from rtc_app.enrolment import service
from rtc_app.enrolment.models import Enrolment, EnrolmentState
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.outbox import OutboxMail
from tests.client import form_values, words
from tests.factories.accounts import make_account, make_assessor, make_provider_member, make_teacher
from tests.factories.catalogue import make_session, make_training
from tests.factories.enrolment import cancel, make_enrolment, make_full_session, make_past_enrolment, writing


def enrol_url(session):
    return f"/sessies/{session.id}/inschrijven"


def own_url(enrolment):
    return f"/inschrijvingen/{enrolment.reference}"


def main_of(response):
    from tests.client import parse

    return words(parse(response.get_data(as_text=True)).find(".//main"))


class TestAskingForASeat:
    def test_a_stranger_signs_in_first_and_comes_back(self, client):
        session = make_session()
        answer = client.get(enrol_url(session))
        assert (answer.status_code, answer.headers["Location"]) == (303, f"/aanmelden?next=/sessies/{session.id}/inschrijven")

    def test_the_page_says_when_where_and_what_it_costs(self, sign_in):
        session = make_session(make_training(title="Lassen met cobots", price_training=4500, price_software=1000))
        text = sign_in(make_teacher()).text(enrol_url(session))
        assert "Lassen met cobots" in text
        assert "13.30 tot 16.30 uur" in text
        assert "Voorbeeldstraat 1, 3600 Genk" in text
        assert "€ 55,00 (opleiding € 45,00, software € 10,00)" in text.replace("\xa0", " ")

    def test_one_click_gives_a_seat_and_a_reference(self, sign_in):
        session = make_session()
        answer = sign_in(make_teacher()).submit(enrol_url(session), "inschrijven", question="Hoe begin ik?")
        enrolment = db.session.scalars(sa.select(Enrolment)).one()
        assert answer.request.path == own_url(enrolment)
        assert "Je bent ingeschreven" in main_of(answer)
        assert enrolment.question == "Hoe begin ik?"

    def test_a_full_session_offers_the_waiting_list(self, sign_in):
        session = make_full_session(waiting=1)
        assert "Zet me op de wachtlijst" in sign_in(make_teacher()).text(enrol_url(session))

    def test_the_confirmation_of_who_waits_names_the_place(self, sign_in):
        session = make_full_session(waiting=1)
        answer = sign_in(make_teacher()).submit(enrol_url(session), "inschrijven")
        assert "plaats 2 op de wachtlijst" in main_of(answer).casefold()

    def test_a_seat_gone_in_between_is_said_and_nothing_is_lost(self, sign_in):
        session = make_session(capacity=1)
        browser = sign_in(make_teacher())
        data, _ = form_values(browser.page(enrol_url(session)).find(".//form[@class='form']"))
        make_enrolment(session)
        answer = browser.post(enrol_url(session), data=data, follow_redirects=True)
        assert "De laatste plaats was net weg. Je staat nu op de wachtlijst, op plaats 1." in main_of(answer)

    def test_sending_the_form_twice_leads_to_the_same_page(self, sign_in):
        session = make_session()
        browser = sign_in(make_teacher())
        data, _ = form_values(browser.page(enrol_url(session)).find(".//form[@class='form']"))
        first, second = (browser.post(enrol_url(session), data=data) for _ in range(2))
        assert first.headers["Location"] == second.headers["Location"]
        assert db.session.scalar(sa.select(sa.func.count()).select_from(OutboxMail)) == 1

    def test_each_copy_of_the_form_has_its_own_key(self, sign_in):
        session = make_session()
        browser = sign_in(make_teacher())
        keys = {browser.page(enrol_url(session)).find(".//input[@name='idempotency_key']").get("value") for _ in range(2)}
        assert len(keys) == 2

    def test_who_has_a_seat_is_shown_the_way_to_it(self, sign_in):
        enrolment = make_enrolment()
        page = sign_in(enrolment.account).page(enrol_url(enrolment.training_session))
        assert page.find(f".//main//a[@href='{own_url(enrolment)}']") is not None

    def test_after_the_deadline_the_page_says_so_without_a_form(self, sign_in):
        session = make_session(deadline_at=clock.now() - timedelta(hours=1))
        page = sign_in(make_teacher()).page(enrol_url(session))
        assert "uiterste datum is voorbij" in words(page.find(".//main"))
        assert page.find(".//main//form") is None

    def test_a_deadline_passed_in_between_is_said_at_the_form(self, sign_in):
        session = make_session()
        browser = sign_in(make_teacher())
        data, _ = form_values(browser.page(enrol_url(session)).find(".//form[@class='form']"))
        with writing():
            session.deadline_at = clock.now() - timedelta(seconds=1)
        answer = browser.post(enrol_url(session), data=data)
        assert answer.status_code == 422
        assert "uiterste datum is voorbij" in main_of(answer)

    def test_an_unconfirmed_address_is_told_what_to_do(self, sign_in):
        text = sign_in(make_account(email_verified_at=None)).text(enrol_url(make_session()))
        assert "Bevestig eerst je e-mailadres" in text

    def test_a_training_that_is_not_online_does_not_exist_here(self, sign_in):
        session = make_session(make_training(findable=False))
        assert sign_in(make_teacher()).get(enrol_url(session)).status_code == 404

    def test_a_question_too_long_comes_back_as_typed(self, sign_in):
        answer = sign_in(make_teacher()).submit(enrol_url(make_session()), "inschrijven", question="x" * 1001)
        assert answer.status_code == 422
        assert "x" * 1001 in answer.get_data(as_text=True)

    def test_hostile_text_is_shown_as_typed(self, sign_in):
        answer = sign_in(make_teacher()).submit(enrol_url(make_session()), "inschrijven", question="<script>alert(1)</script> d'Hondt 😀")
        assert "<script>alert(1)</script> d'Hondt 😀" in main_of(answer)


class TestOnesOwnEnrolment:
    def test_another_person_does_not_find_it(self, sign_in):
        assert sign_in(make_teacher()).get(own_url(make_enrolment())).status_code == 404

    def test_leaving_frees_the_seat_and_offers_the_way_back(self, sign_in):
        enrolment = make_enrolment()
        answer = sign_in(enrolment.account).submit(own_url(enrolment), action="uitschrijven", reason="Ziek")
        assert "Je bent uitgeschreven" in main_of(answer)
        assert "Schrijf je opnieuw in" in main_of(answer)

    def test_leaving_after_the_start_says_why_not(self, sign_in):
        enrolment = make_past_enrolment()
        browser = sign_in(enrolment.account)
        token = browser.page(own_url(enrolment)).find(".//input[@name='csrf_token']").get("value")
        answer = browser.post(f"{own_url(enrolment)}/uitschrijven", data={"csrf_token": token, "reason": ""})
        assert answer.status_code == 422

    def test_who_was_there_finds_the_attest(self, sign_in):
        enrolment = make_past_enrolment(came=True)
        page = sign_in(enrolment.account).page(own_url(enrolment))
        assert page.find(f".//a[@href='/attesten/{enrolment.reference}.pdf']") is not None

    def test_a_called_off_session_says_so(self, sign_in):
        enrolment = make_enrolment()
        with writing():
            service.call_off(session=enrolment.training_session, actor=make_provider_member(), reason="Zaal bezet", at=clock.now())
        assert "Deze sessie gaat niet door" in sign_in(enrolment.account).text(own_url(enrolment))


class TestTheCalendarFile:
    def events(self, sign_in, enrolment):
        answer = sign_in(enrolment.account).get(f"{own_url(enrolment)}.ics")
        assert answer.mimetype == "text/calendar"
        return icalendar.Calendar.from_ical(answer.data).walk("VEVENT")

    def test_it_has_every_meeting_at_its_wall_time(self, sign_in):
        enrolment = make_enrolment(make_session(meetings=[(30, "13.30", 3), (37, "18.00", 2)]))
        begins = [event.decoded("dtstart") for event in self.events(sign_in, enrolment)]
        assert [(b.hour, b.minute, str(b.tzinfo)) for b in begins] == [(13, 30, "Europe/Brussels"), (18, 0, "Europe/Brussels")]

    def test_its_ids_stay_the_same_and_its_number_grows(self, sign_in):
        enrolment = make_enrolment(at=clock.now() - timedelta(hours=1))
        before = self.events(sign_in, enrolment)[0]
        cancel(enrolment)
        after = self.events(sign_in, enrolment)[0]
        assert before["uid"] == after["uid"]
        assert after["sequence"] > before["sequence"]
        assert after["status"] == "CANCELLED"

    def test_another_person_does_not_get_it(self, sign_in):
        assert sign_in(make_teacher()).get(f"{own_url(make_enrolment())}.ics").status_code == 404


class TestMyTrainings:
    def test_without_any_it_shows_the_way(self, sign_in):
        assert "Je bent nog nergens ingeschreven" in sign_in(make_teacher()).text("/mijn-opleidingen")

    def test_it_groups_to_come_waiting_and_past(self, sign_in):
        teacher = make_teacher()
        make_enrolment(make_session(make_training(title="Straks")), teacher)
        make_enrolment(make_full_session(training=make_training(title="Wachten")), teacher)
        past = make_session(make_training(title="Vroeger"), days=-5)
        make_enrolment(past, teacher, at=past.deadline_at - timedelta(days=1))
        text = sign_in(teacher).text("/mijn-opleidingen")
        places = [text.index(word) for word in ("Komend", "Straks", "Wachtlijst", "Wachten", "Voorbij", "Vroeger")]
        assert places == sorted(places)

    def test_it_shows_nobody_elses(self, sign_in):
        make_enrolment(make_session(make_training(title="Van een ander")))
        assert "Van een ander" not in sign_in(make_teacher()).text("/mijn-opleidingen")


class TestRunningASession:
    def url(self, session):
        return f"/sessies/{session.id}/deelnemers"

    def member_of(self, session):
        return make_provider_member(session.training.provider)

    def test_the_provider_reads_names_and_questions_and_no_addresses(self, sign_in):
        enrolment = make_enrolment(question="Hoe meet ik een lek?")
        text = sign_in(self.member_of(enrolment.training_session)).text(self.url(enrolment.training_session))
        assert enrolment.account.name in text
        assert "Hoe meet ik een lek?" in text
        assert enrolment.account.email not in text

    @pytest.mark.parametrize("maker", [make_teacher, make_provider_member])
    def test_others_do_not(self, sign_in, maker):
        assert sign_in(maker()).get(self.url(make_session())).status_code == 403

    def test_rtc_does(self, sign_in):
        assert sign_in(make_assessor()).get(self.url(make_session())).status_code == 200

    def test_attendance_is_noted_from_the_first_day(self, sign_in):
        enrolment = make_past_enrolment()
        session = enrolment.training_session
        answer = sign_in(self.member_of(session)).submit(self.url(session), action="aanwezigheid", **{f"kwam-{enrolment.reference}": "ja"})
        assert "De aanwezigheid is bewaard" in main_of(answer)
        db.session.refresh(enrolment)
        assert enrolment.state is EnrolmentState.ATTENDED

    def test_who_was_not_ticked_stays_as_it_was(self, sign_in):
        enrolment = make_past_enrolment()
        sign_in(self.member_of(enrolment.training_session)).submit(self.url(enrolment.training_session), action="aanwezigheid")
        db.session.refresh(enrolment)
        assert enrolment.state is EnrolmentState.CONFIRMED

    def test_more_seats_go_to_the_queue(self, sign_in):
        session = make_full_session(waiting=1)
        sign_in(self.member_of(session)).submit(f"/sessies/{session.id}/plaatsen", "plaatsen", capacity="2")
        db.session.refresh(session)
        assert (session.taken, session.waiting) == (2, 0)

    def test_fewer_seats_than_given_is_explained_at_the_field(self, sign_in):
        session = make_full_session(seats=2)
        answer = sign_in(self.member_of(session)).submit(f"/sessies/{session.id}/plaatsen", "plaatsen", capacity="1")
        assert answer.status_code == 422
        assert "Er zijn al 2 plaatsen gegeven" in main_of(answer)

    def test_calling_it_off_needs_a_reason(self, sign_in):
        session = make_session()
        answer = sign_in(self.member_of(session)).submit(f"/sessies/{session.id}/annuleren", "annuleren")
        assert answer.status_code == 422

    def test_calling_it_off_tells_how_it_went(self, sign_in):
        session = make_full_session()
        answer = sign_in(self.member_of(session)).submit(f"/sessies/{session.id}/annuleren", "annuleren", reason="De zaal is bezet.")
        assert "De sessie is geannuleerd" in main_of(answer)
