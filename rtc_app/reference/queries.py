"""Reading vocabularies and benchmarks."""

from collections.abc import Iterable

import sqlalchemy as sa

from rtc_app.kernel.database import db
from rtc_app.reference.models import AlternativeLabel, Benchmark, Concept, ConceptScheme, EquivalentConcept


def concepts(scheme: str) -> list[Concept]:
    """All concepts of a scheme, in its own order."""
    query = sa.select(Concept).join(ConceptScheme).where(ConceptScheme.code == scheme).order_by(Concept.position, Concept.id)
    return list(db.session.scalars(query))


def concept(scheme: str, code: str) -> Concept | None:
    """One concept, or None."""
    return db.session.scalar(sa.select(Concept).join(ConceptScheme).where(ConceptScheme.code == scheme, Concept.code == code))


def concepts_by_code(scheme: str) -> dict[str, Concept]:
    """All concepts of a scheme under their code."""
    return {concept.code: concept for concept in concepts(scheme)}


def choices(scheme: str) -> list[tuple[str, str]]:
    """(code, label) of every concept of a scheme, for a form."""
    return [(concept.code, concept.label) for concept in concepts(scheme)]


def with_equivalents(concept_ids: set[int]) -> set[int]:
    """These concepts and all that mean the same (TAG-03: 6.47 = 6.25 = 6.12)."""
    query = sa.select(EquivalentConcept.equivalent_id).where(EquivalentConcept.concept_id.in_(concept_ids))
    return concept_ids | set(db.session.scalars(query))


def broader_codes(scheme: str) -> dict[str, str]:
    """Code of a concept → code of the broader one, such as a tool → its theme; concepts without one are not in it."""
    broader = sa.orm.aliased(Concept)
    query = (
        sa.select(Concept.code, broader.code)
        .join(ConceptScheme, ConceptScheme.id == Concept.scheme_id)
        .join(broader, broader.id == Concept.broader_id)
        .where(ConceptScheme.code == scheme)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def benchmarks_for(code: str) -> list[Benchmark]:
    """Figures that may stand beside the answers to a question, newest first."""
    query = sa.select(Benchmark).where(Benchmark.compares_with == code).order_by(Benchmark.year.desc(), Benchmark.code)
    return list(db.session.scalars(query))


def percentages_beside() -> dict[str, list[Benchmark]]:
    """Code of a question or statement → the shares that may stand beside it: first RTC's own survey, then what is certain and new."""
    query = (
        sa.select(Benchmark)
        .where(Benchmark.unit == "%", Benchmark.value.is_not(None), Benchmark.compares_with.is_not(None))
        .order_by(Benchmark.code.like("RTC-STM-%").desc(), Benchmark.is_certain.desc(), Benchmark.year.desc(), Benchmark.code)
    )
    beside: dict[str, list[Benchmark]] = {}
    for benchmark in db.session.scalars(query):
        beside.setdefault(str(benchmark.compares_with), []).append(benchmark)
    return beside


def codes_by_word(schemes: Iterable[str]) -> dict[tuple[str, str], str]:
    """(scheme, word) → code, where a word is a code, a label or an alternative label in lower case; a code goes first."""
    chosen = ConceptScheme.code.in_(list(schemes))
    alternatives = (
        sa.select(ConceptScheme.code, AlternativeLabel.label, Concept.code).join_from(AlternativeLabel, Concept).join(ConceptScheme)
    )
    labels = sa.select(ConceptScheme.code, Concept.label, Concept.code).join(ConceptScheme)
    codes = sa.select(ConceptScheme.code, Concept.code, Concept.code).join(ConceptScheme)
    queries = [query.where(chosen).order_by(Concept.id.desc()) for query in (alternatives, labels, codes)]
    return {(scheme, word.lower()): code for query in queries for scheme, word, code in db.session.execute(query)}
