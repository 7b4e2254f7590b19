"""`python -m tests.benchmarks`: pages under load with catalogues of several sizes, beside a bare Flask hello in the same run.

Ratios and processor time say more than requests a second: the machine and its load cancel out. Two sync workers, eight
connections, and no address asked twice where a page has more than one. Workers have lived for a while when the clock runs,
as they do when people use the site: `--warm-up 48` shows what the first minute after a start is like.
"""

import argparse
import itertools
import statistics
import subprocess
import sys
import tempfile

from sqlalchemy.engine import make_url

from rtc_app.catalogue.months import Month
from rtc_app.kernel import clock
from tests import databases
from tests.benchmarks import load, questions, stored

SIZES = (2_000, 20_000, 100_000)
WARM_UP = 6_000


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="trainings in the catalogue")
    parser.add_argument("--databases", nargs="+", choices=["sqlite", "postgresql"], default=databases.available_engines())
    parser.add_argument("--seconds", type=int, default=3, help="length of one measurement")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each page, all pages in turn")
    parser.add_argument("--warm-up", type=int, default=WARM_UP, help="other addresses of a page that are asked before it is measured")
    parser.add_argument("--pages", nargs="+", metavar="WORDS", help="only pages whose name holds one of these")
    chosen = parser.parse_args()
    load.require_wrk()
    made = [(engine, size, *stored.catalogue_of(size, engine)) for engine, size in itertools.product(chosen.databases, chosen.sizes)]
    print("| database | trainings | page | req/s | p50 ms | p95 ms | CPU ms | hello ÷ page | errors |")
    print("|---|---|---|---|---|---|---|---|---|")
    for engine, size, url, cookie in made:
        with tempfile.TemporaryDirectory() as folder:
            for row in compare(url, cookie, size, folder, chosen):
                print(f"| {engine} | {size} | {row}", flush=True)
    print("\n| database | trainings | sessions | read model: build s | MB a process | after an edit ms | after a seat ms |")
    print("|---|---|---|---|---|---|---|")
    for engine, size, url, _ in made:
        print(f"| {engine} | {size} | {model_figures(url)} |", flush=True)


def model_figures(url):
    """What the read model costs, measured in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.model", url]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def compare(url, cookie, size, folder, chosen):
    """One row of the table for hello and for each page; rounds are interleaved so that noise hits all alike."""
    environment = {
        "SECRET_KEY": databases.SECRET,
        "DATABASE_URL": str(make_url(url).render_as_string(hide_password=False)),
        "LOG_FORMAT": "text",
    }
    figures = {}
    with load.server("tests.benchmarks.hello:app") as hello, load.server("rtc_app.wsgi:application", **environment) as ours:
        asked = {name: page for name, page in pages_of(size, cookie).items() if not chosen.pages or any(w in name for w in chosen.pages)}
        pages = {"hello": (hello, ["/"], None)} | {name: (ours, paths, who) for name, (paths, who) in asked.items()}
        for (base, _), paths, who in pages.values():
            # Each worker builds its read model, and meets the words and cards that people ask for, before the clock runs.
            load.ask_at_once([base + path for path in (paths[-chosen.warm_up :] * 48)[: max(chosen.warm_up, 48)]], who)
        for number in range(chosen.rounds):
            for name, ((base, pid), paths, who) in pages.items():
                first = number * len(paths) // chosen.rounds
                rotated = [*paths[first:], *paths[:first]]
                figures.setdefault(name, []).append(load.measure(base, pid, rotated, folder, chosen.seconds, who))
    for name, rounds in figures.items():
        ratio = statistics.median(h.rate / f.rate for h, f in zip(figures["hello"], rounds, strict=True))
        middle = {value: statistics.median(getattr(f, value) for f in rounds) for value in ("rate", "p50", "p95", "cpu")}
        errors = sum(f.errors for f in rounds)
        yield "{} | {rate:.0f} | {p50:.1f} | {p95:.1f} | {cpu:.2f} | {:.1f} | {} |".format(name, ratio, errors, **middle)


def pages_of(size, cookie):
    """Name → (addresses to ask in turn, cookie)."""
    return {
        "home": (["/"], None),
        "start of the catalogue": (["/opleidingen"], None),
        "results: words and three facets": (list(questions.with_words_and_three_facets()), None),
        "results: facets only": (list(questions.facets_only()), None),
        "results: about sessions": (list(questions.about_sessions()), None),
        "suggestions while typing": (list(questions.beginnings()), None),
        "agenda, a month": ([f"/agenda/{Month.of(clock.today()).following}"], None),
        "study area": (["/studiegebieden/auto", "/studiegebieden/hout", "/studiegebieden/bouw"], None),
        "training": (questions.trainings(size), None),
        "training, 200 of them": (questions.trainings(size)[:200], None),
        "enrolment form, signed in": ([f"/sessies/{n}/inschrijven" for n in range(1, min(size, 200))], cookie),
    }


if __name__ == "__main__":
    main()
