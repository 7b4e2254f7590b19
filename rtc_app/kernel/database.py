"""The database: base class of all tables, the engine rules of both databases, and the one transaction per request."""

import enum
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, time
from typing import Any, TypeVar

import psycopg
import sqlalchemy as sa
from flask import Flask, Response, has_request_context, request
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from psycopg.types.numeric import Int8BinaryDumper
from sqlalchemy import event, orm
from sqlalchemy.engine import Connection, Dialect, Engine
from sqlalchemy.exc import IntegrityError, InvalidatePoolError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import Pool

from rtc_app.kernel.errors import RuleViolation

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
Found = TypeVar("Found")


class UtcDateTime(sa.TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database. A naive value is refused, since its zone would be a guess."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Base of every table. `datetime` columns are instants; wall times say `WallTime` themselves."""

    registry = orm.registry(
        metadata=sa.MetaData(naming_convention=_NAMES),
        type_annotation_map={
            datetime: UtcDateTime(),
            date: sa.Date(),
            time: sa.Time(),
            str: sa.Text(),
            list[str]: sa.JSON(),
            list[int]: sa.JSON(),
            list[dict[str, object]]: sa.JSON(),
            dict[str, object]: sa.JSON(),
        },
    )


#: Naive local time in Brussels, as agreed with people (a lesson at 13.30 stays at 13.30 over a clock change).
WallTime = sa.DateTime(timezone=False)


def enum_type(enumeration: type[enum.Enum]) -> sa.Enum:
    """Column type of an enumeration, stored as its value; an unknown value is refused on the way in and out."""
    return sa.Enum(enumeration, native_enum=False, length=30, values_callable=lambda e: [member.value for member in e])


def append_only(model: type[Found]) -> type[Found]:
    """Mark a table as a record of what happened: a row is written once, and a use case that changes one fails."""
    event.listen(model, "before_update", _refuse_change)
    return model


def _refuse_change(_mapper: object, _connection: object, row: object) -> None:
    session = orm.object_session(row)
    if session is not None and session.is_modified(row, include_collections=False):
        raise TypeError(f"{type(row).__name__} is append-only")


class RequestSession(Session):
    """The session of a request. One that only reads has connections of its own where the database refuses every write."""

    def get_bind(self, *arguments: Any, **named: Any) -> Engine | Connection:
        if _only_reads() and (reading := self._db.engines.get("reading")):
            return reading
        return super().get_bind(*arguments, **named)


def _only_reads() -> bool:
    return has_request_context() and request.method in SAFE_METHODS


db = SQLAlchemy(model_class=Base, session_options={"class_": RequestSession})
migrate = Migrate(render_as_batch=True, compare_type=True)


def init_app(app: Flask) -> None:
    """Connect the application to its database and put one transaction around each request that changes something."""
    db.init_app(app)
    migrate.init_app(app, db)
    app.before_request(_begin)
    app.after_request(_end)


def begin_writing() -> None:
    """Open the transaction of a use case that changes something: on SQLite it takes the write lock at once.

    A deferred BEGIN would fail with "database is locked" when it turns from reading to writing, waiting or not.
    """
    db.session.connection(execution_options={"writes": True})


def once_per_page(name: str, find: Callable[[], Found]) -> Found:
    """What `find` gives, asked once in a request that only reads; anywhere else it is asked each time."""
    if not _only_reads():
        return find()
    found: dict[str, Found] = request.environ.setdefault("rtc_app.found", {})
    if name not in found:
        found[name] = find()
    return found[name]


@contextmanager
def streamed(query: sa.Select[Any], together: int) -> Iterator[sa.Result[Any]]:
    """The rows of a query, fetched so many at once, for who stops before the end; PostgreSQL only does so in a transaction."""
    driver = db.session.connection().connection.driver_connection
    whole = driver.transaction() if isinstance(driver, psycopg.Connection) else nullcontext()
    with whole, db.session.execute(query, execution_options={"yield_per": together}) as rows:
        yield rows


def close_connections() -> None:
    """Close every connection that rests, before a process is forked or the database is replaced."""
    for engine in db.engines.values():
        engine.dispose()


def release() -> None:
    """End the transaction before slow work that needs no database (hashing, rendering, mail)."""
    db.session.rollback()


@contextmanager
def transaction() -> Iterator[None]:
    """One transaction for commands and the worker: commit at the end, roll back on any error."""
    begin_writing()
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def _begin() -> None:
    if request.method not in SAFE_METHODS and request.endpoint != "static":
        begin_writing()


def _end(response: Response) -> Response:
    """Commit after an unsafe method that succeeded; in every other case nothing was changed."""
    if request.method not in SAFE_METHODS and response.status_code < 400:
        db.session.commit()
    else:
        db.session.rollback()
    return response


@event.listens_for(Engine, "connect")
def _configure_sqlite(connection: object, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    # The driver's own transactions begin only before an INSERT: a seat could be sold twice. Ours begin in _begin_sqlite.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "connect")
def _write_integers_alike(connection: object, _record: object) -> None:
    """Each integer goes to PostgreSQL as one of eight bytes.

    The driver would take the shortest that holds it, and a statement with large and small ids among its values would be
    another one each time, planned anew instead of prepared once.
    """
    if isinstance(connection, psycopg.Connection):
        connection.adapters.register_dumper(int, Int8BinaryDumper)


@event.listens_for(Pool, "checkout")
def _replace_when_ended(connection: object, _record: object, _proxy: object) -> None:
    """Before it is used, a connection that PostgreSQL ended is replaced: its socket says so, where a question takes a while.

    A server that vanished without a word is noticed by the socket itself, which asks for a sign of life while it rests.
    """
    if not isinstance(connection, psycopg.Connection):
        return
    try:
        # The first time gives what the server said in parting, the second that nothing follows.
        connection.pgconn.consume_input()
        connection.pgconn.consume_input()
    except psycopg.OperationalError as error:
        raise InvalidatePoolError from error


@event.listens_for(Engine, "begin")
def _begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


#: What a broken constraint means to the person: constraint name → (message, form field).
_constraint_words: dict[str, tuple[str, str | None]] = {}


def explain_constraint(name: str, message: str, field: str | None = None) -> None:
    """Say once, beside the table, what a visitor reads when the named constraint is broken."""
    _constraint_words[name] = (message, field)


def flush() -> None:
    """Send the changes to the database; a broken constraint that has words becomes a RuleViolation.

    Nothing of the transaction is left then, and the page that says so can read anew.
    """
    try:
        db.session.flush()
    except IntegrityError as error:
        db.session.rollback()
        words = _constraint_words.get(violated_constraint(error) or "")
        if words is None:
            raise
        raise RuleViolation(*words) from error


def violated_constraint(error: IntegrityError) -> str | None:
    """Name of the constraint that refused, on both databases; SQLite names the columns of a unique one instead."""
    diagnostics = getattr(error.orig, "diag", None)
    if diagnostics is not None:
        name = diagnostics.constraint_name
        return str(name) if name else None
    kind, _, what = str(error.orig).partition(" constraint failed: ")
    if kind != "UNIQUE":
        return what or None
    columns = [part.strip().split(".") for part in what.split(",")]
    return _unique_name(columns[0][0], {column[-1] for column in columns})


def _unique_name(table_name: str, columns: set[str]) -> str | None:
    table = Base.metadata.tables[table_name]
    for index in table.indexes:
        if index.unique and {column.name for column in index.columns} == columns:
            return str(index.name)
    for constraint in table.constraints:
        if isinstance(constraint, sa.UniqueConstraint) and {column.name for column in constraint.columns} == columns:
            return str(constraint.name)
    return None
