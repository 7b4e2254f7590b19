"""Password hashes: argon2id, made and checked outside any transaction since one takes tens of milliseconds."""

import functools
import unicodedata
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

#: OWASP's setting for argon2id: 19 MiB, two passes, one lane. Raise it here; old hashes follow at the next sign-in.
_hasher = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)


def hash_password(password: str) -> str:
    """The hash to store; the same letters typed on another keyboard give the same password."""
    return _hasher.hash(unicodedata.normalize("NFKC", password))


def is_password(stored_hash: str | None, password: str) -> bool:
    """Whether the password fits the hash. Without a hash it takes as long and is always false."""
    try:
        fits = _hasher.verify(stored_hash or _nobodys_hash(), unicodedata.normalize("NFKC", password))
    except (VerificationError, InvalidHashError):
        return False
    return bool(stored_hash) and fits


def is_outdated(stored_hash: str) -> bool:
    """Whether the hash was made with an older setting."""
    return _hasher.check_needs_rehash(stored_hash)


@functools.cache
def _nobodys_hash() -> str:
    return hash_password("the password of nobody")


@functools.cache
def common_passwords() -> frozenset[str]:
    """Passwords of ten characters and more that stand high on public lists, in lower case."""
    lines = (Path(__file__).parent / "data" / "common_passwords.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
