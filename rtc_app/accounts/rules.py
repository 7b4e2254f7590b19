"""Decisions over plain values: which passwords are too easy, how long to wait after wrong tries, what a browser is called."""

import itertools
import re
from collections.abc import Collection
from datetime import datetime, timedelta

from rtc_app.kernel.errors import RuleViolation

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
TOO_SHORT = f"Kies een wachtwoord van minstens {SHORTEST_PASSWORD} tekens, bijvoorbeeld drie losse woorden."
TOO_LONG = f"Kies een wachtwoord van hoogstens {LONGEST_PASSWORD} tekens."

#: Words that everyone would try first on this site.
GUESSABLE = (
    "rtc",
    "digitale",
    "digitaal",
    "school",
    "leraar",
    "leerkracht",
    "onderwijs",
    "opleiding",
    "nascholing",
    "wachtwoord",
    "paswoord",
    "password",
    "welkom",
    "welcome",
    "admin",
    "vlaanderen",
    "antwerpen",
    "limburg",
    "brabant",
)
#: What must be left of a password once guessable words are taken out of it.
_REST = 6
_DISTINCT_CHARACTERS = 5

#: Wrong tries that cost nothing; after these each further one makes the person wait longer. There is no lasting lock:
#: a new password by mail lets its owner in at once.
FREE_TRIES = 5
WAITS = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 120, 240, 480, 900))
#: Tries older than this are forgotten.
TRIES_COUNT_FOR = timedelta(hours=1)
#: A school of 200 teachers shares one address and must get in; a list of stolen passwords must not.
TRIES_PER_ADDRESS = 300
ADDRESS_WINDOW = timedelta(minutes=15)

#: How long mailed links work.
VERIFY_LINK_WORKS = timedelta(days=7)
RESET_LINK_WORKS = timedelta(hours=1)
INVITATION_WORKS = timedelta(days=3)
#: Mails of one kind to one person within an hour, so that nobody's mailbox can be flooded.
MAILS_PER_HOUR = 3


def refuse_weak_password(password: str, *, email: str, name: str, common: Collection[str]) -> None:
    """Raise RuleViolation on a password that is too short, common, or made of words one would guess first.

    `common` holds frequent passwords in lower case. There are no rules on kinds of characters: length is what helps.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise RuleViolation(TOO_SHORT, "password")
    if len(password) > LONGEST_PASSWORD:
        raise RuleViolation(TOO_LONG, "password")
    lowered = password.lower()
    if {lowered, re.sub(r"[\W\d_]+$", "", lowered)} & set(common) or _is_monotonous(lowered):
        raise RuleViolation("Dit wachtwoord staat hoog op de lijst van wie wachtwoorden raadt. Kies een ander.", "password")
    if _is_guessable(lowered, (*GUESSABLE, *_words_of(email.partition("@")[0]), *_words_of(name))):
        raise RuleViolation("Dit wachtwoord lijkt te veel op je naam, je adres of de naam van deze site. Kies een ander.", "password")


def _words_of(text: str) -> list[str]:
    return [word for word in re.split(r"[\W\d_]+", text.lower()) if len(word) >= 3]


def _is_guessable(password: str, guesses: tuple[str, ...]) -> bool:
    rest = password
    for word in sorted(guesses, key=len, reverse=True):
        rest = rest.replace(word, "")
    return rest != password and len(rest) < _REST


def _is_monotonous(password: str) -> bool:
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(password)}
    return len(set(password)) < _DISTINCT_CHARACTERS or (len(steps) == 1 and steps <= {1, -1})


def wait_for_account(*, tries: int, last: datetime | None, at: datetime) -> timedelta:
    """How long this account refuses a next try, after `tries` wrong ones within TRIES_COUNT_FOR, the last one at `last`."""
    if tries < FREE_TRIES or last is None:
        return timedelta(0)
    wait = WAITS[min(tries - FREE_TRIES, len(WAITS) - 1)]
    return max(timedelta(0), last + wait - at)


def wait_for_address(*, tries: int) -> timedelta:
    """How long this address refuses a next try, after `tries` wrong ones within ADDRESS_WINDOW."""
    return timedelta(minutes=1) if tries >= TRIES_PER_ADDRESS else timedelta(0)


def refuse_during(wait: timedelta) -> None:
    """Raise RuleViolation that says how long to wait, when there is something to wait for."""
    if not wait:
        return
    seconds = int(wait.total_seconds())
    minutes = -(-seconds // 60)
    words = "een minuut" if minutes <= 1 else f"{minutes} minuten"
    raise RuleViolation(f"Dit is te vaak na elkaar misgegaan. Wacht {words} en probeer het dan opnieuw, of vraag een nieuw wachtwoord.")


_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str | None) -> str:
    """What a person calls this browser: "Firefox op Windows", or "Onbekende browser"."""
    text = user_agent or ""
    browser = next((name for sign, name in _BROWSERS if sign in text), None)
    system = next((name for sign, name in _SYSTEMS if sign in text), None)
    return " op ".join(part for part in (browser, system) if part) or "Onbekende browser"
