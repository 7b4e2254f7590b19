"""What trainings have in short, beside the bitmaps it was made of."""

from hypothesis import given
from hypothesis import strategies as st

from rtc_app.catalogue.search import tallies
from rtc_app.catalogue.search.bitmaps import to_bitmap

SIZE = 600


def offers():
    members = st.sets(st.integers(0, SIZE - 1), max_size=30) | st.just(set(range(SIZE)))
    return st.dictionaries(st.sampled_from(["niveau", "thema", "tool"]), st.dictionaries(st.sampled_from("abcdef"), members))


def bits_of(offer):
    return {facet: {value: to_bitmap(members, SIZE) for value, members in values.items()} for facet, values in offer.items()}


@given(offers(), st.sets(st.integers(0, SIZE - 1)) | st.just(set(range(SIZE))))
def test_a_tally_counts_what_each_of_these_trainings_has(offer, chosen):
    bits = bits_of(offer)
    numbers = tallies.numbered(bits, {})
    has = tallies.of_all(bits, numbers, SIZE)
    counts = tallies.tally((has[position] for position in chosen), sum(map(len, numbers.values())))
    for facet, values in offer.items():
        for value, members in values.items():
            assert counts[numbers[facet][value]] == len(members & chosen)


@given(offers(), st.lists(st.integers(0, SIZE - 1), max_size=5))
def test_some_are_read_as_all_are(offer, positions):
    bits = bits_of(offer)
    numbers = tallies.numbered(bits, {})
    every = tallies.of_all(bits, numbers, SIZE)
    assert tallies.of_some(bits, numbers, positions) == [every[position] for position in positions]


@given(offers(), offers())
def test_a_value_keeps_its_number_and_no_two_share_one(before, after):
    old = tallies.numbered(bits_of(before), {})
    new = tallies.numbered(bits_of(after), old)
    given_out = [number for values in new.values() for number in values.values()]
    assert sorted(given_out) == list(range(len(given_out)))
    assert all(new[facet][value] == number for facet, values in old.items() for value, number in values.items())
    assert all(value in new[facet] for facet, values in after.items() for value in values)
