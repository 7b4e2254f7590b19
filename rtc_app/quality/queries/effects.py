"""What a draft of the kwaliteitskader would make of every decision that holds now, from the judgements that exist."""

import functools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from rtc_app.accounts.models import Organisation
from rtc_app.catalogue.models import Training, TrainingTag
from rtc_app.kernel.database import db
from rtc_app.kernel.paging import Page
from rtc_app.quality.models import Assessment, Criterion, Framework, Judgement
from rtc_app.quality.queries.frameworks import criteria_of, framework_with, rule_of
from rtc_app.quality.rules import CriterionRule, Effect, EffectKind, Opinion, Outcome, Verdict, conditions, effect
from rtc_app.reference.models import Concept, ConceptScheme

_SIZE = 50


@dataclass(frozen=True)
class CurrentVerdict:
    """A decision that holds now, and what the draft would make of it."""

    assessment_id: int
    title: str
    provider: str
    version: int
    effect: Effect


@dataclass(frozen=True)
class Effects:
    """How many decisions go which way, and one page of them: what changes first, then what has to be judged, by title."""

    counts: Mapping[EffectKind, int]
    page: Page[CurrentVerdict]


def effects(draft: Framework, *, at: datetime, kind: EffectKind | None = None, number: int = 1) -> Effects:
    """Every decision that holds at this moment on exactly the content that stands there, with the draft; `kind` shows one kind only.

    A fixed number of queries, however large the offer is.
    """
    found = _verdicts(draft, at)
    counted = Counter(one.effect.kind for one in found)
    order = {EffectKind.CHANGES: 0, EffectKind.TO_JUDGE: 1, EffectKind.SAME: 2}
    shown = sorted(
        (one for one in found if kind in (None, one.effect.kind)), key=lambda one: (order[one.effect.kind], one.title, one.assessment_id)
    )
    number = max(1, min(number, -(-len(shown) // _SIZE) or 1))
    page = Page(shown[(number - 1) * _SIZE : number * _SIZE], number, _SIZE, len(shown))
    return Effects({one: counted[one] for one in EffectKind}, page)


def _holding(at: datetime) -> sa.Select[*tuple[object, ...]]:
    """The last decision on each training that is not withdrawn, when it did not end and the content is still the same."""
    newest = sa.select(Assessment.training_id, sa.func.max(Assessment.round).label("round")).where(Assessment.outcome.is_not(None))
    latest = newest.group_by(Assessment.training_id).subquery()
    return (
        sa.select(
            Assessment.id,
            Assessment.training_id,
            Assessment.framework_id,
            Assessment.outcome,
            Training.title,
            Training.required_materials,
            Organisation.name.label("provider"),
            Framework.version,
        )
        .join(latest, sa.and_(latest.c.training_id == Assessment.training_id, latest.c.round == Assessment.round))
        .join(Training, Training.id == Assessment.training_id)
        .join(Organisation, Organisation.id == Training.provider_id)
        .join(Framework, Framework.id == Assessment.framework_id)
        .where(Training.withdrawn_at.is_(None), Training.content_hash == Assessment.content_hash)
        .where(sa.or_(Assessment.valid_until.is_(None), Assessment.valid_until > at))
    )


def _verdicts(draft: Framework, at: datetime) -> list[CurrentVerdict]:
    rows = list(db.session.execute(_holding(at)))
    modes, opinions, now = _modes(), _opinions(at), _rules(draft)
    rules = {framework_id: _rules(framework_with(framework_id)) for framework_id in {row.framework_id for row in rows}}

    @functools.cache
    def effect_of(framework_id: int, holds: frozenset[str], said: frozenset[tuple[str, Verdict]], decided: Outcome) -> Effect:
        # For the outcome the reasons do not count, and thousands of trainings were judged the same.
        return effect(rules[framework_id], now, holds, {code: Opinion(verdict, "-") for code, verdict in said}, decided)

    found = []
    for row in rows:
        holds = conditions(modes.get(row.training_id, ()), needs_materials=bool(row.required_materials))
        result = effect_of(row.framework_id, holds, frozenset(opinions.get(row.id, ())), row.outcome)
        found.append(CurrentVerdict(row.id, row.title, row.provider, row.version, result))
    return found


def _rules(framework: Framework) -> list[CriterionRule]:
    return [rule_of(criterion) for criterion in criteria_of(framework)]


def _modes() -> dict[int, list[str]]:
    """Training → how one follows it."""
    query = (
        sa.select(TrainingTag.training_id, Concept.code)
        .join(Concept, Concept.id == TrainingTag.concept_id)
        .join(ConceptScheme, ConceptScheme.id == Concept.scheme_id)
        .where(ConceptScheme.code == "leervorm")
    )
    found: dict[int, list[str]] = {}
    for training_id, code in db.session.execute(query):
        found.setdefault(training_id, []).append(code)
    return found


def _opinions(at: datetime) -> dict[int, list[tuple[str, Verdict]]]:
    """Decision → (criterion, verdict) of each judgement."""
    query = (
        sa.select(Judgement.assessment_id, Criterion.code, Judgement.verdict)
        .join(Criterion, Criterion.id == Judgement.criterion_id)
        .where(Judgement.assessment_id.in_(_holding(at).with_only_columns(Assessment.id)))
    )
    found: dict[int, list[tuple[str, Verdict]]] = {}
    for assessment_id, code, verdict in db.session.execute(query):
        found.setdefault(assessment_id, []).append((code, verdict))
    return found
