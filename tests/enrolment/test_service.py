"""Seats: who has one, who waits, who follows."""

import pytest
import sqlalchemy as sa

from rtc_app.enrolment import queries, service
from rtc_app.enrolment.models import Enrolment, EnrolmentState, EnrolmentTransition
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, release
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.outbox import OutboxMail
from tests.factories.accounts import make_account, make_provider_member, make_teacher
from tests.factories.catalogue import make_session, make_training
from tests.factories.enrolment import cancel, make_enrolment, make_full_session, make_past_enrolment, writing


def mails():
    return [(mail.recipient, mail.subject.split(":")[0]) for mail in db.session.scalars(sa.select(OutboxMail).order_by(OutboxMail.id))]


def counts(session):
    db.session.refresh(session)
    return session.taken, session.waiting


def test_the_first_to_ask_has_a_seat(app):
    enrolment = make_enrolment()
    assert enrolment.state is EnrolmentState.CONFIRMED


def test_a_seat_counts_in_its_session(app):
    assert counts(make_enrolment().training_session) == (1, 0)


def test_a_seat_leads_to_a_mail_in_the_same_transaction(app):
    teacher = make_teacher()
    make_enrolment(account=teacher)
    assert mails() == [(teacher.email, "Je bent ingeschreven")]


def test_the_mail_names_the_reference_and_a_full_link(app):
    enrolment = make_enrolment()
    body = db.session.scalar(sa.select(OutboxMail.body))
    assert f"Referentie: {enrolment.reference}" in body
    assert f"{app.config['BASE_URL']}/inschrijvingen/{enrolment.reference}" in body


def test_who_asks_a_full_session_waits(app):
    session = make_full_session(seats=2)
    assert make_enrolment(session).state is EnrolmentState.WAITING
    assert counts(session) == (2, 1)


def test_while_somebody_waits_a_newcomer_queues_although_a_seat_is_free(app):
    session = make_full_session(seats=1, waiting=1)
    with writing():
        session.capacity = 3
    assert make_enrolment(session).state is EnrolmentState.WAITING


def test_the_place_in_the_queue_follows_the_order_of_asking(app):
    session = make_full_session(seats=1)
    first, second = make_enrolment(session), make_enrolment(session)
    assert (queries.position(first), queries.position(second)) == (1, 2)


def test_the_mail_of_who_waits_names_the_place(app):
    session = make_full_session(seats=1, waiting=1)
    make_enrolment(session)
    body = db.session.scalars(sa.select(OutboxMail.body).order_by(OutboxMail.id.desc())).first()
    assert "op plaats 2" in body


def test_the_same_key_leads_to_the_same_enrolment(app):
    teacher, session = make_teacher(), make_session()
    first = make_enrolment(session, teacher, key="a-key-of-one-form")
    assert make_enrolment(session, teacher, key="a-key-of-one-form").id == first.id
    assert len(mails()) == 1


def test_another_key_leads_to_the_living_enrolment(app):
    teacher, session = make_teacher(), make_session()
    first = make_enrolment(session, teacher)
    assert make_enrolment(session, teacher).id == first.id
    assert counts(session) == (1, 0)


def test_the_same_key_of_another_person_is_another_enrolment(app):
    session = make_session()
    assert make_enrolment(session, key="shared-by-chance").id != make_enrolment(session, key="shared-by-chance").id


def test_who_left_may_ask_again(app):
    teacher, session = make_teacher(), make_session()
    cancel(make_enrolment(session, teacher))
    assert make_enrolment(session, teacher).state is EnrolmentState.CONFIRMED
    assert counts(session) == (1, 0)


def refused(session, account=None, at=None):
    with pytest.raises(RuleViolation) as caught:
        make_enrolment(session, account, at=at)
    return caught.value.message


def test_after_the_deadline_nobody_enrols(app):
    session = make_session()
    assert "uiterste datum is voorbij" in refused(session, at=session.deadline_at)


def test_a_past_session_takes_nobody(app):
    assert "is voorbij" in refused(make_session(days=-3))


def test_a_cancelled_session_takes_nobody(app):
    assert "gaat niet door" in refused(make_session(cancelled_at=clock.now()))


def test_a_training_that_is_not_online_takes_nobody(app):
    assert "niet online" in refused(make_session(make_training(findable=False)))


def test_an_unconfirmed_address_cannot_enrol(app):
    assert "Bevestig eerst je e-mailadres" in refused(make_session(), make_account(email_verified_at=None))


def test_a_refusal_leaves_nothing_behind(app):
    session = make_session(days=-3)
    refused(session)
    assert counts(session) == (0, 0)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Enrolment)) == 0


def test_leaving_frees_the_seat(app):
    enrolment = make_enrolment()
    cancel(enrolment)
    assert enrolment.state is EnrolmentState.CANCELLED
    assert counts(enrolment.training_session) == (0, 0)


def test_a_freed_seat_goes_to_who_waits_longest(app):
    session = make_session(capacity=1)
    seated, first, second = (make_enrolment(session) for _ in range(3))
    cancel(seated)
    assert [first.state, second.state] == [EnrolmentState.CONFIRMED, EnrolmentState.WAITING]
    assert counts(session) == (1, 1)


def test_leaving_and_moving_up_are_one_transaction(app):
    session = make_session(capacity=1)
    seated, waiting = make_enrolment(session), make_enrolment(session)
    with writing():
        service.cancel(enrolment=seated, actor=seated.account, reason="", at=clock.now())
        release()
    assert [seated.state, waiting.state] == [EnrolmentState.CONFIRMED, EnrolmentState.WAITING]


def test_both_get_a_mail_when_a_seat_moves_on(app):
    session = make_session(capacity=1)
    seated, waiting = make_enrolment(session), make_enrolment(session)
    cancel(seated)
    assert mails()[-2:] == [(seated.account.email, "Je bent uitgeschreven"), (waiting.account.email, "Er is plaats voor je")]


def test_after_the_deadline_a_freed_seat_stays_free(app):
    session = make_session(capacity=1)
    seated, waiting = make_enrolment(session), make_enrolment(session)
    cancel(seated, at=session.deadline_at)
    assert waiting.state is EnrolmentState.WAITING


def test_who_waits_may_leave_the_queue(app):
    session = make_full_session(seats=1)
    waiting = make_enrolment(session)
    cancel(waiting)
    assert counts(session) == (1, 0)


def test_leaving_twice_changes_nothing(app):
    enrolment = make_enrolment()
    cancel(enrolment)
    cancel(enrolment)
    assert counts(enrolment.training_session) == (0, 0)
    assert [subject for _, subject in mails()] == ["Je bent ingeschreven", "Je bent uitgeschreven"]


def test_once_begun_nobody_leaves(app):
    with pytest.raises(RuleViolation, match="al begonnen"):
        cancel(make_past_enrolment())


def test_every_step_is_a_row(app):
    session = make_session(capacity=1)
    seated, waiting = make_enrolment(session), make_enrolment(session)
    cancel(seated, reason="ziek")
    steps = [
        (step.enrolment_id, step.from_state, step.to_state, step.actor_id, step.reason)
        for step in db.session.scalars(sa.select(EnrolmentTransition).order_by(EnrolmentTransition.id))
    ]
    assert steps == [
        (seated.id, None, "confirmed", seated.account_id, ""),
        (waiting.id, None, "waiting", waiting.account_id, ""),
        (seated.id, "confirmed", "cancelled", seated.account_id, "ziek"),
        (waiting.id, "waiting", "confirmed", None, "plaats vrijgekomen"),
    ]


def test_attendance_keeps_the_seat(app):
    enrolment = make_past_enrolment(came=True)
    assert enrolment.state is EnrolmentState.ATTENDED
    assert counts(enrolment.training_session) == (1, 0)


def test_attendance_can_be_corrected(app):
    enrolment = make_past_enrolment(came=False)
    with writing():
        service.note_attendance(enrolment=enrolment, came=True, actor=make_provider_member(), at=clock.now())
    assert enrolment.state is EnrolmentState.ATTENDED


def test_attendance_waits_for_the_first_day(app):
    with pytest.raises(RuleViolation, match="moet nog beginnen"), writing():
        service.note_attendance(enrolment=make_enrolment(), came=True, actor=make_provider_member(), at=clock.now())


def test_nobody_attends_without_a_seat(app):
    session = make_session(capacity=1)
    make_enrolment(session)
    waiting = make_enrolment(session)
    with pytest.raises(RuleViolation, match="intussen veranderd"), writing():
        service.note_attendance(enrolment=waiting, came=True, actor=make_provider_member(), at=session.ends_at)


def test_more_seats_go_to_the_queue(app):
    session = make_full_session(seats=1, waiting=3)
    with writing():
        service.change_capacity(session=session, capacity=3, at=clock.now())
    assert counts(session) == (3, 1)


def test_fewer_seats_than_given_is_refused(app):
    session = make_full_session(seats=3)
    with pytest.raises(RuleViolation, match="al 3 plaatsen gegeven"), writing():
        service.change_capacity(session=session, capacity=2, at=clock.now())
    assert counts(session) == (3, 0)


def test_calling_a_session_off_releases_and_tells_everybody(app):
    session = make_full_session(seats=1, waiting=1)
    with writing():
        service.call_off(session=session, actor=make_provider_member(), reason="De zaal is bezet.", at=clock.now())
    assert counts(session) == (0, 0)
    assert [subject for _, subject in mails()[-2:]] == ["Deze sessie gaat niet door"] * 2


def test_seats_added_by_an_import_are_passed_on(app):
    session = make_full_session(seats=1, waiting=2)
    with writing():
        session.capacity = 2
    with writing():
        assert service.fill_free_seats(at=clock.now()) == 1
    assert counts(session) == (2, 1)


def test_passing_on_again_finds_nothing(app):
    make_full_session(seats=1, waiting=2)
    with writing():
        assert service.fill_free_seats(at=clock.now()) == 0
