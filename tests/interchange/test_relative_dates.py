"""Relative days and Flemish school holidays; the dates come from published school calendars."""

from datetime import date, timedelta

import pytest

from rtc_app.interchange.relative_dates import RelativeDay, autumn, christmas, easter, is_holiday, monday, parse_day, resolve, spring

WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("year", "expected"), [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25))]
)
def test_easter(year, expected):
    assert easter(year) == expected


@pytest.mark.parametrize(
    ("year", "first"),
    [
        (2018, date(2018, 10, 29)),
        (2020, date(2020, 11, 2)),
        (2021, date(2021, 11, 1)),
        (2022, date(2022, 10, 31)),
        (2025, date(2025, 10, 27)),
    ],
)
def test_autumn_is_the_week_of_1_november_or_the_one_after_a_sunday(year, first):
    assert autumn(year) == first


@pytest.mark.parametrize(
    ("year", "first"),
    [
        (2019, date(2019, 12, 23)),
        (2020, date(2020, 12, 21)),
        (2021, date(2021, 12, 27)),
        (2022, date(2022, 12, 26)),
        (2025, date(2025, 12, 22)),
    ],
)
def test_christmas_starts_the_monday_after_when_it_falls_in_the_weekend(year, first):
    assert christmas(year) == first


@pytest.mark.parametrize(
    ("year", "first"),
    [(2019, date(2019, 4, 8)), (2020, date(2020, 4, 6)), (2022, date(2022, 4, 4)), (2024, date(2024, 4, 1)), (2025, date(2025, 4, 7))],
)
def test_easter_holiday_follows_where_easter_falls(year, first):
    assert spring(year) == first


@pytest.mark.parametrize(
    "day",
    [
        date(2025, 3, 3),  # crocus, Monday
        date(2025, 3, 9),  # crocus, Sunday
        date(2026, 1, 4),  # last day of a Christmas holiday that began the year before
        date(2025, 11, 11),
        date(2025, 4, 21),  # Easter Monday after the two weeks
        date(2025, 5, 29),  # Ascension
        date(2025, 5, 30),
        date(2025, 6, 9),  # Whit Monday
        date(2026, 7, 1),
        date(2026, 8, 31),
    ],
)
def test_a_day_without_school(day):
    assert is_holiday(day)


@pytest.mark.parametrize(
    "day", [date(2025, 3, 10), date(2025, 10, 24), date(2025, 11, 3), date(2026, 1, 5), date(2026, 6, 30), date(2026, 9, 1)]
)
def test_an_ordinary_school_day(day):
    assert not is_holiday(day)


def test_a_week_is_written_as_it_is_read():
    assert str(parse_day("week+6 do")) == "week+6 do"


def test_a_date_is_read_as_a_date():
    assert parse_day("2027-02-04") == date(2027, 2, 4)


@pytest.mark.parametrize("text", ["morgen", "week6 do", "week+6", "2027-02-30", "04/02/2027", ""])
def test_anything_else_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="Schrijf een datum zoals 2027-02-04"):
        parse_day(text)


def test_days_count_from_the_monday_of_the_week_of_import():
    assert resolve([RelativeDay(1, 3)], date(2026, 9, 13)) == [date(2026, 9, 17)]


def test_a_day_in_a_holiday_moves_to_the_next_school_week():
    assert resolve([RelativeDay(1, 3)], date(2025, 10, 22)) == [date(2025, 11, 6)]


def test_later_meetings_keep_their_distance():
    first, second = resolve([RelativeDay(1, 3), RelativeDay(2, 3)], date(2025, 10, 22))
    assert (first, second - first) == (date(2025, 11, 6), WEEK)


def test_a_past_run_moves_back_and_stays_in_the_past():
    days = resolve([RelativeDay(-2, 3), RelativeDay(-1, 3)], date(2025, 11, 5))
    assert days == [date(2025, 10, 16), date(2025, 10, 23)]


def test_a_written_date_is_never_moved():
    assert resolve([date(2025, 12, 25)], date(2025, 9, 1)) == [date(2025, 12, 25)]


def test_no_relative_day_of_ten_years_falls_in_a_holiday():
    start = date(2025, 1, 1)
    moved = [resolve([RelativeDay(weeks, 2)], start + timedelta(days=n))[0] for n in range(0, 3650, 11) for weeks in (-8, 3, 20)]
    assert not any(is_holiday(day) for day in moved)


def test_monday_of_a_sunday_is_six_days_before():
    assert monday(date(2026, 11, 22)) == date(2026, 11, 16)
