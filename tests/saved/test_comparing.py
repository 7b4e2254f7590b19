"""Trainings side by side."""

import pytest

from rtc_app.saved.rules import Row, rows_of
from tests.client import words
from tests.factories.accounts import make_teacher
from tests.factories.catalogue import make_session, make_training


@pytest.fixture
def offer(app):
    for number in range(1, 5):
        training = make_training(title=f"Opleiding {number}", slug=f"opleiding-{number}", price_training=1000 * number)
        make_session(training)


def page_of(client, *numbers):
    return client.page("/vergelijken?" + "&".join(f"opleiding=opleiding-{number}" for number in numbers))


def row(page, label):
    return next(tr for tr in page.iter("tr") if words(tr.find("th")).startswith(label))


def test_two_trainings_stand_side_by_side_and_what_differs_says_so(client, offer):
    page = page_of(client, 1, 2)
    price = row(page, "Prijs")
    assert words(price.find("th")) == "Prijs, alles samen verschilt"
    assert [words(cell) for cell in price.iter("td")] == ["€ 10,00", "€ 20,00"]
    assert "verschilt" not in words(row(page, "Groep"))


def test_one_can_be_taken_away(client, offer):
    links = [a.get("href") for a in page_of(client, 1, 2).iter("a") if words(a).startswith("Haal weg")]
    assert links == ["/vergelijken?opleiding=opleiding-2", "/vergelijken?opleiding=opleiding-1"]


def test_more_than_three_are_a_choice(client, offer):
    page = page_of(client, 1, 2, 3, 4)
    boxes = [box for box in page.iter("input") if box.get("name") == "opleiding"]
    assert [box.get("checked") is not None for box in boxes] == [True, True, True, False]


def test_nothing_chosen_says_how(client, app):
    assert "Kies eerst wat je wil vergelijken" in client.text("/vergelijken")


@pytest.mark.parametrize("query", ["opleiding=onbekend", "opleiding=", "opleiding=opleiding-1&opleiding=opleiding-1"])
def test_what_does_not_exist_or_stands_twice_is_left_out(client, offer, query):
    assert client.get(f"/vergelijken?{query}").status_code == 200


def test_a_draft_is_not_compared(client, app):
    make_training(title="Geheim", slug="geheim", findable=False)
    assert "Geheim" not in client.text("/vergelijken?opleiding=geheim")


def test_what_one_keeps_can_be_added(offer, sign_in):
    reader = sign_in(make_teacher())
    reader.submit("/opleidingen/opleiding-3", action="/bewaar/")
    assert "Uit wat je bewaarde: Opleiding 3" in reader.text("/vergelijken?opleiding=opleiding-1")


def test_the_results_offer_to_compare(client, offer):
    page = client.page("/opleidingen")
    assert page.find(".//form[@id='vergelijken']") is not None
    assert len([box for box in page.iter("input") if box.get("form") == "vergelijken"]) == 4


def test_lines_on_which_nobody_says_anything_are_left_out():
    assert rows_of([("a", [None, None]), ("b", ["x", None])]) == [Row("b", ("x", None))]
