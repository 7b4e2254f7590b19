"""The site with half a second of patience for a lock instead of many, so that a test need not wait as long as a visitor."""

import sqlite3

from sqlalchemy import event
from sqlalchemy.engine import Engine

from rtc_app import create_app


@event.listens_for(Engine, "connect")
def _be_impatient(connection, _record):
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA busy_timeout=500")
    else:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 500")
        connection.commit()


application = create_app()
