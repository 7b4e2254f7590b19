"""Everything an assessor needs on one screen to judge a training."""

from dataclasses import dataclass

from rtc_app.catalogue import queries as catalogue
from rtc_app.catalogue.models import Training
from rtc_app.kernel import clock
from rtc_app.quality.models import Assessment, ChecklistPoint, Criterion, CriterionGroup, Judgement
from rtc_app.quality.queries.checklist import checklist_of
from rtc_app.quality.queries.content import Shown, content_of
from rtc_app.quality.queries.rounds import applicable_rules, criteria_of, framework_with, latest_assessment, load_content
from rtc_app.quality.rules import NOT_JUDGED


@dataclass(frozen=True)
class Item:
    """One criterion to judge: what it judges, what was judged so far and in the round before, and what it also answers."""

    criterion: Criterion
    content: list[Shown]
    judgement: Judgement | None
    previous: Judgement | None
    also_answers: list[Criterion]


@dataclass(frozen=True)
class Workspace:
    """A round on one screen: criteria by group, and the checklist points that a person judges."""

    assessment: Assessment
    training: Training
    groups: list[tuple[CriterionGroup, list[Item]]]
    points: list[ChecklistPoint]
    #: What the data already say of a point.
    hints: dict[str, str]

    @property
    def items(self) -> list[Item]:
        """Every criterion in order."""
        return [item for _, items in self.groups for item in items]

    @property
    def judged(self) -> int:
        """How many criteria have a verdict."""
        return sum(item.judgement is not None for item in self.items)


def workspace(assessment: Assessment) -> Workspace:
    """The round with its content, in a fixed number of queries."""
    training = load_content(assessment.training_id)
    framework = framework_with(assessment.framework_id)
    rules = {rule.code: rule for rule in applicable_rules(assessment)}
    judged = {judgement.criterion_id: judgement for judgement in assessment.judgements}
    before = latest_assessment(training.id)
    previous = {judgement.criterion.code: judgement for judgement in before.judgements} if before else {}
    content = content_of(training)
    twins: dict[str, list[Criterion]] = {}
    for criterion in criteria_of(framework):
        if criterion.same_as:
            twins.setdefault(criterion.same_as, []).append(criterion)
    groups = [
        (
            group,
            [
                Item(c, content.of(c), judged.get(c.id), previous.get(c.code), twins.get(c.code, []))
                for c in group.criteria
                if c.code in rules and not c.same_as
            ],
        )
        for group in framework.groups
    ]
    points = [point for point in framework.checklist if point.mode != "computed"]
    known = catalogue.content_of(training.slug, clock.now())
    hints = {result.code: result.reason for result in checklist_of(known, None) if result.reason != NOT_JUDGED}
    return Workspace(assessment, training, [(group, items) for group, items in groups if items], points, hints)
