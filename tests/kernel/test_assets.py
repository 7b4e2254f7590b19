"""Addresses of static files."""

import pytest
from flask import url_for

from rtc_app.kernel.assets import quick_url_for


def test_a_static_file_carries_its_fingerprint(app):
    with app.test_request_context():
        assert "?v=" in url_for("static", filename="css/tokens.css")


def test_a_missing_file_has_no_fingerprint(app):
    with app.test_request_context():
        assert "?v=" not in url_for("static", filename="css/none.css")


@pytest.mark.parametrize(
    ("endpoint", "values"),
    [
        ("catalogue.show_training", {"training_slug": "lassen-1"}),
        ("catalogue.show_training", {"training_slug": "één & twee/drie?"}),
        ("catalogue.search_trainings", {"q": "lassen"}),
        ("catalogue.search_trainings", {"q": "3d & meer"}),
        ("catalogue.search_trainings", {"q": None}),
        ("catalogue.search_trainings", {}),
        ("enrolment.enrol", {"training_session_id": 7}),
        ("static", {"filename": "css/tokens.css"}),
        ("catalogue.show_topic", {"kind_path": "studiegebieden", "topic_code": "hout"}),
    ],
)
def test_an_address_that_is_remembered_is_the_one_that_would_be_built(app, endpoint, values):
    for root in ("/", "/site"):
        with app.test_request_context("/", base_url=f"http://localhost{root}"):
            assert quick_url_for(endpoint, **values) == url_for(endpoint, **values)


def test_a_page_for_a_stranger_sets_no_cookie(client):
    assert "Set-Cookie" not in client.get("/over").headers
