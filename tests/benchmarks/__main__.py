"""`python -m tests.benchmarks`: pages under load with catalogues of several sizes, beside a bare Flask hello in the same run.

Ratios and processor time say more than requests a second: the machine and its load cancel out.
"""

import argparse
import contextlib
import itertools
import random
import statistics
import tempfile
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy.engine import make_url

from rtc_app import create_app
from rtc_app.kernel.database import db
from tests import databases
from tests.benchmarks import catalogue, load
from tests.factories.accounts import make_teacher

SIZES = (500, 2_000, 20_000)
WARM_UP = 40
QUESTIONS = (
    "programmeren",
    "3d tekenen",
    "meten sturing",
    "lassen",
    "evalueren",
    "robot veiligheid",
    "vr",
    "excel rekenblad",
    "plc",
    "cnc frezen",
)
FACETS = (
    {"studiegebied": ["auto", "bouw"], "niveau": "beginner"},
    {"studiegebied": ["hout"], "prijs": "gratis"},
    {"niveau": ["beginner", "gevorderde"], "leervorm": "fysiek"},
    {"provincie": "limburg", "onderwijsvorm": ["tso", "bso"]},
)


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="trainings in the catalogue")
    parser.add_argument("--engines", nargs="+", default=databases.available_engines())
    parser.add_argument("--seconds", type=int, default=3, help="length of one measurement")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each page, all pages in turn")
    chosen = parser.parse_args()
    load.require_wrk()
    print("| engine | trainings | page | req/s | p50 ms | p95 ms | CPU ms | hello ÷ page | errors |")
    print("|---|---|---|---|---|---|---|---|---|")
    for engine, size in itertools.product(chosen.engines, chosen.sizes):
        with tempfile.TemporaryDirectory() as folder, catalogue_of(size, engine, Path(folder)) as (url, cookie):
            for row in compare(url, cookie, size, folder, chosen):
                print(f"| {engine} | {size} | {row}", flush=True)


@contextlib.contextmanager
def catalogue_of(size, engine, folder):
    """A scratch database with a made-up catalogue; gives (its url, the cookie of a teacher)."""
    with databases.Database(engine, folder, f"bench_{size}") as database:
        app = create_app(databases.test_config(database.url))
        with app.app_context():
            database.app = app
            databases.fill(app)
            catalogue.fill(size)
            cookie = signed_in_cookie(app)
            db.session.remove()
            db.engine.dispose()
        yield database.url, cookie


def signed_in_cookie(app):
    from tests.client import PageClient

    app.test_client_class = PageClient
    client = app.test_client().signed_in_as(make_teacher())
    return f"session={client.get_cookie('session').value}"


def compare(url, cookie, size, folder, chosen):
    """One row of the table for hello and for each page; rounds are interleaved so that noise hits all alike."""
    environment = {
        "SECRET_KEY": databases.SECRET,
        "DATABASE_URL": str(make_url(url).render_as_string(hide_password=False)),
        "LOG_FORMAT": "text",
    }
    figures = {}
    with load.server("tests.benchmarks.hello:app") as hello, load.server("rtc_app.wsgi:application", **environment) as ours:
        pages = {"hello": (hello, ["/"], None)} | {name: (ours, paths, who) for name, (paths, who) in paths_of(size, cookie).items()}
        for (base, _), paths, who in pages.values():
            # Each worker builds its read model, and meets the questions, before the clock runs.
            for path in paths[:WARM_UP] * load.WORKERS:
                load.fetch(base + path, who)
        for _ in range(chosen.rounds):
            for name, ((base, pid), paths, who) in pages.items():
                figures.setdefault(name, []).append(load.measure(base, pid, paths, folder, chosen.seconds, who))
    for name, rounds in figures.items():
        ratio = statistics.median(h.rate / f.rate for h, f in zip(figures["hello"], rounds, strict=True))
        middle = {value: statistics.median(getattr(f, value) for f in rounds) for value in ("rate", "p50", "p95", "cpu")}
        errors = sum(f.errors for f in rounds)
        yield "{} | {rate:.0f} | {p50:.1f} | {p95:.1f} | {cpu:.2f} | {:.1f} | {} |".format(name, ratio, errors, **middle)


def paths_of(size, cookie):
    """Name → (addresses to ask in turn, cookie)."""
    searches = ["/opleidingen?" + urlencode({"q": q} | f, doseq=True) for q, f in itertools.product(QUESTIONS, FACETS)]
    return {
        "home": (["/"], None),
        "results, all": (["/opleidingen"], None),
        "results, words and two facets": (searches, None),
        "results, words never asked before": (list(_new_questions()), None),
        "training": ([f"/opleidingen/maak-{n}" for n in range(0, min(size, 2_000), 10)], None),
        "enrolment form, signed in": ([f"/sessies/{n}/inschrijven" for n in _open_sessions(size)], cookie),
    }


def _new_questions():
    """More pairs of words than one run can ask; the first ones warm the workers."""
    words = sorted({word for sentence in catalogue.sentences() for word in sentence.lower().split() if word.isalpha() and len(word) > 4})
    chance = random.Random(1)
    for _ in range(5_000):
        yield "/opleidingen?" + urlencode({"q": " ".join(chance.sample(words, 2)), "niveau": "beginner"})


def _open_sessions(size):
    return range(1, min(size, 200))


if __name__ == "__main__":
    main()
