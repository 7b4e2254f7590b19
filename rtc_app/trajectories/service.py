"""What people do with the figures and the trajectories of their school."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from rtc_app.accounts.models import Account, Organisation
from rtc_app.catalogue.models import Training, TrainingSession
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.needs import queries as needs
from rtc_app.trajectories import files, queries
from rtc_app.trajectories.models import SchoolMirror, SchoolTrajectory, TrajectoryStep
from rtc_app.trajectories.rules import mirror as rules


@dataclass(frozen=True)
class TrajectoryWords:
    """What a school writes of a trajectory; `budget` in euro cents (SCH-01, SCH-08)."""

    title: str
    goal: str
    pedagogical_project: str
    consulted: str
    starts_on: date
    ends_on: date
    budget: int


def create_trajectory(*, school_id: int, words: TrajectoryWords, actor: Account, at: datetime) -> SchoolTrajectory:
    """A new trajectory without steps; raises RuleViolation when its period ends before it starts."""
    trajectory = SchoolTrajectory(school_id=school_id, created_by_id=actor.id, created_at=at)
    _write(trajectory, words, at)
    db.session.add(trajectory)
    flush()
    return trajectory


def change_trajectory(*, trajectory: SchoolTrajectory, words: TrajectoryWords, at: datetime) -> None:
    """Write the trajectory anew; its steps stay."""
    _write(trajectory, words, at)
    flush()


def delete_trajectory(*, trajectory: SchoolTrajectory) -> None:
    """Throw the trajectory and its steps away."""
    db.session.delete(trajectory)
    flush()


def add_step(*, trajectory: SchoolTrajectory, training: Training, at: datetime, reason: str = "") -> TrajectoryStep:
    """Put a training in the trajectory; one that is already there stays as it is."""
    known = next((step for step in trajectory.steps if step.training_id == training.id), None)
    if known is not None:
        return known
    position = max((step.position for step in trajectory.steps), default=0) + 1
    step = TrajectoryStep(training=training, participants=1, reason=reason, position=position)
    trajectory.steps.append(step)
    trajectory.updated_at = at
    flush()
    return step


def change_step(*, step: TrajectoryStep, session: TrainingSession | None, participants: int, reason: str, at: datetime) -> None:
    """Choose the session, the number of participants and the reason of a step."""
    if session is not None and session.training_id != step.training_id:
        raise RuleViolation("Kies een sessie van deze opleiding.", "session")
    step.training_session, step.participants, step.reason = session, participants, reason
    step.trajectory.updated_at = at
    flush()


def remove_step(*, trajectory: SchoolTrajectory, step: TrajectoryStep, at: datetime) -> None:
    """Take a training out of the trajectory."""
    trajectory.steps.remove(step)
    trajectory.updated_at = at
    flush()


def publish_mirror(*, school: Organisation, at: datetime) -> SchoolMirror | None:
    """Freeze the figures of a school's team, when enough people answered and enough of them are new (SCH-03).

    Returns None when nothing may be published yet.
    """
    limits = files.thresholds()
    profiles = needs.team_profiles(school.id)
    earlier = queries.mirrors(school.id)
    if not rules.may_publish(len(profiles), earlier[-1].respondents if earlier else None, limits):
        return None
    respondents = queries.respondents(profiles)
    published = rules.publish(respondents, queries.outlines(), [queries.publication(m) for m in earlier], limits, _day(at))
    mirror = SchoolMirror(school=school, published_at=at, respondents=len(profiles), figures=_shown(published), bases=_bases(published))
    db.session.add(mirror)
    flush()
    return mirror


def publish_due_mirrors(*, at: datetime) -> int:
    """Publish the mirror of every school that may have a new one; returns how many. A nightly job."""
    return sum(publish_mirror(school=school, at=at) is not None for school in queries.all_schools())


def _write(trajectory: SchoolTrajectory, words: TrajectoryWords, at: datetime) -> None:
    if words.ends_on <= words.starts_on:
        raise RuleViolation("Laat de periode eindigen na het begin.", "ends_on")
    trajectory.title, trajectory.goal = words.title, words.goal
    trajectory.pedagogical_project, trajectory.consulted = words.pedagogical_project, words.consulted
    trajectory.starts_on, trajectory.ends_on, trajectory.budget = words.starts_on, words.ends_on, words.budget
    trajectory.updated_at = at


def _day(at: datetime) -> str:
    return clock.to_wall_time(at).date().isoformat()


def _shown(published: Mapping[str, rules.Table]) -> dict[str, object]:
    return {key: {"since": table.since, "figures": dict(table.figures)} for key, table in published.items()}


def _bases(published: Mapping[str, rules.Table]) -> dict[str, object]:
    return {key: table.base for key, table in published.items()}
