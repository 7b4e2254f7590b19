"""What README promises to work, works."""

import json
import re
from pathlib import Path

import pytest

from rtc_app.interchange.catalogue_file import CatalogueFile

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


@pytest.fixture
def runner(app):
    return app.test_cli_runner()


def test_the_example_file_is_imported_and_the_second_time_changes_nothing(runner, tmp_path):
    example = re.search(r"```json\n(.*?)```", README, re.DOTALL)[1]
    file = tmp_path / "offer.json"
    file.write_text(json.dumps(json.loads(example)), "utf-8")
    first = runner.invoke(args=["catalogue", "import", str(file)])
    assert first.exit_code == 0, first.output
    assert "0 nieuw, 0 gewijzigd" in runner.invoke(args=["catalogue", "import", str(file)]).output


def test_the_example_has_the_shape_that_is_documented():
    CatalogueFile.model_validate_json(re.search(r"```json\n(.*?)```", README, re.DOTALL)[1])


def test_the_example_profile_is_matched_with_the_example_offer(runner, tmp_path):
    offer, profile = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    (tmp_path / "offer.json").write_text(offer, "utf-8")
    (tmp_path / "profile.json").write_text(profile, "utf-8")
    arguments = ["needs", "match", str(tmp_path / "profile.json"), "--catalogue", str(tmp_path / "offer.json"), "--date", "2027-02-01"]
    result = runner.invoke(args=[*arguments, "--json"])
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    (only,) = json.loads(result.stdout)["matches"]
    assert only["id"] == "lassen-meten"
    assert only["score"] == pytest.approx(sum(term["points"] for term in only["terms"]), abs=0.01)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"(?:`|^    )make (\w+)", README, re.MULTILINE))))
def test_every_make_target_named_exists(target):
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"(?:`|bin/|^    )flask ((?:[a-z-]+ ?)+)", README, re.MULTILINE))))
def test_every_flask_command_named_exists(runner, command):
    names = []
    for word in command.split():
        if runner.invoke(args=[*names, word, "--help"]).exit_code == 0:
            names.append(word)
    assert names, f"flask {command} does not exist"


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:rtc_app|tests|templates|static|migrations)/[\w./]+)`", README))))
def test_every_path_named_exists(path):
    assert (ROOT / path).exists()


@pytest.mark.parametrize("picture", re.findall(r"!\[[^]]+\]\(([^)]+)\)", README))
def test_every_picture_is_there(picture):
    assert (ROOT / picture).is_file()
