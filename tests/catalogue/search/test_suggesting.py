"""Suggestions while typing."""

import pytest

from rtc_app.catalogue.search.suggesting import suggestions
from rtc_app.kernel import clock
from tests.catalogue.search import judged
from tests.factories.catalogue import make_training


def labels(text, at=None):
    """Heading → labels suggested for this text."""
    return {group.label: [one.label for one in group.suggestions] for group in suggestions(text, at or clock.now())}


def test_a_title_with_a_word_that_begins_so(app):
    make_training(title="Zeefdruk op textiel")
    make_training(title="Pneumatica")
    assert labels("zeef")["Opleidingen"] == ["Zeefdruk op textiel"]


def test_the_words_before_narrow(app):
    make_training(title="Drones bouwen")
    make_training(title="Drones vliegen")
    assert labels("drone vl")["Opleidingen"] == ["Drones vliegen"]


def test_tools_themes_and_study_areas_by_any_of_their_names(app):
    make_training(title="Iets", tags={"thema": ["3d-modelleren-simuleren"], "tool": ["autocad-3d"], "studiegebied": ["hout"]})
    assert labels("cad") == {"Tools en toestellen": ["AutoCAD (3D)"], "Thema’s": ["3D-modelleren en simuleren"]}
    assert labels("schrijn") == {"Studiegebieden": ["Hout"]}


def test_a_concept_without_trainings_is_not_suggested(app):
    make_training(title="Iets")
    assert "Tools en toestellen" not in labels("arduino")


@pytest.mark.parametrize("text", ["", "a", "de", "een cursus", '"', "🙂"])
def test_too_little_suggests_nothing(app, text):
    make_training()
    assert labels(text) == {}


def test_they_are_few(app):
    judged.load_starter_offer()
    groups = suggestions("ho", judged.AT)
    assert 0 < sum(len(group.suggestions) for group in groups) <= 13


def test_the_address_answers_with_groups_and_where_they_lead(client):
    training = make_training(title="Zeefdruk", tags={"tool": ["cnc"]})
    found = client.get("/suggesties?q=zeef").json
    assert found == [{"label": "Opleidingen", "options": [{"label": "Zeefdruk", "url": f"/opleidingen/{training.slug}", "number": 0}]}]
    (tools,) = client.get("/suggesties?q=cnc").json
    assert tools["options"] == [{"label": "CNC-machine", "url": "/opleidingen?tool=cnc", "number": 1}]


def test_the_box_says_where_suggestions_come_from(client):
    assert 'data-suggest="/suggesties"' in client.get("/").text
    assert 'data-suggest="/suggesties"' in client.get("/opleidingen").text
