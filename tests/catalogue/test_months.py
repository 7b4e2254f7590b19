"""Months and school years of the calendar."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtc_app.catalogue.months import Month, SchoolYear

TODAY = date(2026, 11, 28)
months = st.builds(Month, st.integers(2000, 2100), st.integers(1, 12))


@given(months)
def test_a_month_reads_back_what_it_writes(month):
    assert Month.parse(str(month), month.first) == month


@given(months)
def test_the_month_after_the_previous_is_itself(month):
    assert month.previous.following == month == month.following.previous


@given(months)
def test_the_weeks_of_a_month_hold_each_of_its_days_once(month):
    days = [day for week in month.weeks() for day in week if month.holds(day)]
    assert days == sorted(set(days))
    assert (days[0], days[-1].month, (days[-1] - days[0]).days + 1) == (month.first, month.number, len(days))


@given(months)
def test_a_month_ends_where_the_next_begins(month):
    assert month.starts_at < month.ends_at == month.following.starts_at


def test_a_month_begins_at_midnight_in_brussels():
    assert Month(2026, 7).starts_at == datetime(2026, 6, 30, 22, tzinfo=UTC)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-1", "nu", "2031-01", "1999-01", "2026-12-01", "２０２６-12", ""])
def test_what_is_no_month_or_too_far_away_has_no_page(text):
    assert Month.parse(text, TODAY) is None


def test_in_summer_one_looks_forward_to_the_next_school_year():
    assert (str(SchoolYear.of(date(2026, 6, 30))), str(SchoolYear.of(date(2026, 7, 1)))) == ("2025-2026", "2026-2027")


def test_a_school_year_has_the_ten_months_in_which_schools_are_open():
    months = SchoolYear(2026).months
    assert (len(months), str(months[0]), str(months[-1])) == (10, "2026-09", "2027-06")


@pytest.mark.parametrize("text", ["2026-2028", "2026", "2040-2041", "2026-27", "x"])
def test_what_is_no_school_year_has_no_page(text):
    assert SchoolYear.parse(text, TODAY) is None
