"""`flask backup FILE` and `flask restore FILE`: the database's own online backup, safe while the site is in use."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.engine import URL

from rtc_app.kernel.database import close_connections, db, release

TARGET = click.Path(path_type=Path, dir_okay=False)


@click.command("backup")
@click.argument("file", type=TARGET)
@with_appcontext
def backup(file: Path) -> None:
    """Copy the whole database to FILE, which must not exist; the site may stay in use."""
    if file.exists():
        raise click.ClickException(f"{file} exists already; choose another name.")
    unfinished = file.with_name(f".{file.name}.unfinished")
    if db.engine.dialect.name == "sqlite":
        _copy_sqlite(_sqlite_path(), unfinished)
    else:
        _run_server_tool("pg_dump", "--format=custom", f"--file={unfinished}")
    unfinished.rename(file)
    click.echo(f"{file}: {file.stat().st_size:,} bytes. Try it now and then: flask restore on another DATABASE_URL, then flask check.")


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--replace", is_flag=True, help="Overwrite the database that is there.")
@with_appcontext
def restore(file: Path, replace: bool) -> None:
    """Fill the database of DATABASE_URL from FILE. Stop the site and the worker first; run `flask check` afterwards."""
    if db.engine.dialect.name == "sqlite":
        _restore_sqlite(file, _sqlite_path(), replace=replace)
    else:
        options = ["--clean", "--if-exists"] if replace else []
        _run_server_tool("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", *options, str(file))
    click.echo("Restored. Now run: flask check")


def _restore_sqlite(file: Path, target: Path, *, replace: bool) -> None:
    if target.exists() and not replace:
        raise click.ClickException(f"{target} exists already; use --replace, or another DATABASE_URL.")
    release()
    close_connections()
    target.parent.mkdir(parents=True, exist_ok=True)
    # What is left of the old database's log would be played into the new one.
    for leftover in (target, target.with_name(f"{target.name}-wal"), target.with_name(f"{target.name}-shm")):
        leftover.unlink(missing_ok=True)
    _copy_sqlite(file, target)


def _copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy: a plain copy of the file would miss what stands in the write-ahead log."""
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)


def _sqlite_path() -> Path:
    path = db.engine.url.database
    if not path or path == ":memory:":
        raise click.ClickException("This database is in memory only.")
    return Path(path)


def _run_server_tool(tool: str, *arguments: str) -> None:
    """Run one of PostgreSQL's own programs on the database; the password travels in the environment, not on the command line."""
    program = shutil.which(tool)
    if program is None:
        raise click.ClickException(f"{tool} is not installed; install the PostgreSQL client programs.")
    url: URL = db.engine.url
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    target = url.set(drivername="postgresql", password=None).render_as_string()
    release()
    if subprocess.run([program, f"--dbname={target}", *arguments], env=environment, check=False).returncode:  # noqa: S603 - our own arguments
        raise click.ClickException(f"{tool} failed; see its message above.")
