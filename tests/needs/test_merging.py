"""Two windows at one page: nothing newer is overwritten unseen, and nothing is lost (R31)."""

from hypothesis import given
from hypothesis import strategies as st

from rtc_app.needs.merging import merged, stamp
from tests.factories.needs import answer

HOUT, BOUW, MODE = answer("hout"), answer("bouw"), answer("mode")
ANSWERS = st.sampled_from([None, HOUT, BOUW, MODE])


def stamps(**answers):
    return {code: stamp(value) for code, value in answers.items()}


def test_what_was_changed_here_is_kept():
    assert merged(stamps(a=HOUT), {"a": BOUW}, {"a": HOUT}).changed == {"a": BOUW}


def test_taking_an_answer_away_is_a_change():
    assert merged(stamps(a=HOUT), {"a": None}, {"a": HOUT}).changed == {"a": None}


def test_what_was_only_shown_here_does_not_undo_what_another_window_kept():
    found = merged(stamps(a=HOUT, b=None), {"a": HOUT, "b": MODE}, {"a": BOUW})
    assert (found.changed, found.clashes) == ({"b": MODE}, ())


def test_an_answer_that_changed_in_both_windows_is_a_clash():
    found = merged(stamps(a=HOUT), {"a": MODE}, {"a": BOUW})
    assert (found.changed, found.clashes) == ({}, ("a",))


def test_the_same_change_in_both_windows_is_none():
    assert merged(stamps(a=HOUT), {"a": BOUW}, {"a": BOUW}).clashes == ()


def test_a_page_that_lost_its_stamps_overwrites_nothing():
    assert merged({}, {"a": MODE}, {"a": BOUW}).clashes == ("a",)


def test_the_order_in_which_an_answer_is_written_does_not_matter():
    assert stamp({"value": ["x"], "other": "y"}) == stamp({"other": "y", "value": ["x"]})


@given(ANSWERS, ANSWERS, ANSWERS)
def test_an_answer_is_saved_only_over_what_was_seen(shown, typed, kept):
    stored = {} if kept is None else {"a": kept}
    found = merged({"a": stamp(shown)}, {"a": typed}, stored)
    assert "a" not in found.changed or kept == shown
    assert ("a" in found.clashes) == (typed not in (shown, kept) and kept != shown)
