"""The nightly run and the weekly mail about new suggestions."""

from datetime import timedelta

import pytest

from rtc_app.cli.needs import suggest_to_everybody
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, release, transaction
from rtc_app.needs import queries, service
from tests.accounts.mailbox import mails
from tests.factories.accounts import make_teacher
from tests.factories.catalogue import make_session, make_training
from tests.factories.enrolment import make_enrolment
from tests.factories.needs import answer, make_response

BOUW = {"Q1.6": answer("bouw"), "Q3.1": answer("revit")}


@pytest.fixture
def teacher(app):
    teacher = make_teacher()
    make_response(teacher, BOUW)
    return teacher


def revit(number=1):
    return make_training(title=f"Revit {number}", slug=f"revit-{number}", tags={"studiegebied": ["bouw"], "tool": ["revit"]})


def run():
    release()
    return suggest_to_everybody(lambda _words: None, chunk=2)


def opt_in(sign_in, teacher):
    sign_in(teacher).submit("/mijn-profiel/aanvullen", action="aanvullen", wants_mail="y")


def mail(days):
    release()
    with transaction():
        return service.mail_new_suggestions(at=clock.now() + timedelta(days=days))


def suggested(account):
    db.session.rollback()
    return queries.suggested_before([account.id]).get(account.id, set())


def test_the_run_finds_everybody_chunk_by_chunk_and_tells_how_far_it_is(app):
    revit()
    for _ in range(5):
        make_response(make_teacher(), BOUW)
    release()
    told = []
    assert suggest_to_everybody(told.append, chunk=2) == 5
    assert told == ["2 of 5 people, 2 new suggestions", "4 of 5 people, 4 new suggestions", "5 of 5 people, 5 new suggestions"]


def test_a_second_run_finds_nothing_new(teacher):
    training = revit()
    assert run() == 1
    assert run() == 0
    assert suggested(teacher) == {training.id}


def test_without_consent_nothing_is_reckoned(app):
    revit()
    make_response(make_teacher(), BOUW, consent=["school"])
    assert run() == 0


def test_what_one_follows_is_not_new(teacher):
    make_enrolment(make_session(revit()), teacher)
    assert run() == 0


def test_what_is_new_since_the_wish_is_mailed_once_a_week(teacher, sign_in):
    revit(1)
    opt_in(sign_in, teacher)
    revit(2)
    run()
    assert mail(days=3) == 0
    assert mail(days=8) == 1
    assert mail(days=9) == 0
    letter = mails(teacher.email)[-1]
    assert letter.subject == "1 nieuwe opleiding voor jou"
    assert "revit-2" in letter.body
    assert "revit-1" not in letter.body
    assert "bouw" not in letter.body.replace("revit", "").lower()


def test_who_did_not_ask_gets_no_mail(teacher):
    revit()
    run()
    assert mail(days=30) == 0


def test_nothing_new_is_no_mail(teacher, sign_in):
    opt_in(sign_in, teacher)
    assert mail(days=8) == 0


def test_who_stops_it_gets_none_any_more(teacher, sign_in):
    opt_in(sign_in, teacher)
    revit()
    run()
    sign_in(teacher).submit("/mijn-profiel/aanvullen", action="aanvullen", wants_mail=None)
    assert mail(days=8) == 0
