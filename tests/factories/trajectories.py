"""School trajectories and mirrors for tests. Each function says only what matters and commits."""

from datetime import timedelta

from rtc_app.kernel import clock
from rtc_app.trajectories.models import SchoolMirror, SchoolTrajectory, TrajectoryStep
from tests.factories.accounts import make_school, save


def make_trajectory(school=None, *trainings, **values):
    """A trajectory of a year from today with these trainings, one participant each and no session."""
    now, today = clock.now(), clock.today()
    defaults = {
        "title": "Digitaal tekenen in de tweede graad",
        "goal": "Elke leraar hout tekent een werkstuk in 3D.",
        "starts_on": today,
        "ends_on": today + timedelta(days=365),
        "budget": 100_000,
        "created_at": now,
        "updated_at": now,
    }
    trajectory = SchoolTrajectory(school=school or make_school(), **(defaults | values))
    trajectory.steps = [TrajectoryStep(training=training, position=n) for n, training in enumerate(trainings, 1)]
    return save(trajectory)


def make_step(trajectory, training, **values):
    position = len(trajectory.steps) + 1
    return save(TrajectoryStep(trajectory=trajectory, training=training, position=position, **values))


def make_mirror(school, figures=None, *, respondents=12, **values):
    """A published mirror; `figures` is {table: {row: figure}}."""
    tables = figures or {"themes": {"programmeren": 60, "ar-vr": 30, "ai": "kleine minderheid"}}
    today = clock.today().isoformat()
    return save(
        SchoolMirror(
            **(
                {
                    "school": school,
                    "published_at": clock.now(),
                    "respondents": respondents,
                    "figures": {key: {"since": today, "figures": rows} for key, rows in tables.items()},
                    "bases": dict.fromkeys(tables, respondents),
                }
                | values
            )
        )
    )
