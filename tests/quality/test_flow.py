"""Four eyes, questions in rounds, objections and new looks, with the database."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.catalogue import service as catalogue
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.outbox import OutboxMail
from rtc_app.quality import queries, service
from rtc_app.quality.models import EventKind
from rtc_app.quality.rules import ActionPlan, CriterionState, Opinion, Outcome, RoundKind, Verdict
from tests.factories.accounts import make_assessor, make_provider_member
from tests.factories.catalogue import make_training
from tests.factories.quality import MET, judge_all, make_accepted, make_declaration, make_round

REASON = "Voor iedereen, dus voor niemand."


def criterion(assessment, code):
    return queries.criteria_by_code(assessment.framework, [code])[code]


def refused(**different):
    assessment = make_round()
    service.decide(assessment=assessment, actor=judge_all(assessment, **(different or {"KK1_1": ("nok", REASON)})), at=clock.now())
    db.session.commit()
    return assessment


def ask(assessment, code="KK2.2b", text="Welke klas?", actor=None):
    return service.ask(
        assessment=assessment, criterion=criterion(assessment, code), text=text, actor=actor or make_assessor(), at=clock.now()
    )


def test_whoever_judged_does_not_decide(app):
    assessment = make_round()
    assessor = make_assessor()
    judge_all(assessment, assessor)
    with pytest.raises(RuleViolation, match="zelf"):
        service.decide(assessment=assessment, actor=assessor, at=clock.now())


def test_whoever_gave_one_verdict_of_many_does_not_decide(app):
    assessment = make_round()
    helper = make_assessor()
    service.judge(assessment=assessment, criterion="KK1.1", verdict=Verdict.PARTLY, reason="Bijna.", actor=helper, at=clock.now())
    service.start_assessment(assessment=assessment, actor=make_assessor(), at=clock.now())
    opinions = {rule.code: MET for rule in queries.applicable_rules(assessment) if not rule.same_as and rule.code != "KK1.1"}
    service.save_round(assessment=assessment, note=service.Note(opinions), actor=assessment.assessor, at=clock.now())
    service.propose(assessment=assessment, actor=assessment.assessor, at=clock.now())
    with pytest.raises(RuleViolation, match="zelf"):
        service.decide(assessment=assessment, actor=helper, at=clock.now())


def test_nobody_decides_before_it_is_handed_over(app):
    assessment = make_round()
    colleague = judge_all(assessment)
    service.judge(assessment=assessment, criterion="KK1.1", verdict=Verdict.NOT_MET, reason=REASON, actor=make_assessor(), at=clock.now())
    with pytest.raises(RuleViolation, match="voor"):
        service.decide(assessment=assessment, actor=colleague, at=clock.now())


def test_a_one_person_rtc_decides_alone_and_that_is_known(app):
    assessment = make_round()
    assessor = make_assessor()
    judge_all(assessment, assessor)
    service.decide(assessment=assessment, actor=assessor, at=clock.now(), four_eyes=False)
    assert assessment.is_by_one_person


def test_a_decision_by_two_is_not_called_one_of_a_single_person(app):
    training = make_accepted()
    assert not queries.latest_assessment(training.id).is_by_one_person


def test_a_round_sent_back_waits_for_its_assessor_again_and_the_remark_is_read(app):
    assessment = make_round()
    colleague = judge_all(assessment)
    service.send_back(assessment=assessment, remark="Kijk KK2.1 na.", actor=colleague, at=clock.now())
    assert assessment.proposed_at is None
    assert queries.sent_back(assessment).text == "Kijk KK2.1 na."
    service.propose(assessment=assessment, actor=assessment.assessor, at=clock.now())
    assert queries.sent_back(assessment) is None


def test_the_proposed_agreements_wait_for_the_colleague(app):
    assessment = make_round()
    assessor = make_assessor()
    judge_all(assessment, assessor, KK5_4=("nok", "Geen nazorg."))
    plan = ActionPlan("KK5.4", "Open een forum.", "Verstrekker", clock.today() + timedelta(days=20))
    service.propose(assessment=assessment, actor=assessor, at=clock.now(), actions=[plan])
    assert [action.action for action in assessment.actions] == ["Open een forum."]
    assert queries.queue(clock.now()).agreements == []


def test_a_question_makes_information_missing_and_an_answer_asks_to_look_again(app):
    assessment = make_round()
    assessor = make_assessor()
    question = ask(assessment, actor=assessor)
    db.session.commit()
    assert state(assessment, "KK2.2b") is CriterionState.INFO_MISSING
    service.send_questions(assessment=assessment, actor=assessor, at=clock.now())
    service.answer_questions(assessment=assessment, answers={question.id: "Het vijfde jaar."}, actor=make_provider_member(), at=clock.now())
    db.session.commit()
    assert state(assessment, "KK2.2b") is CriterionState.TO_DO


def state(assessment, code):
    return next(entry.state for entry in queries.workspace(assessment).entries if entry.criterion.code == code)


def test_questions_go_in_one_mail(app):
    assessment = make_round()
    member = make_provider_member(assessment.training.provider)
    ask(assessment, "KK2.2b")
    ask(assessment, "KK3.1", "Welke versie?")
    assert service.send_questions(assessment=assessment, actor=make_assessor(), at=clock.now()) == 2
    mail = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.recipient == member.email)).one()
    assert "Welke klas?" in mail.body
    assert "Welke versie?" in mail.body


def test_a_question_that_was_not_sent_is_not_answered(app):
    assessment = make_round()
    question = ask(assessment)
    answered = service.answer_questions(assessment=assessment, answers={question.id: "Ja."}, actor=make_provider_member(), at=clock.now())
    assert answered == 0


def test_asking_takes_back_a_verdict(app):
    assessment = make_round()
    judge_all(assessment)
    ask(assessment, "KK2.2b")
    assert "KK2.2b" not in queries.opinions_of(assessment)


def test_an_answer_stays_as_it_was_once_the_criterion_is_judged(app):
    assessment = make_round()
    assessor = make_assessor()
    question = ask(assessment, actor=assessor)
    service.send_questions(assessment=assessment, actor=assessor, at=clock.now())
    judge_all(assessment, assessor)
    service.answer_questions(assessment=assessment, answers={question.id: "Te laat."}, actor=make_provider_member(), at=clock.now())
    assert question.answer == ""


def test_an_objection_opens_only_what_it_is_about(app):
    decided = refused(KK1_1=("nok", REASON), KK3_1=("nok", "Geen beroepssoftware."))
    again = appeal(decided, {"KK1.1": "Het is net voor de derde graad."})
    judged = {judgement.criterion.code for judgement in again.judgements}
    assert again.kind is RoundKind.APPEAL
    assert "KK1.1" not in judged
    assert "KK3.1" in judged


def appeal(decided, objections, at=None):
    again = service.appeal(
        training=decided.training, objections=objections, actor=make_provider_member(decided.training.provider), at=at or clock.now()
    )
    db.session.commit()
    return again


def test_whoever_had_a_hand_in_a_decision_does_not_judge_the_objection(app):
    decided = refused()
    first, second = decided.assessor, decided.decided_by
    again = appeal(decided, {"KK1.1": "Niet akkoord."})
    for person in (first, second):
        with pytest.raises(RuleViolation, match="bezwaar"):
            service.start_assessment(assessment=again, actor=person, at=clock.now())


def test_an_objection_that_is_right_brings_the_training_on_the_site(app):
    again = appeal(refused(), {"KK1.1": "Het is net voor de derde graad."})
    colleague = judge_all(again)
    assert service.decide(assessment=again, actor=colleague, at=clock.now()) is Outcome.ACCEPTED
    assert again.training.is_findable(clock.now() + timedelta(seconds=1))


@pytest.mark.parametrize(
    ("days", "objections"), [(40, {"KK1.1": "Te laat."}), (1, {}), (1, {"KK1.1": "  "}), (1, {"KK2.1": "Was in orde."})]
)
def test_an_objection_is_refused_when_it_is_late_empty_or_about_something_that_was_met(app, days, objections):
    decided = refused()
    with pytest.raises(RuleViolation):
        appeal(decided, objections, clock.now() + timedelta(days=days))


def test_one_objects_once(app):
    again = appeal(refused(), {"KK1.1": "Niet akkoord."})
    service.decide(assessment=again, actor=judge_all(again, KK1_1=("nok", "Toch niet.")), at=clock.now())
    assert not queries.may_appeal(again.training, clock.now())


def test_a_decision_that_ends_soon_stands_in_the_list_and_the_training_stays_online_during_the_new_look(app):
    now = clock.now()
    training = make_accepted(at=now - timedelta(days=700))
    assert [one.training.id for one in queries.expiring(now, 10)] == [training.id]
    again = service.reassess(training=training, actor=make_assessor(), at=now)
    assert again.kind is RoundKind.EXPIRING
    assert again.judgements == []
    assert training.is_findable(now)
    assert queries.expiring(now, 10) == []


def test_a_decision_that_holds_for_long_does_not_stand_in_the_list(app):
    make_accepted()
    assert queries.expiring(clock.now(), 10) == []


def test_a_changed_file_of_the_provider_asks_for_a_new_look_at_what_rests_on_it_only(app):
    training = make_accepted(at=clock.now() - timedelta(days=10))
    catalogue.describe_provider(provider=training.provider, quality_care="Een nieuw label.", declaration="", at=clock.now())
    (one,) = queries.expiring(clock.now(), 10)
    again = service.reassess(training=training, actor=make_assessor(), at=clock.now())
    judged = {judgement.criterion.code for judgement in again.judgements}
    assert one.is_file
    assert {r.code for r in queries.applicable_rules(again) if not r.same_as} - judged == {"KK6.2"}


def test_a_trainer_described_anew_asks_for_a_new_look_at_trainers_only(app):
    training = make_accepted(at=clock.now() - timedelta(days=10))
    (trainer,) = training.trainers
    words = {"name": trainer.name, "subject_background": trainer.subject_background, "teaching_background": "Geen diploma meer."}
    catalogue.edit_trainer(trainer=trainer, **words, at=clock.now())
    assert training.is_findable(clock.now())
    again = service.reassess(training=training, actor=make_assessor(), at=clock.now())
    judged = {judgement.criterion.code for judgement in again.judgements}
    assert {r.code for r in queries.applicable_rules(again) if not r.same_as} - judged == {"KK6.1a"}


def listed(at=None):
    """The trainings that wait for a new look since the file of their provider changed."""
    return {one.training.id for one in queries.expiring(at or clock.now(), 10) if one.is_file}


def test_a_declaration_asks_for_a_new_look_at_trainings_with_a_platform_only(app):
    before = clock.now() - timedelta(days=10)
    online = make_accepted(at=before, platform="Teams.", tags={"leervorm": ["online-sync"]})
    make_accepted(at=before, provider=online.provider, tags={"leervorm": ["fysiek"]})
    make_declaration(online.provider)
    assert listed() == {online.id}


def test_a_trainer_described_anew_asks_for_a_new_look_at_the_trainings_of_that_trainer_only(app):
    before = clock.now() - timedelta(days=10)
    own = make_accepted(at=before)
    make_accepted(at=before, provider=own.provider)
    (trainer,) = own.trainers
    catalogue.edit_trainer(
        trainer=trainer, name=trainer.name, subject_background="Lasser.", teaching_background="Bachelor.", at=clock.now()
    )
    assert listed() == {own.id}


def test_what_a_provider_changes_back_asks_for_nothing(app):
    training = make_accepted(at=clock.now() - timedelta(days=10))
    for words in ("Een nieuw label.", ""):
        catalogue.describe_provider(provider=training.provider, quality_care=words, declaration="", at=clock.now())
    assert listed() == set()


def test_a_decision_made_elsewhere_rests_on_the_file_too(app):
    training = make_training(findable=False, tags={"leervorm": ["fysiek"]})
    decided_at = clock.now() - timedelta(days=10)
    service.record_imported(training=training, outcome=Outcome.ACCEPTED, decided_at=decided_at, source="lijst")
    db.session.commit()
    make_declaration(training.provider)
    assert listed() == set()
    catalogue.describe_provider(provider=training.provider, quality_care="Een nieuw label.", declaration="", at=clock.now())
    assert listed() == {training.id}


def test_a_decision_from_before_it_was_noted_what_it_rests_on_is_looked_at_in_any_case(app):
    training = make_accepted(at=clock.now() - timedelta(days=10))
    queries.latest_assessment(training.id).file_seen = None
    db.session.commit()
    make_declaration(training.provider)
    assert listed() == {training.id}


def test_a_file_saved_without_change_asks_for_nothing(app):
    training = make_accepted(at=clock.now() - timedelta(days=10))
    catalogue.describe_provider(provider=training.provider, quality_care="", declaration="", at=clock.now())
    assert queries.expiring(clock.now(), 10) == []


def test_what_was_judged_of_the_same_file_with_another_training_is_proposed_and_not_given(app):
    first = make_accepted()
    second = make_round(make_training(findable=False, provider=first.provider, trainers=first.trainers))
    page = queries.workspace(second)
    item = queries.item_of(page, criterion(second, "KK6.1a"))
    assert item.elsewhere.verdict is Verdict.MET
    assert item.judgement is None


def test_the_file_of_another_provider_proves_nothing(app):
    make_accepted()
    second = make_round()
    assert queries.item_of(queries.workspace(second), criterion(second, "KK6.2")).elsewhere is None


def test_two_at_one_criterion_notice_each_other(app):
    assessment = make_round()
    item = queries.item_of(queries.workspace(assessment), criterion(assessment, "KK1.1"))
    seen = {"judgement_seen": item.judgement_seen, "content_seen": item.content_seen}
    first, second = make_assessor(), make_assessor()
    given = {"assessment": assessment, "criterion": item.criterion, "at": clock.now()}
    service.judge_seen(**given, **seen, opinion=MET, actor=first)
    with pytest.raises(service.ChangedMeanwhile, match="collega"):
        service.judge_seen(**given, **seen, opinion=Opinion(Verdict.NOT_MET, REASON), actor=second)


def test_two_at_different_criteria_do_not_hinder_each_other(app):
    assessment = make_round()
    page = queries.workspace(assessment)
    items = [queries.item_of(page, criterion(assessment, code)) for code in ("KK1.1", "KK2.1")]
    for item in items:
        service.judge_seen(
            assessment=assessment,
            criterion=item.criterion,
            opinion=MET,
            actor=make_assessor(),
            at=clock.now(),
            judgement_seen=item.judgement_seen,
            content_seen=item.content_seen,
        )
    assert len(assessment.judgements) == 2


def test_nobody_judges_words_he_did_not_read(app):
    assessment = make_round()
    item = queries.item_of(queries.workspace(assessment), criterion(assessment, "KK2.2b"))
    catalogue.edit_training(
        training=assessment.training, fields={"examples": ["Iets anders."]}, actor=make_provider_member(), at=clock.now()
    )
    with pytest.raises(service.ChangedMeanwhile, match="verstrekker"):
        service.judge_seen(
            assessment=assessment,
            criterion=item.criterion,
            opinion=MET,
            actor=make_assessor(),
            at=clock.now(),
            judgement_seen=item.judgement_seen,
            content_seen=item.content_seen,
        )


def test_work_is_divided_evenly_and_never_to_whoever_gives_the_training(app):
    people = [make_assessor() for _ in range(3)]
    for _ in range(6):
        make_round()
    assert service.distribute(actor=people[0], at=clock.now()) == 6
    assert set(queries.desk_loads([person.id for person in people]).values()) == {2}


def test_the_history_tells_every_judgement_also_one_that_was_replaced(app):
    assessment = make_round()
    assessor = make_assessor()
    for verdict, reason in ((Verdict.NOT_MET, REASON), (Verdict.MET, "")):
        service.judge(assessment=assessment, criterion="KK1.1", verdict=verdict, reason=reason, actor=assessor, at=clock.now())
    db.session.commit()
    (one,) = queries.history(assessment.training_id, is_staff=True)
    told = [(event.verdict, event.text) for event in one.events if event.kind is EventKind.JUDGED]
    assert told == [(Verdict.MET, ""), (Verdict.NOT_MET, REASON)]


def test_a_provider_reads_no_judgement_before_the_decision_and_never_what_assessors_say_to_each_other(app):
    assessment = make_round()
    colleague = judge_all(assessment, KK1_1=("nok", REASON))
    service.send_back(assessment=assessment, remark="Te streng.", actor=colleague, at=clock.now())
    ask(assessment, "KK2.2b", "Nog niet verstuurd?")
    db.session.commit()
    (one,) = queries.history(assessment.training_id, is_staff=False)
    assert {event.kind for event in one.events} == {EventKind.OPENED, EventKind.TAKEN}
