"""What the read model costs a process: run for one database in a process of its own, prints one line of figures."""

import gc
import statistics
import sys
import time
from pathlib import Path

import sqlalchemy as sa

from rtc_app import create_app
from rtc_app.catalogue import service
from rtc_app.catalogue.models import Training, TrainingSession
from rtc_app.catalogue.search import finding, read_model
from rtc_app.catalogue.search.state import SearchState
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests import databases

#: Changes of which the middle one is told.
CHANGES = 9


def main(url):
    app = create_app(databases.test_config(url))
    with app.app_context():
        finding.search(SearchState(), clock.now())
        read_model.forget()
        gc.collect()
        before = megabytes()
        build = timed(lambda: read_model.current(clock.now()))
        gc.collect()
        held = megabytes() - before
        training_ids = list(
            db.session.scalars(sa.select(Training.id).join(Training.sessions).distinct().order_by(Training.id).limit(CHANGES))
        )
        edits = [after_change(service.offer_changed, db.session.get(Training, id_)) for id_ in training_ids]
        seats = [after_change(service.seats_changed, id_) for id_ in training_ids]
        sessions = db.session.scalar(sa.select(sa.func.count()).select_from(TrainingSession))
        print(f"{sessions} | {build:.2f} | {held:.0f} | {statistics.median(edits) * 1000:.1f} | {statistics.median(seats) * 1000:.1f}")


def after_change(tell, what):
    """Seconds until a process knows a change that was committed."""
    tell(what)
    db.session.commit()
    return timed(lambda: read_model.current(clock.now()))


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def megabytes():
    """Memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


if __name__ == "__main__":
    main(sys.argv[1])
