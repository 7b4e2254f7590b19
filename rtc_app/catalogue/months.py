"""Months and school years as pages of a calendar: their names, their days in weeks, and the months beside them."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rtc_app.kernel import clock

_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_SCHOOL_YEAR = re.compile(r"([0-9]{4})-([0-9]{4})")
_FIRST_MONTH, _LAST_MONTH = 9, 6
#: Addresses outside this many years around now are no pages: nobody plans there, and robots would walk on for ever.
_YEARS_AROUND = 3


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year; written as "2026-12"."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str, today: date) -> "Month | None":
        """The month an address names; None for what is no month, or one too far away to have a page."""
        match = _MONTH.fullmatch(text)
        if not match or not 1 <= int(match[2]) <= 12 or abs(int(match[1]) - today.year) > _YEARS_AROUND:
            return None
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def following(self) -> "Month":
        return Month(self.year + 1, 1) if self.number == 12 else Month(self.year, self.number + 1)

    @property
    def previous(self) -> "Month":
        return Month(self.year - 1, 12) if self.number == 1 else Month(self.year, self.number - 1)

    @property
    def starts_at(self) -> datetime:
        """The instant in UTC at which it begins in Brussels."""
        return clock.to_utc(datetime.combine(self.first, time()))

    @property
    def ends_at(self) -> datetime:
        return self.following.starts_at

    def holds(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.number)

    def weeks(self) -> list[list[date]]:
        """Its weeks from Monday to Sunday, with the days of the months beside it that complete them."""
        return calendar.Calendar().monthdatescalendar(self.year, self.number)

    def until(self, last: "Month") -> Iterator["Month"]:
        """This month and those after it, up to and with the last."""
        month = self
        while month <= last:
            yield month
            month = month.following


@dataclass(frozen=True, order=True)
class SchoolYear:
    """From September of `begins` to June of the year after; written as "2026-2027". In summer one looks forward to the next."""

    begins: int

    @classmethod
    def of(cls, day: date) -> "SchoolYear":
        return cls(day.year if day.month > _LAST_MONTH else day.year - 1)

    @classmethod
    def parse(cls, text: str, today: date) -> "SchoolYear | None":
        """The school year an address names; None for what is none, or one too far away to have a page."""
        match = _SCHOOL_YEAR.fullmatch(text)
        if not match or int(match[2]) != int(match[1]) + 1 or abs(int(match[1]) - today.year) > _YEARS_AROUND:
            return None
        return cls(int(match[1]))

    def __str__(self) -> str:
        return f"{self.begins}-{self.begins + 1}"

    @property
    def following(self) -> "SchoolYear":
        return SchoolYear(self.begins + 1)

    @property
    def previous(self) -> "SchoolYear":
        return SchoolYear(self.begins - 1)

    @property
    def first(self) -> date:
        return Month(self.begins, _FIRST_MONTH).first

    @property
    def last(self) -> date:
        """The last day of the summer after it: what happens then belongs to the year that ends."""
        return self.following.first - timedelta(days=1)

    @property
    def months(self) -> tuple[Month, ...]:
        """September to June: the months in which schools are open."""
        return tuple(Month(self.begins, _FIRST_MONTH).until(Month(self.begins + 1, _LAST_MONTH)))
