"""Sets of positions as integers, beside Python's own sets and lists."""

from hypothesis import given
from hypothesis import strategies as st

from rtc_app.catalogue.search.bitmaps import at_most, move, set_bits, split, to_bitmap


@given(st.sets(st.integers(0, 300)))
def test_a_bitmap_gives_back_its_positions_in_order(positions):
    assert list(set_bits(to_bitmap(positions, 301))) == sorted(positions)


@given(st.sets(st.integers(0, 300)), st.sets(st.integers(0, 400)))
def test_a_split_gives_what_is_in_the_other_and_what_is_not(positions, others):
    both, rest = split(to_bitmap(positions, 301), to_bitmap(others, 401))
    assert (set(set_bits(both)), set(set_bits(rest))) == (positions & others, positions - others)


@given(st.data())
def test_a_move_does_to_a_bitmap_what_leaving_and_joining_do_to_a_list(data):
    people = [(name, data.draw(st.booleans())) for name in range(data.draw(st.integers(0, 40)))]
    gone = sorted(data.draw(st.sets(st.integers(0, len(people) - 1)))) if people else []
    kept = [person for name, person in enumerate(people) if name not in gone]
    gaps = sorted(data.draw(st.lists(st.integers(0, len(kept)), max_size=5)))
    for number, gap in enumerate(gaps):
        kept.insert(gap + number, ("new", False))
    before = to_bitmap((n for n, (_, has) in enumerate(people) if has), len(people))
    after = to_bitmap((n for n, (_, has) in enumerate(kept) if has), len(kept))
    assert move(len(people), gone, gaps)(before) == after


@given(st.lists(st.integers(0, 255), max_size=50), st.integers(-3, 400))
def test_digits_find_the_numbers_up_to_a_limit(numbers, limit):
    slices = [to_bitmap((n for n, number in enumerate(numbers) if number >> digit & 1), 50) for digit in range(8)]
    there = to_bitmap(range(len(numbers)), 50)
    assert list(set_bits(at_most(slices, there, limit))) == [n for n, number in enumerate(numbers) if number <= limit]
