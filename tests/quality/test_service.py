"""Submitting, judging and deciding, with the database."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.catalogue import service as catalogue
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.outbox import OutboxMail
from rtc_app.quality import queries, service
from rtc_app.quality.models import Assessment, Criterion
from rtc_app.quality.rules import ActionPlan, Outcome, Verdict
from tests.factories.accounts import make_assessor, make_provider_member
from tests.factories.catalogue import make_draft, make_training
from tests.factories.quality import judge_all, make_accepted, make_round


def plan(criterion="KK5.4", days=30, **values):
    return ActionPlan(
        **(
            {"criterion": criterion, "action": "Open een forum.", "owner": "Verstrekker", "due_on": clock.today() + timedelta(days=days)}
            | values
        )
    )


def test_the_framework_has_21_criteria_and_19_points(app):
    framework = queries.current_framework()
    assert (len(queries.criteria_of(framework)), len(framework.checklist)) == (21, 19)


def test_loading_the_framework_again_changes_nothing(app):
    before = list(db.session.execute(sa.select(Criterion.__table__)))
    service.load_framework()
    db.session.commit()
    assert list(db.session.execute(sa.select(Criterion.__table__))) == before


def test_a_training_with_holes_is_not_submitted(app):
    training = make_draft()
    with pytest.raises(RuleViolation, match="ontbreken nog"):
        service.submit(training=training, actor=make_provider_member(training.provider), at=clock.now())


def test_submitting_twice_gives_one_round(app):
    assessment = make_round()
    again = service.submit(training=assessment.training, actor=make_provider_member(), at=clock.now())
    assert again is assessment


def test_a_submitted_training_is_not_findable_before_the_decision(app):
    assessment = make_round()
    judge_all(assessment)
    assert not assessment.training.is_findable(clock.now())


def test_a_training_that_meets_everything_is_accepted_and_findable(app):
    assert make_accepted().is_findable(clock.now() + timedelta(seconds=1))


def test_an_acceptance_holds_two_years(app):
    training = make_accepted()
    latest = queries.latest_assessment(training.id)
    assert clock.to_wall_time(latest.valid_until).date() == service.deciding.last_day(Outcome.ACCEPTED, clock.today(), 24, []) + timedelta(
        days=1
    )


def test_a_decision_waits_for_every_criterion(app):
    assessment = make_round()
    with pytest.raises(RuleViolation, match=r"KK1\.1"):
        service.decide(assessment=assessment, actor=make_assessor(), at=clock.now())


def test_a_refused_training_stays_invisible(app):
    assessment = make_round()
    colleague = judge_all(assessment, KK2_2a=("nok", "Geen enkel vak genoemd."))
    assert service.decide(assessment=assessment, actor=colleague, at=clock.now()) is Outcome.REFUSED
    assert not assessment.training.is_findable(clock.now())


def test_a_refusal_ends_an_earlier_acceptance_of_other_content(app):
    training = make_accepted()
    old_title, training.title = training.title, "Anders"
    catalogue.training_changed(training=training, at=clock.now())
    assessment = make_round(training)
    colleague = judge_all(assessment, KK1_1=("nok", "Voor iedereen."))
    service.decide(assessment=assessment, actor=colleague, at=clock.now())
    training.title = old_title
    catalogue.training_changed(training=training, at=clock.now())
    assert not training.is_findable(clock.now())


def test_a_conditional_acceptance_ends_after_its_first_date(app):
    assessment = make_round()
    colleague = judge_all(assessment, KK5_4=("nok", "Geen nazorg."))
    service.decide(assessment=assessment, actor=colleague, at=clock.now(), actions=[plan(days=30)])
    assert assessment.training.is_findable(clock.now() + timedelta(days=29))
    assert not assessment.training.is_findable(clock.now() + timedelta(days=31, hours=1))


def test_a_solved_agreement_gives_the_full_term(app):
    assessment = make_round()
    colleague = judge_all(assessment, KK5_4=("nok", "Geen nazorg."))
    service.decide(assessment=assessment, actor=colleague, at=clock.now(), actions=[plan(days=30)])
    service.solve_action(action=assessment.actions[0], actor=colleague, at=clock.now())
    assert assessment.training.is_findable(clock.now() + timedelta(days=400))


def test_solving_an_agreement_does_not_show_changed_content(app):
    assessment = make_round()
    colleague = judge_all(assessment, KK5_4=("nok", "Geen nazorg."))
    service.decide(assessment=assessment, actor=colleague, at=clock.now(), actions=[plan()])
    assessment.training.title = "Anders"
    catalogue.training_changed(training=assessment.training, at=clock.now())
    service.solve_action(action=assessment.actions[0], actor=colleague, at=clock.now())
    assert not assessment.training.is_findable(clock.now())


def test_a_conditional_outcome_needs_an_agreement_per_criterion(app):
    assessment = make_round()
    colleague = judge_all(assessment, KK5_4=("nok", "Geen nazorg."))
    with pytest.raises(RuleViolation, match=r"KK5\.4"):
        service.decide(assessment=assessment, actor=colleague, at=clock.now())


def test_a_training_changed_under_the_hands_of_the_assessor_is_not_decided(app):
    assessment = make_round()
    colleague = judge_all(assessment)
    assessment.training.summary = "Iets anders."
    catalogue.training_changed(training=assessment.training, at=clock.now())
    with pytest.raises(RuleViolation, match="gewijzigd"):
        service.decide(assessment=assessment, actor=colleague, at=clock.now())


def test_new_content_taken_over_can_be_decided(app):
    assessment = make_round()
    colleague = judge_all(assessment)
    assessment.training.summary = "Iets anders."
    catalogue.training_changed(training=assessment.training, at=clock.now())
    service.take_new_content(assessment=assessment, actor=colleague, at=clock.now())
    colleague = judge_all(assessment)
    service.decide(assessment=assessment, actor=colleague, at=clock.now())
    assert assessment.training.is_findable(clock.now() + timedelta(seconds=1))


def test_submitting_changed_content_again_does_not_slip_past_the_assessor(app):
    assessment = make_round()
    colleague = judge_all(assessment)
    assessment.training.summary = "Iets anders."
    catalogue.training_changed(training=assessment.training, at=clock.now())
    service.submit(training=assessment.training, actor=make_provider_member(), at=clock.now())
    with pytest.raises(RuleViolation, match="gewijzigd"):
        service.decide(assessment=assessment, actor=colleague, at=clock.now())


def test_a_withdrawn_training_is_not_decided(app):
    assessment = make_round()
    colleague = judge_all(assessment)
    catalogue.withdraw(training=assessment.training, actor=make_provider_member(), at=clock.now())
    with pytest.raises(RuleViolation, match="teruggetrokken"):
        service.decide(assessment=assessment, actor=colleague, at=clock.now())


def test_a_second_decision_on_one_round_is_refused(app):
    assessment = make_round()
    colleague = judge_all(assessment)
    service.decide(assessment=assessment, actor=colleague, at=clock.now())
    with pytest.raises(RuleViolation, match="beslist"):
        service.decide(assessment=assessment, actor=colleague, at=clock.now())


def test_whoever_saves_on_an_older_page_is_told(app):
    assessment = make_round()
    seen = assessment.revision
    first, second = make_assessor(), make_assessor()
    service.save_round(assessment=assessment, note=service.Note(), actor=first, at=clock.now(), revision=seen)
    with pytest.raises(RuleViolation, match="collega"):
        service.save_round(assessment=assessment, note=service.Note(), actor=second, at=clock.now(), revision=seen)


def test_a_verdict_that_is_not_ok_needs_a_reason(app):
    with pytest.raises(RuleViolation, match="waarom"):
        service.judge(
            assessment=make_round(), criterion="KK1.1", verdict=Verdict.NOT_MET, reason=" ", actor=make_assessor(), at=clock.now()
        )


def test_a_criterion_that_does_not_apply_is_not_judged(app):
    with pytest.raises(RuleViolation, match=r"KK1\.4a"):
        service.judge(assessment=make_round(), criterion="KK1.4a", verdict=Verdict.MET, actor=make_assessor(), at=clock.now())


def test_nobody_judges_an_own_training(app):
    assessment = make_round()
    with pytest.raises(RuleViolation, match="collega"):
        service.judge(
            assessment=assessment,
            criterion="KK1.1",
            verdict=Verdict.MET,
            actor=make_provider_member(assessment.training.provider),
            at=clock.now(),
        )


def test_every_provider_member_gets_the_decision_by_mail(app):
    assessment = make_round()
    member = make_provider_member(assessment.training.provider)
    colleague = judge_all(assessment, KK2_2a=("nok", "Geen enkel vak genoemd."))
    service.decide(assessment=assessment, actor=colleague, at=clock.now(), link="http://localhost/x")
    mail = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.recipient == member.email)).one()
    assert "Geen enkel vak genoemd." in mail.body


def imported(training, outcome=Outcome.ACCEPTED, **values):
    decided = clock.now().replace(microsecond=0) - timedelta(days=10)
    assessment = service.record_imported(training=training, **({"outcome": outcome, "decided_at": decided, "source": "Testbron"} | values))
    db.session.commit()
    return assessment


def test_an_imported_acceptance_makes_exactly_this_content_findable(app):
    training = make_training(findable=False)
    imported(training)
    assert training.is_findable(clock.now())


def test_importing_the_same_outcome_twice_changes_nothing(app):
    training = make_training(findable=False)
    facts = {
        "decided_at": clock.now() - timedelta(days=10),
        "actions": [plan()],
        "refused": [service.Refusal("KK1.2c", "Lijst ontbreekt.")],
        "checklist": {"CL05": service.ChecklistOpinion(is_met=True, reason="Ja.")},
    }
    first = imported(training, Outcome.CONDITIONAL, **facts)
    db.session.expire_all()
    assert imported(training, Outcome.CONDITIONAL, **facts).id == first.id
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Assessment)) == 1


def test_an_imported_refusal_hides_the_training(app):
    training = make_accepted()
    imported(training, Outcome.REFUSED, refused=[service.Refusal("KK2.2a", "Geen context.")])
    assert not training.is_findable(clock.now())


def test_an_imported_decision_answers_the_round_that_nobody_took(app):
    assessment = make_round()
    assert imported(assessment.training).id == assessment.id
    assert queries.open_assessment(assessment.training_id) is None


def test_an_imported_decision_leaves_the_round_that_somebody_judges(app):
    assessment = make_round()
    judge_all(assessment)
    assert imported(assessment.training).id != assessment.id
    assert queries.open_assessment(assessment.training_id) is assessment
