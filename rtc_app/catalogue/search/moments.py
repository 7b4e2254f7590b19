"""When a session is, in the words of the filters: weekday, part of the day, length, and the period in which it starts."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from babel.dates import format_date

from rtc_app.kernel.templating import LOCALE

#: What a run is whose meetings differ.
_VARIES = "wisselend"
WEEKDAYS = (
    ("ma", "maandag"),
    ("di", "dinsdag"),
    ("wo", "woensdag"),
    ("do", "donderdag"),
    ("vr", "vrijdag"),
    ("za", "zaterdag"),
    ("zo", "zondag"),
    (_VARIES, "verschillende dagen"),
)
DAY_PARTS = (
    ("voormiddag", "in de voormiddag"),
    ("namiddag", "in de namiddag"),
    ("dag", "een hele dag"),
    ("avond", "’s avonds, vanaf 17 uur"),
    (_VARIES, "wisselende uren"),
)
#: (code, label, longest in minutes or None) of all meetings of a run together.
DURATIONS: tuple[tuple[str, str, int | None], ...] = (
    ("tot-3-uur", "tot 3 uur", 180),
    ("tot-6-uur", "3 tot 6 uur", 360),
    ("tot-12-uur", "6 tot 12 uur", 720),
    ("meer", "meer dan 12 uur", None),
)
#: Quick choices of a period, from today on.
QUICK_PERIODS = (
    ("4-weken", "de komende 4 weken"),
    ("3-maanden", "de komende 3 maanden"),
    ("dit-schooljaar", "dit schooljaar"),
    ("volgend-schooljaar", "volgend schooljaar"),
)
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_RANGE = re.compile(r"(\d{4}-\d\d-\d\d)?\.\.(\d{4}-\d\d-\d\d)?")
_DAYS = {"4-weken": 28, "3-maanden": 91}


class Times(NamedTuple):
    """What the meetings of one run say together; the terugkommoment counts in the length only."""

    weekday: str
    day_part: str
    minutes: int


def times_of(meetings: Iterable[tuple[bool, datetime, datetime]]) -> Times | None:
    """Weekday, part of the day and length of a run from (is terugkommoment, start, end) of its meetings in wall time."""
    weekdays, parts, minutes = set(), set(), 0
    for is_follow_up, starts, ends in meetings:
        minutes += int((ends - starts).total_seconds()) // 60
        if not is_follow_up:
            weekdays.add(WEEKDAYS[starts.weekday()][0])
            parts.add(day_part(starts.time(), ends.time()))
    if not weekdays:
        return None
    return Times(weekdays.pop() if len(weekdays) == 1 else _VARIES, parts.pop() if len(parts) == 1 else _VARIES, minutes)


def day_part(starts: time, ends: time) -> str:
    """The part of the day in which a meeting falls."""
    if starts >= time(17):
        return "avond"
    if starts >= time(12):
        return "namiddag"
    return "dag" if ends >= time(15) or ends < starts else "voormiddag"


def duration_band(minutes: int) -> str:
    """Code of the band in which a length falls; each length is in exactly one."""
    return next(code for code, _, longest in DURATIONS if longest is None or minutes <= longest)


class Period(NamedTuple):
    """First and last day on which a session may start; None is open."""

    first: date | None
    last: date | None


def period_of(value: str, today: date) -> Period | None:
    """The period a value stands for: a quick choice, a month "2027-03" or days "2027-03-01..2027-03-15"; else None."""
    if value in _DAYS:
        return Period(today, today + timedelta(days=_DAYS[value] - 1))
    if value in ("dit-schooljaar", "volgend-schooljaar"):
        end = school_year_end(today)
        return Period(today, end) if value == "dit-schooljaar" else Period(end + timedelta(days=1), end.replace(year=end.year + 1))
    return _month(value) or range_of(value)


def school_year_end(today: date) -> date:
    """31 August of the school year in which a day falls."""
    return date(today.year + (today.month > 8), 8, 31)


@lru_cache(maxsize=1_000)
def _month(value: str) -> Period | None:
    match = _MONTH.fullmatch(value)
    if not match or not (1 <= int(match[2]) <= 12 and 2000 <= int(match[1]) < 2100):
        return None
    first = date(int(match[1]), int(match[2]), 1)
    return Period(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def range_of(value: str) -> Period | None:
    """The period of "2027-03-01..2027-03-15", of which one end may be open; else None."""
    match = _RANGE.fullmatch(value)
    try:
        first, last = (date.fromisoformat(day) if day else None for day in match.groups()) if match else (None, None)
    except ValueError:
        return None
    return Period(first, last) if first or last else None


def between(first: str, last: str) -> str:
    """The value of a period from what somebody typed as its first and last day, the earliest first."""
    if first and last and first > last:
        first, last = last, first
    return f"{first}..{last}" if first or last else ""


def period_label(value: str) -> str | None:
    """A month or days in words; None for what is no period."""
    month = _month(value)
    if month and month.first:
        return format_date(month.first, "LLLL y", locale=LOCALE)
    days = range_of(value)
    if days is None:
        return None
    words = [format_date(day, "d MMM y", locale=LOCALE) if day else "" for day in days]
    if not days.last:
        return f"vanaf {words[0]}"
    return f"{words[0]} tot {words[1]}" if days.first else f"tot en met {words[1]}"


def month_values(first: date, last: date) -> list[str]:
    """The months from one day to another."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in months]
