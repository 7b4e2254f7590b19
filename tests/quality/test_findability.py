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
from rtc_app.quality.rules import ActionPlan, Opinion, Outcome, Verdict
from tests.factories.accounts import make_assessor, make_provider_member
from tests.factories.catalogue import make_training


class Walk(RuleBasedStateMachine):
    """One training in the hands of a provider, an assessor and an importer; `allowed` is the content somebody let through."""

    def __init__(self):
        super().__init__()
        self.training = make_training(findable=False)
        self.provider = make_provider_member(self.training.provider)
        self.assessor = make_assessor()
        self.now = clock.now()
        #: Content → until when somebody decided that it may be shown; a later refusal takes it away.
        self.allowed = {}

    def teardown(self):
        db.session.rollback()

    @property
    def round(self):
        return queries.open_assessment(self.training.id)

    @rule(hours=st.integers(1, 24 * 200))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @rule(title=st.sampled_from(["A", "B", "C"]))
    def provider_edits(self, title):
        catalogue.edit_training(training=self.training, fields={"title": title}, actor=self.provider, at=self.now)

    @rule()
    def provider_submits(self):
        service.submit(training=self.training, actor=self.provider, at=self.now)

    @rule()
    def provider_withdraws(self):
        catalogue.withdraw(training=self.training, actor=self.provider, at=self.now)

    @rule()
    def provider_puts_back(self):
        catalogue.reinstate(training=self.training, actor=self.provider, at=self.now)

    @precondition(lambda self: self.round)
    @rule(worst=st.sampled_from([None, ("KK1.1", Verdict.NOT_MET), ("KK5.4", Verdict.NOT_MET), ("KK4.1", Verdict.PARTLY)]))
    def assessor_judges(self, worst):
        opinions = {r.code: Opinion(Verdict.MET) for r in queries.applicable_rules(self.round) if not r.same_as}
        if worst:
            opinions[worst[0]] = Opinion(worst[1], "Daarom.")
        service.save_round(assessment=self.round, note=service.Note(opinions), actor=self.assessor, at=self.now)

    @precondition(lambda self: self.round)
    @rule()
    def assessor_takes_new_content(self):
        service.take_new_content(assessment=self.round, actor=self.assessor, at=self.now)

    @precondition(lambda self: self.round)
    @rule()
    def assessor_decides(self):
        round_ = self.round
        judged = round_.content_hash
        due = clock.to_wall_time(self.now).date() + timedelta(days=40)
        plans = [ActionPlan(code, "Doen.", "Verstrekker", due) for code in ("KK5.4", "KK4.1")]
        try:
            result = service.decide(assessment=round_, actor=self.assessor, at=self.now, actions=plans)
        except RuleViolation:
            return
        assert judged == self.training.content_hash
        self._note(result, round_)

    @rule(outcome=st.sampled_from(list(Outcome)))
    def a_decision_is_imported(self, outcome):
        before = queries.last_round(self.training.id)
        plans = [ActionPlan("KK5.4", "Doen.", "Verstrekker", clock.to_wall_time(self.now).date() + timedelta(days=20))]
        actions = plans if outcome is Outcome.CONDITIONAL else []
        was_open = self.round
        done = service.record_imported(training=self.training, outcome=outcome, decided_at=self.now, source="Elders", actions=actions)
        if queries.last_round(self.training.id) > before or done is was_open:
            self._note(outcome, done)

    def _note(self, outcome, decision):
        if outcome is Outcome.REFUSED:
            self.allowed.clear()
        else:
            self.allowed[decision.content_hash] = decision.valid_until

    @invariant()
    def only_what_was_let_through_is_findable(self):
        if self.training.is_findable(self.now):
            assert self.training.withdrawn_at is None
            assert self.training.content_hash == catalogue.content_hash(self.training)
            assert self.allowed.get(self.training.content_hash, self.now) > self.now

    @invariant()
    def at_most_one_round_is_open(self):
        db.session.flush()


@pytest.mark.filterwarnings("ignore::hypothesis.errors.NonInteractiveExampleWarning")
def test_nothing_is_findable_without_a_decision_on_exactly_its_content(app):
    steps = settings(
        max_examples=8, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True
    )
    run_state_machine_as_test(Walk, settings=steps)
