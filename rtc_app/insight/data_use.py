"""What the RTCs read at their desk of the needs of everybody."""

from rtc_app.access.data_use import DataUse
from rtc_app.access.permissions import Permission
from rtc_app.needs.portrait import TRAITS
from rtc_app.needs.queries import FLANDERS_PARTS
from rtc_app.needs.rules import LEAST_SHOWN, SOURCES


def gap_use() -> DataUse:
    """Demand beside offer (see `insight.queries.gap_tables`)."""
    how = f"Zien hoeveel leraren een thema, een studiegebied of een niveau vragen, in stappen van {LEAST_SHOWN}."
    return DataUse("flanders", Permission.VIEW_DESK, how, frozenset(SOURCES[part] for part in FLANDERS_PARTS))


def unmatched_use() -> DataUse:
    """Needs for which matching finds nothing (see `needs/unmet.py`)."""
    how = f"Zien welke noden zonder passende opleiding blijven, alleen van groepen vanaf {LEAST_SHOWN} leraren."
    return DataUse("flanders", Permission.VIEW_DESK, how, frozenset(SOURCES[part] for part in TRAITS))
