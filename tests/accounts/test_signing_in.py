"""Signing in and out, through the pages."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from rtc_app.accounts import rules, service
from rtc_app.accounts.models import Account, SignIn, SignInAttempt
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, release, transaction
from rtc_app.kernel.errors import RuleViolation
from tests.client import parse, words
from tests.factories.accounts import make_account, make_teacher

PASSWORD = "fiets oranje lamp"


@pytest.fixture
def mieke(app):
    return make_teacher(name="Mieke Maes", email="mieke@example.org", password=PASSWORD)


def try_to_sign_in(client, email="mieke@example.org", password=PASSWORD, url="/aanmelden", **options):
    return client.submit(url, "/aanmelden", email=email, password=password, **options)


def is_signed_in(browser):
    return browser.get("/mijn-account").status_code == 200


def tries():
    return db.session.scalar(sa.select(sa.func.count(SignInAttempt.id)))


def test_the_right_password_leads_in(client, mieke):
    try_to_sign_in(client)
    assert "Mieke Maes" in client.text("/mijn-account")


def test_capitals_and_spaces_around_the_address_do_not_matter(client, mieke):
    try_to_sign_in(client, email="  Mieke@Example.ORG ")
    assert is_signed_in(client)


def test_a_wrong_password_keeps_the_address_and_says_what_to_do(client, mieke):
    response = try_to_sign_in(client, password="fiets oranje lamb")
    assert response.status_code == 422
    assert 'value="mieke@example.org"' in response.text
    assert "horen niet bij elkaar" in response.text
    assert "fiets oranje" not in response.text


def test_known_and_unknown_addresses_get_the_same_words(client, mieke):
    def words_after(email):
        answer = try_to_sign_in(client, email=email, password="verkeerd")
        return words(parse(answer.text).find(".//main"))

    assert words_after("mieke@example.org") == words_after("niemand@example.org")


def test_a_disabled_account_stays_out(client, mieke):
    with transaction():
        db.session.get_one(Account, mieke.id).disabled_at = clock.now()
    assert try_to_sign_in(client).status_code == 422


def test_afterwards_comes_the_page_that_asked(client, mieke):
    page = client.get("/mijn-account")
    assert page.location == "/aanmelden?next=/mijn-account"
    assert try_to_sign_in(client, url=page.location, follow_redirects=False).location == "/mijn-account"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "/%09/evil.example", "javascript:alert(1)", "evil"]
)
def test_it_never_leads_to_another_site(client, mieke, elsewhere):
    assert try_to_sign_in(client, url=f"/aanmelden?next={elsewhere}", follow_redirects=False).location == "/"


def test_the_cookie_holds_nothing_from_before(client, mieke):
    with client.session_transaction() as session:
        session["planted"] = "by an attacker"
    try_to_sign_in(client)
    with client.session_transaction() as session:
        assert "planted" not in session


def test_each_sign_in_has_a_token_of_its_own_and_only_its_hash_is_kept(client, mieke):
    tokens = []
    for _ in range(2):
        try_to_sign_in(client)
        with client.session_transaction() as session:
            tokens.append(session["_user_id"])
        client.submit("/mijn-account", "afmelden")
    assert tokens[0] != tokens[1]
    assert not set(tokens) & set(db.session.scalars(sa.select(SignIn.token_hash)))


def test_signing_out_makes_a_copy_of_the_cookie_worthless(client, mieke):
    try_to_sign_in(client)
    with client.session_transaction() as session:
        copy = session["_user_id"]
    client.submit("/mijn-account", "afmelden")
    with client.session_transaction() as session:
        session["_user_id"] = copy
    assert not is_signed_in(client)


def test_a_sign_in_ends_by_itself(client, mieke):
    try_to_sign_in(client)
    with transaction():
        db.session.execute(sa.update(SignIn).values(expires_at=clock.now()))
    assert not is_signed_in(client)


def test_an_old_hash_is_renewed(client, mieke):
    with transaction():
        db.session.get_one(Account, mieke.id).password_hash = PasswordHasher(memory_cost=8, time_cost=1, parallelism=1).hash(PASSWORD)
    try_to_sign_in(client)
    assert "m=19456" in db.session.get_one(Account, mieke.id).password_hash
    assert is_signed_in(client)


def test_a_wrong_try_is_stored_although_the_page_answers_422(client, mieke):
    try_to_sign_in(client, password="verkeerd")
    assert tries() == 1


def test_the_right_password_forgets_the_wrong_tries(client, mieke):
    for _ in range(4):
        try_to_sign_in(client, password="verkeerd")
    try_to_sign_in(client)
    assert tries() == 0


def test_after_five_wrong_tries_even_the_right_password_waits(client, mieke):
    for _ in range(5):
        try_to_sign_in(client, password="verkeerd")
    response = try_to_sign_in(client)
    assert response.status_code == 422
    assert "Wacht een minuut" in response.text


def test_waiting_ends_by_itself(client, mieke):
    for _ in range(5):
        try_to_sign_in(client, password="verkeerd")
    with transaction():
        db.session.execute(sa.update(SignInAttempt).values(at=clock.now() - timedelta(minutes=1)))
    try_to_sign_in(client)
    assert is_signed_in(client)


def test_an_unknown_address_has_to_wait_just_the_same(client):
    for _ in range(5):
        try_to_sign_in(client, email="niemand@example.org", password="verkeerd")
    assert "Wacht een minuut" in try_to_sign_in(client, email="niemand@example.org").text


def test_tries_on_one_account_do_not_hold_up_a_colleague_behind_the_same_address(client, mieke):
    make_account(email="jan@example.org", password=PASSWORD)
    for _ in range(6):
        try_to_sign_in(client, email="jan@example.org", password="verkeerd")
    try_to_sign_in(client)
    assert is_signed_in(client)


def test_an_address_that_tried_hundreds_of_accounts_waits(client, mieke):
    with transaction():
        now = clock.now()
        db.session.add_all(SignInAttempt(email=f"n{n}@example.org", address="127.0.0.1", at=now) for n in range(rules.TRIES_PER_ADDRESS))
    assert "Wacht een minuut" in try_to_sign_in(client).text


def test_tries_at_the_same_moment_are_all_counted(app, mieke):
    looked_at, start = [], Barrier(12)

    def guess():
        with app.app_context():
            start.wait()
            try:
                service.sign_in(email="mieke@example.org", password="verkeerd", address="::1", user_agent="", at=clock.now(), hours=1)
            except RuleViolation as violation:
                looked_at.append("horen niet bij elkaar" in violation.message)
            release()

    threads = [Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(looked_at), sum(looked_at)) == (12, rules.FREE_TRIES)


def test_example_people_need_the_demonstration(client, app):
    example = make_account(is_demo=True)
    assert client.post(f"/aanmelden/voorbeeld/{example.id}").status_code in (400, 404)
    assert "voorbeeldpersoon" not in client.text("/aanmelden")


def test_in_the_demonstration_one_click_makes_an_example_person(client, app, monkeypatch):
    example = make_teacher(name="Tine Voorbeeld", is_demo=True)
    monkeypatch.setitem(app.config, "DEMO_MODE", True)
    client.submit("/aanmelden?next=/mijn-account", f"voorbeeld/{example.id}")
    assert "Tine Voorbeeld" in client.text("/mijn-account")


def test_nobody_else_is_behind_that_button(client, app, monkeypatch, mieke):
    monkeypatch.setitem(app.config, "DEMO_MODE", True)
    make_account(is_demo=True)
    token = client.page("/aanmelden").find(".//input[@name='csrf_token']").get("value")
    assert client.post(f"/aanmelden/voorbeeld/{mieke.id}", data={"csrf_token": token}).status_code == 404
