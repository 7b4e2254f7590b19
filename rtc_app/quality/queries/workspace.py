"""Everything an assessor needs on one screen to judge a training: all criteria with their state, and one of them in full."""

import dataclasses
from dataclasses import dataclass, field

import sqlalchemy as sa

from rtc_app.accounts.models import Account
from rtc_app.catalogue.content import judged_content
from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import db
from rtc_app.quality.models import (
    Assessment,
    AssessmentEvent,
    Criterion,
    CriterionGroup,
    CriterionQuestion,
    EventKind,
    Evidence,
    FileConfirmation,
    Framework,
    Judgement,
)
from rtc_app.quality.queries.content import JudgedContent, Shown, content_of
from rtc_app.quality.queries.frameworks import criteria_of, framework_with
from rtc_app.quality.queries.provider_file import confirmation_of, evidence_for
from rtc_app.quality.queries.rounds import applicable_rules, latest_assessment, load_content
from rtc_app.quality.rules import CriterionState, Finding, FindingFacts, criterion_state, findings


@dataclass(frozen=True)
class Entry:
    """A criterion in the list on the left."""

    criterion: Criterion
    state: CriterionState
    #: Taken over from an earlier round, since nothing it judges changed.
    is_carried: bool
    #: The provider answered a question about it, and nobody judged since.
    is_answered: bool


@dataclass(frozen=True)
class Workspace:
    """A round: the training as loaded, its criteria by group with their state, and what the provider still has to answer."""

    assessment: Assessment
    training: Training
    groups: list[tuple[CriterionGroup, list[Entry]]]
    unsent: int

    @property
    def entries(self) -> list[Entry]:
        """Every criterion in order."""
        return [entry for _, entries in self.groups for entry in entries]

    @property
    def judged(self) -> int:
        """How many criteria have a verdict."""
        return sum(entry.state not in (CriterionState.TO_DO, CriterionState.INFO_MISSING) for entry in self.entries)

    def next_after(self, code: str | None) -> Criterion | None:
        """The next criterion to look at, after this one and then from the top; what waits for the provider comes last."""
        codes = [entry.criterion.code for entry in self.entries]
        start = codes.index(code) + 1 if code in codes else 0
        ahead = [*self.entries[start:], *self.entries[:start]]
        for wanted in (CriterionState.TO_DO, CriterionState.INFO_MISSING):
            for entry in ahead:
                if entry.state is wanted and entry.criterion.code != code:
                    return entry.criterion
        return None


@dataclass(frozen=True)
class Item:
    """One criterion in full: what it judges, what is known, what was said before and now."""

    criterion: Criterion
    content: list[Shown]
    also_answers: list[Criterion]
    evidence: list[Evidence]
    #: The provider said that its file holds for this training; only of criteria that rest on that file (QA-05).
    confirmation: FileConfirmation | None
    findings: list[Finding]
    #: What the page shows: the content, and below the judgement; a form sends both back (see `service.judge_seen`).
    content_seen: str
    judgement_seen: str = ""
    judgement: Judgement | None = None
    judged_by: Account | None = None
    previous: Judgement | None = None
    #: A positive judgement on the same file of the same provider, given with another training (QA-05).
    elsewhere: Judgement | None = None
    questions: list[CriterionQuestion] = field(default_factory=list)


def workspace(assessment: Assessment) -> Workspace:
    """The round with its content, in a fixed number of queries."""
    training = load_content(assessment.training_id)
    framework = framework_with(assessment.framework_id)
    wanted = {rule.code for rule in applicable_rules(assessment) if not rule.same_as}
    entries = ((group, [_entry(assessment, c) for c in group.criteria if c.code in wanted]) for group in framework.groups)
    unsent = sum(question.sent_at is None for question in assessment.questions)
    return Workspace(assessment, training, [(group, found) for group, found in entries if found], unsent)


def _entry(assessment: Assessment, criterion: Criterion) -> Entry:
    judgement = _judgement(assessment, criterion)
    asked = [question for question in assessment.questions if question.criterion_id == criterion.id]
    is_open = any(question.answered_at is None for question in asked)
    state = criterion_state(judgement.verdict if judgement else None, has_open_question=is_open)
    is_answered = judgement is None and bool(asked) and not is_open
    return Entry(criterion, state, judgement is not None and judgement.carried_from is not None, is_answered)


def item_of(page: Workspace, criterion: Criterion) -> Item:
    """One criterion of a round with everything beside it."""
    assessment = page.assessment
    blank = unjudged_item(page.training, assessment.framework, criterion)
    judgement = _judgement(assessment, criterion)
    before = latest_assessment(page.training.id)
    return dataclasses.replace(
        blank,
        judgement=judgement,
        judged_by=db.session.get(Account, judgement.judged_by_id) if judgement and judgement.judged_by_id else None,
        previous=next((j for j in before.judgements if j.criterion.code == criterion.code), None) if before else None,
        elsewhere=_elsewhere(page.training, criterion, blank.content_seen),
        questions=[q for q in assessment.questions if q.criterion_id == criterion.id],
        judgement_seen=stamp(judgement),
    )


def unjudged_item(training: Training, framework: Framework, criterion: Criterion) -> Item:
    """One criterion of a loaded training with what it judges and what the data say, and nothing of what anybody made of it."""
    content = content_of(training)
    return Item(
        criterion=criterion,
        content=content.of(criterion),
        also_answers=[c for c in criteria_of(framework) if c.same_as == criterion.code],
        evidence=evidence_for(training, criterion.code),
        confirmation=confirmation_of(training) if criterion.level == "provider" else None,
        findings=findings(criterion.code, _facts(training, content)),
        content_seen=content.fingerprint(criterion),
    )


def _facts(training: Training, content: JudgedContent) -> FindingFacts:
    words = {**judged_content(training), **{name: content.plain[name] for name in ("quality_care", "declaration")}}
    is_technical = any(tag.concept.properties.get("kind") == "vaktechnisch" for tag in training.tags if tag.concept.scheme.code == "tool")
    return FindingFacts(words, content.shown["paths"][1], training.practice_minutes, is_technical)


def _elsewhere(training: Training, criterion: Criterion, fingerprint: str) -> Judgement | None:
    if criterion.level != "provider":
        return None
    query = (
        sa.select(Judgement)
        .join(Assessment)
        .join(Training)
        .where(Training.provider_id == training.provider_id, Training.id != training.id, Assessment.outcome.is_not(None))
        .where(Judgement.fingerprint == fingerprint, Judgement.criterion.has(code=criterion.code, text=criterion.text))
        .order_by(Judgement.judged_at.desc(), Judgement.id.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def _judgement(assessment: Assessment, criterion: Criterion) -> Judgement | None:
    return next((j for j in assessment.judgements if j.criterion_id == criterion.id), None)


def stamp(judgement: Judgement | None) -> str:
    """A word for a judgement as it stands; another word when anybody gives it anew."""
    return f"{judgement.judged_by_id}-{judgement.judged_at.isoformat()}" if judgement else ""


def judgement_on(assessment: Assessment, criterion: Criterion) -> Judgement | None:
    """What is stored now of one criterion of a round, read anew."""
    query = sa.select(Judgement).where(Judgement.assessment_id == assessment.id, Judgement.criterion_id == criterion.id)
    return db.session.scalar(query.execution_options(populate_existing=True))


def sent_back(assessment: Assessment) -> AssessmentEvent | None:
    """The remark of a colleague who did not agree, as long as the round was not handed over again."""
    kinds = (EventKind.SENT_BACK, EventKind.PROPOSED)
    query = (
        sa.select(AssessmentEvent)
        .where(AssessmentEvent.assessment_id == assessment.id, AssessmentEvent.kind.in_(kinds))
        .order_by(AssessmentEvent.id.desc())
        .limit(1)
    )
    last = db.session.scalar(query)
    return last if last is not None and last.kind is EventKind.SENT_BACK else None
