"""A database that is busy or gone, for as long as a block lasts, on both engines."""

import contextlib
import sqlite3
from pathlib import Path

import psycopg
from sqlalchemy import event
from sqlalchemy.engine import Engine, make_url

from rtc_app.kernel.database import close_connections, db
from tests.databases import on_server


@contextlib.contextmanager
def away(database):
    """Nothing answers at the address of the database."""
    db.session.remove()
    close_connections()
    with _file_away(database) if database.engine == "sqlite" else _server_refuses(database):
        yield
    db.session.remove()


@contextlib.contextmanager
def _file_away(database):
    path = Path(make_url(database.url).database)
    hidden = path.rename(path.with_suffix(".away"))
    path.mkdir()
    try:
        yield
    finally:
        path.rmdir()
        hidden.rename(path)


@contextlib.contextmanager
def _server_refuses(database):
    on_server(
        f"ALTER DATABASE {database.name} ALLOW_CONNECTIONS false",
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.name}'",
    )
    try:
        yield
    finally:
        on_server(f"ALTER DATABASE {database.name} ALLOW_CONNECTIONS true")


def end_connections(database):
    """The server ends every connection, as it does when it restarts; a file has none to end."""
    if database.engine == "sqlite":
        return
    ends = f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{database.name}'"
    on_server(ends)


@contextlib.contextmanager
def locked(database):
    """Somebody else writes and does not stop; who waits gives up after a moment instead of the usual seconds."""
    db.session.remove()
    close_connections()
    with contextlib.closing(_connect(database)) as other:
        other.execute("BEGIN IMMEDIATE" if database.engine == "sqlite" else "LOCK TABLE account IN ACCESS EXCLUSIVE MODE")
        event.listen(Engine, "connect", _hurry)
        try:
            yield
        finally:
            event.remove(Engine, "connect", _hurry)
            other.rollback()
            db.session.remove()
            close_connections()


def _connect(database):
    url = make_url(database.url)
    if database.engine == "sqlite":
        return sqlite3.connect(url.database, isolation_level=None)
    return psycopg.connect(url.set(drivername="postgresql").render_as_string(hide_password=False))


def _hurry(connection, _record):
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA busy_timeout=50")
    else:
        connection.execute("SET lock_timeout = '50ms'")
        connection.commit()
