"""`flask catalogue`: what it prints and how it ends."""

import sqlalchemy as sa

from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import db
from tests.factories.interchange import catalogue, only_training, write_json


def run(app, *arguments):
    db.session.rollback()
    return app.test_cli_runner().invoke(args=["catalogue", *map(str, arguments)])


def trainings():
    db.session.rollback()
    return list(db.session.scalars(sa.select(Training.title)))


def test_import_says_what_is_new_and_keeps_it(app, tmp_path):
    result = run(app, "import", write_json(tmp_path, catalogue()))
    assert result.exit_code == 0, result.output
    assert "opleiding logo-proef: nieuw" in result.output
    assert trainings() == ["Siemens LOGO! op proef"]


def test_a_dry_run_shows_the_difference_and_changes_nothing(app, tmp_path):
    run(app, "import", write_json(tmp_path, catalogue()))
    result = run(app, "import", write_json(tmp_path, only_training(title="Anders", price_training=50)), "--dry-run")
    assert "opleiding logo-proef: gewijzigd (titel, prijs opleiding)" in result.output
    assert trainings() == ["Siemens LOGO! op proef"]


def test_a_wrong_file_ends_with_1_and_every_error(app, tmp_path):
    result = run(app, "import", write_json(tmp_path, only_training(levels=["expertt"], grades=[])))
    assert result.exit_code == 1
    assert "Opleiding logo-proef, levels: 'expertt' bestaat niet. Kies uit beginner, expert, gevorderde." in result.output
    assert trainings() == []


def test_export_writes_a_file_that_can_be_imported(app, tmp_path):
    run(app, "import", write_json(tmp_path, catalogue()))
    assert run(app, "export", tmp_path / "out.xlsx").output == "Opleidingen: 1, sessies: 1\n"
    assert "0 nieuw, 0 gewijzigd, 7 ongewijzigd" in run(app, "import", tmp_path / "out.xlsx").output


def test_export_to_another_kind_of_file_ends_with_1(app, tmp_path):
    assert run(app, "export", tmp_path / "out.csv").exit_code == 1
