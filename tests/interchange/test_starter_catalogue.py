"""The starter offer that comes with the project: complete, varied, and clearly marked as examples."""

import collections
from pathlib import Path

import pytest

from rtc_app.cli.demo import STARTER
from rtc_app.interchange import catalogue_import, json_file
from rtc_app.kernel import clock
from rtc_app.reference import files

CONTENT, _ = json_file.read(Path(STARTER))
SCHEMES = {file.scheme.code: file for file in files.scheme_files()}


def codes(scheme):
    return {concept.code for concept in SCHEMES[scheme].concepts}


def used(field):
    return {code for training in CONTENT.trainings for code in getattr(training, field)}


def test_there_are_at_least_eighty_trainings():
    assert len(CONTENT.trainings) >= 80


@pytest.mark.parametrize(
    ("field", "scheme"), [("study_areas", "studiegebied"), ("themes", "thema"), ("levels", "niveau"), ("delivery_modes", "leervorm")]
)
def test_every_choice_of_a_facet_has_a_training(field, scheme):
    assert codes(scheme) - used(field) == set()


def test_every_eindterm_has_a_training():
    assert codes("eindterm") == {entry.code for training in CONTENT.trainings for entry in training.eindtermen}


def test_every_rtc_organises_something():
    assert {training.rtc for training in CONTENT.trainings} == {rtc.id for rtc in files.rtcs()}


def test_every_outcome_of_an_assessment_occurs():
    outcomes = collections.Counter(training.assessment and training.assessment.outcome.value for training in CONTENT.trainings)
    assert set(outcomes) == {"voldoet", "voorwaardelijk", "voldoet-niet", None}


def test_everything_is_marked_as_an_example():
    things = (*CONTENT.providers, *CONTENT.trainers, *CONTENT.trainings, *CONTENT.learning_paths)
    assert [thing.code for thing in things if not thing.is_example] == []


def test_trainers_are_called_voorbeeld():
    assert [trainer.name for trainer in CONTENT.trainers if not trainer.name.endswith("Voorbeeld")] == []


def test_mail_addresses_reach_nobody():
    assert [training.contact_email for training in CONTENT.trainings if not training.contact_email.endswith("@example.org")] == []


def test_titles_and_summaries_differ():
    trainings = CONTENT.trainings
    assert len({t.title for t in trainings}) == len({t.summary for t in trainings}) == len(trainings)


def test_it_can_be_imported_and_once_is_enough(app):
    first = catalogue_import.import_file(path=STARTER, at=clock.now())
    second = catalogue_import.import_file(path=STARTER, at=clock.now())
    assert (first.changed, first.unchanged, second.changes) == (0, 0, [])
