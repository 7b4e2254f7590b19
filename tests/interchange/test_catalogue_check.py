"""What a file must hold beyond its shape; no database needed."""

import pytest

from rtc_app.interchange.catalogue_check import Known, problems
from rtc_app.interchange.catalogue_file import CatalogueFile
from tests.factories.interchange import catalogue, only_session, only_training

KNOWN = Known(
    concepts={
        "studiegebied": frozenset({"mechanica-elektriciteit", "hout"}),
        "niveau": frozenset({"beginner", "gevorderde", "expert"}),
        "thema": frozenset({"automatiseren"}),
        "tool": frozenset({f"tool-{n}" for n in range(20)} | {"siemens-logo"}),
        "eindterm": frozenset({"6.25", "13.10"}),
        "digcompedu": frozenset({"3.1"}),
        "onderwijsvorm": frozenset({"tso", "bso"}),
        "finaliteit": frozenset({"dubbel"}),
        "leervorm": frozenset({"fysiek"}),
        "nazorg": frozenset({"contactpersoon"}),
        "provincie": frozenset({"limburg"}),
    },
    codes={name: frozenset() for name in ("providers", "locations", "trainers", "trainings", "learning_paths", "sessions")},
    rtcs=frozenset({"rtc-limburg"}),
    criteria=frozenset({"KK5.4"}),
    checklist_points=frozenset({"CL07"}),
)


def found(content):
    return [problem.message for problem in problems(CatalogueFile.model_validate(content), KNOWN)]


def test_a_right_file_has_no_problems():
    assert found(catalogue()) == []


def test_an_unknown_level_names_all_levels():
    assert found(only_training(levels=["expertt"])) == ["'expertt' bestaat niet. Kies uit beginner, expert, gevorderde."]


def test_an_unknown_tool_names_the_nearest():
    assert found(only_training(tools=["siemens-loog"])) == ["'siemens-loog' bestaat niet. Bedoel je siemens-logo?"]


@pytest.mark.parametrize(
    "changes",
    [
        {"provider": "niemand"},
        {"rtc": "rtc-brussel"},
        {"trainers": ["niemand"]},
        {"eindtermen": [{"code": "9.99"}]},
        {"levels": ["beginner", "beginner"]},
        {"min_participants": 13},
    ],
)
def test_one_problem_each(changes):
    assert len(found(only_training(**changes))) == 1


def test_an_unknown_place_of_a_session():
    assert found(only_session(location="nergens")) == ["'nergens' bestaat niet. Kies uit proefcampus."]


def test_a_meeting_that_ends_before_it_begins():
    assert found(only_session(meetings=[{"day": "week+1 do", "from": "16.00", "to": "13.00"}])) == [
        "Laat de bijeenkomst eindigen na het begin."
    ]


def test_a_code_that_comes_twice():
    content = catalogue()
    content["trainings"].append(content["trainings"][0])
    assert found(content) == [
        "De code 'logo-proef' komt twee keer voor. Geef elk een eigen code.",
        "De code 'logo-proef-1' komt twee keer voor. Geef elk een eigen code.",
    ]


def test_an_unknown_criterion_and_checklist_point():
    assessment = catalogue()["trainings"][0]["assessment"] | {
        "refused": [{"criterion": "KK9", "reason": "x"}],
        "checklist": {"CL99": {"met": True, "reason": "x"}},
    }
    assert len(found(only_training(assessment=assessment))) == 2


def test_a_step_to_a_training_that_is_nowhere():
    content = catalogue()
    content["learning_paths"][0]["steps"] = [{"training": "weg"}]
    assert found(content) == ["'weg' bestaat niet. Kies uit logo-proef."]
