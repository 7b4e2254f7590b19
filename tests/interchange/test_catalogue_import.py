"""Importing: all or nothing, twice is once, and nothing that people rely on is moved under them."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from rtc_app.accounts.models import Organisation, OrganisationKind
from rtc_app.catalogue.models import CatalogueVersion, LearningPath, Location, Meeting, Training, TrainingSession
from rtc_app.interchange import catalogue_export, catalogue_import
from rtc_app.interchange.problems import FileRefusedError
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries as quality
from rtc_app.quality.rules import Outcome
from tests.factories.accounts import make_organisation, make_school
from tests.factories.interchange import catalogue, only_session, only_training, write_json

NOW = clock.now()


def bring_in(folder, content=None, at=NOW):
    """Import and commit; returns the differences."""
    differences = catalogue_import.import_file(path=write_json(folder, catalogue() if content is None else content), at=at)
    db.session.commit()
    return differences


def refused(folder, content):
    with pytest.raises(FileRefusedError) as caught:
        catalogue_import.import_file(path=write_json(folder, content), at=NOW)
    db.session.rollback()
    return caught.value.sentences


def only(table):
    return db.session.scalars(sa.select(table)).one()


def test_everything_in_the_file_is_new_the_first_time(app, tmp_path):
    differences = bring_in(tmp_path)
    assert (differences.new, differences.changed, differences.unchanged) == (7, 0, 0)


def test_the_second_time_nothing_changes(app, tmp_path):
    bring_in(tmp_path)
    differences = bring_in(tmp_path)
    assert (differences.new, differences.changed, differences.unchanged) == (0, 0, 7)


def test_the_second_time_no_read_model_grows_old(app, tmp_path):
    bring_in(tmp_path)
    number = only(CatalogueVersion).number
    bring_in(tmp_path)
    assert only(CatalogueVersion).number == number


def test_a_training_arrives_with_its_tags_and_prices(app, tmp_path):
    bring_in(tmp_path)
    training = only(Training)
    codes = {(tag.concept.scheme.code, tag.concept.code): tag.meaning for tag in training.tags}
    assert (training.price_training, codes["eindterm", "6.25"], ("niveau", "gevorderde") in codes) == (
        4550,
        "Leerlingen meten aan de sturing.",
        True,
    )


def test_an_accepted_training_can_be_found(app, tmp_path):
    bring_in(tmp_path)
    assert only(Training).is_findable(NOW)


def test_the_outcome_is_an_assessment_with_its_source_and_agreements(app, tmp_path):
    bring_in(tmp_path)
    assessment = quality.latest_assessment(only(Training).id)
    assert (assessment.outcome, assessment.imported_from, assessment.actions[0].criterion.code) == (
        Outcome.CONDITIONAL,
        "Proefbeoordeling",
        "KK5.4",
    )


def test_a_refused_training_cannot_be_found(app, tmp_path):
    outcome = {
        "outcome": "voldoet-niet",
        "decided": "2026-09-07",
        "source": "Proef",
        "refused": [{"criterion": "KK2.1", "reason": "Te algemeen."}],
    }
    bring_in(tmp_path, only_training(assessment=outcome))
    assert not only(Training).is_findable(NOW)


def test_a_changed_field_is_named_and_kept(app, tmp_path):
    bring_in(tmp_path)
    differences = bring_in(tmp_path, only_training(title="Siemens LOGO! anders", tools=["plc"]))
    training = next(change for change in differences.changes if change.kind == "trainings")
    assert (training.fields, only(Training).title) == (("title", "tools"), "Siemens LOGO! anders")


def test_the_address_stays_when_the_title_changes(app, tmp_path):
    bring_in(tmp_path)
    bring_in(tmp_path, only_training(title="Heel iets anders"))
    assert only(Training).slug == "siemens-logo-op-proef"


def test_two_trainings_with_one_title_get_two_addresses(app, tmp_path):
    content = catalogue()
    content["trainings"].append(content["trainings"][0] | {"code": "logo-tweede", "sessions": []})
    bring_in(tmp_path, content)
    assert set(db.session.scalars(sa.select(Training.slug))) == {"siemens-logo-op-proef", "siemens-logo-op-proef-2"}


def test_a_title_never_takes_the_address_of_a_page(app, tmp_path):
    bring_in(tmp_path, only_training(title="Nieuw"))
    assert only(Training).slug == "nieuw-2"


def test_the_file_assesses_the_content_it_brings(app, tmp_path):
    bring_in(tmp_path)
    bring_in(tmp_path, only_training(title="Siemens LOGO! anders"))
    assert only(Training).is_findable(NOW)


def test_changed_content_without_an_assessment_is_off_the_site(app, tmp_path):
    bring_in(tmp_path)
    content = only_training(title="Siemens LOGO! anders")
    del content["trainings"][0]["assessment"]
    bring_in(tmp_path, content)
    assert not only(Training).is_findable(NOW)


def test_a_relative_day_is_resolved_once(app, tmp_path):
    content = only_session(meetings=[{"day": "week+6 do", "from": "13.30", "to": "16.30"}])
    bring_in(tmp_path, content)
    first = only(Meeting).starts
    differences = bring_in(tmp_path, content, at=NOW + timedelta(days=40))
    assert (only(Meeting).starts, differences.changes) == (first, [])


def test_a_relative_decision_is_taken_once(app, tmp_path):
    content = only_training(assessment={"outcome": "voldoet", "decided": "week-8 ma", "source": "Proef"})
    bring_in(tmp_path, content)
    assert bring_in(tmp_path, content, at=NOW + timedelta(days=40)).changes == []


def test_a_session_keeps_its_wall_time_over_the_clock_change(app, tmp_path):
    meetings = [{"day": "2099-10-22", "from": "13.30", "to": "16.30"}, {"day": "2099-10-29", "from": "13.30", "to": "16.30"}]
    bring_in(tmp_path, only_session(meetings=meetings))
    assert [clock.to_utc(meeting.starts).hour for meeting in only(TrainingSession).meetings] == [11, 12]


def test_a_written_date_moves_an_empty_session(app, tmp_path):
    bring_in(tmp_path)
    bring_in(tmp_path, only_session(meetings=[{"day": "2099-04-09", "from": "09.00", "to": "12.00"}]))
    assert only(Meeting).starts == datetime(2099, 4, 9, 9)


def test_a_session_with_people_in_it_is_not_moved(app, tmp_path):
    bring_in(tmp_path)
    db.session.execute(sa.update(TrainingSession).values(taken=1))
    db.session.commit()
    content = only_session(meetings=[{"day": "2099-04-09", "from": "09.00", "to": "12.00"}])
    assert refused(tmp_path, content)[0].startswith("Sessie logo-proef-1, meetings: Er zijn al mensen ingeschreven.")


def test_fewer_seats_than_were_given_are_refused(app, tmp_path):
    bring_in(tmp_path)
    db.session.execute(sa.update(TrainingSession).values(taken=5))
    db.session.commit()
    assert refused(tmp_path, only_session(capacity=4))[0].startswith("Sessie logo-proef-1, capacity: Er zijn al 5 plaatsen gegeven.")


def test_a_wrong_file_changes_nothing_at_all(app, tmp_path):
    refused(tmp_path, only_training(levels=["expertt"]))
    assert db.session.scalars(sa.select(Location)).all() == []


def test_a_provider_may_not_take_the_code_of_a_school(app, tmp_path):
    make_school(code="proefcentrum")
    assert refused(tmp_path, catalogue()) == (
        "Verstrekker proefcentrum, code: Deze code is al van een andere organisatie. Kies een andere code.",
    )


def test_a_session_code_of_another_training_is_refused(app, tmp_path):
    bring_in(tmp_path)
    content = catalogue()
    content["trainings"].append(content["trainings"][0] | {"code": "logo-tweede", "title": "Ander", "sessions": []})
    content["trainings"][1]["sessions"], content["trainings"][0]["sessions"] = content["trainings"][0]["sessions"], []
    assert (
        refused(tmp_path, content)[0]
        == "Sessie logo-proef-1, code: 'logo-proef-1' is al een sessie van een andere opleiding. Kies een andere code."
    )


def test_a_file_may_point_to_what_is_there_already(app, tmp_path):
    bring_in(tmp_path)
    content = catalogue()
    differences = bring_in(tmp_path, {"learning_paths": content["learning_paths"], "title": "Enkel het traject"})
    assert differences.unchanged == 1


@pytest.mark.parametrize("name", ["catalogue.csv", "catalogue.xlsm", "catalogue"])
def test_another_kind_of_file_is_refused(app, tmp_path, name):
    (tmp_path / name).write_text("x")
    with pytest.raises(FileRefusedError, match=r"op \.json of \.xlsx eindigt"):
        catalogue_import.import_file(path=tmp_path / name, at=NOW)


def test_a_file_that_is_not_there_is_named(app):
    with pytest.raises(FileRefusedError, match="Er is geen bestand"):
        catalogue_import.import_file(path=Path("nergens.json"), at=NOW)


@pytest.mark.parametrize("name", ["out.json", "out.xlsx"])
def test_importing_an_export_changes_nothing(app, tmp_path, name):
    bring_in(tmp_path)
    catalogue_export.export_file(path=tmp_path / name)
    differences = catalogue_import.import_file(path=tmp_path / name, at=NOW)
    assert (differences.changes, differences.unchanged) == ([], 7)


def test_an_export_of_an_export_is_the_same_file(app, tmp_path):
    bring_in(tmp_path)
    catalogue_export.export_file(path=tmp_path / "one.json")
    catalogue_export.export_file(path=tmp_path / "two.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()


def test_an_export_names_the_organisation_it_needs_only_once(app):
    make_organisation("provider", code="alleen")
    assert [provider.code for provider in catalogue_export.current_catalogue().providers] == ["alleen"]


@pytest.mark.parametrize("text", ["Café d'Hondt 🛠", "שלום", "<script>alert(1)</script>", "a\nb", "x" * 20_000])
def test_any_text_survives_the_round_trip(app, tmp_path, text):
    bring_in(tmp_path, only_training(programme=text))
    catalogue_export.export_file(path=tmp_path / "out.xlsx")
    assert catalogue_import.import_file(path=tmp_path / "out.xlsx", at=NOW).changes == []


def eventful(folder):
    """An offer in which something happened to everything staff can see."""
    bring_in(folder)
    bring_in(folder, only_training(code="opvolger", sessions=[], title="De opvolger"))
    training = db.session.scalars(sa.select(Training).where(Training.code == "logo-proef")).one()
    training.withdrawn_at, training.withdrawn_reason = NOW, "Het toestel bestaat niet meer."
    training.successor = db.session.scalars(sa.select(Training).where(Training.code == "opvolger")).one()
    only(TrainingSession).cancelled_at = NOW
    only(Location).equipment, only(Location).provider = "Vier lasposten.", training.provider
    only(LearningPath).is_published = False
    db.session.commit()


def forget_everything():
    """Leave nothing of the offer."""
    db.session.execute(sa.update(Training).values(successor_id=None))
    for table in ("assessment", "learning_path", "training_session", "training", "trainer", "location", "provider_profile"):
        db.session.execute(sa.delete(db.metadata.tables[table]))
    db.session.execute(sa.delete(Organisation).where(Organisation.kind == OrganisationKind.PROVIDER))
    db.session.commit()


@pytest.mark.parametrize("name", ["out.json", "out.xlsx"])
def test_an_export_into_an_empty_database_is_the_same_offer(app, tmp_path, name):
    eventful(tmp_path)
    before = catalogue_export.current_catalogue()
    catalogue_export.export_file(path=tmp_path / name)
    forget_everything()
    catalogue_import.import_file(path=tmp_path / name, at=NOW)
    db.session.commit()
    assert catalogue_export.current_catalogue() == before
    assert before.trainings[0].withdrawn_at is not None


def test_a_file_that_says_nothing_of_it_leaves_what_is_withdrawn_and_cancelled(app, tmp_path):
    eventful(tmp_path)
    before = catalogue_export.current_catalogue(with_assessments=False)
    bring_in(tmp_path)
    assert catalogue_export.current_catalogue(with_assessments=False) == before


def test_a_session_with_people_in_it_is_not_called_off_by_a_file(app, tmp_path):
    bring_in(tmp_path)
    db.session.execute(sa.update(TrainingSession).values(taken=1))
    db.session.commit()
    content = only_session(cancelled_at="2026-11-01")
    assert refused(tmp_path, content)[0].startswith("Sessie logo-proef-1, cancelled_at: Er zijn al mensen ingeschreven.")


def test_what_is_withdrawn_by_a_file_is_not_found(app, tmp_path):
    bring_in(tmp_path)
    bring_in(tmp_path, only_training(withdrawn_at="2026-01-05"))
    assert not only(Training).is_findable(NOW)
