"""Cohen's kappa against figures of textbooks, its borders, and the drawing of a sample."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtc_app.quality.rules.agreement import Choices, Reading, cohens_kappa, draw, observed_agreement, qualifies, read

CHOICES = Choices(share_percent=10, recent_days=180, least_pairs=10, least_kappa=0.6)


def pairs_of(table):
    """{("ja", "nee"): 5} → that many pairs."""
    return [pair for pair, number in table.items() for _ in range(number)]


def square(yes_yes, yes_no, no_yes, no_no):
    return pairs_of({("ja", "ja"): yes_yes, ("ja", "nee"): yes_no, ("nee", "ja"): no_yes, ("nee", "nee"): no_no})


@pytest.mark.parametrize(
    ("pairs", "observed", "kappa"),
    [
        # Fifty applications for a grant, read by two: the worked example found in most introductions.
        (square(20, 5, 10, 15), 0.7, 0.4),
        # The same agreement of 60 in 100 with other margins gives another kappa.
        (square(45, 15, 25, 15), 0.6, 0.1304),
        (square(25, 35, 5, 35), 0.6, 0.2593),
        # Three categories, as in the manual of scikit-learn's cohen_kappa_score.
        (list(zip([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2], strict=True)), 0.6667, 0.4286),
    ],
)
def test_kappa_is_what_textbooks_say(pairs, observed, kappa):
    assert observed_agreement(pairs) == pytest.approx(observed, abs=1e-4)
    assert cohens_kappa(pairs) == pytest.approx(kappa, abs=1e-4)


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([], None),
        (square(12, 0, 0, 0), None),
        (square(6, 0, 0, 6), 1.0),
        (square(0, 6, 6, 0), -1.0),
        (square(0, 12, 0, 0), 0.0),
        (square(3, 3, 3, 3), 0.0),
        # Nearly always the same word: much agreement and yet no more than chance would give.
        (square(11, 1, 0, 0), 0.0),
    ],
)
def test_kappa_at_its_borders(pairs, kappa):
    assert cohens_kappa(pairs) == kappa


WORDS = st.sampled_from(["ok", "deels", "nok", "nvt"])


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1))
def test_kappa_never_exceeds_one_and_does_not_care_who_is_first(pairs):
    kappa = cohens_kappa(pairs)
    assert kappa == cohens_kappa([(second, first) for first, second in pairs])
    assert kappa is None or -1 <= kappa <= 1
    assert (kappa in (None, 1)) == (observed_agreement(pairs) == 1)


@pytest.mark.parametrize(
    ("pairs", "reading"),
    [
        ([], Reading.TOO_FEW),
        (square(4, 0, 0, 5), Reading.TOO_FEW),
        (square(5, 0, 0, 5), Reading.ALIKE),
        (square(10, 0, 0, 0), Reading.NO_KAPPA),
        (square(20, 5, 10, 15), Reading.REWRITE),
        (square(40, 10, 10, 40), Reading.ALIKE),
    ],
)
def test_a_low_kappa_asks_to_rewrite_and_few_pairs_ask_nothing(pairs, reading):
    assert read(pairs, CHOICES).reading is reading


def test_too_few_pairs_have_no_figures():
    assert read(square(4, 1, 1, 3), CHOICES).kappa is None


@pytest.mark.parametrize(
    ("free", "is_decided", "expected"), [({}, True, False), ({1}, True, True), ({1}, False, False), ({1, 2}, False, True)]
)
def test_somebody_stays_free_to_decide(free, is_decided, expected):
    assert qualifies(free, is_decided=is_decided) is expected


@pytest.mark.parametrize(("qualified", "share", "drawn"), [(0, 10, 0), (1, 10, 1), (20, 10, 2), (21, 10, 3), (7, 100, 7)])
def test_a_part_is_drawn_rounded_up(qualified, share, drawn):
    assert len(draw(range(qualified), share, seed=4)) == drawn


def test_the_same_seed_draws_the_same_whatever_the_order():
    assert draw([5, 3, 9, 1, 7], 40, seed=12) == draw([1, 3, 5, 7, 9], 40, seed=12)


def test_every_round_has_an_equal_chance():
    counts = [sum(number in draw(range(10), 30, seed) for seed in range(2_000)) for number in range(10)]
    assert all(540 < count < 660 for count in counts)
