"""Which offer passed: the counts against figures reckoned by hand."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries, service
from rtc_app.quality.rules import ActionPlan, Outcome
from rtc_app.quality.rules.acceptance import Count, Judged, Period, Submitted, along, read_period, standing_now, standing_within, total
from rtc_app.reference import queries as reference
from tests.factories.catalogue import make_location, make_session, make_training
from tests.factories.quality import judge_all, make_accepted, make_round


def day(month, number=1):
    return datetime(2026, month, number, 12, tzinfo=UTC)


def judged(opened, decided=None, outcome=None, until=None):
    return Judged(opened, outcome, decided, until)


WAITING = judged(day(9))
PASSED = judged(day(1), day(2), Outcome.ACCEPTED, day(8))
REFUSED = judged(day(3), day(4), Outcome.REFUSED)


@pytest.mark.parametrize(
    ("training", "expected"),
    [
        (Submitted((WAITING,)), {Count.SUBMITTED}),
        (Submitted((WAITING,), is_withdrawn=True), set()),
        (Submitted((PASSED,), is_findable=True), {Count.ASSESSED, Count.ACCEPTED}),
        (Submitted((PASSED, WAITING), is_findable=True), {Count.SUBMITTED, Count.ASSESSED, Count.ACCEPTED}),
        (Submitted((PASSED,), is_findable=False), {Count.ASSESSED, Count.EXPIRED}),
        (Submitted((PASSED, REFUSED)), {Count.ASSESSED, Count.REFUSED}),
        (Submitted((REFUSED, judged(day(5), day(6), Outcome.CONDITIONAL)), is_findable=True), {Count.ASSESSED, Count.CONDITIONAL}),
    ],
)
def test_now_a_training_waits_or_stands_by_its_last_decision(training, expected):
    assert standing_now(training) == expected


@pytest.mark.parametrize(
    ("rounds", "start", "end", "expected"),
    [
        ((PASSED,), day(1), day(2), {Count.SUBMITTED}),
        ((PASSED,), day(2), day(3), {Count.ASSESSED, Count.ACCEPTED}),
        ((PASSED,), day(3), day(8), set()),
        ((PASSED,), day(8), day(9), {Count.EXPIRED}),
        ((PASSED,), day(1), day(9), {Count.SUBMITTED, Count.ASSESSED, Count.ACCEPTED, Count.EXPIRED}),
        ((PASSED, REFUSED), day(1), day(3), {Count.SUBMITTED, Count.ASSESSED, Count.ACCEPTED}),
        ((PASSED, REFUSED), day(1), day(5), {Count.SUBMITTED, Count.ASSESSED, Count.REFUSED}),
        ((PASSED, judged(day(7), day(7, 2), Outcome.ACCEPTED, day(12))), day(8), day(9), set()),
    ],
)
def test_in_a_period_the_last_decision_before_its_end_counts(rounds, start, end, expected):
    assert standing_within(Submitted(rounds), start, end) == expected


def test_a_training_of_two_themes_counts_in_each_and_once_in_all():
    passed, waiting = frozenset({Count.ASSESSED, Count.ACCEPTED}), frozenset({Count.SUBMITTED})
    found = {1: passed, 2: passed, 3: waiting}
    lines = along(found, {"ai": {1, 2, 99}, "ar-vr": {1}}, [("ai", "AI"), ("ar-vr", "AR/VR"), ("evalueren", "evalueren")])
    assert [(line.label, line.counts[Count.ACCEPTED], line.counts[Count.SUBMITTED]) for line in lines] == [
        ("AI", 2, 0),
        ("AR/VR", 1, 0),
        ("evalueren", 0, 0),
        ("niet ingevuld", 0, 1),
    ]
    assert total(found).counts[Count.ACCEPTED] == 2


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [
        ("", "", None),
        ("gisteren", "2026-13-01", None),
        ("2026-09-01", "", Period(date(2026, 9, 1), None)),
        ("2026-12-31", "2026-09-01", Period(date(2026, 9, 1), date(2026, 12, 31))),
    ],
)
def test_an_address_says_the_period(first, last, period):
    assert read_period(first, last) == period


def numbers(report, head, label):
    """(submitted, assessed, accepted, conditional, refused, expired) of one line."""
    part = next(part for part in report.breakdowns if part.head == head)
    return tuple(next(line for line in part.lines if line.label == label).counts.values())


def decide(assessment, at, plans=(), **different):
    service.decide(assessment=assessment, actor=judge_all(assessment, at=at, **different), at=at, actions=plans)
    db.session.commit()


def make_offer(now):
    """Two accepted (one of them for long enough to be over), one conditional, one refused, one waiting, one draft."""
    both = {"thema": ["ai", "ar-vr"], "tool": []}
    make_accepted(make_training(findable=False, tags=both), at=now - timedelta(days=10))
    make_accepted(make_training(findable=False, tags={"thema": ["ai"], "tool": []}), at=now - timedelta(days=1000))
    conditional = make_round(tags={"thema": ["evalueren"], "tool": ["arduino"], "niveau": ["expert"]})
    plan = ActionPlan("KK5.4", "Open een forum.", "Verstrekker", clock.today() + timedelta(days=20))
    decide(conditional, now, plans=[plan], KK5_4=("nok", "Geen nazorg."))
    refused = make_round(tags={"thema": ["ai"], "tool": []})
    decide(refused, now, KK1_1=("nok", "Voor niemand."))
    make_round(tags={"thema": ["ai"], "tool": []})
    make_training(findable=False, tags={"thema": ["ai"], "tool": []})


def test_what_stands_now_is_what_was_reckoned_by_hand(app):
    now = clock.now()
    make_offer(now)
    report = queries.acceptance(None, clock.now())
    assert tuple(report.total.counts.values()) == (1, 4, 1, 1, 1, 1)
    assert numbers(report, "Thema", "artificiële intelligentie") == (1, 3, 1, 0, 1, 1)
    assert numbers(report, "Thema", "AR/VR") == (0, 1, 1, 0, 0, 0)
    assert numbers(report, "Thema", "Programmeren") == (0, 1, 0, 1, 0, 0), "a tool counts for its theme"
    assert numbers(report, "Niveau", "expert") == (0, 1, 0, 1, 0, 0)
    assert report.examples == 5


def test_what_happened_in_a_period_is_what_was_reckoned_by_hand(app):
    now = clock.now()
    make_offer(now)
    today = clock.today()
    recent = queries.acceptance(Period(today - timedelta(days=30), today), clock.now())
    assert tuple(recent.total.counts.values()) == (4, 3, 1, 1, 1, 0)
    long_ago = queries.acceptance(Period(None, today - timedelta(days=900)), clock.now())
    assert tuple(long_ago.total.counts.values()) == (1, 1, 1, 0, 0, 0)
    since = queries.acceptance(Period(today - timedelta(days=900), None), clock.now())
    assert since.total.counts[Count.EXPIRED] == 1


def test_a_training_stands_in_the_provinces_where_it_is_given_or_else_with_its_rtc(app):
    training = make_training(findable=False)
    provinces = reference.concepts_by_code("provincie")
    for code in ("limburg", "antwerpen"):
        make_session(training, location=make_location(province=provinces[code]))
    make_session(training, location=make_location(province=provinces["brussel"]), cancelled_at=clock.now())
    make_round(training)
    elsewhere = make_training(findable=False)
    make_round(elsewhere)
    report = queries.acceptance(None, clock.now())
    own = elsewhere.rtc.province.label
    waiting = {line.label: line.counts[Count.SUBMITTED] for line in report.breakdowns[2].lines}
    expected = {"Limburg": 1, "Antwerpen": 1} | {own: 1 + (own in ("Limburg", "Antwerpen"))}
    assert {label: number for label, number in waiting.items() if number} == expected
