"""The history of a round: each judgement with its author and moment, and never written anew (QA-01, QA-12)."""

import pytest
import sqlalchemy as sa

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries, service
from rtc_app.quality.models import AssessmentEvent, EventKind
from rtc_app.quality.rules import Verdict
from tests.factories.accounts import make_assessor
from tests.factories.quality import judge_all, make_round


def judged(assessment, assessor):
    """One criterion judged twice and one point of the checklist judged three times, the last time the same."""
    for verdict, reason in ((Verdict.PARTLY, "Bijna."), (Verdict.MET, "")):
        service.judge(assessment=assessment, criterion="KK1.1", verdict=verdict, reason=reason, actor=assessor, at=clock.now())
    for is_met, reason in ((False, "Geen oefening."), (True, "Drie oefeningen."), (True, "Drie oefeningen.")):
        service.judge_point(assessment=assessment, point="CL05", is_met=is_met, reason=reason, actor=assessor, at=clock.now())
    db.session.commit()


def lines(training_id, *, is_staff, kinds=(EventKind.JUDGED, EventKind.POINT_JUDGED)):
    return [event for event in queries.history(training_id, is_staff=is_staff)[0].events if event.kind in kinds]


def test_each_change_of_a_judgement_is_a_line_with_its_author(app):
    assessment, assessor = make_round(), make_assessor()
    judged(assessment, assessor)
    found = lines(assessment.training_id, is_staff=True)
    assert [(event.kind, event.verdict) for event in reversed(found)] == [
        (EventKind.JUDGED, Verdict.PARTLY),
        (EventKind.JUDGED, Verdict.MET),
        (EventKind.POINT_JUDGED, None),
        (EventKind.POINT_JUDGED, None),
    ]
    assert {event.actor.id for event in found} == {assessor.id}
    assert found[0].text == "CL05, gehaald: Drie oefeningen."


def test_the_provider_reads_judgements_only_after_the_decision(app):
    assessment = make_round()
    judged(assessment, make_assessor())
    assert lines(assessment.training_id, is_staff=False) == []
    service.decide(assessment=assessment, actor=judge_all(assessment, assessment.assessor), at=clock.now())
    db.session.commit()
    assert len(lines(assessment.training_id, is_staff=False, kinds=(EventKind.POINT_JUDGED,))) == 2


def test_a_line_is_never_written_anew(app):
    assessment = make_round()
    judged(assessment, make_assessor())
    db.session.scalars(sa.select(AssessmentEvent).where(AssessmentEvent.kind == EventKind.JUDGED)).first().text = "Iets anders."
    with pytest.raises(TypeError, match="append-only"):
        db.session.flush()
    db.session.rollback()
