"""The points of the checklist on the desk of an assessor: what a person judges, and what is kept of it (QA-11)."""

from dataclasses import dataclass

import sqlalchemy as sa

from rtc_app.catalogue import queries as catalogue
from rtc_app.catalogue.content import hash_of
from rtc_app.catalogue.models import Training
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality.models import Assessment, ChecklistJudgement, ChecklistPoint, Framework
from rtc_app.quality.queries.checklist import checklist_of
from rtc_app.quality.rules import NOT_JUDGED


@dataclass(frozen=True)
class PointsPage:
    """The points of the checklist that a person judges, with what the data already say."""

    points: list[ChecklistPoint]
    hints: dict[str, str]

    @property
    def codes(self) -> list[str]:
        return [point.code for point in self.points]


@dataclass(frozen=True)
class PointOpinion:
    """Whether a point was found to be met, and why."""

    is_met: bool
    reason: str

    @property
    def stamp(self) -> str:
        """A word for this opinion; another opinion has another."""
        return hash_of({"is_met": [str(self.is_met)], "reason": [self.reason]})[:16]


def points_page(training: Training, framework: Framework) -> PointsPage:
    """What an assessor fills in beside the criteria, with the numbers of the version he judges by."""
    known = catalogue.content_of(training.slug, clock.now())
    hints = {result.code: result.reason for result in checklist_of(known, None, framework.limits) if result.reason != NOT_JUDGED}
    return PointsPage([point for point in framework.checklist if point.mode != "computed"], hints)


def point_judgements(assessment: Assessment) -> dict[str, PointOpinion]:
    """Point code → what is kept of it now, read anew."""
    query = (
        sa.select(ChecklistPoint.code, ChecklistJudgement.is_met, ChecklistJudgement.reason)
        .join(ChecklistPoint, ChecklistPoint.id == ChecklistJudgement.checklist_point_id)
        .where(ChecklistJudgement.assessment_id == assessment.id)
    )
    return {code: PointOpinion(is_met, reason) for code, is_met, reason in db.session.execute(query)}
