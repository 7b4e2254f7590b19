"""The twelve teachers of the interviews meet the starter catalogue: what each must, and must not, be suggested."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rtc_app import interchange
from rtc_app.catalogue.models import Training
from rtc_app.interchange import catalogue_import
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.needs import offer
from rtc_app.needs.match_words import explain
from rtc_app.needs.matching import LEVELS, rank
from rtc_app.needs.rules import Profile
from tests.databases import rows

STARTER = Path(interchange.__file__).parent / "data" / "starter_catalogue.json"

AUTO = Profile(
    study_areas=("auto",), onderwijsvormen=("bso", "tso"), functions=("leraar-praktijk",), level="gevorderde",
    needs=("ar-vr", "3d-modelleren-simuleren", "electude"), formats=("begeleid-doen", "groepscursus"),
    reasons=("bruikbaar-klas", "nieuwe-ontwikkelingen", "vakgericht"), aftercare=("contactpersoon",), barriers=("budget",),
)  # fmt: skip
KOKEN = Profile(
    study_areas=("voeding",), onderwijsvormen=("bso",), functions=("leraar-praktijk",), level="beginner",
    needs=("instructievideo", "evalueren"), formats=("begeleid-doen",),
    reasons=("praktisch", "laagdrempelig", "bruikbaar-klas"), aftercare=("terugkommoment",), barriers=("infrastructuur",),
)  # fmt: skip
VERZORGING = Profile(
    study_areas=("personenzorg",), onderwijsvormen=("tso", "bso"), level="gevorderde",
    needs=("digitaal-zorgdossier",), formats=("begeleid-doen",), aftercare=("nieuwigheden", "forum"),
)  # fmt: skip
ELEKTRICITEIT = Profile(
    study_areas=("mechanica-elektriciteit",), onderwijsvormen=("tso", "bso"), functions=("leraar-theorie", "leraar-praktijk"),
    level="gevorderde", needs=("siemens-logo", "plc"), formats=("begeleid-doen",), reasons=("vakgericht", "bruikbaar-klas", "expertise"),
)  # fmt: skip
HOUT = Profile(
    study_areas=("hout",), onderwijsvormen=("bso",), level="expert", needs=("cnc", "vectorworks", "fusion360"),
    formats=("zelfstudie-gedrukt", "uitwisseling"), reasons=("nieuwe-ontwikkelingen", "kwaliteit", "interactief"),
)  # fmt: skip
BOUW = Profile(
    study_areas=("bouw",), onderwijsvormen=("bso", "dbso"), level="beginner", needs=("revit", "autocad-3d"),
    reasons=("laagdrempelig", "bruikbaar-klas"), barriers=("tijd",),
)  # fmt: skip
HANDEL = Profile(
    study_areas=("handel",), onderwijsvormen=("tso",), level="beginner", needs=("word", "excel"), formats=("groepscursus",),
    reasons=("op-maat", "laagdrempelig", "schoolnoden"), barriers=("vaardigheden",),
)  # fmt: skip
CHEMIE = Profile(
    study_areas=("chemie",), onderwijsvormen=("tso",), level="gevorderde", needs=("digitaal-labo",), formats=("online-plus-contact",),
    reasons=("bruikbaar-klas", "nieuwe-ontwikkelingen", "materiaal-nazorg"), aftercare=("forum",), barriers=("budget",),
)  # fmt: skip
BUSO = Profile(
    study_areas=("land-tuinbouw",), onderwijsvormen=("buso",), functions=("leraar-praktijk",), level="beginner",
    needs=("evalueren", "google-classroom"), formats=("pedagogische-studiedag", "eigen-begeleider"), aftercare=("contactpersoon",),
    barriers=("vaardigheden",),
)  # fmt: skip
LEERTIJD = Profile(
    study_areas=("lichaamsverzorging",), onderwijsvormen=("leertijd", "dbso"), level="gevorderde",
    needs=("bookwidgets", "instructievideo", "evalueren"), formats=("online-zonder", "afstand-begeleid"),
    reasons=("praktisch", "interactief", "laagdrempelig"), barriers=("tijd",),
)  # fmt: skip
STEM = Profile(
    study_areas=("mechanica-elektriciteit",), onderwijsvormen=("tso",), level="expert", needs=("python", "arduino", "twincat", "ai"),
    formats=("workshop-event",), reasons=("nieuwe-ontwikkelingen", "expertise", "op-maat"),
)  # fmt: skip
STARTER_TEACHER = Profile(
    study_areas=("mechanica-elektriciteit", "koeling-warmte"), onderwijsvormen=("bso",), level="gevorderde",
    needs=("ar-vr", "vr-bril", "evaluatietool"), formats=("groepscursus",), reasons=("op-maat", "materiaal-nazorg", "schoolnoden"),
    aftercare=("helpdesk",), barriers=("infrastructuur", "budget"),
)  # fmt: skip

EVERYBODY = {
    "auto": AUTO, "koken": KOKEN, "verzorging": VERZORGING, "elektriciteit": ELEKTRICITEIT, "hout": HOUT, "bouw": BOUW,
    "handel": HANDEL, "chemie": CHEMIE, "buso": BUSO, "leertijd": LEERTIJD, "stem": STEM, "starter": STARTER_TEACHER,
}  # fmt: skip


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
        return explain(match, self.offer.measure, self.offer.vocabulary, self.at)


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
        explain(match, suggested.offer.measure, suggested.offer.vocabulary, suggested.at) for match in suggested.matches(EVERYBODY[name])
    ]
    assert all(1 <= len(words.reasons) <= 3 for words in said)


def test_the_car_teacher_is_shown_the_engine_in_vr_and_electude(suggested):
    assert set(suggested.names(AUTO, 2)) == {"vr-motor-demonteren", "electude-bewijs"}


def test_the_cooking_teacher_is_shown_filming_in_the_kitchen(suggested):
    assert suggested.names(KOKEN, 1) == ["instructievideo-keukentechnieken"]


def test_the_care_teacher_is_shown_the_care_file_and_little_else(suggested):
    names = suggested.names(VERZORGING)
    assert names[0] == "zorgdossier-oefenversie"
    assert len(names) < 8


def test_the_electricity_teacher_is_not_pushed_to_online(suggested):
    modes = frozenset().union(*(match.candidate.modes for match in suggested.matches(ELEKTRICITEIT, 3)))
    assert modes <= {"fysiek", "hybride"}


def test_self_study_says_to_the_electricity_teacher_that_it_is_not_the_chosen_form(suggested):
    assert suggested.said(ELEKTRICITEIT, "logo-oefenmap-zelfstudie").drawback.startswith("Vorm: zelfstudie")


def test_the_expert_in_wood_gets_expert_trainings(suggested):
    assert all("expert" in match.candidate.levels for match in suggested.matches(HOUT, 3))


def test_the_building_teacher_without_time_is_shown_the_short_revit_first(suggested):
    assert suggested.names(BOUW, 1) == ["revit-bouw-basis"]


def test_general_trainings_come_first_for_who_asks_for_them(suggested):
    assert set(suggested.names(HANDEL, 2)) == {"excel-kostprijs-en-marge-handel", "word-van-brief-tot-offerte"}


def test_the_chemistry_teacher_is_shown_labs(suggested):
    assert all("digitaal-labo" in match.candidate.themes for match in suggested.matches(CHEMIE, 3))


def test_the_teacher_in_buso_sees_only_what_is_meant_for_buso(suggested):
    assert all("buso" in match.candidate.onderwijsvormen for match in suggested.matches(BUSO))


def test_the_teacher_in_leertijd_is_shown_own_pace_first(suggested):
    assert suggested.matches(LEERTIJD, 1)[0].candidate.is_own_pace


def test_the_app_maker_gets_expert_trainings(suggested):
    assert all("expert" in match.candidate.levels for match in suggested.matches(STEM, 3))


def test_the_starting_teacher_is_told_of_material_that_cannot_be_borrowed(suggested):
    assert suggested.names(STARTER_TEACHER, 1) == ["vr-lassen"]
    assert suggested.said(STARTER_TEACHER, "vr-lassen").drawback == "Je hebt materiaal nodig dat je niet kan lenen."


@pytest.mark.parametrize("name", EVERYBODY)
def test_another_level_blocks_nothing(suggested, name):
    profile = EVERYBODY[name]
    assert all(suggested.names(replace(profile, level=level)) for level in LEVELS)


def test_a_refused_training_is_suggested_to_nobody(suggested):
    assert all("programmeren-voor-iedereen" not in suggested.names(profile, 100) for profile in EVERYBODY.values())
