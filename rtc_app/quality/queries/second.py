"""Second, blind assessments: what can be drawn, who may take one, and what a second assessor sees, which is nothing of the first."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import db
from rtc_app.quality.agreement_file import choices
from rtc_app.quality.models import Assessment, AssessmentEvent, Criterion, EventKind, Judgement, SecondAssessment
from rtc_app.quality.queries.content import content_of
from rtc_app.quality.queries.frameworks import current_framework, framework_with
from rtc_app.quality.queries.queue import assessors
from rtc_app.quality.queries.rounds import applicable_rules, load_content
from rtc_app.quality.queries.workspace import Item, unjudged_item
from rtc_app.quality.rules import Verdict
from rtc_app.quality.rules.agreement import qualifies

_later = aliased(Assessment)
#: A round on the content that still stands there, and the last one of its training.
_AS_IT_STANDS = (
    Training.withdrawn_at.is_(None),
    Training.content_hash == Assessment.content_hash,
    ~sa.exists().where(_later.training_id == Assessment.training_id, _later.round > Assessment.round),
)


@dataclass(frozen=True)
class BlindEntry:
    """A criterion in the list of a second assessor, with what he found of the content as it is; None while he has to look."""

    criterion: Criterion
    verdict: Verdict | None


@dataclass(frozen=True)
class BlindPage:
    """What a second assessor works on. There is no assessment in it on purpose: a page cannot show what it does not have."""

    id: int
    title: str
    provider: str
    groups: tuple[tuple[str, tuple[BlindEntry, ...]], ...]
    #: The content is no longer what the first judged: nothing can be compared.
    is_changed: bool

    @property
    def entries(self) -> list[BlindEntry]:
        return [entry for _, entries in self.groups for entry in entries]

    @property
    def judged(self) -> int:
        return sum(entry.verdict is not None for entry in self.entries)

    def next_after(self, code: str | None) -> Criterion | None:
        """The next criterion without a judgement, after this one and then from the top."""
        codes = [entry.criterion.code for entry in self.entries]
        start = codes.index(code) + 1 if code in codes else 0
        ahead = [*self.entries[start:], *self.entries[:start]]
        return next((entry.criterion for entry in ahead if entry.verdict is None), None)


@dataclass(frozen=True)
class SecondWork:
    """What one assessor has to judge blind and may take, and how far all of it is."""

    mine: list[SecondAssessment]
    to_take: list[SecondAssessment]
    busy: int
    #: Judged by both and decided on.
    compared: int


def second_work(person: Account) -> SecondWork:
    """What this assessor has and may take; he may take what he had no hand in and what his own organisation does not give."""
    unfinished = SecondAssessment.finished_at.is_(None)
    mine = _seconds(SecondAssessment.assessor_id == person.id, unfinished)
    free = _seconds(SecondAssessment.assessor_id.is_(None), *_AS_IT_STANDS) if person.is_assessor else []
    hands = _hands([second.assessment_id for second in free])
    to_take = [s for s in free if person.id not in hands[s.assessment_id] and s.assessment.training.provider_id not in person.provider_ids]
    busy = sa.select(sa.func.count()).where(SecondAssessment.assessor_id.is_not(None), unfinished)
    compared = sa.select(sa.func.count(SecondAssessment.id)).join(Assessment).where(~unfinished, Assessment.outcome.is_not(None))
    return SecondWork(mine, to_take, db.session.scalars(busy).one(), db.session.scalars(compared).one())


def _seconds(*conditions: sa.ColumnElement[bool]) -> list[SecondAssessment]:
    query = (
        sa.select(SecondAssessment)
        .join(Assessment)
        .join(Training)
        .where(*conditions)
        .options(joinedload(SecondAssessment.assessment).joinedload(Assessment.training).joinedload(Training.provider))
        .order_by(SecondAssessment.id)
    )
    return list(db.session.scalars(query).unique())


def qualifying(at: datetime) -> list[int]:
    """Rounds of which a sample can be drawn: on a desk or decided on lately, on content that still stands, and never drawn before.

    Enough assessors must have had no hand in it (see `rules.agreement.qualifies`).
    """
    recent = sa.and_(Assessment.outcome.is_not(None), Assessment.decided_at >= at - timedelta(days=choices().recent_days))
    on_a_desk = sa.and_(Assessment.outcome.is_(None), Assessment.assessor_id.is_not(None))
    query = (
        sa.select(Assessment.id, Assessment.outcome, Training.provider_id)
        .join(Training)
        .where(
            *_AS_IT_STANDS,
            sa.or_(recent, on_a_desk),
            Assessment.imported_from.is_(None),
            Assessment.framework_id == current_framework().id,
            ~sa.exists().where(SecondAssessment.assessment_id == Assessment.id),
        )
        .order_by(Assessment.id)
    )
    rounds, people = db.session.execute(query).all(), assessors()
    hands = _hands([row.id for row in rounds])
    return [row.id for row in rounds if qualifies(_free(people, row.provider_id, hands[row.id]), is_decided=row.outcome is not None)]


def _free(people: Iterable[Account], provider_id: int, hands: set[int]) -> set[int]:
    return {person.id for person in people if person.id not in hands and provider_id not in person.provider_ids}


def _hands(rounds: Collection[int]) -> dict[int, set[int]]:
    """Round → everybody who judged in it, also in an earlier round it took over, or did anything else to it.

    Who took a second assessment and gave it back could read the first since. Who only drew it saw nothing.
    """
    found: dict[int, set[int]] = {id_: set() for id_ in rounds}
    queries = (
        sa.select(Judgement.assessment_id, Judgement.judged_by_id).distinct(),
        sa.select(AssessmentEvent.assessment_id, AssessmentEvent.actor_id).where(AssessmentEvent.kind != EventKind.SECOND_DRAWN).distinct(),
        sa.select(Assessment.id, Assessment.assessor_id),
        sa.select(Assessment.id, Assessment.decided_by_id),
    )
    for query in queries:
        for round_id, person_id in db.session.execute(query.where(query.selected_columns[0].in_(rounds))):
            found[round_id] |= {person_id} if person_id else set()
    return found


def had_a_hand_in(assessment: Assessment) -> set[int]:
    """Everybody who knows what the first assessor of a round made of it, since they worked on it."""
    return _hands([assessment.id])[assessment.id]


def blind_page(second: SecondAssessment) -> BlindPage:
    """The criteria of a round as its second assessor sees them."""
    assessment, said = second.assessment, second.latest
    training = load_content(assessment.training_id)
    content, wanted = content_of(training), {rule.code for rule in applicable_rules(assessment) if not rule.same_as}
    groups = []
    for group in framework_with(assessment.framework_id).groups:
        entries = []
        for criterion in group.criteria:
            if criterion.code in wanted:
                judged = said.get(criterion.id)
                holds = judged is not None and judged.fingerprint == content.fingerprint(criterion)
                entries.append(BlindEntry(criterion, judged.verdict if judged and holds else None))
        if entries:
            groups.append((group.label, tuple(entries)))
    return BlindPage(second.id, training.title, training.provider.name, tuple(groups), training.content_hash != assessment.content_hash)


def blind_item(second: SecondAssessment, criterion: Criterion) -> Item:
    """One criterion of a second assessment: the content and what the data say, without a word of anybody else who judged."""
    return unjudged_item(load_content(second.assessment.training_id), second.assessment.framework, criterion)
