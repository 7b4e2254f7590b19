"""`python -m tests.benchmarks.matching`: one profile against 5,000 trainings, and a nightly run of everybody.

The people are the twelve judged cases over and over, each with an account, answers and consent of their own.
"""

import argparse
import itertools
import os
import tempfile
import time
from pathlib import Path

import sqlalchemy as sa

from rtc_app import create_app
from rtc_app.accounts.models import Account
from rtc_app.cli.needs import suggest_to_everybody
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, release, transaction
from rtc_app.needs import offer, queries
from rtc_app.needs.matching import rank
from rtc_app.needs.models import Answer, Response
from tests import databases
from tests.benchmarks import catalogue
from tests.needs.personas import CASES, EVERYBODY

SCORES = {"beginner": 2, "gevorderde": 6, "expert": 9}
QUESTIONS = {
    "study_areas": "Q1.6",
    "onderwijsvormen": "Q1.4",
    "needs": "Q3.1",
    "formats": "Q4.1",
    "reasons": "Q4.2",
    "aftercare": "Q4.3",
}


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.matching", description=__doc__)
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--trainings", type=int, default=2_000, help="in the nightly run")
    parser.add_argument("--one", type=int, default=5_000, help="trainings for one profile")
    chosen = parser.parse_args()
    one_profile(chosen.one)
    nightly(chosen.people, chosen.trainings)


def application(folder, trainings):
    app = create_app(databases.test_config(f"sqlite:///{Path(folder) / 'matching.sqlite'}"))
    with app.app_context():
        databases.fill(app)
        catalogue.fill(trainings)
        release()
    return app


def one_profile(trainings):
    with tempfile.TemporaryDirectory() as folder, application(folder, trainings).app_context():
        now, at = offer.current(), clock.now()
        candidates = now.findable(at)
        used = []
        for profile in EVERYBODY.values():
            before = time.process_time()
            rank(profile, candidates, now.measure, at, 60)
            used.append(1000 * (time.process_time() - before))
        print(f"one profile against {len(candidates)} trainings: {sum(used) / len(used):.1f} ms CPU on average, {max(used):.1f} ms at most")
        db.session.remove()


def nightly(people, trainings):
    with tempfile.TemporaryDirectory() as folder, application(folder, trainings).app_context():
        make_people(people)
        started, cpu = time.perf_counter(), time.process_time()
        last = []
        new = suggest_to_everybody(last.append)
        seconds = time.perf_counter() - started
        print(f"nightly run of {people} people x {trainings} trainings: {seconds:.0f} s, {time.process_time() - cpu:.0f} s CPU of one core")
        print(f"  {new} new suggestions; last line of progress: {last[-1]}; {os.cpu_count()} cores")
        db.session.remove()


def make_people(number):
    """Accounts that submitted one of the judged cases."""
    at = clock.now()
    release()
    with transaction():
        version = queries.current_questionnaire(clock.today()).id
        accounts = [
            {"id": n, "email": f"n{n}@example.org", "name": f"N {n}", "password_hash": "x", "created_at": at, "is_demo": False}
            for n in range(1, number + 1)
        ]
        db.session.execute(sa.insert(Account), accounts)
        responses = [
            {"id": n, "account_id": n, "questionnaire_id": version, "is_short": True, "started_at": at, "submitted_at": at}
            for n in range(1, number + 1)
        ]
        db.session.execute(sa.insert(Response), responses)
        cases = itertools.cycle(CASES.values())
        answers = [
            {"response_id": n, "question_code": code, "value": value, "answered_at": at}
            for n, case in zip(range(1, number + 1), cases, strict=False)
            for code, value in answers_of(case["profile"]).items()
        ]
        db.session.execute(sa.insert(Answer), answers)


def answers_of(profile):
    told = {code: {"value": profile[part]} for part, code in QUESTIONS.items() if part in profile}
    return told | {"Q1.8": {"value": SCORES[profile["level"]]}, "Q5.2": {"value": ["matching", "flanders"]}}


if __name__ == "__main__":
    main()
