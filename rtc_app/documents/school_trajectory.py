"""The school trajectory on paper: for the team, the board and the local committee (SCH-12)."""

from dataclasses import dataclass
from datetime import date, datetime

from rtc_app.kernel import clock
from rtc_app.trajectories import queries
from rtc_app.trajectories.models import SchoolTrajectory
from rtc_app.trajectories.queries import StepRow
from rtc_app.trajectories.rules.mirror import Figure
from rtc_app.trajectories.rules.plan import Costs, Remark


@dataclass(frozen=True)
class TeamNeeds:
    """What the team asks most, from its mirror: (theme, share); how many answered, as a band; and when."""

    themes: tuple[tuple[str, Figure], ...]
    respondents: str
    published_on: date


@dataclass(frozen=True)
class TrajectoryDocument:
    """Everything the document says; `budget` and `left` in euro cents, `left` may be below zero."""

    title: str
    school: str
    goal: str
    pedagogical_project: str
    consulted: str
    starts_on: date
    ends_on: date
    budget: int
    left: int
    needs: TeamNeeds | None
    rows: tuple[StepRow, ...]
    costs: Costs
    participants: int
    remarks: tuple[Remark, ...]
    made_on: date
    is_example: bool


def document_of(trajectory: SchoolTrajectory, at: datetime) -> TrajectoryDocument:
    """The document of a trajectory at an instant."""
    plan = queries.plan_facts(trajectory, at)
    return TrajectoryDocument(
        title=trajectory.title,
        school=trajectory.school.name,
        goal=trajectory.goal,
        pedagogical_project=trajectory.pedagogical_project,
        consulted=trajectory.consulted,
        starts_on=trajectory.starts_on,
        ends_on=trajectory.ends_on,
        budget=trajectory.budget,
        left=plan.left,
        needs=_needs(trajectory.school_id),
        rows=plan.rows,
        costs=plan.costs,
        participants=plan.participants,
        remarks=plan.remarks,
        made_on=clock.to_wall_time(at).date(),
        is_example=trajectory.school.is_example,
    )


def _needs(school_id: int) -> TeamNeeds | None:
    published = queries.mirrors(school_id)
    if not published:
        return None
    facts = queries.mirror_facts(published[-1])
    return TeamNeeds(tuple((label, figure) for _code, label, figure in facts.top_themes), facts.respondents, facts.published_on)
