"""Addresses of static files."""

from flask import url_for


def test_a_static_file_carries_its_fingerprint(app):
    with app.test_request_context():
        assert "?v=" in url_for("static", filename="css/tokens.css")


def test_a_missing_file_has_no_fingerprint(app):
    with app.test_request_context():
        assert "?v=" not in url_for("static", filename="css/none.css")


def test_a_page_for_a_stranger_sets_no_cookie(client):
    assert "Set-Cookie" not in client.get("/over").headers
