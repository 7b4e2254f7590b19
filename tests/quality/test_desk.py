"""The work of assessors and the answers of providers, over the pages."""

from datetime import timedelta

import pytest

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries, service
from rtc_app.quality.models import Judgement
from rtc_app.quality.rules import Outcome, Verdict
from tests.factories.accounts import make_assessor, make_provider_member
from tests.factories.catalogue import make_session, make_training
from tests.factories.quality import judge_all, make_accepted, make_round


def page_of(assessment, code="KK1.1"):
    return f"/beoordelingen/{assessment.id}/criteria/{code}"


def typed(browser, url, **fields):
    """What a browser that opened the page would send, with these fields filled in."""
    page = browser.page(url)
    hidden = {name: page.find(f".//input[@name='{name}']").get("value", "") for name in ("csrf_token", "judgement_seen", "content_seen")}
    return hidden | fields


def judged(assessment):
    db.session.expire_all()
    return {judgement.criterion.code: (judgement.verdict, judgement.reason) for judgement in assessment.judgements}


def test_saving_a_criterion_leads_to_the_next_that_waits(app, sign_in):
    assessment = make_round()
    desk = sign_in(make_assessor())
    answer = desk.submit(page_of(assessment), action="/criteria/KK1.1", follow_redirects=False, verdict="ok")
    assert answer.location == page_of(assessment, "KK1.2a") + "#criterium"
    assert judged(assessment) == {"KK1.1": (Verdict.MET, "")}


def test_the_last_criterion_leads_to_the_decision(app, sign_in):
    assessment = make_round()
    judge_all(assessment)
    answer = sign_in(make_assessor()).submit(page_of(assessment), action="/criteria/KK1.1", follow_redirects=False, verdict="ok")
    assert answer.location.endswith("/beslissing")


@pytest.mark.parametrize("verdict", ["deels", "nok", "nvt", "info"])
def test_a_verdict_that_is_not_ok_asks_for_words_and_keeps_what_was_chosen(app, sign_in, verdict):
    assessment = make_round()
    answer = sign_in(make_assessor()).submit(page_of(assessment), action="/criteria/KK1.1", verdict=verdict)
    assert answer.status_code == 422
    assert "Schrijf wa" in answer.text
    assert judged(assessment) == {}


def test_the_workspace_shows_exactly_what_the_criterion_judges(app, sign_in):
    assessment = make_round(examples=["Een trapverlichting met vier knoppen."], programme="We vertrekken van een schema.")
    desk = sign_in(make_assessor())
    assert "trapverlichting" in desk.text(page_of(assessment, "KK2.2b"))
    assert "trapverlichting" not in desk.text(page_of(assessment, "KK2.2a"))


def test_a_criterion_that_does_not_apply_has_no_page(app, sign_in):
    sign_in(make_assessor()).page(page_of(make_round(), "KK1.4a"), 404)


def test_a_criterion_that_is_answered_with_another_has_no_page_of_its_own(app, sign_in):
    assessment = make_round()
    desk = sign_in(make_assessor())
    desk.page(page_of(assessment, "KK5.1"), 404)
    assert "Telt ook voor KK5.1" in desk.text(page_of(assessment, "KK1.2b"))


def test_two_browsers_at_the_same_criterion_get_a_page_to_merge_and_nothing_is_lost(app, sign_in):
    assessment = make_round()
    first, second = sign_in(make_assessor()), sign_in(make_assessor())
    url = page_of(assessment)
    stale = typed(second, url, verdict="nok", reason="Te ruim, vind ik.")
    first.post(url, data=typed(first, url, verdict="ok", reason="Precies goed."))
    answer = second.post(url, data=stale)
    assert answer.status_code == 422
    assert "Te ruim, vind ik." in answer.text
    assert "Precies goed." in answer.text
    assert judged(assessment)["KK1.1"] == (Verdict.MET, "Precies goed.")


def test_after_comparing_the_second_may_replace_what_the_first_kept(app, sign_in):
    assessment = make_round()
    first, second = sign_in(make_assessor()), sign_in(make_assessor())
    url = page_of(assessment)
    first.post(url, data=typed(first, url, verdict="ok", reason="Precies goed."))
    second.post(url, data=typed(second, url, verdict="nok", reason="Te ruim, vind ik."))
    assert judged(assessment)["KK1.1"] == (Verdict.NOT_MET, "Te ruim, vind ik.")


def test_the_same_verdict_from_two_browsers_is_no_quarrel(app, sign_in):
    assessment = make_round()
    first, second = sign_in(make_assessor()), sign_in(make_assessor())
    url = page_of(assessment)
    stale = typed(second, url, verdict="ok", reason="")
    first.post(url, data=typed(first, url, verdict="ok", reason=""))
    assert second.post(url, data=stale).status_code == 303


def test_a_double_click_gives_one_judgement(app, sign_in):
    assessment = make_round()
    desk = sign_in(make_assessor())
    data = typed(desk, page_of(assessment), verdict="deels", reason="Bijna.")
    for _ in range(2):
        assert desk.post(page_of(assessment), data=data).status_code == 303
    assert db.session.query(Judgement).count() == 1


def test_what_is_kept_while_typing_stays_on_the_page(app, sign_in):
    assessment = make_round()
    desk = sign_in(make_assessor())
    data = typed(desk, page_of(assessment), verdict="deels", reason="Bijna.")
    answer = desk.post(page_of(assessment), data=data, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "Bewaard." in answer.text
    assert judged(assessment)["KK1.1"] == (Verdict.PARTLY, "Bijna.")


def test_half_a_judgement_is_not_kept_while_typing_and_takes_no_focus(app, sign_in):
    assessment = make_round()
    desk = sign_in(make_assessor())
    answer = desk.post(page_of(assessment), data=typed(desk, page_of(assessment), verdict="nok"), headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Nog niet bewaard" in answer.text
    assert "data-autofocus" not in answer.text


def test_the_assessor_hands_over_and_the_colleague_decides(app, sign_in):
    assessment = make_round()
    assessor = make_assessor()
    judge_all(assessment, assessor)
    url = f"/beoordelingen/{assessment.id}/beslissing"
    assert "Leg de beslissing vast" not in sign_in(assessor).text(url)
    sign_in(make_assessor()).submit(url, action="beslissing")
    db.session.expire_all()
    assert assessment.outcome is Outcome.ACCEPTED


def test_whoever_judged_cannot_decide_by_sending_the_form_twice(app, sign_in):
    assessment = make_round()
    assessor = make_assessor()
    judge_all(assessment, assessor)
    desk = sign_in(assessor)
    for _ in range(2):
        desk.submit(f"/beoordelingen/{assessment.id}/beslissing", action="beslissing")
    db.session.expire_all()
    assert assessment.outcome is None


def test_the_colleague_sends_it_back_and_the_assessor_reads_why(app, sign_in):
    assessment = make_round()
    assessor = make_assessor()
    judge_all(assessment, assessor)
    sign_in(make_assessor()).submit(f"/beoordelingen/{assessment.id}/beslissing", action="terugsturen", remark="Lees KK2.1 nog eens.")
    assert "Lees KK2.1 nog eens." in sign_in(assessor).text(page_of(assessment))


def test_questions_go_to_the_provider_and_the_answer_comes_back_to_the_criterion(app, sign_in):
    assessment = make_round()
    assessor, member = make_assessor(), make_provider_member(assessment.training.provider)
    desk = sign_in(assessor)
    desk.submit(page_of(assessment), action="/criteria/KK1.1", verdict="info", reason="Voor welke graad?")
    own = f"/mijn-aanbod/{assessment.training.slug}"
    assert "Beantwoord" not in sign_in(member).text(own)
    desk.submit(page_of(assessment), action="/vragen")
    provider = sign_in(member)
    assert "Beantwoord één vraag" in provider.text(own)
    (question,) = queries.open_assessment(assessment.training_id).questions
    provider.submit(f"{own}/vragen", action="/vragen", **{f"vraag_{question.id}": "De derde graad."})
    assert "De derde graad." in desk.text(page_of(assessment))


def test_the_provider_reads_by_when_to_expect_a_decision(app, sign_in):
    assessment = make_round()
    text = sign_in(make_provider_member(assessment.training.provider)).text(f"/mijn-aanbod/{assessment.training.slug}")
    assert "Verwacht een beslissing tegen" in text


def test_what_presses_stands_above_what_waits_longer(app, sign_in):
    old = make_round(title="Wacht al een week")
    old.opened_at -= timedelta(days=7)
    soon = make_training(findable=False, title="Begint volgende week")
    make_session(soon, days=7)
    make_round(soon)
    db.session.commit()
    text = sign_in(make_assessor()).text("/beoordelingen")
    assert text.index("Begint volgende week") < text.index("Wacht al een week")
    assert "eerste sessie komt eraan" in text


def test_work_is_divided_with_one_button(app, sign_in):
    assessor = make_assessor()
    assessment = make_round()
    sign_in(assessor).submit("/beoordelingen", action="verdelen")
    db.session.expire_all()
    assert assessment.assessor_id is not None


def test_a_new_look_begins_with_one_button_and_the_training_stays_on_the_site(app, sign_in, client):
    training = make_accepted(at=clock.now() - timedelta(days=700))
    sign_in(make_assessor()).submit("/beoordelingen", action="opnieuw")
    assert queries.open_assessment(training.id)
    assert training.title in client.text("/opleidingen")


def test_the_history_is_there_for_the_provider_without_names(app, sign_in):
    assessment = make_round()
    colleague = judge_all(assessment, KK1_1=("nok", "Voor iedereen."))
    service.decide(assessment=assessment, actor=colleague, at=clock.now())
    db.session.commit()
    text = sign_in(make_provider_member(assessment.training.provider)).text(f"/beoordelingen/{assessment.id}/verloop")
    assert "Voor iedereen." in text
    assert colleague.name not in text


def test_a_one_person_rtc_decides_in_one_go_and_every_reader_is_told(app, sign_in, client):
    app.config["FOUR_EYES"] = False
    try:
        assessment = make_round()
        assessor = make_assessor()
        judge_all(assessment, assessor)
        sign_in(assessor).submit(f"/beoordelingen/{assessment.id}/beslissing", action="beslissing")
    finally:
        app.config["FOUR_EYES"] = True
    text = sign_in(make_provider_member(assessment.training.provider)).text(f"/beoordelingen/{assessment.id}/verslag")
    assert "één persoon" in text
    assert "één persoon" in client.text(f"/opleidingen/{assessment.training.slug}")


def test_four_eyes_are_on_unless_an_rtc_says_otherwise(app):
    assert app.config["FOUR_EYES"] is True
