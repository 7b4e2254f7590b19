"""The question in the address."""

from hypothesis import given
from hypothesis import strategies as st

from rtc_app.catalogue.search.facets import CODES
from rtc_app.catalogue.search.state import SearchState, parse

PAIRS = st.lists(st.tuples(st.sampled_from([*CODES, "q", "pagina", "letterlijk", "onbekend"]), st.text(max_size=90)), max_size=8)


@given(PAIRS)
def test_every_address_parses_back_to_itself(pairs):
    state = parse(pairs, CODES)
    assert parse(state.query(), CODES) == state


@given(PAIRS, st.randoms())
def test_the_order_of_ticking_does_not_matter(pairs, chance):
    ticked = [pair for pair in pairs if pair[0] in CODES]
    shuffled = chance.sample(ticked, len(ticked))
    assert parse(ticked, CODES).query() == parse(shuffled, CODES).query()


def test_unknown_names_are_ignored():
    assert parse([("utm_source", "mail")], CODES) == SearchState()


def test_a_page_that_is_no_number_is_the_first():
    assert [parse([("pagina", value)], CODES).page for value in ("abc", "-3", "0", "²", "7")] == [1, 1, 1, 1, 7]


def test_unticking_leaves_the_rest_and_returns_to_the_first_page():
    state = parse([("niveau", "expert"), ("niveau", "beginner"), ("pagina", "3")], CODES)
    assert state.without("niveau", "expert").query() == [("niveau", "beginner")]
