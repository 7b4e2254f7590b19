"""Flemish formats, strict names and the nonce."""

from datetime import UTC, date, datetime
from decimal import Decimal

import jinja2
import pytest
from flask import render_template_string

from rtc_app.kernel import templating


def plain(text):
    """Without the narrow and unbreakable spaces of typography."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(("cents", "words"), [(125000, "€ 1.250,00"), (4550, "€ 45,50"), (1, "€ 0,01"), (0, "gratis")])
def test_prices_are_written_as_in_flanders(cents, words):
    assert plain(templating.money(cents)) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (date(2026, 11, 12), "donderdag 12 november 2026"),
        (datetime(2026, 11, 12, 23, 30), "donderdag 12 november 2026"),
        (datetime(2026, 11, 12, 23, 30, tzinfo=UTC), "vrijdag 13 november 2026"),
    ],
)
def test_long_dates_follow_the_calendar_in_brussels(value, words):
    assert templating.longdate(value) == words


def test_short_dates_keep_the_day_of_the_week():
    assert templating.shortdate(date(2026, 11, 12)) == "do 12 nov 2026"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (datetime(2026, 11, 12, 18, 30), "18.30 uur"),
        (datetime(2026, 11, 12, 9, 5), "9.05 uur"),
        (datetime(2026, 11, 12, 18, 30, tzinfo=UTC), "19.30 uur"),
        (datetime(2026, 7, 12, 18, 30, tzinfo=UTC), "20.30 uur"),
    ],
)
def test_the_clock_shows_brussels(value, words):
    assert templating.clock_time(value) == words


@pytest.mark.parametrize(("value", "words"), [(1234.5, "1.234,5"), (Decimal("0.25"), "0,25"), (7, "7"), (-3, "-3")])
def test_numbers_have_a_comma_for_the_fraction(value, words):
    assert templating.number(value) == words


@pytest.mark.parametrize(("value", "words"), [(45, "45 min."), (60, "1 u"), (150, "2 u 30"), (65, "1 u 05"), (0, "0 min.")])
def test_durations_are_hours_and_minutes(value, words):
    assert templating.minutes(value) == words


def test_an_undefined_name_is_a_fault(application):
    with application.test_request_context("/"), pytest.raises(jinja2.UndefinedError):
        render_template_string("{{ not_there }}")


def test_a_page_has_one_nonce_and_the_next_page_another(application):
    with application.test_request_context("/"):
        first = templating.csp_nonce()
        assert templating.csp_nonce() == first
    with application.test_request_context("/"):
        assert templating.csp_nonce() != first


def test_what_people_type_is_escaped(application):
    with application.test_request_context("/"):
        assert render_template_string("{{ text }}", text="<script>") == "&lt;script&gt;"
