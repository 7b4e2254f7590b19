"""The points of the checklist on the desk of an assessor: kept while typing, and two people at once."""

import pytest

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries, service
from rtc_app.quality.queries import PointOpinion
from tests.client import parse, words
from tests.factories.accounts import make_assessor
from tests.factories.quality import make_round


@pytest.fixture
def assessment(app):
    return make_round()


def address(assessment):
    return f"/beoordelingen/{assessment.id}/checklist"


def opened(browser, assessment):
    """What the page holds unseen, as it was opened."""
    form = browser.page(address(assessment)).find(".//form[@id='punten']")
    return {field.get("name"): field.get("value") or "" for field in form.iter("input") if field.get("type") == "hidden"}


def while_typing(browser, assessment, hidden=None, **fields):
    """What the browser sends when a field is left."""
    data = (hidden or opened(browser, assessment)) | fields
    return browser.post(address(assessment), data=data, headers={"HX-Request": "true"})


def status(answer):
    return words(parse(answer.get_data(as_text=True)).find(".//*[@id='bewaard']"))


def kept(assessment):
    return queries.point_judgements(assessment)


def test_a_point_with_its_reason_is_kept_while_typing(assessment, sign_in):
    answer = while_typing(sign_in(make_assessor()), assessment, **{"CL05-is_met": "ja", "CL05-reason": "Ze zoeken zelf de fout."})
    assert answer.status_code == 200
    assert "Bewaard." in status(answer)
    assert kept(assessment) == {"CL05": PointOpinion(is_met=True, reason="Ze zoeken zelf de fout.")}


def test_a_point_that_is_half_filled_in_waits_and_the_others_are_kept(assessment, sign_in):
    fields = {"CL05-is_met": "ja", "CL05-reason": "Ja.", "CL06-is_met": "nee"}
    answer = while_typing(sign_in(make_assessor()), assessment, **fields)
    assert answer.status_code == 200
    assert "Nog niet volledig: CL06." in status(answer)
    assert set(kept(assessment)) == {"CL05"}


def test_the_button_keeps_everything_and_says_what_is_half_filled_in(assessment, sign_in):
    browser = sign_in(make_assessor())
    assert browser.submit(address(assessment), action="checklist", **{"CL06-is_met": "nee"}).status_code == 422
    browser.submit(address(assessment), action="checklist", **{"CL06-is_met": "nee", "CL06-reason": "Geen visie."})
    assert kept(assessment) == {"CL06": PointOpinion(is_met=False, reason="Geen visie.")}


def test_two_people_at_different_points_do_not_hinder_each_other(assessment, sign_in):
    first, second = sign_in(make_assessor()), sign_in(make_assessor())
    hidden = opened(second, assessment)
    while_typing(first, assessment, **{"CL05-is_met": "ja", "CL05-reason": "Eerst."})
    assert while_typing(second, assessment, hidden, **{"CL06-is_met": "ja", "CL06-reason": "Daarna."}).status_code == 200
    assert {code: one.reason for code, one in kept(assessment).items()} == {"CL05": "Eerst.", "CL06": "Daarna."}


def test_two_people_at_one_point_see_each_others_words(assessment, sign_in):
    first, second = sign_in(make_assessor()), sign_in(make_assessor())
    hidden = opened(second, assessment)
    while_typing(first, assessment, **{"CL05-is_met": "ja", "CL05-reason": "Eerst."})
    mine = {"CL05-is_met": "nee", "CL05-reason": "Daarna."}
    quietly = while_typing(second, assessment, hidden, **mine)
    assert quietly.status_code == 422
    assert "Een collega bewaarde intussen iets anders bij CL05" in status(quietly)
    answer = second.post(address(assessment), data=hidden | mine)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Eerst." in text
    assert "Daarna." in text
    assert kept(assessment)["CL05"].reason == "Eerst."


def test_who_read_what_a_colleague_kept_may_replace_it(assessment):
    service.judge_point(assessment=assessment, point="CL05", is_met=True, reason="Eerst.", actor=make_assessor(), at=clock.now())
    db.session.commit()
    seen = {code: one.stamp for code, one in kept(assessment).items()}
    mine = {"CL05": PointOpinion(is_met=False, reason="Daarna.")}
    service.judge_points_seen(assessment=assessment, points=mine, seen=seen, actor=make_assessor(), at=clock.now())
    assert kept(assessment)["CL05"].reason == "Daarna."


def test_what_one_did_not_change_is_not_written_back(assessment):
    old = PointOpinion(is_met=True, reason="Oud.")
    service.judge_point(assessment=assessment, point="CL05", is_met=False, reason="Nieuw.", actor=make_assessor(), at=clock.now())
    db.session.commit()
    service.judge_points_seen(assessment=assessment, points={"CL05": old}, seen={"CL05": old.stamp}, actor=make_assessor(), at=clock.now())
    assert kept(assessment)["CL05"].reason == "Nieuw."
