"""Which offer passed, by theme, study area, province and level, now or in one period (QA-15)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from rtc_app.accounts.models import Organisation
from rtc_app.catalogue.models import Location, Training, TrainingSession, TrainingTag
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality.models import Assessment
from rtc_app.quality.rules.acceptance import Count, Judged, Line, Period, Submitted, along, standing_now, standing_within, total
from rtc_app.reference import queries as reference
from rtc_app.reference.models import Concept, ConceptScheme

#: Vocabulary → its word.
_HEADS = {"thema": "Thema", "studiegebied": "Studiegebied", "provincie": "Provincie", "niveau": "Niveau"}
_TAGGED = ("thema", "studiegebied", "niveau")


@dataclass(frozen=True)
class Breakdown:
    """The offer along one vocabulary."""

    head: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Acceptance:
    """The report: of a period, or as it stands at a moment when there is none. `examples` of its trainings are made up."""

    period: Period | None
    made_at: datetime
    total: Line
    breakdowns: tuple[Breakdown, ...]
    examples: int


def acceptance(period: Period | None, at: datetime) -> Acceptance:
    """Every training that was ever submitted, counted; a period ends at this moment at the latest."""
    standing = standing_now if period is None else _within(period, at)
    trainings, having = _submitted(at), _having()
    found = {id_: standing(training) for id_, training in trainings.items()}
    breakdowns = (Breakdown(head, along(found, having[scheme], reference.choices(scheme))) for scheme, head in _HEADS.items())
    examples = sum(training.is_example and bool(found[id_]) for id_, training in trainings.items())
    return Acceptance(period, at, total(found), tuple(breakdowns), examples)


def _within(period: Period, at: datetime) -> Callable[[Submitted], frozenset[Count]]:
    start = clock.to_utc(datetime.combine(period.first, time())) if period.first else datetime.min.replace(tzinfo=UTC)
    end = min(at, clock.to_utc(datetime.combine(period.last + timedelta(days=1), time()))) if period.last else at
    return lambda training: standing_within(training, start, end)


def _submitted(at: datetime) -> dict[int, Submitted]:
    is_findable = sa.case((Training.findable(at), 1), else_=0).label("is_findable")
    facts = (Training.withdrawn_at.is_not(None).label("is_withdrawn"), Training.is_example, is_findable)
    rounds = (Assessment.training_id, Assessment.opened_at, Assessment.outcome, Assessment.decided_at, Assessment.valid_until)
    query = sa.select(*rounds, *facts).join(Training).order_by(Assessment.training_id, Assessment.round)
    found: dict[int, list[Judged]] = {}
    known = {}
    for row in db.session.execute(query):
        found.setdefault(row.training_id, []).append(Judged(row.opened_at, row.outcome, row.decided_at, row.valid_until))
        known[row.training_id] = {"is_findable": bool(row.is_findable), "is_withdrawn": row.is_withdrawn, "is_example": row.is_example}
    return {id_: Submitted(tuple(found[id_]), **facts) for id_, facts in known.items()}


def _having() -> dict[str, dict[str, set[int]]]:
    """Vocabulary → code → trainings: what is tagged with it, a tool counting for its theme, and what is given in a province."""
    found: dict[str, dict[str, set[int]]] = {scheme: {} for scheme in _HEADS}
    for query in (_tags(), _provinces()):
        for training_id, scheme, code in db.session.execute(query):
            found[scheme].setdefault(code, set()).add(training_id)
    return found


def _tags() -> sa.Select[int, str, str]:
    broader, its_scheme = aliased(Concept), aliased(ConceptScheme)
    own, wider = ConceptScheme.code.in_(_TAGGED), its_scheme.code.in_(_TAGGED)
    return (
        sa.select(
            TrainingTag.training_id,
            sa.case((own, ConceptScheme.code), else_=its_scheme.code),
            sa.case((own, Concept.code), else_=broader.code),
        )
        .join(Concept, Concept.id == TrainingTag.concept_id)
        .join(ConceptScheme, ConceptScheme.id == Concept.scheme_id)
        .outerjoin(broader, broader.id == Concept.broader_id)
        .outerjoin(its_scheme, its_scheme.id == broader.scheme_id)
        .where(sa.or_(own, wider))
    )


def _provinces() -> sa.CompoundSelect[int, str, str]:
    """Where its sessions are given; a training without a place stands with the RTC that organises it."""
    placed = TrainingSession.cancelled_at.is_(None) & TrainingSession.location_id.is_not(None)
    name = sa.literal("provincie")
    given = (
        sa.select(TrainingSession.training_id, name, Concept.code)
        .join(Location, Location.id == TrainingSession.location_id)
        .join(Concept, Concept.id == Location.province_id)
        .where(placed)
        .distinct()
    )
    organised = (
        sa.select(Training.id, name, Concept.code)
        .join(Organisation, Organisation.id == Training.rtc_id)
        .join(Concept, Concept.id == Organisation.province_id)
        .where(~sa.exists().where(TrainingSession.training_id == Training.id, placed))
    )
    return given.union_all(organised)
