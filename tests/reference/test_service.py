"""Loading the reference data again, and what it says afterwards."""

import pytest
import sqlalchemy as sa

from rtc_app.kernel.database import Base, db
from rtc_app.reference import queries, service
from rtc_app.reference.models import AlternativeLabel, Benchmark, Concept, ConceptScheme, EquivalentConcept

TABLES = (Concept, ConceptScheme, AlternativeLabel, EquivalentConcept, Benchmark)


def everything():
    """Every row of every table of this domain."""
    rows = {}
    for table in TABLES:
        columns = Base.metadata.tables[table.__tablename__]
        rows[table] = sorted(map(repr, db.session.execute(sa.select(columns))))
    return rows


def test_loading_again_changes_nothing(app):
    before = everything()
    service.load_schemes()
    service.load_benchmarks()
    assert everything() == before


def test_a_label_that_changed_is_brought_back(app):
    queries.concept("niveau", "expert").label = "guru"
    db.session.flush()
    service.load_schemes()
    assert queries.concept("niveau", "expert").label == "expert"


def test_a_concept_that_left_the_file_stays(app):
    db.session.add(Concept(scheme=queries.concept("niveau", "expert").scheme, code="meester", label="meester", origin="seed"))
    db.session.flush()
    service.load_schemes()
    assert queries.concept("niveau", "meester") is not None


@pytest.mark.parametrize("code", ["6.47", "6.25", "6.12"])
def test_eindtermen_that_mean_the_same_find_each_other(app, code):
    concept = queries.concept("eindterm", code)
    found = db.session.scalars(sa.select(Concept.code).where(Concept.id.in_(queries.with_equivalents({concept.id}))))
    assert set(found) == {"6.47", "6.25", "6.12"}


def test_a_concept_without_equivalents_finds_itself(app):
    concept = queries.concept("eindterm", "4.1")
    assert queries.with_equivalents({concept.id}) == {concept.id}


def test_eindtermen_say_from_when_they_hold(app):
    assert all(concept.valid_from is not None for concept in queries.concepts("eindterm"))


def test_concepts_come_in_the_order_of_their_file(app):
    assert [code for code, _ in queries.choices("niveau")][:3] == ["beginner", "gevorderde", "expert"]


def test_an_unknown_concept_is_none(app):
    assert queries.concept("niveau", "guru") is None


def test_benchmarks_of_a_question_come_newest_first(app):
    years = [benchmark.year or "" for benchmark in queries.benchmarks_for("Q2.3.07")]
    assert years == sorted(years, reverse=True)
