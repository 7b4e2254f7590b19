"""Flemish formats, strict names and the nonce."""

from datetime import UTC, date, datetime
from decimal import Decimal

import jinja2
import pytest
from flask import render_template_string, session
from markupsafe import Markup

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


def made_pages(application, store, seen, *, session_holds=None, pages=2):
    """(the answers, how often the page was made) of some visits, each with a nonce that stands in the page."""
    made = []

    def page():
        made.append(1)
        return render_template_string("<p>{{ csp_nonce() }}</p>")

    answers = []
    for _ in range(pages):
        with application.test_request_context("/"):
            if session_holds:
                session.update(session_holds)
            response = templating.kept_page(store, seen, page)
            answers.append((response.get_data(as_text=True), templating.csp_nonce()))
    return answers, len(made)


def test_a_kept_page_is_made_once_and_has_a_nonce_of_its_own_each_time(application):
    answers, made = made_pages(application, {}, "seen")
    assert made == 1
    assert [page for page, _ in answers] == [f"<p>{nonce}</p>" for _, nonce in answers]
    assert answers[0] != answers[1]


def test_a_kept_page_is_made_anew_when_what_it_shows_changed(application):
    store = {}
    assert made_pages(application, store, "seen", pages=1)[1] == 1
    assert made_pages(application, store, "something else", pages=1)[1] == 1


def test_a_page_for_who_brings_a_session_is_not_kept_and_not_taken_from_what_is_kept(application):
    store = {}
    made_pages(application, store, "seen")
    assert made_pages(application, store, "seen", session_holds={"_flashes": [("ok", "Bewaard.")]})[1] == 2


def test_a_page_that_began_a_session_is_not_kept(application):
    def page():
        session["csrf_token"] = "of one visitor"
        return "<p></p>"

    store = {}
    with application.test_request_context("/"):
        templating.kept_page(store, "seen", page)
    assert store == {}


def test_what_differs_stands_in_what_is_remembered():
    drawn = []

    def macro(label, is_open, first, second):
        drawn.append(label)
        return Markup(f"<b>{label}</b>{second}{first}") if is_open else Markup(f"<b>{label}</b>{first}")

    assert templating.kept_but(macro, ("Duur", True), Markup("<i>1</i>"), Markup("2")) == "<b>Duur</b>2<i>1</i>"
    assert templating.kept_but(macro, ("Duur", True), Markup("3"), Markup("4")) == "<b>Duur</b>43"
    assert templating.kept_but(macro, ("Duur", False), Markup("5"), Markup("6")) == "<b>Duur</b>5"
    assert drawn == ["Duur", "Duur"]
