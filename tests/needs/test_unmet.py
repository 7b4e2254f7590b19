"""Needs for which matching finds nothing: noted for the RTCs in groups that give nobody away (MAT-06)."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtc_app.cli.needs import suggest_to_everybody
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, release
from rtc_app.needs import queries, service
from rtc_app.needs.rules import LEAST_SHOWN
from rtc_app.needs.unmet import Lack, grouped, one_of
from tests.factories.accounts import make_assessor, make_teacher
from tests.factories.catalogue import make_training
from tests.factories.needs import answer, make_response

LACKS = st.builds(
    Lack,
    st.sampled_from(["plc", "cnc"]),
    st.sampled_from([None, "beginner", "expert"]),
    st.sampled_from([None, "hout", "bouw", "meerdere"]),
    st.sampled_from([None, "limburg", "antwerpen"]),
)


# Groups


def test_five_people_who_lack_the_same_are_a_group():
    assert grouped([Lack("plc", "beginner", "hout", "limburg")] * 5) == {Lack("plc", "beginner", "hout", "limburg"): 5}


def test_four_are_not_shown_at_all():
    assert grouped([Lack("plc", "beginner", "hout", "limburg")] * 4) == {}


def test_too_few_in_one_province_are_pooled_with_their_like_in_the_others():
    lacks = [Lack("plc", "beginner", "hout", "limburg")] * 3 + [Lack("plc", "beginner", "hout", "antwerpen")] * 2
    assert grouped(lacks) == {Lack("plc", "beginner", "hout"): 5}


def test_who_is_in_a_fine_group_is_not_in_the_coarse_one_too():
    lacks = [Lack("plc", "beginner", "hout", "limburg")] * 7 + [Lack("plc", "beginner", "hout", "antwerpen")] * 3
    assert grouped(lacks) == {Lack("plc", "beginner", "hout", "limburg"): 7}


def test_several_areas_are_a_group_of_their_own():
    assert (one_of(["hout"]), one_of(["hout", "bouw"]), one_of([])) == ("hout", "meerdere", None)


@given(st.lists(LACKS, max_size=60))
def test_no_group_is_small_and_nobody_is_in_two(lacks):
    shown = grouped(lacks)
    assert all(people >= LEAST_SHOWN for people in shown.values())
    for need, people in Counter(lack.need for lack in lacks).items():
        assert sum(number for group, number in shown.items() if group.need == need) <= people


@given(st.lists(LACKS, max_size=60), st.randoms())
def test_the_order_of_people_says_nothing(lacks, random):
    mixed = random.sample(lacks, len(lacks))
    assert grouped(mixed) == grouped(lacks)


@given(st.lists(LACKS, max_size=40), LACKS)
def test_whoever_joins_too_small_a_group_changes_nothing_that_is_shown_of_others(lacks, newcomer):
    alone = [lack for lack in lacks if lack.need != newcomer.need]
    assert grouped([*alone, newcomer]) == grouped(alone)


# What is noted


def people(number, answers, **values):
    for _ in range(number):
        make_response(make_teacher(), answers, **values)


def asks(*needs, level=2):
    return {"Q1.6": answer("hout"), "Q1.8": {"value": level}, "Q3.1": answer(*needs)}


def run():
    release()
    suggest_to_everybody(lambda _words: None)
    db.session.rollback()
    return [(group.need, group.level, group.study_area, group.people) for group in queries.unmet_groups()]


def make_plc(**tags):
    return make_training(title="Plc", slug="plc", tags={"studiegebied": ["hout"], "tool": ["plc"], **tags})


def test_a_need_about_which_there_is_nothing_is_noted_by_the_nightly_run(app):
    people(5, asks("plc"))
    assert run() == [("plc", "beginner", "hout", 5)]


def test_a_need_that_a_training_fits_is_not(app):
    make_plc(niveau=["beginner"])
    people(5, asks("plc"))
    assert run() == []


def test_a_training_at_another_level_only_leaves_the_need(app):
    make_plc(niveau=["expert"])
    people(5, asks("plc"))
    assert run() == [("plc", "beginner", "hout", 5)]


def test_a_training_for_other_pupils_leaves_the_need(app):
    make_plc(onderwijsvorm=["buso"])
    people(5, asks("plc") | {"Q1.4": answer("tso")})
    assert run() == [("plc", "beginner", "hout", 5)]


def test_who_does_not_let_it_count_is_not_noted(app):
    people(4, asks("plc"))
    people(5, asks("plc"), consent=["matching", "school"])
    assert run() == []


def test_one_person_more_is_not_seen_before_five_others_answered(app):
    people(5, asks("plc"))
    before = run()
    people(4, asks("plc"))
    assert run() == before
    people(1, asks("plc"))
    assert run() == [("plc", "beginner", "hout", 10)]


def test_after_a_month_it_is_counted_anew(app):
    people(5, asks("plc"))
    run()
    release()
    assert service.note_lacks(found=[], at=clock.now() + timedelta(days=31))
    assert queries.unmet_groups() == []


def test_rtc_sees_it_apart_from_what_teachers_reported(app, sign_in):
    people(6, asks("plc"))
    run()
    text = sign_in(make_assessor()).text("/rtc/meldingen")
    assert text.index("Gemeld door leraren") < text.index("Gevonden door de site")
    assert "PLC-programmeren beginner Hout niet opgesplitst 5–9" in text


@pytest.mark.parametrize("number", [0, 4])
def test_too_few_are_not_spoken_of(app, sign_in, number):
    people(number, asks("plc"))
    run()
    assert "Er is geen nood waarvoor vijf of meer leraren" in sign_in(make_assessor()).text("/rtc/meldingen")
