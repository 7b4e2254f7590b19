"""The data files: each valid, and each reference inside them leads somewhere."""

import pytest
from pydantic import ValidationError

from rtc_app.reference import files

SCHEMES = {file.scheme.code: file for file in files.scheme_files()}


@pytest.mark.parametrize("file", SCHEMES.values(), ids=SCHEMES)
def test_codes_are_unique_within_a_scheme(file):
    codes = [concept.code for concept in file.concepts]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("file", SCHEMES.values(), ids=SCHEMES)
def test_what_a_concept_points_to_exists(file):
    known = {f"{code}/{concept.code}" for code, scheme in SCHEMES.items() for concept in scheme.concepts}
    wanted = {concept.broader for concept in file.concepts if concept.broader}
    wanted |= {f"{file.scheme.code}/{code}" for concept in file.concepts for code in concept.equivalent}
    assert wanted <= known


@pytest.mark.parametrize("file", SCHEMES.values(), ids=SCHEMES)
def test_a_concept_that_ends_began_before(file):
    assert [c.code for c in file.concepts if c.valid_from and c.valid_to and c.valid_to <= c.valid_from] == []


def test_there_are_26_study_areas_with_the_general_one():
    assert len(SCHEMES["studiegebied"].concepts) == 26


def test_there_are_five_rtcs_in_five_provinces():
    assert len({rtc.province for rtc in files.rtcs()}) == 5


def test_every_benchmark_has_a_code_of_its_own():
    codes = [entry.id for entry in files.benchmarks()]
    assert len(codes) == len(set(codes))


def test_a_field_nobody_knows_is_refused():
    with pytest.raises(ValidationError):
        files.ConceptEntry.model_validate({"code": "x", "label": "x", "colour": "red"})
