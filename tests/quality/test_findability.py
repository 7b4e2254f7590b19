"""No path makes a training findable without a decision on exactly its content: a random walk over everything that can happen."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from rtc_app.catalogue import service as catalogue
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import queries, service
from rtc_app.quality.rules import ActionPlan, Opinion, Outcome, RoundKind, Verdict, outcome
from tests.factories.accounts import make_assessor, make_provider_member
from tests.factories.catalogue import make_trainer, make_training

WORST = st.sampled_from([None, ("KK1.1", Verdict.NOT_MET), ("KK5.4", Verdict.NOT_MET), ("KK4.1", Verdict.PARTLY)])


class Walk(RuleBasedStateMachine):
    """One training in the hands of a provider, three assessors and an importer; `allowed` is the content somebody let through.

    Content is told apart by what the walk itself changes, so that it does not rest on the hash it puts to the test.
    """

    def __init__(self):
        super().__init__()
        first = make_trainer()
        self.trainers = [first, make_trainer(provider=first.provider)]
        self.training = make_training(findable=False, provider=first.provider, trainers=[first], platform="Teams.")
        self.provider = make_provider_member(self.training.provider)
        self.assessors = [make_assessor() for _ in range(3)]
        self.now = clock.now()
        #: Content → until when somebody decided that it may be shown; a later refusal takes it away.
        self.allowed = {}

    def teardown(self):
        db.session.rollback()

    @property
    def round(self):
        return queries.open_assessment(self.training.id)

    @property
    def content(self):
        modes = frozenset(tag.concept.code for tag in self.training.tags if tag.concept.scheme.code == "leervorm")
        words = self.training.title.strip().rstrip("!").casefold()
        return words, modes, self.training.price_training, frozenset(trainer.id for trainer in self.training.trainers)

    def attempt(self, act, **values):
        """Do it when the rules allow; returns whether they did."""
        try:
            act(at=self.now, **values)
        except RuleViolation:
            return False
        return True

    @rule(hours=st.integers(1, 24 * 200))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @rule(title=st.sampled_from(["A", "B", "a", "B!", " A "]))
    def provider_edits_the_title(self, title):
        catalogue.edit_training(training=self.training, fields={"title": title}, actor=self.provider, at=self.now)

    @rule(price=st.sampled_from([0, 5000]), size=st.integers(1, 20))
    def provider_edits_price_and_size(self, price, size):
        fields = {"price_training": price, "min_participants": 1, "max_participants": size}
        catalogue.edit_training(training=self.training, fields=fields, actor=self.provider, at=self.now)

    @rule(mode=st.sampled_from(["fysiek", "hybride", "online-async"]))
    def provider_changes_the_mode(self, mode):
        catalogue.edit_training(training=self.training, fields={}, tags={"leervorm": {mode: None}}, actor=self.provider, at=self.now)

    @rule(which=st.sampled_from([[0], [1], [0, 1]]))
    def provider_changes_trainers(self, which):
        chosen = [self.trainers[number] for number in which]
        catalogue.edit_training(training=self.training, fields={}, trainers=chosen, actor=self.provider, at=self.now)

    @rule(words=st.sampled_from(["", "Een label.", "Geen label."]))
    def provider_changes_its_file(self, words):
        catalogue.describe_provider(provider=self.training.provider, quality_care=words, declaration="", at=self.now)

    @rule()
    def provider_submits(self):
        service.submit(training=self.training, actor=self.provider, at=self.now)

    @rule()
    def provider_withdraws(self):
        catalogue.withdraw(training=self.training, actor=self.provider, at=self.now)

    @rule()
    def provider_puts_back(self):
        catalogue.reinstate(training=self.training, actor=self.provider, at=self.now)

    @rule()
    def provider_objects(self):
        self.attempt(service.appeal, training=self.training, objections={"KK1.1": "Niet akkoord."}, actor=self.provider)

    @precondition(lambda self: self.round)
    @rule()
    def provider_answers(self):
        answers = {question.id: "Zo zit het." for question in self.round.questions}
        service.answer_questions(assessment=self.round, answers=answers, actor=self.provider, at=self.now)

    @rule(who=st.integers(0, 2))
    def assessor_looks_again(self, who):
        self.attempt(service.reassess, training=self.training, actor=self.assessors[who])

    @precondition(lambda self: self.round)
    @rule(who=st.integers(0, 2), worst=WORST)
    def assessor_judges_all_and_hands_over(self, who, worst):
        opinions = {r.code: Opinion(Verdict.MET) for r in queries.applicable_rules(self.round) if not r.same_as}
        if worst:
            opinions[worst[0]] = Opinion(worst[1], "Daarom.")
        if self.attempt(service.save_round, assessment=self.round, note=service.Note(opinions), actor=self.assessors[who]):
            self.attempt(service.propose, assessment=self.round, actor=self.assessors[who])

    @precondition(lambda self: self.round)
    @rule(who=st.integers(0, 2), code=st.sampled_from(["KK1.1", "KK1.3", "KK5.4"]))
    def assessor_judges_one(self, who, code):
        self.attempt(service.judge, assessment=self.round, criterion=code, verdict=Verdict.MET, actor=self.assessors[who])

    @precondition(lambda self: self.round)
    @rule(who=st.integers(0, 2))
    def assessor_asks(self, who):
        criterion = queries.criteria_by_code(self.round.framework, ["KK2.1"])["KK2.1"]
        if self.attempt(service.ask, assessment=self.round, criterion=criterion, text="Hoe?", actor=self.assessors[who]):
            service.send_questions(assessment=self.round, actor=self.assessors[who], at=self.now)

    @precondition(lambda self: self.round)
    @rule(who=st.integers(0, 2))
    def assessor_takes_new_content(self, who):
        self.attempt(service.take_new_content, assessment=self.round, actor=self.assessors[who])

    @precondition(lambda self: self.round)
    @rule(who=st.integers(0, 2))
    def colleague_sends_back(self, who):
        self.attempt(service.send_back, assessment=self.round, remark="Kijk nog eens.", actor=self.assessors[who])

    @precondition(lambda self: self.round)
    @rule(who=st.integers(0, 2))
    def colleague_decides(self, who):
        assessment = self.round
        due = clock.to_wall_time(self.now).date() + timedelta(days=40)
        plans = [ActionPlan(code, "Doen.", "Verstrekker", due) for code in ("KK5.4", "KK4.1")]
        if not self.attempt(service.decide, assessment=assessment, actor=self.assessors[who], actions=plans):
            return
        assert assessment.decided_by_id not in queries.judges_of(assessment)
        assert queries.outdated(assessment) == []
        assert assessment.outcome is outcome(queries.applicable_rules(assessment), queries.opinions_of(assessment))
        self.note(assessment)

    @rule(solve=st.integers(0, 1))
    def an_agreement_is_kept(self, solve):
        latest = queries.latest_assessment(self.training.id)
        for action in latest.actions[solve : solve + 1] if latest else []:
            service.solve_action(action=action, actor=self.assessors[0], at=self.now)
            known = [content for content, (_, number) in self.allowed.items() if number == latest.round]
            for content in known:
                self.allowed[content] = (latest.valid_until, latest.round)

    @rule(result=st.sampled_from(list(Outcome)))
    def a_decision_is_imported(self, result):
        before, was_open = queries.last_round(self.training.id), self.round
        plans = [ActionPlan("KK5.4", "Doen.", "Verstrekker", clock.to_wall_time(self.now).date() + timedelta(days=20))]
        actions = plans if result is Outcome.CONDITIONAL else []
        done = service.record_imported(training=self.training, outcome=result, decided_at=self.now, source="Elders", actions=actions)
        if queries.last_round(self.training.id) > before or done is was_open:
            self.note(done)

    def note(self, decision):
        if decision.outcome is Outcome.REFUSED:
            self.allowed.clear()
        else:
            self.allowed[self.content] = (decision.valid_until, decision.round)

    @invariant()
    def only_what_was_let_through_is_findable(self):
        if self.training.is_findable(self.now):
            assert self.training.withdrawn_at is None
            assert self.allowed.get(self.content, (self.now, 0))[0] > self.now

    @invariant()
    def an_objection_is_never_judged_by_those_it_is_about(self):
        assessment = self.round
        if assessment is not None and assessment.kind is RoundKind.APPEAL:
            mine = {j.judged_by_id for j in assessment.judgements if j.carried_from is None}
            assert not mine & queries.hands_in_last_decision(self.training.id)

    @invariant()
    def at_most_one_round_is_open(self):
        db.session.flush()


@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
def test_nothing_is_findable_without_a_decision_on_exactly_its_content(app):
    steps = settings(
        max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
    )
    run_state_machine_as_test(Walk, settings=steps)


def test_the_walk_does_reach_the_site(app):
    """The walk would prove nothing if nobody ever came to a decision."""
    walk = Walk()
    walk.provider_submits()
    walk.assessor_judges_all_and_hands_over(0, None)
    walk.colleague_decides(1)
    walk.time_passes(1)
    assert walk.training.is_findable(walk.now)
    walk.only_what_was_let_through_is_findable()
    walk.provider_edits_the_title("Iets anders")
    assert not walk.training.is_findable(walk.now)
