"""Everything pages read of a school: its mirror and its trajectories."""

from rtc_app.trajectories.queries.mirror import (
    MirrorFacts,
    all_schools,
    mirror_facts,
    mirrors,
    outlines,
    publication,
    respondents,
    top_themes_of,
)
from rtc_app.trajectories.queries.trajectory import (
    PlanFacts,
    StepRow,
    findable_training,
    found_trainings,
    place_of,
    plan_facts,
    planned_schools,
    session_choices,
    step_of,
    trainings_for_themes,
    trajectories_of,
)

__all__ = [
    "MirrorFacts",
    "PlanFacts",
    "StepRow",
    "all_schools",
    "findable_training",
    "found_trainings",
    "mirror_facts",
    "mirrors",
    "outlines",
    "place_of",
    "plan_facts",
    "planned_schools",
    "publication",
    "respondents",
    "session_choices",
    "step_of",
    "top_themes_of",
    "trainings_for_themes",
    "trajectories_of",
]
