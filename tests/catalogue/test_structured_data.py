"""What pages tell machines: schema.org data with what search engines require, one canonical address, words to share."""

import json
import re
from datetime import datetime

import pytest

from rtc_app.catalogue import service
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.client import words
from tests.factories.catalogue import make_path, make_session, make_training

BASE = "http://localhost:8000"


def data_on(page):
    """The parsed structured data of a page."""
    return [json.loads(element.text) for element in page.iter("script") if element.get("type") == "application/ld+json"]


def course_of(client, training):
    (course,) = data_on(client.page(f"/opleidingen/{training.slug}"))
    return course


def named(page, attribute, value):
    """What the one <meta> or <link> with this attribute says."""
    (element,) = [e for tag in ("meta", "link") for e in page.iter(tag) if e.get(attribute) == value]
    return element.get("content") or element.get("href")


def test_a_course_has_what_search_engines_require(client, app):
    training = make_session(make_training(price_training=4500, price_software=1000), hours=3, capacity=8, taken=6).training
    course = course_of(client, training)
    assert course["@context"] == "https://schema.org"
    assert (course["@type"], course["name"], course["description"]) == ("Course", training.title, training.summary)
    assert course["url"] == course["@id"] == f"{BASE}/opleidingen/{training.slug}"
    assert course["provider"] == {"@type": "Organization", "name": training.provider.name}
    assert course["offers"] == [{"@type": "Offer", "category": "Paid", "price": "55.00", "priceCurrency": "EUR"}]
    assert course["educationalLevel"] == "beginner, gevorderde"
    (instance,) = course["hasCourseInstance"]
    assert (instance["courseMode"], instance["courseWorkload"]) == ("Onsite", "PT3H")
    assert (instance["maximumAttendeeCapacity"], instance["remainingAttendeeCapacity"]) == (8, 2)
    assert instance["location"]["address"]["postalCode"] == "3600"
    assert datetime.fromisoformat(instance["startDate"]) == training.sessions[0].starts_at


def test_the_data_and_the_page_say_the_same(client, app):
    training = make_session().training
    page = client.page(f"/opleidingen/{training.slug}")
    (course,) = data_on(page)
    text = words(page.find(".//main"))
    assert course["name"] in text
    assert course["description"] in text
    assert all(outcome in text for outcome in course["teaches"])


def test_seats_in_the_data_are_those_of_now(client, app):
    session = make_session(capacity=8)
    course_of(client, session.training)
    session.taken = 8
    db.session.commit()
    (instance,) = course_of(client, session.training)["hasCourseInstance"]
    assert instance["remainingAttendeeCapacity"] == 0
    assert instance["offers"][0]["availability"] == "https://schema.org/SoldOut"


@pytest.mark.parametrize(
    ("mode", "is_placed", "expected"),
    [
        ("fysiek", True, "Onsite"),
        ("op-school", False, "Online"),
        ("hybride", True, "Blended"),
        ("hybride", False, "Blended"),
        ("online-sync", False, "Online"),
    ],
)
def test_the_mode_of_an_instance_follows_its_place(client, app, mode, is_placed, expected):
    values = {} if is_placed else {"location": None}
    session = make_session(make_training(tags={"leervorm": [mode]}), **values)
    assert course_of(client, session.training)["hasCourseInstance"][0]["courseMode"] == expected


def test_a_training_without_a_date_says_how_long_it_takes(client, app):
    training = make_session(days=-20, hours=3).training
    assert course_of(client, training)["hasCourseInstance"] == [
        {"@type": "CourseInstance", "courseMode": "Onsite", "courseWorkload": "PT3H"}
    ]


def test_a_training_without_any_session_takes_the_time_to_practise(client, app):
    training = make_training(practice_minutes=90, tags={"leervorm": ["zelfstudie"]})
    assert course_of(client, training)["hasCourseInstance"] == [
        {"@type": "CourseInstance", "courseMode": "Online", "courseWorkload": "PT1H30M"}
    ]


def test_a_free_training_says_so_and_a_called_off_session_is_no_instance(client, app):
    session = make_session(make_training(price_training=0, practice_minutes=0), cancelled_at=clock.now())
    course = course_of(client, session.training)
    assert course["offers"][0]["category"] == "Free"
    assert "hasCourseInstance" not in course


def test_words_of_a_provider_cannot_end_the_data(client, app):
    training = make_training(title="</script><script>alert(1)</script>")
    assert course_of(client, training)["name"] == training.title


def test_a_training_that_left_the_offer_is_no_course(client, app):
    training = make_training()
    service.withdraw(training=training, actor=None, at=clock.now())
    db.session.commit()
    assert data_on(client.page(f"/opleidingen/{training.slug}")) == []


def test_results_are_a_list_in_the_order_of_the_page(client, app):
    for days in (30, 10, 20):
        make_session(days=days)
    page = client.page("/opleidingen")
    (found,) = data_on(page)
    titles = [title for title in page.iter("h2") if title.get("class") == "training-card-title"]
    links = [title.find("a").get("href") for title in titles]
    assert [(item["position"], item["url"]) for item in found["itemListElement"]] == [(n, BASE + link) for n, link in enumerate(links, 1)]


def test_no_results_are_no_list(client, app):
    assert data_on(client.page("/opleidingen?q=bestaatniet")) == []


def test_a_question_has_one_canonical_address_and_is_not_indexed(client, app):
    page = client.page("/opleidingen?pagina=1&niveau=expert&niveau=beginner&q=plc&onbekend=1")
    assert named(page, "rel", "canonical") == f"{BASE}/opleidingen?q=plc&niveau=beginner&niveau=expert"
    assert named(page, "name", "robots") == "noindex"


def test_the_whole_offer_is_indexed(client, app):
    page = client.page("/opleidingen")
    assert named(page, "rel", "canonical") == f"{BASE}/opleidingen"
    assert [meta for meta in page.iter("meta") if meta.get("name") == "robots"] == []


def test_a_training_can_be_shared(client, app):
    training = make_training(title="Lassen & meten")
    page = client.page(f"/opleidingen/{training.slug}")
    assert named(page, "property", "og:title") == "Lassen & meten"
    assert named(page, "property", "og:description") == training.summary
    assert named(page, "property", "og:url") == f"{BASE}/opleidingen/{training.slug}"
    assert re.fullmatch(BASE + r"/static/share\.png\?v=\w+", named(page, "property", "og:image"))


@pytest.mark.parametrize("address", ["/", "/leertrajecten", "/over", "/voor-scholen", "/kwaliteitskader"])
def test_public_pages_have_a_canonical_address(client, app, address):
    assert named(client.page(address), "rel", "canonical") == BASE + address


def test_a_path_can_be_shared(client, app):
    path = make_path(make_training())
    page = client.page(f"/leertrajecten/{path.code}")
    assert named(page, "property", "og:title") == path.title


def test_the_address_of_a_visitor_is_never_taken_over(client, app):
    training = make_training()
    answer = client.get(f"/opleidingen/{training.slug}", headers={"Host": "kwaad.example"})
    assert "kwaad.example" not in answer.get_data(as_text=True)
