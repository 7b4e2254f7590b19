"""`python -m tests.benchmarks.assessing`: server time of the queue, the workspace and a draft with many trainings and judgements.

The figures are of the application alone: requests go in and out of the same process, one after the other.
"""

import argparse
import statistics
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import sqlalchemy as sa

from rtc_app import create_app
from rtc_app.catalogue.models import Training
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries, service
from rtc_app.quality.models import Assessment, Judgement
from rtc_app.quality.rules import Outcome, RoundKind, Verdict
from tests import databases
from tests.benchmarks import catalogue
from tests.client import PageClient
from tests.factories.accounts import make_assessor


class _Client(PageClient):
    checks_pages = False


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.assessing", description=__doc__)
    parser.add_argument("--trainings", type=int, default=5_000)
    parser.add_argument("--waiting", type=int, default=1_000, help="trainings that wait in the queue")
    parser.add_argument("--engines", nargs="+", default=databases.available_engines())
    parser.add_argument("--times", type=int, default=30, help="requests of each page")
    chosen = parser.parse_args()
    print("| engine | trainings | judgements | waiting | page | median ms | p95 ms | CPU ms |")
    print("|---|---|---|---|---|---|---|---|")
    for engine in chosen.engines:
        with tempfile.TemporaryDirectory() as folder, databases.Database(engine, Path(folder), "assessing") as database:
            app = create_app(databases.test_config(database.url))
            app.test_client_class = _Client
            database.app = app
            with app.app_context():
                databases.fill(app)
                catalogue.fill(chosen.trainings)
                judgements = judge(chosen.trainings, chosen.waiting)
                service.draft_framework()
                db.session.commit()
                browser = app.test_client().signed_in_as(make_assessor())
                for name, url in pages().items():
                    print(
                        f"| {engine} | {chosen.trainings} | {judgements} | {chosen.waiting} | {name} | {measure(browser, url, chosen.times)} |"
                    )


def judge(trainings, waiting):
    """A decided round for each training and an open one for some, ten judgements in each; returns how many judgements."""
    framework = queries.current_framework()
    criteria = [criterion for criterion in queries.criteria_of(framework) if not criterion.same_as][:10]
    assessor, now = make_assessor(), clock.now()
    found = list(db.session.execute(sa.select(Training.id, Training.content_hash).order_by(Training.id).limit(trainings)))
    rounds, judged = [], []
    for number, (training_id, content_hash) in enumerate(found):
        decided = {"id": number + 1, "training_id": training_id, "framework_id": framework.id, "round": 1, "content_hash": content_hash}
        decided |= {"opened_at": now - timedelta(days=200), "kind": RoundKind.FIRST, "assessor_id": assessor.id, "revision": 1}
        decided |= {
            "outcome": Outcome.ACCEPTED,
            "decided_at": now - timedelta(days=190),
            "valid_until": now + timedelta(days=500),
            "note": "",
        }
        rounds.append(decided)
        if number < waiting:
            still = {"outcome": None, "decided_at": None, "valid_until": None, "assessor_id": None}
            opened = {"opened_at": now - timedelta(hours=number), "kind": RoundKind.CHANGED, "round": 2, "id": len(found) + number + 1}
            rounds.append(decided | still | opened)
    for row in rounds:
        if row["round"] == 1:
            judged += [_judgement(row["id"], criterion.id, assessor.id, now) for criterion in criteria]
    for model, rows in ((Assessment, rounds), (Judgement, judged)):
        db.session.execute(sa.insert(model), rows)
    if db.engine.dialect.name == "postgresql":
        db.session.execute(sa.text("ANALYZE"))  # as its own housekeeping does within a minute
    db.session.commit()
    return len(judged)


def _judgement(assessment_id, criterion_id, assessor_id, now):
    return {
        "assessment_id": assessment_id,
        "criterion_id": criterion_id,
        "verdict": Verdict.MET,
        "reason": "",
        "judged_by_id": assessor_id,
        "judged_at": now,
        "fingerprint": "x",
    }


def pages():
    """Name → address of what assessors look at all day."""
    open_id = db.session.scalars(sa.select(Assessment.id).where(Assessment.outcome.is_(None)).order_by(Assessment.id)).first()
    return {
        "queue": "/beoordelingen",
        "queue, last page": "/beoordelingen?pagina=9999",
        "workspace": f"/beoordelingen/{open_id}/criteria/KK1.1",
        "workspace, provider": f"/beoordelingen/{open_id}/criteria/KK6.2",
        "what a draft would do": f"/rtc/kwaliteitskader/{queries.version_with(2).id}/gevolgen",
    }


def measure(browser, url, times):
    """Median, 95th percentile and median processor time in milliseconds, after two requests to warm up.

    On a machine that others use too, the processor time is what the page costs.
    """
    taken, worked = [], []
    for number in range(times + 2):
        start, processor = time.perf_counter(), time.process_time()
        answer = browser.get(url)
        if answer.status_code != 200:
            raise SystemExit(f"{url} answered {answer.status_code}")
        if number >= 2:
            taken.append((time.perf_counter() - start) * 1000)
            worked.append((time.process_time() - processor) * 1000)
    return f"{statistics.median(taken):.0f} | {statistics.quantiles(taken, n=20)[-1]:.0f} | {statistics.median(worked):.0f}"


if __name__ == "__main__":
    main()
