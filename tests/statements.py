"""Counting what is asked of the database."""

from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Engine

from rtc_app.kernel.database import db


@contextmanager
def statements():
    """The SELECT statements sent while the block runs."""
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append(statement)

    db.session.commit()
    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)
