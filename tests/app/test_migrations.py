"""The migrations make what the models say, and can be taken back, on both engines."""

import ast
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask_migrate import check, downgrade, upgrade

from rtc_app.kernel.database import Base, db, transaction
from rtc_app.quality import service as quality
from rtc_app.quality.files import thresholds
from rtc_app.quality.queries import criteria_of, current_framework
from tests.databases import on_server

ROOT = Path(__file__).parents[2]
VERSIONS = sorted((ROOT / "migrations" / "versions").glob("*.py"))
FOLDER = str(ROOT / "migrations")


@pytest.fixture
def empty_url(engine, tmp_path, worker_id):
    """The address of a database without anything in it."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    from tests.databases import server_url

    name = f"rtc_migrations_{worker_id}"
    on_server(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    yield server_url().set(database=name).render_as_string(hide_password=False)
    on_server(f"DROP DATABASE {name} WITH (FORCE)")


def tables():
    with db.engine.connect() as connection:
        return set(sa.inspect(connection).get_table_names()) - {"alembic_version"}


def test_they_make_what_the_models_say_and_can_be_taken_back(empty_url, make_workshop):
    with make_workshop(empty_url).app_context():
        upgrade(directory=FOLDER)
        check(directory=FOLDER)  # raises what autogenerate would still write
        assert set(Base.metadata.tables) <= tables()
        downgrade(directory=FOLDER, revision="base")
        assert tables() == set()


def test_the_framework_from_before_versions_stays_in_force(empty_url, make_workshop):
    with make_workshop(empty_url).app_context():
        upgrade(directory=FOLDER)
        with transaction():
            quality.load_framework()
        downgrade(directory=FOLDER, revision="0018")
        upgrade(directory=FOLDER)
        with transaction():
            quality.load_framework()
        framework = current_framework()
        assert (framework.version, framework.published_at is not None, framework.limits) == (1, True, thresholds())


def test_a_framework_that_never_learned_what_it_judges_is_completed_before_it_is_published(empty_url, make_workshop):
    with make_workshop(empty_url).app_context():
        upgrade(directory=FOLDER)
        with transaction():
            quality.load_framework()
        downgrade(directory=FOLDER, revision="0018")
        with transaction():
            db.session.execute(sa.text("UPDATE criterion SET judges = '[]'"))
        upgrade(directory=FOLDER)
        with transaction():
            quality.load_framework()
        assert all(criterion.judges for criterion in criteria_of(current_framework()))


def test_there_is_one_way_from_the_first_to_the_last():
    revisions = {path.stem: _assigned(path) for path in VERSIONS}
    parents = [values["down_revision"] for values in revisions.values()]
    assert parents.count(None) == 1
    assert len(set(parents)) == len(parents)


@pytest.mark.parametrize("path", VERSIONS, ids=lambda path: path.stem)
def test_a_migration_knows_no_code_of_the_site_since_that_changes_and_it_does_not(path):
    modules = [node.module or "" for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    modules += [name.name for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Import) for name in node.names]
    foreign = [module for module in modules if module.startswith("rtc_app") and module != "rtc_app.kernel.database"]
    assert foreign == []


def _assigned(path):
    tree = ast.parse(path.read_text("utf-8"))
    found = {}
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            found[target.id] = node.value.value
    return found
