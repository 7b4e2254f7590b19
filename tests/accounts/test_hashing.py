"""Password hashes."""

import time

from argon2 import PasswordHasher

from rtc_app.accounts.hashing import hash_password, is_outdated, is_password


def test_the_password_fits_its_hash():
    assert is_password(hash_password("fiets oranje lamp"), "fiets oranje lamp")


def test_another_password_does_not():
    assert not is_password(hash_password("fiets oranje lamp"), "fiets oranje lamb")


def test_the_same_letters_from_another_keyboard_fit():
    assert is_password(hash_password("caf\u00e9 met taart"), "cafe\u0301 met taart")


def test_an_account_without_password_lets_nobody_in():
    assert not is_password("", "")
    assert not is_password(None, "the password of nobody")


def test_a_broken_hash_lets_nobody_in():
    assert not is_password("$argon2id$broken", "fiets oranje lamp")


def test_it_is_argon2id_with_the_setting_of_owasp():
    assert hash_password("x").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_weaker_hash_is_outdated():
    assert is_outdated(PasswordHasher(memory_cost=8, time_cost=1, parallelism=1).hash("x"))
    assert not is_outdated(hash_password("x"))


def test_an_unknown_account_takes_as_long_as_a_wrong_password():
    known = hash_password("fiets oranje lamp")
    is_password(None, "warm up")

    def seconds(stored):
        started = time.process_time()
        for _ in range(5):
            is_password(stored, "something else")
        return time.process_time() - started

    assert 0.4 < seconds(None) / seconds(known) < 2.5
