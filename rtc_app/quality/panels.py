"""What the kwaliteitskader adds to the page of a training: the verdict and the 19 points. Both only change with the offer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from rtc_app.accounts.models import Account
from rtc_app.catalogue.forms import SCHEME_OF
from rtc_app.catalogue.models import Training
from rtc_app.catalogue.queries import TrainingContent
from rtc_app.kernel import clock
from rtc_app.kernel.panels import Panel
from rtc_app.quality import queries
from rtc_app.quality.models import Assessment, Criterion
from rtc_app.quality.rules import Opinion, Outcome, PointResult, verdicts


@dataclass(frozen=True)
class CriterionVerdict:
    """One criterion in plain words, with what was found."""

    text: str
    opinion: Opinion


@dataclass(frozen=True)
class Agreement:
    """What still has to be done, and by when."""

    action: str
    due_on: date


@dataclass(frozen=True, eq=False)
class VerdictView:
    """The last decision on a training, per criterion; never a total score (QA-09)."""

    outcome: Outcome | None
    decided_at: datetime | None
    framework_version: int
    imported_from: str | None
    #: The one who judged also decided; readers are told.
    is_by_one_person: bool
    content_hash: str
    open_agreements: tuple[Agreement, ...]
    groups: tuple[tuple[str, tuple[CriterionVerdict, ...]], ...]


@dataclass(frozen=True, eq=False)
class QualityView:
    """What is kept of a training: its verdict, None when it was never decided on, and the points of the checklist."""

    verdict: VerdictView | None
    points: tuple[PointResult, ...]


@dataclass(frozen=True)
class VerdictOnContent:
    """A decision, and whether it speaks of the content as it is now."""

    view: VerdictView
    is_on_this_content: bool


def verdict_panel(training: TrainingContent, person: Account | None) -> Panel | None:
    """The outcome with its date and the criteria; nothing for a training never decided on, nor for who judges it blind."""
    view = training.once(_view).verdict
    if view is None or queries.reads_blind(person, training.id):
        return None
    return Panel("verdict", "quality/_verdict.html", VerdictOnContent(view, view.content_hash == training.content_hash))


def checklist_panel(training: TrainingContent, person: Account | None) -> Panel | None:
    """The 19 points of the ideal training with the reason of each, beside the verdict; nothing for who judges it blind."""
    if queries.reads_blind(person, training.id):
        return None
    return Panel("checklist", "quality/_checklist.html", training.once(_view))


@dataclass(frozen=True)
class Reopening:
    """What a change that is about to be saved asks of RTC."""

    training: Training
    criteria: tuple[Criterion, ...]


def reopens_panel(subject: tuple[Training, Collection[str]], _person: Account | None) -> Panel | None:
    """Before a change of a training is saved: which criteria it reopens, and that teachers do not find it until then (QA-12).

    The subject is (training, names of the changed fields, as forms or as the catalogue name them). None when the training is
    not on the site, or when the change touches nothing that was judged.
    """
    training, changed = subject
    if not training.is_findable(clock.now()):
        return None
    criteria = queries.reopened_by(training, {_field_name(name) for name in changed})
    return Panel("reopens", "quality/_reopens.html", Reopening(training, tuple(criteria))) if criteria else None


def _field_name(name: str) -> str:
    """The field of the content that a field of a form changes."""
    return SCHEME_OF.get(name, "eindterm" if name.startswith("meaning_") else name)


def _view(training: TrainingContent) -> QualityView:
    assessment = queries.latest_assessment(training.id)
    return QualityView(_verdict(assessment) if assessment else None, tuple(queries.checklist_of(training, assessment)))


def _verdict(assessment: Assessment) -> VerdictView:
    return VerdictView(
        outcome=assessment.outcome,
        decided_at=assessment.decided_at,
        framework_version=assessment.framework.version,
        imported_from=assessment.imported_from,
        is_by_one_person=assessment.is_by_one_person,
        content_hash=assessment.content_hash,
        open_agreements=tuple(Agreement(action.action, action.due_on) for action in assessment.actions if action.solved_at is None),
        groups=_groups(assessment),
    )


def _groups(assessment: Assessment) -> tuple[tuple[str, tuple[CriterionVerdict, ...]], ...]:
    """(group, its criteria of which the decision speaks); criteria that ask the same share the opinion."""
    if not assessment.judgements:
        return ()
    framework = queries.framework_with(assessment.framework_id)
    opinions = verdicts([queries.rule_of(c) for c in queries.criteria_of(framework)], queries.opinions_of(assessment))
    groups = (
        (g.label, tuple(CriterionVerdict(c.text, opinions[c.code]) for c in g.criteria if c.code in opinions)) for g in framework.groups
    )
    return tuple((label, found) for label, found in groups if found)
