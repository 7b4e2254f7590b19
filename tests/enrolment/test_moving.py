"""A session with people gets other days or another place: they are told, nobody else is."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.outbox import OutboxMail
from tests.factories.accounts import make_provider_member, make_teacher
from tests.factories.catalogue import make_location, make_session, make_training
from tests.factories.enrolment import make_enrolment


@pytest.fixture
def provider(app):
    return make_provider_member()


@pytest.fixture
def keeper(provider, sign_in):
    return sign_in(provider)


@pytest.fixture
def session(provider):
    session = make_session(make_training(provider=provider.memberships[0].organisation), days=30, capacity=1)
    make_enrolment(session, make_teacher(email="zit@example.org"))
    make_enrolment(session, make_teacher(email="wacht@example.org"))
    db.session.execute(sa.delete(OutboxMail))
    db.session.commit()
    return session


def mails():
    db.session.expire_all()
    return {mail.recipient: mail for mail in db.session.scalars(sa.select(OutboxMail))}


def move(keeper, session, **fields):
    return keeper.submit(f"/sessies/{session.id}/verplaatsen", action="verplaatsen", **fields)


def test_the_page_says_how_many_get_a_mail(keeper, session):
    assert "2 mensen krijgen een mail" in keeper.text(f"/sessies/{session.id}/verplaatsen")


def test_another_day_is_told_to_everybody_with_a_seat_or_in_the_queue(keeper, session):
    day = clock.today() + timedelta(days=60)
    answer = move(keeper, session, **{"meetings-0-day": day.isoformat()})
    assert "2 mensen krijgen een mail" in answer.text
    assert set(mails()) == {"zit@example.org", "wacht@example.org"}
    assert clock.to_wall_time(session.starts_at).date() == day


def test_the_mail_says_what_was_and_what_is(keeper, session):
    before, place = session.location.name, make_location(name="Het nieuwe atelier")
    move(keeper, session, place=str(place.id))
    body = mails()["zit@example.org"].body
    assert body.index("Het nieuwe atelier") < body.index("Zo was het") < body.index(before)


def test_who_only_changes_the_note_tells_nobody(keeper, session):
    move(keeper, session, online_note="Breng een laptop mee.")
    assert mails() == {}
    assert session.online_note == "Breng een laptop mee."


def test_sending_the_form_twice_mails_once(keeper, session):
    day = (clock.today() + timedelta(days=60)).isoformat()
    for _ in range(2):
        move(keeper, session, **{"meetings-0-day": day})
    assert len(mails()) == 2


def test_a_day_in_the_past_comes_back_and_tells_nobody(keeper, session):
    answer = move(keeper, session, **{"meetings-0-day": (clock.today() - timedelta(days=1)).isoformat()})
    assert answer.status_code == 422
    assert mails() == {}


def test_a_session_that_was_called_off_is_not_moved(keeper, session):
    session.cancelled_at = clock.now()
    db.session.commit()
    assert move(keeper, session, online_note="x").status_code == 422


def test_people_stay_in_and_seats_stay_counted(keeper, session):
    move(keeper, session, **{"meetings-0-day": (clock.today() + timedelta(days=60)).isoformat()})
    db.session.expire_all()
    assert (session.taken, session.waiting) == (1, 1)


def test_another_provider_cannot_move_it(session, sign_in):
    sign_in(make_provider_member()).page(f"/sessies/{session.id}/verplaatsen", 403)
