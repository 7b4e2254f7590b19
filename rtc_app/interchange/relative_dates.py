"""Days of example content: "week+6 do" counts from the week of import and never falls in a Flemish school holiday.

How the weeks are determined: article 7 of the decision of the Flemish Government of 31 August 2001 on the organisation of
the school year in secondary education. Autumn: the week of 1 November (the week after when that is a
Sunday). Christmas: two weeks from the Monday of the week of 25 December (the Monday after when that is a Saturday or
Sunday). Crocus: the week that begins on the seventh Monday before Easter. Easter: two weeks from the first Monday of April;
the Monday after Easter when Easter is in March, the second Monday before Easter when it falls after 15 April. Summer: July
and August. Besides these 11 November, Easter Monday, 1 May, Ascension Day and the day after, Whit Monday.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")
_RELATIVE = re.compile(r"week([+-]\d{1,3}) (ma|di|wo|do|vr|za|zo)")
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class RelativeDay:
    """A weekday (0 is Monday) so many weeks after the week of import; negative is in the past."""

    weeks: int
    weekday: int

    def __str__(self) -> str:
        return f"week{self.weeks:+d} {WEEKDAYS[self.weekday]}"

    def on(self, today: date) -> date:
        """The day itself, holidays not looked at."""
        return monday(today) + timedelta(weeks=self.weeks, days=self.weekday)


Day = date | RelativeDay


def parse_day(text: str) -> Day:
    """A date such as "2027-02-04" or a week such as "week+6 do"; raises ValueError with Dutch words."""
    match = _RELATIVE.fullmatch(text.strip())
    if match:
        return RelativeDay(int(match[1]), WEEKDAYS.index(match[2]))
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"'{text}' is geen dag. Schrijf een datum zoals 2027-02-04 of een week zoals week+6 do.") from None


def resolve(days: Sequence[Day], today: date) -> list[date]:
    """The dates of the meetings of one run, in order.

    What falls in a holiday moves on by whole weeks and takes the later meetings with it, so that the rhythm stays. Weeks in
    the past move back instead, so that a past run stays in the past. Dates that are written out are left alone.
    """
    past = [day for day in days if _is_past(day)]
    future = [day for day in days if not _is_past(day)]
    return [*reversed(_move(past[::-1], today, -_WEEK)), *_move(future, today, _WEEK)]


def _is_past(day: Day) -> bool:
    return isinstance(day, RelativeDay) and day.weeks < 0


def _move(days: Sequence[Day], today: date, step: timedelta) -> list[date]:
    shift, dates = timedelta(0), []
    for day in days:
        if isinstance(day, date):
            dates.append(day)
            continue
        while is_holiday(day.on(today) + shift):
            shift += step
        dates.append(day.on(today) + shift)
    return dates


def monday(day: date) -> date:
    """The Monday of the week of this day."""
    return day - timedelta(days=day.weekday())


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous algorithm, Meeus 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


def is_holiday(day: date) -> bool:
    """Whether Flemish secondary schools are closed on this day for a holiday of all schools."""
    ranges = (*_holidays(day.year), *_holidays(day.year - 1))
    return any(first <= day <= last for first, last in ranges)


def _holidays(year: int) -> tuple[tuple[date, date], ...]:
    """First and last day of every holiday that begins in this year; a week lasts until its Sunday."""
    sunday = easter(year)
    return (
        _weeks(autumn(year), 1),
        _weeks(christmas(year), 2),
        _weeks(monday(sunday) - 6 * _WEEK, 1),
        _weeks(spring(year), 2),
        (date(year, 7, 1), date(year, 8, 31)),
        *((free, free) for free in _public_holidays(year, sunday)),
        (sunday + timedelta(39), sunday + timedelta(40)),
    )


def _weeks(first: date, number: int) -> tuple[date, date]:
    return first, first + number * _WEEK - timedelta(days=1)


def _public_holidays(year: int, sunday: date) -> tuple[date, ...]:
    fixed = tuple(date(year, month, day) for month, day in ((5, 1), (11, 1), (11, 11)))
    return (*fixed, sunday + timedelta(1), sunday + timedelta(50))


def autumn(year: int) -> date:
    """First Monday of the autumn holiday."""
    all_saints = date(year, 11, 1)
    return all_saints + timedelta(days=1) if all_saints.weekday() == 6 else monday(all_saints)


def christmas(year: int) -> date:
    """First Monday of the Christmas holiday."""
    christmas_day = date(year, 12, 25)
    return monday(christmas_day) + (_WEEK if christmas_day.weekday() >= 5 else timedelta(0))


def spring(year: int) -> date:
    """First Monday of the Easter holiday."""
    sunday = easter(year)
    if sunday.month == 3:
        return sunday + timedelta(days=1)
    if sunday > date(year, 4, 15):
        return monday(sunday) - _WEEK
    return monday(date(year, 4, 7))
