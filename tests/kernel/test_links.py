"""Full addresses and local paths."""

import pytest

from rtc_app.kernel import links


def test_full_addresses_come_from_the_configuration_and_not_from_the_request(application):
    with application.test_request_context("/", base_url="http://evil.example"):
        assert links.absolute_url("/over") == "http://localhost:8000/over"
        assert links.absolute_url_for("accounts.sign_in", next="/mijn-account") == "http://localhost:8000/aanmelden?next=/mijn-account"


def test_they_need_no_request(application):
    with application.app_context():
        assert links.absolute_url_for("pages.show_about") == "http://localhost:8000/over"


@pytest.mark.parametrize(("slug", "written"), [("plc-voor-starters", "plc-voor-starters"), ("a b", "a%20b"), ("één", "%C3%A9%C3%A9n")])
def test_an_address_with_a_plain_value_is_the_one_that_would_be_built(application, slug, written):
    with application.app_context():
        for _ in range(2):
            assert links.absolute_url_for("catalogue.show_training", training_slug=slug) == f"http://localhost:8000/opleidingen/{written}"


def test_a_value_of_none_is_left_out(application):
    with application.app_context():
        assert links.absolute_url_for("accounts.sign_in", next=None) == "http://localhost:8000/aanmelden"


@pytest.mark.parametrize("path", ["/", "/opleidingen?q=lassen&niveau=beginner", "/sessies/12/inschrijven", "/a//b", "/over#rtc"])
def test_a_path_of_this_site_is_kept(path):
    assert links.local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "over",
        "//evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "/\tevil",
        "/\n/evil.example",
        "https://evil.example",
        " /over",
        "/o ver",
        "/\x00",
    ],
)
def test_anything_a_browser_could_read_as_another_site_is_dropped(path):
    assert links.local_path(path) is None
