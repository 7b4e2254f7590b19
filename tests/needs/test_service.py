"""Filling in, correcting and submitting."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation
from rtc_app.needs import queries, service
from rtc_app.needs.models import Question, Response
from tests.factories.accounts import make_account
from tests.factories.needs import answer, make_response


def test_loading_the_questionnaire_again_changes_nothing(app):
    def stored():
        return sorted((q.id, q.code, q.text, repr(q.properties)) for q in db.session.scalars(sa.select(Question)))

    before = stored()
    assert service.load_questionnaire() == len(before)
    assert stored() == before


def test_an_open_response_is_found_again(app):
    account = make_account()
    first = make_response(account, submitted=False).id
    assert service.start(account=account, is_short=False, at=clock.now()).id == first


def test_filling_in_again_later_keeps_the_old_answers(app):
    account = make_account()
    earlier = clock.now() - timedelta(days=300)
    make_response(account, {"Q1.8": {"value": 2}}, at=earlier)
    make_response(account, {"Q1.8": {"value": 8}})
    waves = db.session.scalars(sa.select(Response).where(Response.account_id == account.id).order_by(Response.submitted_at))
    assert [queries.answers_of(wave)["Q1.8"] for wave in waves] == [{"value": 2}, {"value": 8}]


def test_a_new_wave_starts_from_the_answers_last_given(app):
    account = make_account()
    make_response(account, {"Q1.6": answer("hout")})
    response = make_response(account, {"Q1.8": {"value": 5}}, submitted=False)
    assert queries.answers_of(response)["Q1.6"] == answer("hout")


def test_a_skipped_question_has_no_answer(app):
    response = make_response(make_account(), {"Q1.6": answer("hout")}, submitted=False)
    service.save_answers(response=response, answers={"Q1.6": None}, at=clock.now())
    assert "Q1.6" not in queries.answers_of(response)


def test_nothing_ticked_is_kept_as_an_answer(app):
    response = make_response(make_account(), {"Q2.3": answer()}, submitted=False)
    assert queries.answers_of(response)["Q2.3"] == {"value": []}


def test_an_unknown_question_is_refused(app):
    with pytest.raises(KeyError):
        make_response(make_account(), {"Q9.9": answer()})


def test_submitting_without_any_answer_asks_for_one(app):
    response = service.start(account=make_account(), is_short=True, at=clock.now())
    with pytest.raises(RuleViolation):
        service.submit(response=response, at=clock.now())


def test_submitting_twice_keeps_the_first_moment(app):
    response = make_response(make_account())
    first = response.submitted_at
    service.submit(response=response, at=clock.now() + timedelta(days=1))
    assert response.submitted_at == first
