"""Every failure is a plain page that says what to do."""

import pytest

from rtc_app.access.gate import public
from rtc_app.kernel.errors import RuleViolation
from tests.client import parse, words
from tests.factories.accounts import make_teacher
from tests.kernel.outages import away, locked


def heading(response):
    return words(parse(response.text).find(".//h1"))


def shows_no_machinery(response):
    return not any(word in response.text for word in ("Traceback", "sqlalchemy", "SELECT", "rtc_app", "Error:"))


def test_an_unknown_address(client):
    response = client.get("/bestaat-niet")
    assert (response.status_code, heading(response)) == (404, "Deze pagina bestaat niet")


def test_a_page_behind_a_button_opened_by_address(client):
    response = client.get("/afmelden")
    assert (response.status_code, heading(response)) == (405, "Zo kan je deze pagina niet openen")
    assert "POST" in response.headers["Allow"]


def test_too_much_sent(client, app):
    response = client.post("/aanmelden", data={"email": "x" * (app.config["MAX_CONTENT_LENGTH"] + 1)})
    assert (response.status_code, heading(response)) == (413, "Dit bestand is te groot")


def test_an_expired_token_gives_back_what_was_typed_but_no_password(client):
    response = client.post("/registreren?next=/over", data={"name": "Mieke <Maes>", "email": "m@example.org", "password": "geheim woord"})
    assert (response.status_code, heading(response)) == (400, "Je formulier stond te lang open")
    form = next(f for f in parse(response.text).iter("form") if "/registreren" in f.get("action"))
    kept = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert (form.get("action"), kept["name"], kept["email"]) == ("/registreren?next=/over", "Mieke <Maes>", "m@example.org")
    assert "password" not in kept


def test_that_form_can_be_sent_again(client):
    page = client.post("/registreren", data={"name": "Mieke Maes"})
    form = next(f for f in parse(page.text).iter("form") if "/registreren" in f.get("action"))
    again = client.post("/registreren", data={field.get("name"): field.get("value") for field in form.iter("input")})
    assert again.status_code == 422
    assert 'value="Mieke Maes"' in again.text


def fail():
    raise RuntimeError("secret detail")


def test_a_fault_of_ours_shows_no_detail(app, database, make_workshop):
    response = make_workshop(database.url, {"/fout": public(fail)}).test_client().get("/fout")
    assert (response.status_code, heading(response)) == (500, "Er ging bij ons iets mis")
    assert "secret detail" not in response.text
    assert shows_no_machinery(response)


def break_a_rule():
    raise RuleViolation("Deze sessie is afgelast.")


def test_a_broken_rule_outside_a_form_is_shown_in_its_own_words(app, database, make_workshop):
    response = make_workshop(database.url, {"/regel": public(break_a_rule)}).test_client().post("/regel")
    assert response.status_code == 409
    assert "Deze sessie is afgelast." in response.text


def test_too_many_tries_of_one_address(app, database, make_workshop):
    browser = make_workshop(database.url, rate_limit_forms="2 per minute").test_client()
    token = browser.page("/wachtwoord-vergeten").find(".//input[@name='csrf_token']").get("value")
    answers = [browser.post("/wachtwoord-vergeten", data={"email": "x", "csrf_token": token}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [422, 422, 429]
    assert heading(answers[-1]) == "Even rustig aan"
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_looking_at_the_form_does_not_count_as_a_try(app, database, make_workshop):
    browser = make_workshop(database.url, rate_limit_forms="1 per minute").test_client()
    assert [browser.get("/wachtwoord-vergeten").status_code for _ in range(3)] == [200] * 3


@pytest.mark.parametrize("path", ["/mijn-account", "/over", "/gezondheid"])
def test_while_the_database_is_away_every_page_says_so(sign_in, database, path):
    browser = sign_in(make_teacher())
    with away(database):
        response = browser.get(path)
    assert (response.status_code, heading(response)) == (503, "We zijn zo terug")
    assert int(response.headers["Retry-After"]) > 0
    assert shows_no_machinery(response)


def test_it_recovers_without_a_restart(sign_in, database):
    browser = sign_in(make_teacher(name="Mieke Maes"))
    with away(database):
        browser.get("/mijn-account")
    assert "Mieke Maes" in browser.text("/mijn-account")


def test_while_somebody_else_writes_a_form_gets_a_clean_answer(client, database):
    token = client.page("/wachtwoord-vergeten").find(".//input[@name='csrf_token']").get("value")
    with locked(database):
        response = client.post("/wachtwoord-vergeten", data={"email": "x@example.org", "csrf_token": token})
    assert (response.status_code, heading(response)) == (503, "We zijn zo terug")
    assert int(response.headers["Retry-After"]) > 0


def test_after_that_the_form_works_again(client, database):
    token = client.page("/wachtwoord-vergeten").find(".//input[@name='csrf_token']").get("value")
    with locked(database):
        client.post("/wachtwoord-vergeten", data={"email": "x@example.org", "csrf_token": token})
    assert client.submit("/wachtwoord-vergeten", email="x@example.org").request.path == "/aanmelden"
