"""What this domain itself does with answers: suggestions, the reach of a training in bands, and interviews."""

from rtc_app.access.data_use import DataUse
from rtc_app.access.permissions import Permission
from rtc_app.needs.portrait import TRAITS
from rtc_app.needs.rules import LEAST_SHOWN, SOURCES


def matching_use() -> DataUse:
    """Suggestions for the person."""
    return DataUse("matching", None, "Zoekt opleidingen die bij je passen. Geen mens leest mee.")


def reach_use() -> DataUse:
    """The reach of a training (see `needs/reach.py`)."""
    how = f"Zien voor hoeveel leraren een opleiding past, in stappen van {LEAST_SHOWN}."
    return DataUse("flanders", Permission.VIEW_REACH, how, frozenset(SOURCES[part] for part in TRAITS))


def interview_use() -> DataUse:
    """What is said in an interview, and by nothing else."""
    return DataUse("interview", Permission.NOTE_INTERVIEW, "Leest en noteert wat je in het gesprek zegt.")
