"""What the kwaliteitskader adds to the page of a training: the verdict and the 19 points."""

from dataclasses import dataclass

from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import Training
from rtc_app.kernel.panels import Panel
from rtc_app.quality import queries
from rtc_app.quality.models import Assessment, Criterion
from rtc_app.quality.rules import Opinion, PointResult, verdicts


@dataclass(frozen=True)
class CriterionVerdict:
    """One criterion in plain words, with what was found; None when the decision does not speak of it."""

    criterion: Criterion
    opinion: Opinion | None


@dataclass(frozen=True)
class VerdictView:
    """The last decision on a training, per criterion; never a total score (QA-09)."""

    assessment: Assessment
    groups: list[tuple[str, list[CriterionVerdict]]]
    is_on_this_content: bool


def verdict_panel(training: Training, _person: Account | None) -> Panel | None:
    """The outcome with its date and the criteria; nothing for a training that was never decided on."""
    assessment = queries.latest_assessment(training.id)
    if assessment is None:
        return None
    framework = queries.framework_with(assessment.framework_id)
    rules = {rule.code for rule in queries.applicable_rules(assessment)}
    opinions = verdicts([queries.rule_of(c) for c in queries.criteria_of(framework)], queries.opinions_of(assessment))
    groups = [(g.label, [CriterionVerdict(c, opinions.get(c.code)) for c in g.criteria if c.code in rules]) for g in framework.groups]
    view = VerdictView(assessment, [(label, found) for label, found in groups if found], assessment.content_hash == training.content_hash)
    return Panel("verdict", "quality/_verdict.html", view)


def checklist_panel(training: Training, _person: Account | None) -> Panel | None:
    """The 19 points of the ideal training with the reason of each, beside the verdict."""
    results: list[PointResult] = queries.checklist_of(
        queries.load_content(training.id), queries.current_framework(), queries.latest_assessment(training.id)
    )
    return Panel("checklist", "quality/_checklist.html", results)
