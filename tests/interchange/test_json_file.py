"""Broken JSON files, each with the sentence that says what to mend."""

import pytest

from rtc_app.interchange import json_file
from rtc_app.interchange.problems import FileRefusedError, Problem
from tests.factories.interchange import catalogue, only_session, only_training, write_json


def refused(folder, content):
    with pytest.raises(FileRefusedError) as caught:
        json_file.read(write_json(folder, content))
    return caught.value.sentences


def test_a_right_file_is_read(tmp_path):
    content, _ = json_file.read(write_json(tmp_path, catalogue()))
    assert content.trainings[0].sessions[0].meetings[0].start.hour == 13


def test_what_is_written_reads_the_same(tmp_path):
    content, _ = json_file.read(write_json(tmp_path, catalogue()))
    json_file.write(content, tmp_path / "again.json")
    assert json_file.read(tmp_path / "again.json")[0] == content


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Opleiding logo-proef, title: Vul dit in."),
        ({"title": "x" * 91}, "Opleiding logo-proef, title: Maak de tekst korter: hoogstens 90 tekens, nu 91."),
        ({"price_training": -1}, "Opleiding logo-proef, price_training: Zet hier 0 of meer; nu staat er -1."),
        ({"price_training": 10.005}, "Opleiding logo-proef, price_training: Gebruik hoogstens twee cijfers na de komma."),
        ({"max_participants": "veel"}, "Opleiding logo-proef, max_participants: Zet hier een geheel getal."),
        ({"material_licence": "MIT"}, "Opleiding logo-proef, material_licence: 'MIT' bestaat niet. Kies uit CC BY 4.0"),
        ({"contact_email": "tom"}, "Opleiding logo-proef, contact_email: 'tom' is geen e-mailadres."),
        ({"levels": "beginner"}, "Opleiding logo-proef, levels: Zet hier een lijst."),
        ({"grades": [1]}, "Opleiding logo-proef, grades 1: '1' bestaat niet. Kies uit 2, 3."),
        ({"further_links": ["geen adres"]}, "Opleiding logo-proef, further_links 1: 'geen adres' heeft geen adres."),
        ({"kleur": "rood"}, "Opleiding logo-proef, kleur: Dit veld bestaat niet."),
        ({"summary": "nul\x00teken"}, "Opleiding logo-proef, summary: Haal de onzichtbare tekens uit deze tekst"),
        (
            {"code": "Met Spaties"},
            "Opleiding Met Spaties, code: 'Met Spaties' kan hier niet. Gebruik kleine letters, cijfers en streepjes.",
        ),
    ],
)
def test_a_wrong_field_is_named(tmp_path, changes, sentence):
    assert refused(tmp_path, only_training(**changes))[0].startswith(sentence)


def test_a_wrong_meeting_is_counted_within_its_session(tmp_path):
    meetings = [{"day": "week+1 do", "from": "13.30", "to": "16.30"}, {"day": "week+2 do", "from": "25.00", "to": "16.30"}]
    assert refused(tmp_path, only_session(meetings=meetings)) == (
        "Sessie logo-proef-1, bijeenkomst 2, from: '25.00' is geen uur. Schrijf het zoals 13.30.",
    )


def test_all_errors_come_at_once(tmp_path):
    content = only_training(title="", vision=3)
    content["locations"][0]["postcode"] = "B-3600"
    assert len(refused(tmp_path, content)) == 3


@pytest.mark.parametrize(
    "wrong", [{}, [], "x", None, 3, {"code": 3}, {"code": "a", "sessions": 4}, {"code": "a", "sessions": [{"meetings": [5]}]}]
)
@pytest.mark.parametrize("name", ["providers", "locations", "trainers", "trainings", "learning_paths"])
def test_reading_on_never_stumbles(tmp_path, name, wrong):
    content = catalogue()
    content[name].append(wrong)
    loaded = json_file.load(write_json(tmp_path, content))
    assert loaded.problems
    assert len(getattr(loaded.content, name)) == len(content[name])


def test_what_a_wrong_field_stands_for_gives_no_second_sentence(tmp_path):
    loaded = json_file.load(write_json(tmp_path, only_training(title="", provider=3)))
    with pytest.raises(FileRefusedError) as caught:
        loaded.refuse([Problem(("trainings", 0, "provider"), "bestaat niet"), Problem(("trainings", 0, "levels"), "bestaat niet")])
    assert len(caught.value.sentences) == 3


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Regel 1, teken 1: hier is het geen geldige JSON meer."),
        ('{"format": ', "Regel 1, teken 12: hier is het geen geldige JSON meer."),
        ("[" * 100_000, "Dit bestand is te diep genest om een catalogus te zijn."),
        ('{"title": "a", "title": "b"}', "Het veld 'title' staat twee keer in hetzelfde blok."),
        ('{"version": NaN}', "'NaN' is geen getal."),
        ('{"format": "rtc-catalogue", "version": 2}', "version: '2' bestaat niet. Kies uit 1."),
        ("[]", "Bestand: Zet hier een reeks velden met hun waarde."),
    ],
)
def test_a_file_that_is_no_catalogue(tmp_path, text, sentence):
    assert refused(tmp_path, text)[0].startswith(sentence)


def test_a_byte_order_mark_is_no_problem(tmp_path):
    path = write_json(tmp_path, catalogue())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert json_file.read(path)[0].title == "Proefcatalogus"


def test_another_character_set_is_refused(tmp_path):
    path = write_json(tmp_path, "{}")
    path.write_bytes('{"title": "één"}'.encode("cp1252"))
    with pytest.raises(FileRefusedError, match="tekenset UTF-8"):
        json_file.read(path)


def test_a_huge_file_is_not_even_read(tmp_path):
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    with pytest.raises(FileRefusedError, match="groter dan 20 MB"):
        json_file.read(path)
