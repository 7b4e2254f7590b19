"""Databases with a made-up catalogue, made once a day and kept: a file under the temporary folder, or a database of the server."""

import contextlib
import hashlib
import tempfile
from pathlib import Path

import psycopg

from rtc_app import create_app
from rtc_app.kernel import clock
from rtc_app.kernel.database import close_connections, db
from tests import databases
from tests.benchmarks import catalogue
from tests.client import PageClient
from tests.factories.accounts import make_teacher

ROOT = Path(__file__).parents[2]
FOLDER = Path(tempfile.gettempdir()) / "rtc-bench"


def catalogue_of(size, engine):
    """(address, cookie of a teacher) of a database with this many trainings; it is filled when it is not there yet."""
    folder = FOLDER / _key()
    folder.mkdir(parents=True, exist_ok=True)
    _forget_older(folder)
    name = f"rtc_bench_{folder.name}_{size}"
    url = f"sqlite:///{folder}/{size}.sqlite" if engine == "sqlite" else _on_server(name)
    cookie = folder / f"{size}.{engine}.cookie"
    if not cookie.exists():
        cookie.write_text(_fill(url, engine, name, size))
    return url, cookie.read_text()


def _key():
    """What the content depends on: the tables, the vocabularies, the generator, and today."""
    files = [
        *ROOT.glob("migrations/versions/*.py"),
        *ROOT.glob("rtc_app/reference/data/*.yaml"),
        *ROOT.glob("rtc_app/catalogue/search/analysis.py"),
    ]
    content = "".join(path.read_text("utf-8") for path in sorted([*files, Path(catalogue.__file__)]))
    return hashlib.sha256(f"{content}{clock.today()}".encode()).hexdigest()[:8]


def _on_server(name):
    return databases.server_url().set(database=name).render_as_string(hide_password=False)


def _forget_older(present):
    for folder in FOLDER.iterdir():
        if folder != present:
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()
    if databases.server_url():
        on_server = databases.server_url().set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(on_server, autocommit=True) as connection:
            names = [name for (name,) in connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'rtc\\_bench\\_%'")]
            for name in names:
                if not name.startswith(f"rtc_bench_{present.name}_"):
                    with contextlib.suppress(psycopg.errors.ObjectInUse):
                        connection.execute(f"DROP DATABASE {name}")


def _fill(url, engine, name, size):
    if engine == "postgresql":
        databases.on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)", f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0")
    else:
        for path in FOLDER.glob(f"*/{size}.sqlite*"):
            path.unlink()
    app = create_app(databases.test_config(url))
    app.test_client_class = PageClient
    with app.app_context():
        databases.fill(app)
        catalogue.fill(size)
        client = app.test_client().signed_in_as(make_teacher())
        cookie = f"session={client.get_cookie('session').value}"
        db.session.remove()
        close_connections()
    return cookie
