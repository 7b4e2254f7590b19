"""Security headers on every answer."""

import pytest

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.parametrize("path", ["/over", "/bestaat-niet", "/afmelden", "/gezondheid", "/static/css/base.css", "/mijn-account"])
def test_every_answer_carries_them(client, path):
    with client.get(path) as response:
        headers = response.headers
    assert {name: headers[name] for name in ALWAYS} == ALWAYS
    assert "Content-Security-Policy" in headers


@pytest.mark.parametrize("path", ["/over", "/bestaat-niet"])
def test_a_page_runs_only_scripts_with_its_own_nonce(client, path):
    response = client.get(path)
    policy = response.headers["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert f'nonce="{nonce}"' in response.text
    assert "unsafe" not in policy


def test_the_nonce_is_new_on_every_page(client):
    policies = {client.get("/over").headers["Content-Security-Policy"] for _ in range(2)}
    assert len(policies) == 2


def test_a_page_with_a_person_on_it_is_not_kept_by_the_browser(client):
    client.get("/aanmelden")
    assert client.get("/over").headers["Cache-Control"] == "no-store"


def test_over_https_the_browser_is_told_to_stay_there(client):
    assert "Strict-Transport-Security" in client.get("/over", base_url="https://localhost").headers
    assert "Strict-Transport-Security" not in client.get("/over").headers


def test_over_https_the_cookie_stays_on_this_host(make_workshop, empty_sqlite):
    config = make_workshop(empty_sqlite, base_url="https://school.example").config
    assert (config["SESSION_COOKIE_NAME"], config["SESSION_COOKIE_SECURE"]) == ("__Host-session", True)
    assert (config["SESSION_COOKIE_HTTPONLY"], config["SESSION_COOKIE_SAMESITE"]) == (True, "Lax")
