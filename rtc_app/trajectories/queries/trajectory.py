"""Reading school trajectories: lists, one plan with its figures, and what can be added to it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from rtc_app.accounts.models import Organisation
from rtc_app.catalogue.models import Training, TrainingSession, TrainingTag
from rtc_app.catalogue.queries import TrainingCard, cards
from rtc_app.catalogue.search import finding
from rtc_app.catalogue.search.state import SearchState
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.reference.models import Concept
from rtc_app.trajectories.models import SchoolTrajectory, TrajectoryStep
from rtc_app.trajectories.rules import plan as rules

#: Results of a search by words; whoever wants more types another word.
MOST_FOUND = 20


@dataclass(frozen=True)
class StepRow:
    """One step as the page shows it."""

    id: int
    title: str
    slug: str
    is_findable: bool
    is_example: bool
    participants: int
    reason: str
    costs: rules.Costs
    #: First and last moment of the session, as instants, or None while none is chosen.
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    #: What the school must have (or borrow) for it.
    materials: tuple[str, ...]
    remarks: tuple[rules.Remark, ...]


@dataclass(frozen=True)
class PlanFacts:
    """A trajectory with its figures in euro cents; `rows` stand in order of date, those without one last."""

    trajectory: SchoolTrajectory
    rows: tuple[StepRow, ...]
    costs: rules.Costs
    left: int
    participants: int
    remarks: tuple[rules.Remark, ...]


def planned_schools(school_ids: Iterable[int]) -> list[Organisation]:
    """These schools, by name."""
    query = sa.select(Organisation).where(Organisation.id.in_(list(school_ids))).order_by(Organisation.name, Organisation.id)
    return list(db.session.scalars(query))


def trajectories_of(school_id: int) -> list[SchoolTrajectory]:
    """The trajectories of a school with their steps and trainings, the latest period first."""
    query = (
        sa.select(SchoolTrajectory)
        .where(SchoolTrajectory.school_id == school_id)
        .order_by(SchoolTrajectory.starts_on.desc(), SchoolTrajectory.id.desc())
        .options(selectinload(SchoolTrajectory.steps).joinedload(TrajectoryStep.training))
    )
    return list(db.session.scalars(query))


def plan_facts(trajectory: SchoolTrajectory, at: datetime) -> PlanFacts:
    """One trajectory with its steps, costs and everything worth a second look, in two queries."""
    steps = _steps(trajectory.id)
    planned = [_planned(step, at) for step in steps]
    frame = rules.Frame(trajectory.starts_on, trajectory.ends_on, trajectory.budget)
    remarks = rules.remarks(frame, planned, clock.to_wall_time(at).date())
    rows = [_row(step, plan, remarks) for step, plan in zip(steps, planned, strict=True)]
    rows.sort(key=lambda row: (row.starts_at is None, row.starts_at or at))
    costs = rules.costs(planned)
    return PlanFacts(
        trajectory=trajectory,
        rows=tuple(rows),
        costs=costs,
        left=trajectory.budget - costs.total,
        participants=sum(row.participants for row in rows),
        remarks=tuple(remarks),
    )


def step_of(trajectory: SchoolTrajectory, step_id: int) -> TrajectoryStep | None:
    """A step of this trajectory and no other, or None."""
    return next((step for step in _steps(trajectory.id) if step.id == step_id), None)


def session_choices(training_id: int, chosen_id: int | None, at: datetime) -> list[TrainingSession]:
    """Sessions of a training still to come, and the one already chosen, by date."""
    coming = sa.and_(TrainingSession.starts_at > at, TrainingSession.cancelled_at.is_(None))
    query = (
        sa.select(TrainingSession)
        .where(TrainingSession.training_id == training_id, sa.or_(coming, TrainingSession.id == chosen_id))
        .order_by(TrainingSession.starts_at, TrainingSession.id)
        .options(joinedload(TrainingSession.location))
    )
    return list(db.session.scalars(query))


def findable_training(training_id: int, at: datetime) -> Training | None:
    """A training that teachers may see now, or None."""
    return db.session.scalar(sa.select(Training).where(Training.id == training_id, Training.findable(at)))


def found_trainings(words: str, without: Iterable[int], at: datetime) -> list[TrainingCard]:
    """Cards of trainings that answer these words, best first, without those already planned."""
    known = set(without)
    found = [training_id for training_id in finding.search(SearchState(text=words[:200]), at).ids if training_id not in known]
    return cards(found[:MOST_FOUND], at)


def trainings_for_themes(themes: Sequence[str], without: Iterable[int], at: datetime, limit: int) -> list[TrainingCard]:
    """Cards of trainings on these themes (or tools of them): one of each theme in turn, sooner sessions first within a theme."""
    theme = sa.orm.aliased(Concept)
    code = sa.func.coalesce(theme.code, Concept.code)
    next_start = sa.func.min(TrainingSession.starts_at)
    coming = sa.and_(TrainingSession.starts_at > at, TrainingSession.cancelled_at.is_(None))
    query = (
        sa.select(Training.id, code, next_start)
        .join(TrainingTag, TrainingTag.training_id == Training.id)
        .join(Concept, Concept.id == TrainingTag.concept_id)
        .outerjoin(theme, theme.id == Concept.broader_id)
        .outerjoin(TrainingSession, sa.and_(TrainingSession.training_id == Training.id, coming))
        .where(Training.findable(at), code.in_(themes), Training.id.not_in(list(without)))
        .group_by(Training.id, code)
    )
    rows = sorted(db.session.execute(query), key=lambda row: (row[2] is None, row[2] or at, row[0]))
    per_theme = [[row[0] for row in rows if row[1] == wanted] for wanted in themes]
    in_turn = [training_id for turn in zip_longest(*per_theme) for training_id in turn if training_id is not None]
    return cards(list(dict.fromkeys(in_turn))[:limit], at)


def _steps(trajectory_id: int) -> list[TrajectoryStep]:
    query = (
        sa.select(TrajectoryStep)
        .where(TrajectoryStep.school_trajectory_id == trajectory_id)
        .order_by(TrajectoryStep.position, TrajectoryStep.id)
        .options(
            joinedload(TrajectoryStep.training),
            joinedload(TrajectoryStep.training_session).joinedload(TrainingSession.location),
        )
    )
    return list(db.session.scalars(query))


def _planned(step: TrajectoryStep, at: datetime) -> rules.PlannedStep:
    training, session = step.training, step.training_session
    return rules.PlannedStep(
        id=step.id,
        title=training.title,
        participants=step.participants,
        price_training=training.price_training,
        price_software=training.price_software,
        price_equipment=training.price_equipment,
        session=_planned_session(session) if session else None,
        is_findable=training.is_findable(at),
    )


def _planned_session(session: TrainingSession) -> rules.PlannedSession:
    return rules.PlannedSession(
        starts_on=_day(session.starts_at),
        ends_on=_day(session.ends_at),
        free=session.capacity - session.taken if not session.waiting else 0,
        is_cancelled=session.cancelled_at is not None,
    )


def _row(step: TrajectoryStep, plan: rules.PlannedStep, remarks: Sequence[rules.Remark]) -> StepRow:
    session = step.training_session
    return StepRow(
        id=step.id,
        title=plan.title,
        slug=step.training.slug,
        is_findable=plan.is_findable,
        is_example=step.training.is_example,
        participants=plan.participants,
        reason=step.reason,
        costs=rules.costs_of(plan),
        starts_at=session.starts_at if session else None,
        ends_at=session.ends_at if session else None,
        place=place_of(session) if session else "",
        materials=tuple(_material(entry) for entry in step.training.required_materials),
        remarks=tuple(remark for remark in remarks if remark.step_id == step.id),
    )


def place_of(session: TrainingSession) -> str:
    """Where a session is, in words."""
    return f"{session.location.name}, {session.location.city}" if session.location else "online"


def _material(entry: dict[str, object]) -> str:
    return f"{entry.get('name', '')} (te ontlenen)" if entry.get("can_borrow") else str(entry.get("name", ""))


def _day(instant: datetime) -> date:
    return clock.to_wall_time(instant).date()
