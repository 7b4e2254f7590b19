"""A training that left the offer keeps its page, which says why and points to what comes in its place (CAT-19)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtc_app.catalogue import service
from rtc_app.catalogue.rules import Acceptance, PageState, living_successor
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation
from tests.client import words
from tests.factories.accounts import make_provider, make_provider_member
from tests.factories.catalogue import make_session, make_training

CHAINS = st.dictionaries(st.integers(1, 12), st.integers(1, 12))


@given(successors=CHAINS, living=st.sets(st.integers(1, 12)), first=st.none() | st.integers(1, 12))
def test_a_chain_of_successors_ends_at_the_first_living_one_on_it(successors, living, first):
    chain, at = [], first
    while at is not None and at not in chain:
        chain.append(at)
        at = successors.get(at)
    assert living_successor(first, successors.get, living.__contains__) == next((id_ for id_ in chain if id_ in living), None)


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({}, PageState.ONLINE),
        ({"withdrawn_at": 0}, PageState.WITHDRAWN),
        ({"accepted_until": -1}, PageState.LAPSED),
        ({"accepted_until": 0}, PageState.LAPSED),
        ({"accepted_from": 1}, PageState.HIDDEN),
        ({"content_hash": "other"}, PageState.HIDDEN),
        ({"content_hash": "other", "withdrawn_at": 0}, PageState.HIDDEN),
        ({"accepted_hash": None, "withdrawn_at": 0}, PageState.HIDDEN),
    ],
)
def test_what_never_was_in_the_offer_did_not_leave_it(changes, state):
    now = clock.now()
    facts = {"content_hash": "a", "accepted_hash": "a", "accepted_from": -9, "accepted_until": 9, "withdrawn_at": None} | changes
    facts = {name: now + timedelta(days=value) if isinstance(value, int) else value for name, value in facts.items()}
    assert Acceptance(**facts).state(now) is state


def withdrawn(training=None, **values):
    training = training or make_training()
    service.withdraw(training=training, actor=None, at=clock.now(), **values)
    db.session.commit()
    return training


def test_its_page_says_since_when_and_why(client, app):
    training = withdrawn(reason="De software bestaat niet meer.")
    text = client.text(f"/opleidingen/{training.slug}")
    assert "Deze opleiding wordt niet meer gegeven" in text
    assert "De software bestaat niet meer." in text


def test_its_page_offers_no_seat_and_asks_not_to_be_indexed(client, app):
    session = make_session()
    withdrawn(session.training)
    page = client.page(f"/opleidingen/{session.training.slug}")
    assert page.find(f".//a[@href='/sessies/{session.id}/inschrijven']") is None
    assert page.find(".//meta[@name='robots']").get("content") == "noindex"


def test_it_is_not_among_the_results(client, app):
    withdrawn(make_training(title="Lassen met een app"))
    assert "Lassen met een app" not in client.text("/opleidingen?q=lassen")


def test_its_page_leads_to_the_end_of_a_chain_that_still_lives(client, app):
    last = make_training(title="De nieuwste")
    middle = withdrawn(successor=last)
    first = make_training()
    first.successor_id = middle.id  # chosen while the middle one was still given
    withdrawn_first = first
    withdrawn_first.withdrawn_at = clock.now()
    service.offer_changed()
    db.session.commit()
    page = client.page(f"/opleidingen/{first.slug}")
    assert "In de plaats komt: De nieuwste." in words(page.find(".//main"))
    assert page.find(f".//a[@href='/opleidingen/{last.slug}']") is not None


def test_a_successor_that_left_too_is_not_shown(client, app):
    last = make_training(title="Ook weg")
    first = withdrawn(successor=last)
    withdrawn(last)
    assert "In de plaats komt" not in client.text(f"/opleidingen/{first.slug}")


def test_a_training_whose_term_ended_keeps_its_page(client, app):
    training = make_training()
    training.accepted_until = clock.now() - timedelta(days=1)
    service.offer_changed()
    db.session.commit()
    text = client.text(f"/opleidingen/{training.slug}")
    assert "staat niet meer in het aanbod" in text
    assert "Je kan je niet meer inschrijven" in text


def test_a_past_training_keeps_its_page(client, app):
    training = make_session(days=-30).training
    text = client.text(f"/opleidingen/{training.slug}")
    assert "Deze opleiding liep al 1 keer" in text


def test_what_was_withdrawn_before_it_was_accepted_has_no_page(client, app):
    client.page(f"/opleidingen/{withdrawn(make_training(findable=False)).slug}", status=404)


def test_a_withdrawn_training_that_was_edited_has_no_page_until_it_is_judged(client, app):
    training = withdrawn()
    training.title = "Iets dat niemand beoordeelde"
    service.training_changed(training=training, at=clock.now())
    db.session.commit()
    client.page(f"/opleidingen/{training.slug}", status=404)


@pytest.mark.parametrize("which", ["itself", "a draft", "one that was withdrawn"])
def test_only_what_teachers_find_can_be_a_successor(app, which):
    training = make_training()
    wrong = {"itself": lambda: training, "a draft": lambda: make_training(findable=False), "one that was withdrawn": withdrawn}[which]()
    with pytest.raises(RuleViolation) as refused:
        service.withdraw(training=training, actor=None, at=clock.now(), successor=wrong)
    assert refused.value.field == "successor"
    assert training.withdrawn_at is None


def test_putting_back_forgets_reason_and_successor(app):
    training = withdrawn(reason="Even niet.", successor=make_training())
    service.reinstate(training=training, actor=None, at=clock.now())
    assert (training.withdrawn_reason, training.successor_id) == ("", None)


def test_changing_the_reason_keeps_the_date(app):
    training = withdrawn(reason="Even niet.")
    since = training.withdrawn_at
    withdrawn(training, reason="Nooit meer.")
    assert (training.withdrawn_at, training.withdrawn_reason) == (since, "Nooit meer.")


def test_a_provider_chooses_the_successor_in_the_form(sign_in, client, app):
    provider = make_provider()
    old, new = make_training(provider=provider), make_training(title="De nieuwe", provider=provider)
    browser = sign_in(make_provider_member(provider))
    browser.submit(f"/mijn-aanbod/{old.slug}/terugtrekken", action="terugtrekken", reason="Er is een nieuwe.", successor=str(new.id))
    assert "Er is een nieuwe. Wie ingeschreven was, blijft ingeschreven. In de plaats komt: De nieuwe." in client.text(
        f"/opleidingen/{old.slug}"
    )


def test_a_successor_that_is_no_choice_comes_back_with_what_was_typed(sign_in, app):
    provider = make_provider()
    training = make_training(provider=provider)
    browser = sign_in(make_provider_member(provider))
    answer = browser.submit(f"/mijn-aanbod/{training.slug}/terugtrekken", action="terugtrekken", reason="Zomaar.", successor="999999")
    assert answer.status_code == 422
    assert "Zomaar." in answer.get_data(as_text=True)
    assert training.withdrawn_at is None
