"""`flask catalogue`: what it prints and how it ends."""

import json

import sqlalchemy as sa

from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import db
from tests.factories.catalogue import make_training
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


def test_search_prints_codes_titles_and_scores_best_first(app):
    inside, on_top = make_training(programme="Een drone vliegt."), make_training(title="Drone")
    found = json.loads(run(app, "search", "drones", "--json").output)
    assert [(row["id"], row["title"]) for row in found] == [(on_top.code, "Drone"), (inside.code, inside.title)]
    assert found[0]["score"] > found[1]["score"] > 0


def test_search_takes_ticked_values_and_a_limit(app):
    make_training(title="Drone", tags={"niveau": ["beginner"]})
    expert, _ = (make_training(title="Drone", tags={"niveau": ["expert"]}) for _ in range(2))
    found = json.loads(run(app, "search", "drone", "--facet", "niveau=expert", "--limit", "1", "--json").output)
    assert [row["id"] for row in found] == [expert.code]


def test_search_without_words_gives_the_list(app):
    training = make_training()
    assert json.loads(run(app, "search", "", "--json").output) == [{"id": training.code, "title": training.title, "score": 0}]


def test_search_says_which_facet_it_does_not_know(app):
    result = run(app, "search", "drone", "--facet", "kleur=rood")
    assert (result.exit_code, "kleur is no facet" in result.output) == (2, True)
