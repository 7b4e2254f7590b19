"""What RTC's desk reads."""

from rtc_app.insight import queries
from rtc_app.insight.rules import Gap, Risk
from rtc_app.kernel import clock
from tests.factories.accounts import make_teacher
from tests.factories.catalogue import make_session, make_training
from tests.factories.needs import answer, make_response
from tests.statements import statements


def line_of(table, label):
    tables = {gap.head: gap for gap in queries.gap_tables(clock.now())}
    return next(line for line in tables[table].lines if line.label == label)


def test_sessions_of_the_coming_weeks_with_too_few_people_are_found(app):
    training = make_training(min_participants=6)
    soon = make_session(training, days=10)
    make_session(training, days=90)
    make_session(make_training(min_participants=1), days=10, taken=2)
    assert [(s.id, s.risk) for s in queries.sessions_at_risk(clock.now())] == [(soon.id, Risk.TOO_FEW)]


def test_a_full_session_with_a_queue_is_found(app):
    session = make_session(days=10, capacity=6, taken=6, waiting=2)
    assert [(s.id, s.risk) for s in queries.sessions_at_risk(clock.now())] == [(session.id, Risk.QUEUE)]


def test_a_cancelled_session_asks_nothing(app):
    make_session(days=10, cancelled_at=clock.now())
    assert queries.sessions_at_risk(clock.now()) == []


def test_a_wish_for_a_tool_counts_for_its_theme(app):
    for _ in range(5):
        make_response(make_teacher(), {"Q3.1": answer("arduino")})
    assert (line_of("Thema", "Programmeren").asked, line_of("Thema", "Programmeren").gap) == ("5–9", Gap.NO_OFFER)


def test_who_does_not_allow_flemish_figures_does_not_count(app):
    for _ in range(5):
        make_response(make_teacher(), {"Q3.1": answer("ai")}, consent=["matching", "school"])
    assert line_of("Thema", "artificiële intelligentie").asked == "minder dan 5"


def test_a_training_with_a_tool_is_offer_for_its_theme_once(app):
    make_session(make_training(tags={"thema": ["programmeren"], "tool": ["arduino", "plc"]}), days=20)
    line = line_of("Thema", "Programmeren")
    assert (line.trainings, line.with_seats) == (1, 1)


def test_a_full_training_is_offer_without_seats(app):
    make_session(make_training(tags={"studiegebied": ["bouw"]}), days=20, capacity=4, taken=4)
    line = line_of("Studiegebied", "Bouw")
    assert (line.trainings, line.with_seats) == (1, 0)


def test_the_desk_reads_as_many_queries_for_many_sessions_as_for_one(app):
    make_session(days=5)
    with statements() as for_one:
        queries.sessions_at_risk(clock.now())
    for _ in range(4):
        make_session(days=6)
    with statements() as for_many:
        queries.sessions_at_risk(clock.now())
    assert 0 < len(for_many) <= len(for_one)
