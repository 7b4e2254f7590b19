"""A live site on the scratch database of the tests."""

import pytest

from rtc_app.kernel.database import release
from tests.reliability.site import LiveSite


@pytest.fixture
def start_site(app, database, tmp_path):
    """start_site(application=…, processes=…) → the site, stopped when the test ends."""
    running = []

    def start(**options):
        release()
        running.append(LiveSite(database.url, tmp_path, **options))
        return running[-1].__enter__()

    yield start
    release()
    for site in running:
        site.__exit__()
    # What the servers committed must go as well.
    database.changed = True


@pytest.fixture
def site(start_site):
    """The real site with four server processes."""
    return start_site()
