"""A look at one's own digital competence: voluntary, one's own, and never mixed with the levels of trainings."""

import pytest

from rtc_app.kernel.database import db
from rtc_app.needs import files, queries
from tests.factories.accounts import make_teacher
from tests.factories.needs import answer, make_response

PAGE = "/mijn-profiel/digitale-competenties"


@pytest.fixture
def teacher(app):
    return make_teacher()


@pytest.fixture
def reader(teacher, sign_in):
    return sign_in(teacher)


def looks(account):
    db.session.rollback()
    return queries.reflections_of(account.id)


def test_there_are_six_areas_with_six_levels_each():
    areas = files.reflection().areas
    assert [area.code for area in areas] == ["1", "2", "3", "4", "5", "6"]
    assert all(list(area.statements) == ["A1", "A2", "B1", "B2", "C1", "C2"] for area in areas)


def test_what_was_chosen_is_kept_with_the_name_of_its_scale(reader, teacher):
    reader.submit(PAGE, action="digitale-competenties", area_1="B2", area_4="A1")
    assert looks(teacher)[0].levels == {"1": "B2", "4": "A1"}
    assert "DigCompEdu B2 (expert)" in reader.text(PAGE)


def test_a_later_look_stands_beside_the_earlier_one(reader, teacher):
    reader.submit(PAGE, action="digitale-competenties", area_1="A2")
    reader.submit(PAGE, action="digitale-competenties", area_1="B1")
    assert [look.levels["1"] for look in looks(teacher)] == ["B1", "A2"]


def test_choosing_nothing_says_what_to_do(reader, teacher):
    response = reader.submit(PAGE, action="digitale-competenties")
    assert response.status_code == 422
    assert looks(teacher) == []


def test_it_changes_nothing_of_the_profile(reader, teacher):
    make_response(teacher, {"Q1.6": answer("bouw"), "Q1.8": {"value": 1}})
    reader.submit(PAGE, action="digitale-competenties", area_1="C2", area_2="C2")
    db.session.rollback()
    assert queries.profile_of(teacher.id).level == "beginner"


def test_nobody_else_sees_it_and_deleting_the_profile_deletes_it(reader, teacher, sign_in):
    make_response(teacher)
    reader.submit(PAGE, action="digitale-competenties", area_1="C1")
    assert "DigCompEdu C1" not in sign_in(make_teacher()).text(PAGE)
    reader.submit("/mijn-profiel/wissen", action="wissen")
    assert looks(teacher) == []
