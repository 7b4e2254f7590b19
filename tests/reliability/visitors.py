"""Many people at once: each signed in, each with a browser of its own that opens a form and sends it."""

import http.client
import itertools
import re
import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import sqlalchemy as sa

from rtc_app.accounts.models import Account, SignIn
from rtc_app.accounts.queries import token_hash
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.reliability.site import ask

_numbers = itertools.count(1)
_HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)">')


def make_crowd(app, port, size):
    """So many verified teachers with a signed-in browser each."""
    now, first = clock.now(), next(_numbers)
    people = [
        {
            "email": f"menigte{first}-{n}@example.org",
            "name": f"Persoon {n}",
            "password_hash": "",
            "created_at": now,
            "email_verified_at": now,
        }
        for n in range(size)
    ]
    ids = list(db.session.scalars(sa.insert(Account).returning(Account.id, sort_by_parameter_order=True), people))
    browsers = [sign_in(app, port, account_id) for account_id in ids]
    db.session.commit()
    return browsers


def sign_in(app, port, account_id):
    """A browser in which this person is signed in, as the sign-in page leaves it. The caller commits."""
    now, token = clock.now(), secrets.token_urlsafe(32)
    db.session.add(SignIn(account_id=account_id, token_hash=token_hash(token), created_at=now, expires_at=now + timedelta(hours=1)))
    cookie = app.session_interface.get_signing_serializer(app).dumps({"_user_id": token, "_fresh": True})
    return Browser(port, account_id, cookie)


class Browser:
    """One person's browser: keeps its cookie, opens pages, sends forms."""

    def __init__(self, port, account_id, cookie):
        self.port = port
        self.account_id = account_id
        self.cookie = cookie

    def open(self, path):
        answer = self._ask("GET", path)
        for line in answer.cookies:
            for name, morsel in SimpleCookie(line).items():
                if name == "session":
                    self.cookie = morsel.value
        return answer

    def form(self, path):
        """The hidden values of the form on a page: its token and key."""
        answer = self.open(path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        return self.hidden(answer)

    @staticmethod
    def hidden(answer):
        """The hidden values on a page that was opened."""
        return dict(_HIDDEN.findall(answer.body))

    def send(self, path, data):
        return self._ask("POST", path, urlencode(data), {"Content-Type": "application/x-www-form-urlencoded"})

    def send_until_answered(self, path, data, tries=40):
        """Send the same form again while the server drops the connection, as a person presses the button again."""
        for _ in range(tries):
            try:
                answer = self.send(path, data)
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
                continue
            if answer.status < 500:
                return answer
        raise AssertionError("never answered")

    def _ask(self, method, path, body=None, headers=None):
        return ask(self.port, method, path, body, {"Cookie": f"session={self.cookie}"} | (headers or {}))


def all_at_once(actions, threads=None):
    """Run each action in a thread of its own, let go at one moment; gives their results in order."""
    gate = threading.Barrier(len(actions) if threads is None else threads)

    def behind_the_gate(action):
        if threads is None:
            gate.wait(60)
        return action()

    with ThreadPoolExecutor(threads or len(actions)) as pool:
        return list(pool.map(behind_the_gate, actions))


def percentile(values, share):
    """The value below which this share of all values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
