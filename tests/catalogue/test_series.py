"""Series of sessions: their days, holidays that are left out, and planning them over HTTP."""

import itertools
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from rtc_app.catalogue.models import Location, TrainingSession
from rtc_app.catalogue.series import Holiday, every_weeks, read_days, school_holidays, series
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.factories.accounts import make_assessor, make_provider_member
from tests.factories.catalogue import make_location, make_session, make_training

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@given(start=DAYS, weeks=st.integers(1, 26), times=st.integers(1, 30))
def test_a_series_keeps_its_weekday_and_its_rhythm(start, weeks, times):
    days = every_weeks(start, weeks=weeks, times=times)
    assert days[0] == start
    assert len(days) == times
    assert all(later - earlier == timedelta(weeks=weeks) for earlier, later in itertools.pairwise(days))


@given(days=st.lists(DAYS, unique=True), first=DAYS, length=st.integers(0, 20), offset=st.integers(0, 30))
def test_each_day_is_planned_or_skipped_and_no_meeting_falls_in_a_holiday(days, first, length, offset):
    holiday = Holiday("vakantie", first, first + timedelta(days=length))
    found = series(sorted(days), offsets=[0, offset], holidays=[holiday])
    assert sorted([*found.days, *(skip.day for skip in found.skipped)]) == sorted(days)
    for day in found.days:
        assert not any(holiday.first <= day + timedelta(days=after) <= holiday.last for after in (0, offset))


def test_the_holidays_of_the_file_are_in_order_and_apart():
    holidays = school_holidays()
    assert all(holiday.first <= holiday.last for holiday in holidays)
    assert all(earlier.last < later.first for earlier, later in itertools.pairwise(holidays))


def test_days_are_read_in_both_ways_of_writing_once_and_in_order():
    assert read_days("12/11/2026\n2026-11-05\n\n12.11.2026 ") == [date(2026, 11, 5), date(2026, 11, 12)]


@pytest.mark.parametrize("line", ["gisteren", "31/2/2027", "12/11/26", "0/0/0000"])
def test_what_is_no_day_is_named(line):
    with pytest.raises(ValueError, match=line):
        read_days(f"12/11/2026\n{line}")


# Over HTTP


@pytest.fixture
def provider(app):
    return make_provider_member()


@pytest.fixture
def keeper(provider, sign_in):
    return sign_in(provider)


def own(provider, **values):
    return make_training(provider=provider.memberships[0].organisation, **values)


def starts():
    db.session.expire_all()
    return sorted(clock.to_wall_time(session.starts_at) for session in db.session.scalars(sa.select(TrainingSession)))


def plan(keeper, session, **fields):
    """Ask for a preview and plan what it shows; gives (preview, answer)."""
    from tests.client import parse

    address = f"/mijn-aanbod/sessies/{session.id}/herhalen"
    preview = keeper.submit(address, action="herhalen", **fields)
    button = parse(preview.text).find(".//button[@name='plan']")
    seal = button.get("value") if button is not None else ""
    return preview, keeper.submit(address, action="herhalen", button=f"plan={seal}", **fields)


def test_a_series_is_shown_before_it_is_planned(provider, keeper):
    session = make_session(own(provider), days=30)
    keeper.submit(f"/mijn-aanbod/sessies/{session.id}/herhalen", action="herhalen", times="3")
    assert len(starts()) == 1


def test_a_weekly_series_keeps_hours_place_and_seats(provider, keeper):
    session = make_session(own(provider), days=30, capacity=9, taken=4)
    plan(keeper, session, times="3", skip_holidays=None)
    found = starts()
    assert [later - earlier for earlier, later in itertools.pairwise(found)] == [timedelta(weeks=1)] * 3
    made = [s for s in db.session.scalars(sa.select(TrainingSession)) if s.id != session.id]
    assert {(s.capacity, s.taken, s.location_id) for s in made} == {(9, 0, session.location_id)}


def test_a_copy_is_a_series_of_one(provider, keeper):
    session = make_session(own(provider), days=30)
    day = clock.today() + timedelta(days=50)
    plan(keeper, session, how="dagen", days=f"{day:%d/%m/%Y}", skip_holidays=None)
    assert [moment.date() for moment in starts()] == [clock.today() + timedelta(days=30), day]


def test_planning_the_same_series_twice_makes_it_once(provider, keeper):
    session = make_session(own(provider), days=30)
    plan(keeper, session, times="2", skip_holidays=None)
    preview, _ = plan(keeper, session, times="2", skip_holidays=None)
    assert "al gepland" in preview.text
    assert len(starts()) == 3


def test_another_series_than_was_shown_is_shown_first(provider, keeper):
    session = make_session(own(provider), days=30)
    answer = keeper.submit(f"/mijn-aanbod/sessies/{session.id}/herhalen", action="herhalen", times="2", button="plan=2026-01-01")
    assert answer.status_code == 200
    assert len(starts()) == 1


@pytest.mark.parametrize("fields", [{"first": ""}, {"times": "31"}, {"weeks": "0"}, {"how": "dagen", "days": "morgen"}, {"how": "dagen"}])
def test_a_series_that_cannot_be_comes_back(provider, keeper, fields):
    session = make_session(own(provider), days=30)
    assert keeper.submit(f"/mijn-aanbod/sessies/{session.id}/herhalen", action="herhalen", **fields).status_code == 422


def test_a_series_in_the_past_plans_nothing(provider, keeper):
    session = make_session(own(provider), days=30)
    _, answer = plan(keeper, session, how="dagen", days="2020-03-03", skip_holidays=None)
    assert answer.status_code == 422
    assert len(starts()) == 1


def test_a_series_of_another_provider_does_not_exist(provider, keeper):
    keeper.page(f"/mijn-aanbod/sessies/{make_session().id}/herhalen", 404)


# What else is planned then


def meeting(days):
    day = (clock.today() + timedelta(days=days)).isoformat()
    return {"meetings-0-day": day, "meetings-0-starts": "14:00", "meetings-0-ends": "15:00"}


def test_the_same_trainer_at_the_same_time_is_told_and_planned_all_the_same(provider, keeper):
    first = own(provider, title="De eerste")
    second = own(provider, trainers=first.trainers)
    make_session(first, days=40)
    answer = keeper.submit(f"/mijn-aanbod/{second.slug}/sessies/nieuw", action="sessies", place="0", **meeting(40))
    assert "ook bij ‘De eerste’" in answer.text
    assert len(second.sessions) == 1


def test_the_same_place_of_another_provider_is_told_without_its_title(provider, keeper):
    other = make_session(make_training(title="Geheim"), days=40)
    training = own(provider)
    answer = keeper.submit(f"/mijn-aanbod/{training.slug}/sessies/nieuw", action="sessies", place=str(other.location_id), **meeting(40))
    assert "een andere opleiding" in answer.text
    assert "Geheim" not in answer.text


def test_one_after_the_other_is_no_clash(provider, keeper):
    first = own(provider, title="De eerste")
    make_session(first, days=40, at="12.00", hours=2)
    second = own(provider, trainers=first.trainers)
    answer = keeper.submit(f"/mijn-aanbod/{second.slug}/sessies/nieuw", action="sessies", place="0", **meeting(40))
    assert "De eerste" not in answer.text


def test_a_preview_tells_what_else_is_planned(provider, keeper, sign_in):
    training = own(provider, title="De eerste")
    session = make_session(training, days=30)
    make_session(own(provider, trainers=training.trainers, title="De tweede"), days=37)
    preview, _ = plan(keeper, session, times="1", skip_holidays=None)
    assert "De tweede" in preview.text


# Meetings and places


def test_there_is_room_for_as_many_meetings_as_one_asks(provider, keeper):
    training = own(provider)
    answer = keeper.submit(f"/mijn-aanbod/{training.slug}/sessies/nieuw", action="sessies", button="more=1", **meeting(40))
    assert 'name="meetings-3-day"' in answer.text
    assert (clock.today() + timedelta(days=40)).isoformat() in answer.text


def test_a_session_of_many_meetings_opens_with_all_of_them(provider, keeper):
    session = make_session(own(provider), meetings=[(30 + number, "13.30", 2) for number in range(5)])
    assert keeper.page(f"/mijn-aanbod/sessies/{session.id}").find(".//input[@name='meetings-4-day']") is not None


def test_a_place_of_another_provider_cannot_be_chosen(provider, keeper):
    place = make_location(provider_id=make_training().provider_id)
    training = own(provider)
    answer = keeper.submit(f"/mijn-aanbod/{training.slug}/sessies/nieuw", action="sessies", place=str(place.id), **meeting(40))
    assert answer.status_code == 422
    assert place.name not in answer.text
    assert db.session.get(Location, place.id) is not None


def test_rtc_staff_plan_for_every_provider(sign_in, app):
    training = make_training()
    sign_in(make_assessor()).submit(f"/mijn-aanbod/{training.slug}/sessies/nieuw", action="sessies", place="0", **meeting(40))
    assert len(starts()) == 1
