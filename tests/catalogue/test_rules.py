"""Pure decisions about the offer."""

from datetime import UTC, datetime, timedelta

import pytest

from rtc_app.catalogue.rules import Hint, Run, Seats, TrainingKind, hints, kind_of, link_of, next_run, price_band

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def run(id_, days=10, *, free=5, waiting=0, is_cancelled=False, deadline=2):
    starts_at = NOW + timedelta(days=days)
    return Run(id_, starts_at, starts_at - timedelta(days=deadline), is_cancelled, Seats(10, 10 - free, waiting))


@pytest.mark.parametrize(
    ("groups", "kinds", "kind"),
    [
        (["technisch"], [], TrainingKind.TECHNICAL),
        (["algemeen"], ["vaktechnisch"], TrainingKind.TECHNICAL),
        (["algemeen"], ["algemeen-ondersteunend"], TrainingKind.GENERAL),
        (["beleid"], [], TrainingKind.GENERAL),
        ([], [], TrainingKind.GENERAL),
    ],
)
def test_a_technical_theme_or_tool_makes_a_training_technical(groups, kinds, kind):
    assert kind_of(groups, kinds) is kind


@pytest.mark.parametrize(
    ("cents", "band"), [(0, "gratis"), (1, "tot-50"), (5000, "tot-50"), (5001, "tot-100"), (10000, "tot-100"), (10001, "meer")]
)
def test_every_price_falls_in_one_band(cents, band):
    assert price_band(cents) == band


def test_while_somebody_waits_no_seat_is_free():
    assert Seats(capacity=10, taken=9, waiting=1).is_full


def test_an_open_session_with_a_seat_comes_before_a_full_one_that_is_sooner():
    assert next_run([run(1, days=5, free=0), run(2, days=9)], NOW).id == 2


def test_a_queue_one_can_join_comes_before_a_session_that_is_closed():
    assert next_run([run(1, days=1), run(2, days=9, free=0)], NOW).id == 2


def test_what_is_cancelled_or_past_is_not_shown():
    assert next_run([run(1, is_cancelled=True), run(2, days=-1)], NOW) is None


@pytest.mark.parametrize(
    ("modes", "warns"),
    [
        (["online-sync"], True),
        (["online-async", "zelfstudie"], True),
        (["online-sync", "fysiek"], False),
        (["hybride"], False),
        (["zelfstudie"], False),
        ([], False),
    ],
)
def test_only_a_practice_training_without_any_meeting_warns_of_being_online(modes, warns):
    assert (hints(TrainingKind.TECHNICAL, ["beginner"], modes) == (Hint.PRACTICE_ONLINE,)) is warns
    assert hints(TrainingKind.GENERAL, ["beginner"], modes) == ()


@pytest.mark.parametrize(
    ("levels", "warns"), [(["expert"], True), (["gevorderde", "expert"], True), (["beginner", "expert"], False), ([], False)]
)
def test_a_training_without_a_first_step_warns(levels, warns):
    assert (Hint.NOT_FOR_BEGINNERS in hints(TrainingKind.GENERAL, levels, ["fysiek"])) is warns


@pytest.mark.parametrize(
    ("line", "link"),
    [
        ("Handleiding: https://www.voorbeeld.be/a?b=1", ("Handleiding", "https://www.voorbeeld.be/a?b=1")),
        ("https://voorbeeld.be/x", ("voorbeeld.be", "https://voorbeeld.be/x")),
        ("https://voorbeeld.be/x Filmpjes van de maker", ("Filmpjes van de maker", "https://voorbeeld.be/x")),
        ("Geen adres", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://een.be https://twee.be", None),
    ],
)
def test_a_line_with_one_address_is_a_link(line, link):
    assert link_of(line) == link
