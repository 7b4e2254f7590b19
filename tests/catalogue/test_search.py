"""Words, facets and order of the search, against the database."""

import pytest

from rtc_app.catalogue.search import finding
from rtc_app.catalogue.search.facets import CODES
from rtc_app.catalogue.search.state import parse
from rtc_app.kernel import clock
from tests.factories.catalogue import make_training


def found(*pairs):
    """What the query string with these pairs finds now."""
    return finding.search(parse(pairs, CODES), clock.now())


def ids(*pairs):
    return set(found(*pairs).ids)


@pytest.fixture
def wood(app):
    return make_training(
        title="Kasten tekenen in Fusion 360",
        tags={"studiegebied": ["hout"], "thema": ["3d-modelleren-simuleren"], "tool": ["fusion360"], "niveau": ["beginner"]},
    )


@pytest.fixture
def plc(app):
    return make_training(title="PLC-programmeren met een pompstation", price_training=0)


@pytest.mark.parametrize(
    "words", ["3d tekenen hout", "3D-tekenen", "tekening kast", "CAD hout", "fusion", "houtbewerking", "kasten in fusi"]
)
def test_a_teacher_finds_drawing_for_wood_in_her_own_words(wood, plc, words):
    assert ids(("q", words)) == {wood.id}


def test_words_narrow_and_values_of_one_facet_widen(wood, plc):
    assert ids(("studiegebied", "hout"), ("studiegebied", "mechanica-elektriciteit")) == {wood.id, plc.id}
    assert ids(("studiegebied", "hout"), ("prijs", "gratis")) == set()
