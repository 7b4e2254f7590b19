"""What is counted of an answer, and what is left out."""

import pytest

from rtc_app.needs.asking import AskedQuestion
from rtc_app.needs.rules import Band
from rtc_app.needs.tallying import SEVERAL, WHOLE, TallyKey, Vocabulary, groups_of, options_of, tallies, year_band
from tests.factories.needs import answer

WORDS = Vocabulary((Band("beginner", 0, 3), Band("expert", 4, 10)), {"dagelijks": 5, "nooit": 0}, {"plc": "programmeren"})


def question(kind="multi", code="Q", used_for=("flanders",), options=(), rows=()):
    labels = tuple((option, option) for option in options)
    return AskedQuestion(code, kind, "?", None, "", used_for, labels, (), tuple((row, row) for row in rows), {})


@pytest.mark.parametrize(
    ("kind", "value", "counted"),
    [
        ("single", "a", {"a"}),
        ("multi", ["a", "b"], {"a", "b"}),
        ("multi", [], set()),
        ("multi", ["onbekend"], set()),
        ("scale", 2, {"beginner"}),
        ("integer", 12, {"11"}),
        ("yes_no", False, {"nee"}),
        ("matrix_single", {"a": "dagelijks", "b": "nooit"}, {"a"}),
    ],
)
def test_each_kind_of_answer_counts_for_closed_options(kind, value, counted):
    assert options_of(question(kind, options="ab", rows="ab"), {"value": value}, WORDS) == counted


@pytest.mark.parametrize("kind", ["ranked_text", "text_multi", "consent"])
def test_free_text_and_consent_are_not_counted(kind):
    assert options_of(question(kind), {"value": ["Meneer Peeters van 3B"]}, WORDS) is None


def test_what_was_written_beside_the_options_is_not_counted():
    assert options_of(question(options="a"), answer("a", other="Meneer Peeters"), WORDS) == {"a"}


def test_an_answer_for_another_purpose_is_not_counted():
    assert options_of(question(used_for=("matching", "school"), options="a"), answer("a"), WORDS) is None


def test_a_tool_counts_for_its_theme_as_well():
    assert options_of(question(options=("plc",)), answer("plc"), WORDS) == {"plc", "programmeren"}


@pytest.mark.parametrize(("years", "band"), [(0, "0"), (2, "0"), (3, "3"), (10, "6"), (20, "11"), (50, "21")])
def test_years_are_counted_in_bands(years, band):
    assert year_band(years) == band


def test_a_person_is_in_one_group_of_each_kind():
    answers = {"Q1.3": {"value": "go"}, "Q1.5": answer("directie"), "Q1.6": answer("bouw", "hout")}
    assert groups_of(answers, frozenset({"limburg"})) == ("functie:directie", "net:go", "provincie:limburg", f"studiegebied:{SEVERAL}")


def test_who_skips_a_question_is_in_no_group_of_it():
    assert groups_of({"Q1.6": answer()}, frozenset()) == ()


def test_an_answer_counts_for_the_whole_and_for_each_group_and_pairs_of_groups_only_for_their_size():
    keys = tallies([question(options="a")], {"Q": answer("a")}, ("net:go", "provincie:limburg"), WORDS)
    groups = [TallyKey("Q", group, option=option) for group in ("", "net:go", "provincie:limburg") for option in ("", "a")]
    people = [TallyKey(WHOLE, group) for group in ("", "net:go", "provincie:limburg")]
    pairs = [TallyKey(code, "net:go", "provincie:limburg") for code in (WHOLE, "Q")]
    assert keys == sorted([*people, *groups, *pairs])
