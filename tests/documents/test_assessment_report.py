"""The report of an assessment on paper, for the provider."""

from datetime import timedelta
from io import BytesIO

from pypdf import PdfReader

from rtc_app.documents.assessment_report import report_of
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries, service
from rtc_app.quality.rules import ActionPlan, Verdict
from tests.factories.accounts import make_assessor, make_provider_member
from tests.factories.quality import judge_all, judge_blind, make_accepted, make_round, make_second


def conditional():
    assessment = make_round(title="Sturen met LOGO!")
    colleague = judge_all(assessment, KK5_4=("nok", "Er is geen nazorg."))
    plan = ActionPlan("KK5.4", "Open een forum.", "Verstrekker", clock.today() + timedelta(days=20))
    service.decide(assessment=assessment, actor=colleague, at=clock.now(), actions=[plan], note="Mooi begin.")
    db.session.commit()
    return assessment


def pdf_of(browser, assessment):
    answer = browser.get(f"/beoordelingen/{assessment.id}/verslag.pdf")
    assert answer.mimetype == "application/pdf"
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.data)).pages).split())


def test_a_provider_reads_outcome_agreements_and_every_reason(app, sign_in):
    assessment = conditional()
    text = pdf_of(sign_in(make_provider_member(assessment.training.provider)), assessment)
    assert all(words in text for words in ("Sturen met LOGO!", "voorwaardelijk", "Open een forum.", "Er is geen nazorg.", "Mooi begin."))
    assert f"/mijn-aanbod/{assessment.training.slug}/beoordeling" in text.replace(" ", "")


def test_the_last_day_is_the_day_on_which_it_still_holds(app):
    assessment = conditional()
    assert report_of(assessment).last_day == clock.today() + timedelta(days=20)


def test_every_criterion_that_was_judged_stands_in_its_group_also_what_is_answered_elsewhere(app):
    assessment = queries.latest_assessment(make_accepted().id)
    judged = [one for _, criteria in report_of(assessment).groups for one in criteria]
    assert {one.code for one in judged} >= {judgement.criterion.code for judgement in assessment.judgements}
    assert all(one.verdict is Verdict.MET for one in judged)
    assert any(one.same_as for one in judged)


def test_nobody_objects_to_what_was_accepted(app):
    assert report_of(queries.latest_assessment(make_accepted().id)).appeal_until is None


def test_before_the_decision_and_for_another_provider_there_is_no_report(app, sign_in):
    waiting, decided = make_round(), conditional()
    assert sign_in(make_assessor()).get(f"/beoordelingen/{waiting.id}/verslag.pdf").status_code == 404
    assert sign_in(make_provider_member()).get(f"/beoordelingen/{decided.id}/verslag.pdf").status_code == 404


def test_who_judges_it_blind_gets_the_report_only_when_both_are_done(app, sign_in):
    assessment = conditional()
    second = make_second(assessment, make_assessor())
    browser = sign_in(second.assessor)
    assert browser.get(f"/beoordelingen/{assessment.id}/verslag.pdf").status_code == 404
    judge_blind(second)
    assert "Er is geen nazorg." in pdf_of(browser, assessment)
