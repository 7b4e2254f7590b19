"""How alike assessors judge, by criterion, over rounds that two judged without seeing each other's work."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import db
from rtc_app.quality.agreement_file import choices
from rtc_app.quality.models import AgreementSample, Assessment, Criterion, Judgement, SecondAssessment, SecondJudgement
from rtc_app.quality.queries.frameworks import criteria_of, current_framework
from rtc_app.quality.rules.agreement import Agreement, Reading, read


@dataclass(frozen=True)
class Compared:
    """The same criterion of the same content, judged twice."""

    training: str
    first: Judgement
    second: SecondJudgement

    @property
    def is_alike(self) -> bool:
        return self.first.verdict is self.second.verdict


@dataclass(frozen=True)
class CriterionAgreement:
    """A criterion of the version in force, and how alike it was judged."""

    criterion: Criterion
    agreement: Agreement

    @property
    def is_flagged(self) -> bool:
        return self.agreement.reading is Reading.REWRITE


def agreement() -> list[CriterionAgreement]:
    """Every criterion that is judged on its own, in order, with the figures of all pairs so far."""
    pairs = compared()
    return [
        CriterionAgreement(criterion, read([(p.first.verdict, p.second.verdict) for p in pairs.get(criterion.id, [])], choices()))
        for criterion in criteria_of(current_framework())
        if not criterion.same_as
    ]


def compared() -> dict[int, list[Compared]]:
    """Criterion → its pairs, of rounds in which both are done, with the version in force.

    Of each pair both judged the same content, and two different people did, whoever judged in a round that was taken over.
    """
    query = (
        sa.select(Training.title, Judgement, SecondJudgement)
        .join_from(SecondJudgement, SecondAssessment)
        .join(Assessment, Assessment.id == SecondAssessment.assessment_id)
        .join(Training, Training.id == Assessment.training_id)
        .join(Judgement, sa.and_(Judgement.assessment_id == Assessment.id, Judgement.criterion_id == SecondJudgement.criterion_id))
        .where(
            SecondAssessment.finished_at.is_not(None),
            Assessment.outcome.is_not(None),
            Assessment.framework_id == current_framework().id,
            SecondJudgement.judged_by_id == SecondAssessment.assessor_id,
            SecondJudgement.fingerprint == Judgement.fingerprint,
            Judgement.judged_by_id != SecondAssessment.assessor_id,
        )
        .order_by(Training.title, SecondAssessment.id, SecondJudgement.number)
    )
    # A later number replaces an earlier one of the same round and criterion.
    last = {(second.second_assessment_id, second.criterion_id): Compared(*row) for row in db.session.execute(query) for second in (row[2],)}
    found: dict[int, list[Compared]] = {}
    for (_, criterion_id), pair in last.items():
        found.setdefault(criterion_id, []).append(pair)
    return found


def samples() -> list[AgreementSample]:
    """Every drawing, newest first."""
    query = sa.select(AgreementSample).options(joinedload(AgreementSample.drawn_by)).order_by(AgreementSample.id.desc())
    return list(db.session.scalars(query))
