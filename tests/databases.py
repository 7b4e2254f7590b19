"""Scratch databases of the tests: made once, migrated and filled with reference data, restored when a test changed them."""

import functools
import os
import shutil
from pathlib import Path

import psycopg
import sqlalchemy as sa
from flask_migrate import upgrade
from sqlalchemy import event
from sqlalchemy.engine import Engine, make_url

from config import Config
from rtc_app.kernel.database import Base, close_connections, db, transaction

SECRET = "only-for-tests-only-for-tests-only-for-tests"


def test_config(database_url, **changes):
    """A configuration that reads nothing from the environment."""
    values = {
        "secret_key": SECRET,
        "database_url": str(database_url),
        "mail_backend": "file",
        "log_format": "text",
        "rate_limit_forms": "100000 per minute",
    }
    return Config(**(values | changes))


test_config.__test__ = False


@functools.cache
def server_url():
    """The PostgreSQL server on which databases may be made, or None."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named is None:
        candidates = ["postgresql+psycopg:///postgres", "postgresql+psycopg://127.0.0.1:5432/postgres"]
    else:
        candidates = [named] if named else []
    for candidate in candidates:
        try:
            psycopg.connect(candidate.replace("+psycopg", "", 1), connect_timeout=3).close()
        except psycopg.OperationalError:
            continue
        return make_url(candidate)
    return None


def available_engines():
    return ("sqlite", "postgresql") if server_url() else ("sqlite",)


def on_server(*statements):
    with psycopg.connect(server_url().set(drivername="postgresql").render_as_string(hide_password=False), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def fill(app):
    """Migrate an empty database and load the reference data."""
    from rtc_app.cli.reference import load_all

    upgrade(directory=str(Path(app.root_path).parent / "migrations"))
    with transaction():
        load_all()


class Database:
    """One scratch database for a test process; a context manager that drops it at the end."""

    def __init__(self, engine, folder, worker):
        self.engine = engine
        self.folder = folder
        self.name = f"rtc_test_{os.getpid()}_{worker}"
        self.changed = False
        self.app = None
        if engine == "sqlite":
            self.url = f"sqlite:///{folder / 'test.sqlite'}"
        else:
            self.url = server_url().set(database=self.name).render_as_string(hide_password=False)

    def __enter__(self):
        if self.engine == "postgresql":
            on_server(f"DROP DATABASE IF EXISTS {self.name}", f"CREATE DATABASE {self.name} ENCODING 'UTF8' TEMPLATE template0")
        event.listen(Engine, "commit", self._note)
        return self

    def __exit__(self, *_error):
        event.remove(Engine, "commit", self._note)
        with self.app.app_context():
            self._close()
        if self.engine == "postgresql":
            on_server(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")

    def prepare(self, app):
        self.app = app
        with app.app_context():
            fill(app)
            if self.engine == "postgresql":
                self._keep_rows()
            self._close()
        if self.engine == "sqlite":
            shutil.copy(self.folder / "test.sqlite", self.folder / "template.sqlite")
        self.changed = False

    def restore(self, app):
        """Back to the reference data, when something was committed."""
        if not self.changed:
            return
        with app.app_context():
            if self.engine == "postgresql":
                db.session.remove()
                self._put_rows_back()
            self._close()
        if self.engine == "sqlite":
            for suffix in ("-wal", "-shm"):
                (self.folder / f"test.sqlite{suffix}").unlink(missing_ok=True)
            shutil.copy(self.folder / "template.sqlite", self.folder / "test.sqlite")
        self.changed = False

    def _keep_rows(self):
        """A copy of every table that holds reference data. Copying rows costs milliseconds, copying a database a checkpoint."""
        with db.engine.begin() as connection:
            connection.execute(sa.text("CREATE SCHEMA kept"))
            for table in self._tables():
                if connection.scalar(sa.select(sa.exists(sa.select(sa.literal(1)).select_from(table)))):
                    connection.execute(sa.text(f"CREATE TABLE kept.{table.name} AS TABLE public.{table.name}"))

    def _put_rows_back(self):
        with db.engine.begin() as connection:
            # The rows are those that were there, so foreign keys need no checking and no order.
            connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
            kept = set(connection.scalars(sa.text("SELECT tablename FROM pg_tables WHERE schemaname = 'kept'")))
            for table in self._tables():
                connection.execute(sa.text(f"DELETE FROM public.{table.name}"))
                if table.name in kept:
                    connection.execute(sa.text(f"INSERT INTO public.{table.name} SELECT * FROM kept.{table.name}"))

    @staticmethod
    def _tables():
        """Every table, Alembic's own mark of the version as well."""
        return [*Base.metadata.sorted_tables, sa.table("alembic_version")]

    def _note(self, _connection):
        self.changed = True

    @staticmethod
    def _close():
        db.session.remove()
        with db.engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")
        close_connections()


def rows(query):
    """All rows of a query, in a test that looks at the database."""
    return list(db.session.execute(sa.select(query) if isinstance(query, type) else query))
