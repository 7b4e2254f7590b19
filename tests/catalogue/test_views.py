"""The pages of the offer as a visitor sees them."""

import pytest

from tests.factories.catalogue import make_path, make_session, make_training


@pytest.fixture
def training(app):
    training = make_training(title="PLC met een pompstation")
    make_session(training, capacity=5)
    return training


def test_the_home_page_shows_what_starts_soon(client, training):
    assert "PLC met een pompstation" in client.text("/")


def test_the_results_count_and_name_the_subject(client, training):
    assert "1 opleiding voor “pompstation”" in client.text("/opleidingen?q=pompstation")


def test_a_training_page_offers_a_seat(client, training):
    assert "Nog 5 plaatsen" in client.text(f"/opleidingen/{training.slug}")


def test_a_training_that_was_not_accepted_is_not_there_for_strangers(client, app):
    hidden = make_training(findable=False)
    client.page(f"/opleidingen/{hidden.slug}", status=404)


def test_a_step_that_is_not_open_shows_without_a_link(client, training):
    path = make_path(training, make_training(title="Nog in de maak", findable=False))
    page = client.page(f"/leertrajecten/{path.code}")
    assert not [link for link in page.iter("a") if link.text == "Nog in de maak"]
