"""Passwords, waiting after wrong tries, names of browsers."""

from datetime import UTC, datetime, timedelta

import pytest

from rtc_app.accounts import rules
from rtc_app.accounts.hashing import common_passwords
from rtc_app.kernel.errors import RuleViolation

NOON = datetime(2026, 11, 12, 12, tzinfo=UTC)


def is_accepted(password, email="mieke.maes@school.be", name="Mieke Maes"):
    try:
        rules.refuse_weak_password(password, email=email, name=name, common=common_passwords())
    except RuleViolation as violation:
        return violation.field != "password"
    return True


@pytest.mark.parametrize(
    "password",
    [
        "fiets oranje lamp",
        "zaagmachine7",
        "0479 83 11 62",
        "ééntweedrievier",
        "🛠️🔩🪚🧰🔧🪛🔨 tien",
        "x" * 190 + "abcdefghij",
        "wachtwoord van mijn fiets",
    ],
)
def test_a_long_password_of_its_own_is_accepted(password):
    assert is_accepted(password)


@pytest.mark.parametrize("password", ["kort", "negen let", "", "abcde fgh"])
def test_fewer_than_ten_characters_are_refused(password):
    assert not is_accepted(password)


def test_more_than_two_hundred_characters_are_refused():
    assert not is_accepted("abcdefghij" * 20 + "k")


@pytest.mark.parametrize(
    "password",
    ["1234567890", "Azertyuiop", "azertyuiop12!", "PASSWORD123", "aaaaaaaaaaaa", "12121212121212", "abcdefghijklmnop", "zyxwvutsrqponm"],
)
def test_what_everyone_uses_is_refused(password):
    assert not is_accepted(password)


@pytest.mark.parametrize(
    "password", ["Digitale School", "rtc-limburg-1", "WelkomRTC2026", "wachtwoord12!", "miekemaes2026", "Mieke.Maes!", "school-maes-1"]
)
def test_the_names_of_site_and_person_are_refused(password):
    assert not is_accepted(password)


def test_the_list_of_common_passwords_is_in_lower_case_and_order():
    lines = sorted(common_passwords())
    assert lines == [line.strip().lower() for line in lines]


def test_four_wrong_tries_cost_nothing():
    assert rules.wait_for_account(tries=4, last=NOON, at=NOON) == timedelta(0)


def test_each_further_try_makes_the_wait_longer_up_to_a_quarter_of_an_hour():
    waits = [rules.wait_for_account(tries=tries, last=NOON, at=NOON) for tries in range(5, 14)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=30)
    assert waits[-1] == waits[-2] == timedelta(minutes=15)


def test_the_wait_is_over_when_it_has_passed():
    assert rules.wait_for_account(tries=5, last=NOON, at=NOON + timedelta(seconds=31)) == timedelta(0)


def test_a_school_of_two_hundred_may_all_mistype_once():
    assert rules.wait_for_address(tries=200) == timedelta(0)


def test_an_address_that_tries_hundreds_has_to_wait():
    assert rules.wait_for_address(tries=300) > timedelta(0)


@pytest.mark.parametrize(("seconds", "words"), [(1, "een minuut"), (60, "een minuut"), (61, "2 minuten"), (900, "15 minuten")])
def test_the_message_says_how_many_minutes(seconds, words):
    with pytest.raises(RuleViolation, match=words):
        rules.refuse_during(timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox op Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1", "Safari op iPhone"),
        ("Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome op Chromebook"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge op Windows"),
        ("", "Onbekende browser"),
        (None, "Onbekende browser"),
    ],
)
def test_a_browser_is_called_what_a_person_calls_it(user_agent, name):
    assert rules.browser_name(user_agent) == name
