"""`flask needs match`: a profile and a catalogue in, a ranking out, and nothing left behind."""

import json

import pytest
import sqlalchemy as sa

from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import db
from tests.needs.personas import CASES, STARTER


@pytest.fixture
def run(app, tmp_path):
    """run(case of the profile, *options) → the result of the command on the starter catalogue."""

    def match(profile, *options, catalogue=STARTER):
        (tmp_path / "profile.json").write_text(json.dumps({"format": "rtc-profile", **profile}), "utf-8")
        arguments = ["needs", "match", str(tmp_path / "profile.json"), "--catalogue", str(catalogue), *options]
        return app.test_cli_runner().invoke(args=arguments)

    return match


def test_it_ranks_with_reasons_a_drawback_and_every_term(run):
    best = json.loads(run(CASES["hout"]["profile"], "--json", "--limit", "1").stdout)["matches"][0]
    assert set(best) == {"id", "title", "score", "fit", "reasons", "drawback", "main_share", "is_certain", "terms"}
    assert sum(term["points"] for term in best["terms"]) == pytest.approx(best["score"], abs=0.01)


def test_a_label_and_a_self_score_say_the_same_as_their_codes(run):
    in_codes = run({"study_areas": ["hout"], "needs": ["cnc"], "level": "expert"}, "--json")
    in_words = run({"study_areas": ["Hout"], "needs": ["CNC-machine"], "level": 9}, "--json")
    assert in_words.stdout == in_codes.stdout


def test_a_word_that_nothing_knows_is_named_and_left_out(run):
    result = run({"study_areas": ["hout"], "needs": ["toveren"]}, "--json")
    assert result.exit_code == 0
    assert "needs: toveren" in result.stderr


def test_what_is_set_aside_is_not_ranked(run):
    result = run({**CASES["hout"]["profile"], "set_aside": ["cnc-hout-nesting"]}, "--json")
    assert "cnc-hout-nesting" not in [match["id"] for match in json.loads(result.stdout)["matches"]]


def test_a_broken_profile_or_catalogue_ends_with_1(run, tmp_path):
    assert run({"study_area": ["hout"]}).exit_code == 1
    (tmp_path / "offer.json").write_text('{"trainings": 3}', "utf-8")
    assert run({"study_areas": ["hout"]}, catalogue=tmp_path / "offer.json").exit_code == 1


def test_the_database_of_the_site_is_left_alone(run, app):
    run({"study_areas": ["hout"]})
    assert db.session.scalar(sa.select(sa.func.count(Training.id))) == 0
