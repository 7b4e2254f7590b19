"""Leertrajecten as RTC staff make them: steps in order, tasks in between, on the site and off it."""

import pytest

from rtc_app.catalogue.models import LearningPath
from rtc_app.kernel.database import db
from tests.factories.accounts import make_assessor, make_provider_member
from tests.factories.catalogue import make_path, make_training


@pytest.fixture
def keeper(app, sign_in):
    return sign_in(make_assessor())


def steps(path):
    db.session.expire_all()
    return [(step.training_id, step.self_study) for step in path.steps]


def arrange(keeper, path, **fields):
    return keeper.submit(f"/rtc/leertrajecten/{path.id}", action=f"/rtc/leertrajecten/{path.id}", has=None, **fields)


def test_a_new_path_is_seen_by_nobody_until_it_is_published(keeper, client):
    first, second = make_training(), make_training()
    keeper.submit("/rtc/leertrajecten/nieuw", action="nieuw", title="Van schets naar stuk", summary="Je leert tekenen.")
    path = db.session.query(LearningPath).one()
    arrange(keeper, path, training=f"http://localhost/opleidingen/{first.slug}")
    arrange(keeper, path, training=second.code)
    assert [training_id for training_id, _ in steps(path)] == [first.id, second.id]
    client.page(f"/leertrajecten/{path.code}", 404)
    assert "Van schets naar stuk" not in client.text("/leertrajecten")
    assert "Van schets naar stuk" not in client.text(f"/opleidingen/{first.slug}")
    keeper.submit(f"/rtc/leertrajecten/{path.id}", action="publiceren")
    client.page(f"/leertrajecten/{path.code}")
    assert "Van schets naar stuk" in client.text(f"/opleidingen/{first.slug}")


def test_steps_change_places_and_keep_their_tasks(keeper):
    first, second = make_training(), make_training()
    path = make_path(first, second)
    arrange(keeper, path, **{"steps-0-position": "5", "steps-0-self_study": "Teken een stoel."})
    assert steps(path) == [(second.id, ""), (first.id, "Teken een stoel.")]


def test_place_zero_takes_a_step_out(keeper):
    first, second = make_training(), make_training()
    path = make_path(first, second)
    arrange(keeper, path, **{"steps-0-position": "0"})
    assert steps(path) == [(second.id, "")]


def test_what_is_published_keeps_a_step(keeper):
    path = make_path(make_training())
    assert arrange(keeper, path, **{"steps-0-position": "0"}).status_code == 422


@pytest.mark.parametrize("words", ["bestaat-niet", "https://elders.example/x", "%", "///"])
def test_a_training_that_is_not_there_comes_back_as_typed(keeper, words):
    answer = arrange(keeper, make_path(make_training()), training=words)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_training_comes_once(keeper):
    training = make_training()
    path = make_path(training)
    assert arrange(keeper, path, training=training.slug).status_code == 422
    assert len(steps(path)) == 1


def test_a_path_of_one_step_is_not_published(keeper):
    path = make_path(make_training(), is_published=False)
    assert "minstens twee" in keeper.submit(f"/rtc/leertrajecten/{path.id}", action="publiceren").text


def test_a_path_is_hidden_and_then_thrown_away_while_its_trainings_stay(keeper, client):
    training = make_training()
    path = make_path(training, make_training())
    address = f"/rtc/leertrajecten/{path.id}"
    keeper.submit(address, action="verbergen")
    client.page(f"/leertrajecten/{path.code}", 404)
    keeper.submit(address, action="verwijderen")
    keeper.page(address, 404)
    client.page(f"/opleidingen/{training.slug}")


def test_its_words_change(keeper, client):
    path = make_path(make_training(), make_training())
    keeper.submit(f"/rtc/leertrajecten/{path.id}/beschrijving", action="beschrijving", title="Beter gezegd")
    assert "Beter gezegd" in client.text("/leertrajecten")


def test_a_provider_keeps_no_paths(sign_in, app):
    path = make_path(make_training())
    browser = sign_in(make_provider_member())
    for address in ("/rtc/leertrajecten", "/rtc/leertrajecten/nieuw", f"/rtc/leertrajecten/{path.id}"):
        browser.page(address, 403)
