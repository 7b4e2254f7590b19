"""What answers say about a person."""

import pytest

from rtc_app.needs import files
from rtc_app.needs.rules import BARRIERS_OF_STATEMENT, SOURCES, Band, level_of, profile_from_answers

BANDS = (Band("beginner", 0, 3), Band("gevorderde", 4, 7), Band("expert", 8, 10))


def codes(*values):
    return {"value": list(values)}


def test_no_answers_give_an_empty_profile():
    profile = profile_from_answers({}, BANDS)
    assert (profile.study_areas, profile.level, profile.statements, profile.allows_matching) == ((), None, None, False)


@pytest.mark.parametrize(
    ("score", "level"), [(0, "beginner"), (3, "beginner"), (4, "gevorderde"), (7, "gevorderde"), (8, "expert"), (10, "expert")]
)
def test_a_self_score_falls_in_one_level(score, level):
    assert level_of(score, BANDS) == level


def test_a_skipped_self_score_gives_no_level():
    assert level_of(None, BANDS) is None


def test_nothing_ticked_is_not_the_same_as_skipped():
    assert profile_from_answers({"Q2.3": codes()}, BANDS).statements == ()
    assert profile_from_answers({}, BANDS).statements is None


def test_a_ticked_statement_tells_of_its_barriers():
    assert profile_from_answers({"Q2.3": codes("Q2.3.04", "Q2.3.11")}, BANDS).barriers == ("budget", "infrastructuur", "tijd")


def test_a_statement_left_open_tells_of_no_barrier():
    assert profile_from_answers({"Q2.3": codes("Q2.3.01")}, BANDS).barriers == ()


def test_a_trainer_who_answers_afterwards_is_a_wish_for_aftercare():
    assert profile_from_answers({"Q4.1": codes("opleider-nadien")}, BANDS).aftercare == ("contactpersoon",)


def test_each_purpose_is_allowed_apart():
    profile = profile_from_answers({"Q5.2": codes("school")}, BANDS)
    assert (profile.allows_matching, profile.allows_school, profile.allows_flanders) == (False, True, False)


def test_every_source_of_the_profile_is_a_question():
    asked = {question.code for section in files.questionnaire().sections for question in section.questions}
    assert set(SOURCES.values()) <= asked


def test_every_statement_that_tells_of_a_barrier_is_asked():
    questions = {question.code: question for section in files.questionnaire().sections for question in section.questions}
    statements = {option["code"] for option in questions["Q2.3"].properties["own_options"]}
    assert statements >= set(BARRIERS_OF_STATEMENT)
