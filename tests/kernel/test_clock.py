"""Wall time in Brussels and instants in UTC, around both clock changes."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from rtc_app.kernel import clock

#: Wall time in Brussels beside the instant.
PAIRS = [
    ("winter", datetime(2026, 1, 15, 13, 30), datetime(2026, 1, 15, 12, 30, tzinfo=UTC)),
    ("summer", datetime(2026, 7, 15, 13, 30), datetime(2026, 7, 15, 11, 30, tzinfo=UTC)),
    ("before the change in spring", datetime(2026, 3, 28, 13, 30), datetime(2026, 3, 28, 12, 30, tzinfo=UTC)),
    ("after the change in spring", datetime(2026, 3, 29, 13, 30), datetime(2026, 3, 29, 11, 30, tzinfo=UTC)),
    ("before the change in autumn", datetime(2026, 10, 24, 13, 30), datetime(2026, 10, 24, 11, 30, tzinfo=UTC)),
    ("after the change in autumn", datetime(2026, 10, 25, 13, 30), datetime(2026, 10, 25, 12, 30, tzinfo=UTC)),
    ("leap day", datetime(2028, 2, 29, 13, 30), datetime(2028, 2, 29, 12, 30, tzinfo=UTC)),
    ("new year", datetime(2027, 1, 1, 0, 30), datetime(2026, 12, 31, 23, 30, tzinfo=UTC)),
]


@pytest.mark.parametrize(("wall", "instant"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS])
def test_a_lesson_at_half_past_one_stays_at_half_past_one(wall, instant):
    assert clock.to_utc(wall) == instant
    assert clock.to_wall_time(instant) == wall


def test_of_the_hour_that_comes_twice_the_first_is_meant():
    assert clock.to_utc(datetime(2026, 10, 25, 2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_the_hour_that_does_not_exist_becomes_the_next_one():
    instant = clock.to_utc(datetime(2026, 3, 29, 2, 30))
    assert clock.to_wall_time(instant) == datetime(2026, 3, 29, 3, 30)


def test_now_is_aware_and_in_utc():
    assert clock.now().tzinfo is UTC


@time_machine.travel(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), tick=False)
def test_today_is_the_date_on_the_wall_in_brussels():
    assert clock.today() == date(2026, 7, 2)
