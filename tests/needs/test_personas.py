"""The twelve teachers of the interviews meet the starter catalogue: what each must, and must not, be suggested."""

from dataclasses import replace
from datetime import timedelta

import pytest

from rtc_app.catalogue.models import Training
from rtc_app.interchange import catalogue_import
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.needs import offer
from rtc_app.needs.match_words import explain
from rtc_app.needs.matching import LEVELS, rank
from tests.databases import rows
from tests.needs.personas import EVERYBODY, GRADES, STARTER
from tests.ranking import ndcg


class Suggested:
    """The starter offer as plain values, read once."""

    def __init__(self, found, codes, at):
        self.offer, self.codes, self.at = found, codes, at

    def matches(self, profile, limit=20):
        return rank(profile, self.offer.findable(self.at), self.offer.measure, self.at, limit)

    def names(self, profile, limit=20):
        return [self.codes[match.candidate.training_id] for match in self.matches(profile, limit)]

    def said(self, profile, code):
        match = next(match for match in self.matches(profile) if self.codes[match.candidate.training_id] == code)
        return explain(match, profile, self.offer.measure, self.offer.vocabulary, self.at)


@pytest.fixture(scope="module")
def suggested(application, database):
    now = clock.now()
    with application.app_context():
        catalogue_import.import_file(path=STARTER, at=now)
        db.session.commit()
        codes = dict(map(tuple, rows(db.select(Training.id, Training.code))))
        found = Suggested(offer.read(), codes, now + timedelta(minutes=1))
        db.session.remove()
    database.restore(application)
    return found


@pytest.mark.parametrize("name", EVERYBODY)
def test_everybody_is_first_shown_something_about_their_subject_and_their_needs(suggested, name):
    first = suggested.matches(EVERYBODY[name], 1)[0]
    assert first.term("study_areas").hits
    assert first.term("needs").hits


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_suggestion_gives_a_reason(suggested, name):
    said = [
        explain(match, EVERYBODY[name], suggested.offer.measure, suggested.offer.vocabulary, suggested.at)
        for match in suggested.matches(EVERYBODY[name])
    ]
    assert all(1 <= len(words.reasons) <= 3 for words in said)


def test_the_car_teacher_is_shown_the_engine_in_vr_and_electude(suggested):
    assert set(suggested.names(EVERYBODY["auto"], 2)) == {"vr-motor-demonteren", "electude-bewijs"}


def test_the_cooking_teacher_is_shown_filming_in_the_kitchen(suggested):
    assert suggested.names(EVERYBODY["koken"], 1) == ["instructievideo-keukentechnieken"]


def test_the_care_teacher_is_shown_the_care_file_and_little_else(suggested):
    names = suggested.names(EVERYBODY["verzorging"])
    assert names[0] == "zorgdossier-oefenversie"
    assert len(names) < 8


def test_the_electricity_teacher_is_not_pushed_to_online(suggested):
    modes = frozenset().union(*(match.candidate.modes for match in suggested.matches(EVERYBODY["elektriciteit"], 3)))
    assert modes <= {"fysiek", "hybride"}


def test_self_study_says_to_the_electricity_teacher_that_it_is_not_the_chosen_form(suggested):
    assert suggested.said(EVERYBODY["elektriciteit"], "logo-oefenmap-zelfstudie").drawback.startswith("Vorm: zelfstudie")


def test_the_expert_in_wood_gets_expert_trainings(suggested):
    assert all("expert" in match.candidate.levels for match in suggested.matches(EVERYBODY["hout"], 3))


def test_the_building_teacher_without_time_is_shown_the_short_revit_first(suggested):
    assert suggested.names(EVERYBODY["bouw"], 1) == ["revit-bouw-basis"]


def test_general_trainings_come_first_for_who_asks_for_them(suggested):
    assert set(suggested.names(EVERYBODY["handel"], 2)) == {"excel-kostprijs-en-marge-handel", "word-van-brief-tot-offerte"}


def test_the_chemistry_teacher_is_shown_labs(suggested):
    assert all("digitaal-labo" in match.candidate.themes for match in suggested.matches(EVERYBODY["chemie"], 3))


def test_the_teacher_in_buso_sees_only_what_is_meant_for_buso(suggested):
    assert all("buso" in match.candidate.onderwijsvormen for match in suggested.matches(EVERYBODY["buso"]))


def test_the_teacher_in_leertijd_is_shown_own_pace_first(suggested):
    assert suggested.matches(EVERYBODY["leertijd"], 1)[0].candidate.is_own_pace


def test_the_app_maker_gets_expert_trainings(suggested):
    assert all("expert" in match.candidate.levels for match in suggested.matches(EVERYBODY["stem"], 3))


def test_the_starting_teacher_is_told_of_material_that_cannot_be_borrowed(suggested):
    assert suggested.names(EVERYBODY["starter"], 1) == ["vr-lassen"]
    assert suggested.said(EVERYBODY["starter"], "vr-lassen").drawback == "Je hebt materiaal nodig dat je niet kan lenen."


@pytest.mark.parametrize("name", EVERYBODY)
def test_another_level_blocks_nothing(suggested, name):
    profile = EVERYBODY[name]
    assert all(suggested.names(replace(profile, level=level)) for level in LEVELS)


def test_a_refused_training_is_suggested_to_nobody(suggested):
    assert all("programmeren-voor-iedereen" not in suggested.names(profile, 100) for profile in EVERYBODY.values())


def test_what_serves_a_person_best_stands_first(suggested):
    scores = {name: ndcg(suggested.names(profile), GRADES[name], 5) for name, profile in EVERYBODY.items()}
    assert sum(scores.values()) / len(scores) >= 0.90, scores


@pytest.mark.parametrize("name", GRADES)
def test_every_graded_training_is_in_the_starter_catalogue(suggested, name):
    assert set(GRADES[name]) <= set(suggested.codes.values())
