"""RTC's own view in words."""

import pytest

from rtc_app.insight import rules
from rtc_app.insight.rules import Gap, Risk
from rtc_app.needs.rules import band_of


@pytest.mark.parametrize(
    ("taken", "waiting", "least", "risk"),
    [(5, 0, 6, Risk.TOO_FEW), (6, 0, 6, None), (12, 1, 6, Risk.QUEUE), (0, 0, 1, Risk.TOO_FEW), (2, 3, 6, Risk.QUEUE)],
)
def test_a_session_is_at_risk_with_too_few_people_or_a_queue(taken, waiting, least, risk):
    assert rules.risk_of(taken, waiting, least) is risk


@pytest.mark.parametrize(("people", "words"), [(0, "minder dan 5"), (4, "minder dan 5"), (5, "5–9"), (12, "10–14")])
def test_people_are_shown_as_a_band(people, words):
    assert band_of(people) == words


@pytest.mark.parametrize(
    ("people", "trainings", "with_seats", "gap"),
    [(4, 0, 0, Gap.NO_DEMAND), (5, 0, 0, Gap.NO_OFFER), (5, 2, 0, Gap.NO_SEATS), (5, 2, 1, Gap.ANSWERED)],
)
def test_demand_is_held_against_offer(people, trainings, with_seats, gap):
    assert rules.balance("AI", people, trainings, with_seats).gap is gap


def test_demand_without_offer_stands_on_top():
    lines = [rules.balance("a", 9, 1, 1), rules.balance("b", 9, 0, 0), rules.balance("c", 0, 0, 0)]
    assert [line.label for line in rules.most_urgent_first(lines)] == ["b", "a", "c"]
