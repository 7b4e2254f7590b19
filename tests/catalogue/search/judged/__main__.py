"""`python -m tests.catalogue.search.judged`: how well the search answers, per class, beside plain ways of searching.

`--half tune` shows the half that may be looked at while tuning, with `--each` question by question; without it the held
out half is measured.
"""

import argparse
import tempfile
from pathlib import Path

from rtc_app import create_app
from rtc_app.kernel.database import db
from tests import databases
from tests.catalogue.search import judged
from tests.catalogue.search.judged import measures


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.catalogue.search.judged", description=__doc__)
    parser.add_argument("--half", choices=(judged.TUNE, judged.HOLD_OUT), default=judged.HOLD_OUT)
    parser.add_argument("--engine", choices=databases.available_engines(), default="sqlite")
    parser.add_argument("--each", action="store_true", help="every question apart, worst first")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, databases.Database(chosen.engine, Path(folder), "judged") as database:
        app = create_app(databases.test_config(database.url))
        with app.app_context():
            database.app = app
            databases.fill(app)
            judged.load_starter_offer()
            asked = [question for question in judged.questions() if question.half == chosen.half]
            if chosen.each:
                _tell_each(judged.ours(), asked)
            else:
                _tell(judged.systems(), asked)
            db.session.remove()


def _tell(systems, asked):
    kinds = list(dict.fromkeys(question.kind for question in asked))
    print("| search | class | questions | nDCG@10 | P@3 | recall@20 | MRR | nothing found |\n|---|---|---|---|---|---|---|---|")
    for name, search in systems.items():
        for kind in ("all", *kinds):
            of_kind = [question for question in asked if kind in ("all", question.kind)]
            row = " | ".join(f"{value:.3f}" for value in judged.figures(search, of_kind))
            print(f"| {name} | {kind} | {len(of_kind)} | {row} |")


def _tell_each(search, asked):
    measured = [(measures.of(search(question.text), question.grades), question) for question in asked]
    for figures, question in sorted(measured, key=lambda pair: pair[0].ndcg_10):
        found = [f"{code}:{question.grades.get(code, 0)}" for code in search(question.text)[:10]]
        missed = [code for code in question.grades if code not in search(question.text)[:20]]
        print(f"{figures.ndcg_10:.3f} {question.kind} “{question.text}” {' '.join(found)} | missed: {' '.join(missed)}")


if __name__ == "__main__":
    main()
