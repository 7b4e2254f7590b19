"""Rounds of judging for tests. Each function says only what matters and commits."""

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries, service
from rtc_app.quality.rules import Opinion, Verdict
from tests.factories.accounts import make_assessor, make_provider_member
from tests.factories.catalogue import make_training

MET = Opinion(Verdict.MET)


def make_round(training=None, at=None, **values):
    """A submitted training; gives its open assessment."""
    training = training or make_training(findable=False, **values)
    submitter = make_provider_member(training.provider)
    assessment = service.submit(training=training, actor=submitter, at=at or clock.now())
    db.session.commit()
    return assessment


def judge_all(assessment, assessor=None, at=None, **different):
    """Every applicable criterion met, except KK2_2a=("nok", "reden") and the like; handed over. Gives the colleague who may decide."""
    assessor, at = assessor or make_assessor(), at or clock.now()
    opinions = {rule.code: MET for rule in queries.applicable_rules(assessment) if not rule.same_as}
    for name, (verdict, reason) in different.items():
        opinions[name.replace("_", ".")] = Opinion(Verdict(verdict), reason)
    service.save_round(assessment=assessment, note=service.Note(opinions=opinions), actor=assessor, at=at)
    service.propose(assessment=assessment, actor=assessor, at=at)
    db.session.commit()
    return make_assessor()


def make_accepted(training=None, at=None, **values):
    """A training that went through the queue and was accepted."""
    assessment = make_round(training, at=at, **values)
    colleague = judge_all(assessment, at=at)
    service.decide(assessment=assessment, actor=colleague, at=at or clock.now())
    db.session.commit()
    return assessment.training
