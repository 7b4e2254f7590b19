"""When a saved search is asked again, and what two trainings side by side differ in. Pure."""

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta


class Rhythm(enum.StrEnum):
    """How often new results are mailed."""

    DAILY = "daily"
    WEEKLY = "weekly"
    PAUSED = "paused"


RHYTHM_LABELS = {Rhythm.DAILY: "elke werkdag", Rhythm.WEEKLY: "elke week", Rhythm.PAUSED: "geen mail"}
#: More than this on one screen cannot be compared.
MOST_COMPARED = 3
#: A search that finds more than this says too little to be mailed about.
MOST_WATCHED = 500
MOST_SEARCHES = 20
NOTE_LENGTH = 2000
NAME_LENGTH = 80
#: Trainings that one mail names.
MOST_NAMED = 10


@dataclass(frozen=True)
class Hours:
    """The hours of a working day in which mail may be sent that nobody waits for (FUP-05); wall time, `until` not included."""

    start: time
    until: time

    def hold(self, moment: datetime) -> bool:
        """Whether a wall time lies within them, Monday to Friday."""
        return moment.weekday() < 5 and self.start <= moment.time() < self.until


def next_due(rhythm: Rhythm, last: datetime) -> datetime | None:
    """When to ask again after this moment, or None; an hour early, so that a daily mail does not creep through the day."""
    days = {Rhythm.DAILY: 1, Rhythm.WEEKLY: 7}.get(rhythm)
    return None if days is None else last + timedelta(days=days) - timedelta(hours=1)


@dataclass(frozen=True)
class Row:
    """One line of the comparison: a word or sentence per training, None when it is not filled in."""

    label: str
    values: tuple[str | None, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.values)) > 1


def rows_of(lines: Sequence[tuple[str, Sequence[str | None]]]) -> list[Row]:
    """The lines on which at least one training says something."""
    return [Row(label, tuple(values)) for label, values in lines if any(values)]
