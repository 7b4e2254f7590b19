"""Words, facets, order and ways out, against the database."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rtc_app.catalogue import service
from rtc_app.catalogue.search import finding
from rtc_app.catalogue.search.facets import CODES
from rtc_app.catalogue.search.similar import similar_to
from rtc_app.catalogue.search.state import SearchState, parse
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.benchmarks import catalogue
from tests.factories.catalogue import make_session, make_training

QUICK = settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def found(*pairs, at=None):
    """What the query string with these pairs finds now."""
    return finding.search(parse(pairs, CODES), at or clock.now())


def ids(*pairs, **moment):
    return set(found(*pairs, **moment).ids)


def option(result, facet, code):
    group = next(group for group in result.groups if group.code == facet)
    return next(option for option in (*group.first, *group.more) if option.code == code)


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
    "words",
    ["3d tekenen hout", "3D-tekenen", "tekening kast", "CAD hout", "fusion", "houtbewerking", "cursus fusion", "kasten in fusi", "KASTÉN"],
)
def test_a_teacher_finds_drawing_for_wood_in_her_own_words(wood, plc, words):
    assert found(("q", words)).ids[0] == wood.id


def test_words_narrow(wood, plc):
    make_training(title="Fusion 360 voor een pompstation")
    make_training(title="Nog eens Fusion 360 voor een pompstation")
    assert ids(("q", "fusion pompstation")).isdisjoint({wood.id, plc.id})


def test_when_nothing_has_all_words_what_has_most_of_them_follows_and_that_is_said(wood, plc):
    result = found(("q", "fusion pompstation"))
    assert (set(result.ids), result.is_widened) == ({wood.id, plc.id}, True)


def test_literal_words_narrow_always(wood, plc):
    assert ids(("q", "fusion pompstation"), ("letterlijk", "1")) == set()


def test_values_of_one_facet_widen(wood, plc):
    assert ids(("studiegebied", "hout"), ("studiegebied", "mechanica-elektriciteit")) == {wood.id, plc.id}


def test_facets_narrow_each_other(wood, plc):
    assert ids(("studiegebied", "hout"), ("prijs", "gratis")) == set()


def test_words_that_say_nothing_find_everything(wood, plc):
    assert ids(("q", "een cursus over de")) == {wood.id, plc.id}


def test_a_slip_of_the_pen_is_mended_and_said(wood, plc):
    result = found(("q", "pompstaton"))
    assert (set(result.ids), result.mended) == ({plc.id}, "pompstation")


def test_literal_words_are_not_mended(plc):
    result = found(("q", "pompstaton"), ("letterlijk", "1"))
    assert (result.total, result.mended) == (0, None)


def test_an_eindterm_finds_what_carries_its_equivalent(plc):
    assert ids(("eindterm", "6.47")) == {plc.id}


def test_words_with_the_code_of_an_eindterm_find_its_equivalent_too(plc):
    assert ids(("q", "6.12")) == {plc.id}


def test_an_unknown_value_finds_nothing_and_can_be_removed(plc):
    result = found(("studiegebied", "alchemie"))
    assert (result.total, result.chips[0].label, result.chips[0].without) == (0, "alchemie", SearchState())


def test_a_ticked_value_stays_visible_at_zero(wood, plc):
    assert option(found(("q", "pompstation"), ("studiegebied", "hout")), "studiegebied", "hout").number == 0


def test_a_facet_does_not_count_its_own_ticks(wood, plc):
    assert option(found(("studiegebied", "hout")), "studiegebied", "mechanica-elektriciteit").number == 1


def test_nothing_found_offers_what_dropping_a_filter_would_find(wood, plc):
    ways = found(("q", "pompstation"), ("studiegebied", "hout")).ways_out
    assert {(way.label, way.count) for way in ways} == {("Zonder filter studiegebied", 1), ("Zonder zoekwoorden", 1)}


def test_technical_trainings_come_before_general_ones(app):
    general = make_training(tags={"thema": ["evalueren"], "tool": ["kahoot"]})
    technical = make_training()
    assert found().ids == [technical.id, general.id]


def test_a_free_seat_comes_before_a_full_session_that_starts_sooner(app):
    full, free = make_training(), make_training()
    make_session(full, days=10, capacity=5, taken=5)
    make_session(free, days=20)
    assert found().ids == [free.id, full.id]


def test_a_change_of_the_offer_shows_at_once(plc):
    before = found().total
    service.end_acceptance(training=plc)
    db.session.flush()
    assert (before, found().total) == (1, 0)


def test_the_end_of_an_acceptance_shows_without_any_change(plc):
    assert ids(at=plc.accepted_until - timedelta(seconds=1)) == {plc.id}
    assert ids(at=plc.accepted_until) == set()


def test_pages_hold_every_training_once(app):
    size = finding.PAGE_SIZE
    catalogue.fill(2 * size + 10)
    pages = [finding.search(SearchState(page=number), clock.now()).ids for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [size, size, 10]
    assert len({id_ for page in pages for id_ in page}) == 2 * size + 10


def test_a_page_beyond_the_last_is_the_last(plc):
    assert found(("pagina", "999")).page == 1


def test_similar_trainings_share_the_tool_in_the_subject_first(app):
    logo = {"thema": ["automatiseren"], "tool": ["siemens-logo"]}
    own = make_training(tags=logo | {"studiegebied": ["bouw"]})
    elsewhere = make_training(tags=logo | {"studiegebied": ["hout"]})
    near = make_training(tags=logo | {"studiegebied": ["bouw"]})
    codes = logo | {"studiegebied": ["bouw"]}
    assert similar_to(own.id, codes, clock.now()) == [near.id, elsewhere.id]


@QUICK
@given(st.text(max_size=60))
def test_anything_a_person_can_type_is_answered(plc, text):
    assert found(("q", text), ("niveau", text), ("pagina", text)).total >= 0


@pytest.mark.parametrize(
    "text", ['"', "AND", "3D-tekenen OR", "a*b", "NEAR(", "foo:bar", "'; DROP TABLE training; --", "\\", "\x00", "& | !", "…"]
)
def test_signs_that_mean_something_to_a_search_engine_mean_nothing(plc, text):
    assert found(("q", text), ("letterlijk", "1")).total in (0, 1)
