"""What pages read of the offer."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.catalogue import queries, service
from rtc_app.catalogue.models import MeetingKind, TrainingSession
from rtc_app.catalogue.search import read_model
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.factories.catalogue import make_path, make_session, make_training
from tests.statements import statements


@pytest.fixture(name="statements")
def _statements(app):
    """The SELECT statements sent during the test."""
    with statements() as sent:
        yield sent


def facts_of(training):
    now = clock.now()
    return queries.training_facts(queries.known_training("slug", training.slug, now), now)


def card_of(training):
    return queries.cards([training.id], clock.now())[0]


def test_cards_keep_the_order_that_was_asked(app):
    first, second = make_training(), make_training()
    assert [card.id for card in queries.cards([second.id, 999_999, first.id], clock.now())] == [second.id, first.id]


def test_a_card_adds_up_the_three_prices(app):
    assert card_of(make_training(price_training=4500, price_software=1000, price_equipment=250)).price == 5750


def test_a_card_shows_the_seats_as_they_are_now(app):
    training = make_training()
    session = make_session(training, capacity=8)
    card_of(training)
    db.session.execute(sa.update(TrainingSession).where(TrainingSession.id == session.id).values(taken=6))
    service.seats_changed(training.id)
    db.session.commit()
    assert card_of(training).next_session.free == 2


def test_a_card_lasts_as_long_as_all_meetings_together(app):
    training = make_training()
    make_session(training, meetings=[(5, "9.00", 3), (12, "9.00", 3), (40, "16.00", 1, MeetingKind.FOLLOW_UP)])
    assert card_of(training).duration_minutes == 420


def test_a_new_title_shows_on_a_card_that_was_shown_before(app):
    training = make_training(title="Oude titel")
    card_of(training)
    training.title = "Nieuwe titel"
    service.training_changed(training=training, at=clock.now())
    db.session.flush()
    assert card_of(training).title == "Nieuwe titel"


def test_twenty_cards_take_few_statements_and_only_the_version_when_they_were_shown_before(app, statements):
    ids = [make_session().training_id for _ in range(20)]
    read_model.current(clock.now())
    statements.clear()
    queries.cards(ids, clock.now())
    first = [statement for statement in statements if "catalogue_version" not in statement]
    statements.clear()
    queries.cards(ids, clock.now())
    assert all("catalogue_version" in statement for statement in statements), statements
    assert sum("training.slug" in statement or "meeting" in statement or "training_tag" in statement for statement in first) <= 5


def test_the_page_of_a_training_takes_the_same_statements_for_many_sessions(app, statements):
    one, many = make_session().training, make_training()
    for days in range(5, 15):
        make_session(many, days=days)
    queries.cards([one.id, many.id], clock.now())  # the read model and the cards of both are made once for all pages
    counts = []
    for training in (one, many):
        db.session.expire_all()
        db.session.refresh(training)
        statements.clear()
        facts_of(training)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_a_past_run_is_counted_and_not_listed(app):
    training = make_session(days=-20).training
    facts = facts_of(training)
    assert (facts.past_runs, facts.sessions) == (1, ())


def test_a_training_knows_the_steps_beside_it(app):
    first, middle, last = make_training(), make_training(), make_training(findable=False)
    make_path(first, middle, last)
    place = facts_of(middle).content.paths[0]
    assert (place.position, place.previous.slug, place.following.slug) == (2, first.slug, None)


def test_a_path_adds_up_the_steps_that_are_open(app):
    path = make_path(make_session(hours=3).training, make_training(findable=False))
    facts = queries.path_facts(path, clock.now())
    assert (facts.minutes, facts.steps[1].card) == (180, None)


def test_the_list_of_paths_counts_open_steps(app):
    make_path(make_training(), make_training(findable=False))
    summary = queries.paths(clock.now())[0]
    assert (summary.steps, summary.findable_steps) == (2, 1)


def test_a_session_past_its_deadline_is_closed(app):
    session = make_session(days=3, deadline_at=clock.now() - timedelta(hours=1))
    assert facts_of(session.training).sessions[0].is_closed


def test_the_page_of_a_training_that_was_shown_takes_two_statements(app, statements):
    session = make_session()
    facts_of(session.training)
    slug, now = session.training.slug, clock.now()
    statements.clear()
    queries.training_facts(queries.known_training("slug", slug, now), now)
    assert ["catalogue_version" in sent for sent in statements] == [True, False]


def test_the_facts_of_a_training_are_the_same_object_until_a_seat_goes(app):
    session = make_session(capacity=8)
    first = facts_of(session.training)
    assert facts_of(session.training) is first
    session.taken = 8
    db.session.flush()
    assert (facts_of(session.training).next.is_full, first.next.is_full) == (True, False)


def test_a_warning_counts_what_does_fit(app):
    training = make_training(tags={"niveau": ["expert"], "tool": ["plc"]})
    make_training(tags={"niveau": ["beginner"], "tool": ["plc"]})
    (advice,) = facts_of(training).content.advice
    assert (advice.number, advice.elsewhere) == (1, {"tool": ("plc",), "niveau": ("beginner",)})


def test_an_unknown_training_is_none(app):
    assert queries.known_training("slug", "bestaat-niet", clock.now()) is None
