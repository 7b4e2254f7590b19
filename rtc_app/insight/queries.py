"""What RTC's desk shows: work that waits, sessions at risk, and demand against offer."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from rtc_app.catalogue.models import Training, TrainingSession, TrainingTag
from rtc_app.insight import rules
from rtc_app.kernel.database import db
from rtc_app.needs import queries as needs
from rtc_app.quality.models import Assessment
from rtc_app.reference import queries as reference
from rtc_app.reference.models import Concept, ConceptScheme
from rtc_app.trajectories import queries as trajectories

#: How far ahead a session can still be saved or doubled.
AHEAD = timedelta(weeks=6)


@dataclass(frozen=True)
class OpenWork:
    """Assessments without an outcome, and since when the oldest waits."""

    count: int
    oldest: datetime | None


@dataclass(frozen=True)
class SessionAtRisk:
    """A session that starts soon and needs attention."""

    id: int
    title: str
    slug: str
    rtc: str
    starts_at: datetime
    taken: int
    waiting: int
    capacity: int
    least: int
    risk: rules.Risk


@dataclass(frozen=True)
class GapTable:
    """Demand against offer along one vocabulary."""

    title: str
    head: str
    lines: tuple[rules.Balance, ...]


def open_work() -> OpenWork:
    """What waits for the assessors."""
    query = (
        sa.select(sa.func.count(), sa.func.min(Assessment.opened_at))
        .join(Training, Training.id == Assessment.training_id)
        .where(Assessment.outcome.is_(None), Training.withdrawn_at.is_(None))
    )
    count, oldest = db.session.execute(query).one()
    return OpenWork(count, oldest)


def sessions_at_risk(at: datetime) -> list[SessionAtRisk]:
    """Sessions of the coming weeks with too few participants or with a queue, soonest first."""
    query = (
        sa.select(TrainingSession)
        .join(Training)
        .where(
            Training.findable(at),
            TrainingSession.cancelled_at.is_(None),
            TrainingSession.starts_at > at,
            TrainingSession.starts_at <= at + AHEAD,
            sa.or_(TrainingSession.waiting > 0, TrainingSession.taken < Training.min_participants),
        )
        .options(joinedload(TrainingSession.training).joinedload(Training.rtc))
        .order_by(TrainingSession.starts_at, TrainingSession.id)
    )
    found = [
        (session, rules.risk_of(session.taken, session.waiting, session.training.min_participants)) for session in db.session.scalars(query)
    ]
    return [_at_risk(session, risk) for session, risk in found if risk is not None]


def gap_tables(at: datetime) -> list[GapTable]:
    """Demand against offer by theme, study area and level; people only as a band (REP-01, VOI-01)."""
    people = trajectories.respondents(needs.flanders_profiles())
    asked = {
        "thema": Counter(code for person in people for code in person.answers["themes"] or ()),
        "studiegebied": Counter(code for person in people for code in person.study_areas),
        "niveau": Counter(code for person in people for code in person.answers["levels"] or ()),
    }
    names = {"thema": ("Per thema", "Thema"), "studiegebied": ("Per studiegebied", "Studiegebied"), "niveau": ("Per niveau", "Niveau")}
    return [GapTable(*names[scheme], _balances(scheme, counts, at)) for scheme, counts in asked.items()]


def _balances(scheme: str, asked: Counter[str], at: datetime) -> tuple[rules.Balance, ...]:
    all_trainings, with_seats = _offer(scheme, at, only_with_seats=False), _offer(scheme, at, only_with_seats=True)
    lines = [
        rules.balance(label, asked[code], all_trainings.get(code, 0), with_seats.get(code, 0)) for code, label in reference.choices(scheme)
    ]
    return tuple(rules.most_urgent_first(lines))


def _offer(scheme: str, at: datetime, *, only_with_seats: bool) -> dict[str, int]:
    """Code → number of findable trainings with it, or with something narrower (a tool counts for its theme)."""
    broader, its_scheme = sa.orm.aliased(Concept), sa.orm.aliased(ConceptScheme)
    code = sa.case((ConceptScheme.code == scheme, Concept.code), else_=broader.code)
    query = (
        sa.select(code, sa.func.count(sa.distinct(Training.id)))
        .join(TrainingTag, TrainingTag.training_id == Training.id)
        .join(Concept, Concept.id == TrainingTag.concept_id)
        .join(ConceptScheme, ConceptScheme.id == Concept.scheme_id)
        .outerjoin(broader, broader.id == Concept.broader_id)
        .outerjoin(its_scheme, its_scheme.id == broader.scheme_id)
        .where(Training.findable(at), sa.or_(ConceptScheme.code == scheme, its_scheme.code == scheme))
        .group_by(code)
    )
    if only_with_seats:
        query = query.where(Training.id.in_(_with_seats(at)))
    return {row[0]: row[1] for row in db.session.execute(query)}


def _with_seats(at: datetime) -> sa.Select[int]:
    return sa.select(TrainingSession.training_id).where(
        TrainingSession.cancelled_at.is_(None),
        TrainingSession.deadline_at > at,
        TrainingSession.waiting == 0,
        TrainingSession.taken < TrainingSession.capacity,
    )


def _at_risk(session: TrainingSession, risk: rules.Risk) -> SessionAtRisk:
    training = session.training
    return SessionAtRisk(
        id=session.id,
        title=training.title,
        slug=training.slug,
        rtc=training.rtc.name,
        starts_at=session.starts_at,
        taken=session.taken,
        waiting=session.waiting,
        capacity=session.capacity,
        least=training.min_participants,
        risk=risk,
    )
