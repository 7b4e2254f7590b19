"""Rounds of judging for tests. Each function says only what matters and commits."""

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries, service
from rtc_app.quality.models import AccountDuty, AgreementSample, SecondAssessment
from rtc_app.quality.rules import Opinion, Verdict
from tests.factories.accounts import make_administrator, make_assessor, make_provider_member
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


def make_second(assessment, assessor=None):
    """A round that was drawn for a second assessment; with an assessor who took it."""
    sample = AgreementSample(
        share_percent=100, qualified=[assessment.id], drawn=1, seed=1, drawn_by_id=make_administrator().id, drawn_at=clock.now()
    )
    assessment.second = SecondAssessment(sample=sample)
    db.session.commit()
    if assessor:
        service.take_second(second=assessment.second, actor=assessor, at=clock.now())
        db.session.commit()
    return assessment.second


def judge_blind(second, **different):
    """The second assessor finds every criterion met, except KK2_2a=("nok", "reden") and the like, and finishes."""
    for entry in queries.blind_page(second).entries:
        criterion = entry.criterion
        verdict, reason = different.get(criterion.code.replace(".", "_"), ("ok", ""))
        seen = queries.blind_item(second, criterion).content_seen
        opinion = Opinion(Verdict(verdict), reason)
        service.judge_second(second=second, criterion=criterion, opinion=opinion, actor=second.assessor, at=clock.now(), content_seen=seen)
    service.finish_second(second=second, actor=second.assessor, at=clock.now())
    db.session.commit()


def make_evidence(provider, training=None, **values):
    """A small pdf that proves quality care."""
    defaults = {"criterion": "KK6.2", "description": "Label.", "upload": service.Upload("label.pdf", b"%PDF-1.7\nlabel\n%%EOF")}
    evidence = service.add_evidence(
        provider=provider, training=training, actor=make_provider_member(provider), at=clock.now(), **(defaults | values)
    )
    db.session.commit()
    return evidence


def make_declaration(provider, **values):
    """What the provider declares of one application."""
    words = {
        "application": "BookWidgets",
        "vendor": "Voorbeeldmaker",
        "data_owner": "de school",
        "account": AccountDuty.PLAIN,
        "personal_data": "naam en e-mailadres",
        "licence": "schoollicentie",
    }
    declaration = service.declare(
        provider=provider, words=service.Declared(**(words | values)), actor=make_provider_member(provider), at=clock.now()
    )
    db.session.commit()
    return declaration


def make_draft_framework(**criteria):
    """A draft of a new version; KK1_3={"severity": Severity.KNOCK_OUT} and the like change a criterion of it."""
    draft = service.draft_framework()
    known = {criterion.code: criterion for criterion in queries.every_criterion_of(draft)}
    for name, values in criteria.items():
        for attribute, value in values.items():
            setattr(known[name.replace("_", ".")], attribute, value)
    db.session.commit()
    return draft
