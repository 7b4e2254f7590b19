"""The days of a series of sessions: every so many weeks or on days of choice, without those in a school holiday."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "data" / "school_holidays.yaml"
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
#: A series longer than this is planned in parts.
MOST_SESSIONS = 30


@dataclass(frozen=True)
class Holiday:
    """Days on which schools are closed, the first and the last included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class SkippedDay:
    """A day of the series on which nothing is planned, and why."""

    day: date
    holiday: str


@dataclass(frozen=True)
class Series:
    """The days on which a run of the series begins, in order, and those that were left out."""

    days: tuple[date, ...]
    skipped: tuple[SkippedDay, ...]


@lru_cache(maxsize=1)
def school_holidays() -> tuple[Holiday, ...]:
    """The holidays of the data file, by first day."""
    found = yaml.safe_load(_FILE.read_text("utf-8"))["holidays"]
    return tuple(sorted((Holiday(**holiday) for holiday in found), key=lambda holiday: (holiday.first, holiday.last)))


def every_weeks(start: date, *, weeks: int, times: int) -> list[date]:
    """`times` days from `start` on, `weeks` weeks apart."""
    return [start + timedelta(weeks=weeks * number) for number in range(times)]


def read_days(text: str) -> list[date]:
    """The days in a text, one a line, as 12/11/2026 or 2026-11-12, each once and in order. Raises ValueError with the line."""
    return sorted({_day(line.strip()) for line in text.splitlines() if line.strip()})


def _day(line: str) -> date:
    match = _DAY_FIRST.fullmatch(line)
    try:
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(line)
    except ValueError:
        raise ValueError(line) from None


def series(days: Iterable[date], *, offsets: Sequence[int], holidays: Sequence[Holiday]) -> Series:
    """Leave out each day of which a meeting, `offsets` days after it, falls in a holiday."""
    kept, skipped = [], []
    for day in days:
        closed = next((h for offset in offsets for h in holidays if h.first <= day + timedelta(days=offset) <= h.last), None)
        if closed is None:
            kept.append(day)
        else:
            skipped.append(SkippedDay(day, closed.name))
    return Series(tuple(kept), tuple(skipped))
