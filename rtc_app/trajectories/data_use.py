"""What a school reads of its team."""

from rtc_app.access.data_use import DataUse
from rtc_app.access.permissions import Permission
from rtc_app.trajectories.files import thresholds


def school_use() -> DataUse:
    """The mirror of a school (see `trajectories/rules/mirror.py`)."""
    limits = thresholds()
    how = (
        f"Zien alleen afgeronde cijfers over het hele team, zonder namen, zodra {limits.school_minimum} collega's antwoordden. "
        f"Een studiegebied pas vanaf {limits.group_minimum} collega's, met evenveel erbuiten."
    )
    return DataUse("school", Permission.VIEW_SCHOOL, how)
