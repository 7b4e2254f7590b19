"""What the kwaliteitskader adds to the page of a training: the verdict and the 19 points."""

from dataclasses import dataclass

from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import Training
from rtc_app.kernel.panels import Panel
from rtc_app.quality import queries
from rtc_app.quality.models import Assessment, Criterion
from rtc_app.quality.rules import Opinion, verdicts


@dataclass(frozen=True)
class CriterionVerdict:
    """One criterion in plain words, with what was found."""

    criterion: Criterion
    opinion: Opinion


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
    view = VerdictView(assessment, _groups(assessment), assessment.content_hash == training.content_hash)
    return Panel("verdict", "quality/_verdict.html", view)


def checklist_panel(training: Training, _person: Account | None) -> Panel | None:
    """The 19 points of the ideal training with the reason of each, beside the verdict."""
    return Panel("checklist", "quality/_checklist.html", queries.checklist_of(training, queries.latest_assessment(training.id)))


def _groups(assessment: Assessment) -> list[tuple[str, list[CriterionVerdict]]]:
    """(group, its criteria of which the decision speaks); criteria that ask the same share the opinion."""
    if not assessment.judgements:
        return []
    framework = queries.framework_with(assessment.framework_id)
    opinions = verdicts([queries.rule_of(c) for c in queries.criteria_of(framework)], queries.opinions_of(assessment))
    groups = [(g.label, [CriterionVerdict(c, opinions[c.code]) for c in g.criteria if c.code in opinions]) for g in framework.groups]
    return [(label, found) for label, found in groups if found]
