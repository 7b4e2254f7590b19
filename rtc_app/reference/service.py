"""Bringing the data files into the database; doing it again changes nothing."""

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from rtc_app.kernel.database import db
from rtc_app.reference import files
from rtc_app.reference.models import AlternativeLabel, Benchmark, Concept, ConceptScheme, EquivalentConcept


def load_schemes() -> int:
    """Create or update every concept scheme; returns the number of concepts.

    Concepts that left a file stay, since trainings point to them.
    """
    entries = files.scheme_files()
    by_key = {(c.scheme.code, c.code): c for c in db.session.scalars(sa.select(Concept).options(selectinload(Concept.alternative_labels)))}
    schemes = {scheme.code: scheme for scheme in db.session.scalars(sa.select(ConceptScheme))}
    for entry in entries:
        scheme = schemes.setdefault(entry.scheme.code, ConceptScheme(code=entry.scheme.code))
        scheme.label, scheme.source, scheme.note = entry.scheme.label, entry.scheme.source, entry.scheme.note
        db.session.add(scheme)
        for position, concept in enumerate(entry.concepts, 1):
            key = (entry.scheme.code, concept.code)
            by_key[key] = _store(by_key.get(key), scheme, concept, position)
    db.session.flush()
    _link(entries, by_key)
    db.session.flush()
    return sum(len(entry.concepts) for entry in entries)


def _store(concept: Concept | None, scheme: ConceptScheme, entry: files.ConceptEntry, position: int) -> Concept:
    if concept is None:
        concept = Concept(scheme=scheme, code=entry.code)
        db.session.add(concept)
    concept.label, concept.position, concept.origin = entry.label, position, entry.origin
    concept.is_verified, concept.source, concept.note = entry.verified, entry.source, entry.note
    concept.valid_from, concept.valid_to = entry.valid_from, entry.valid_to
    if concept.properties != entry.properties:
        concept.properties = dict(entry.properties)
    known = {label.label for label in concept.alternative_labels}
    concept.alternative_labels.extend(AlternativeLabel(label=label) for label in entry.alternative if label not in known)
    return concept


def _link(entries: list[files.SchemeFile], by_key: dict[tuple[str, str], Concept]) -> None:
    linked = {(pair.concept_id, pair.equivalent_id) for pair in db.session.scalars(sa.select(EquivalentConcept))}
    for entry in entries:
        for item in entry.concepts:
            concept = by_key[entry.scheme.code, item.code]
            if item.broader:
                scheme_code, _, code = item.broader.partition("/")
                concept.broader_id = by_key[scheme_code, code].id
            for code in item.equivalent:
                pair = (concept.id, by_key[entry.scheme.code, code].id)
                if pair not in linked:
                    db.session.add(EquivalentConcept(concept_id=pair[0], equivalent_id=pair[1]))


def load_benchmarks() -> int:
    """Create or update every benchmark; returns their number."""
    known = {benchmark.code: benchmark for benchmark in db.session.scalars(sa.select(Benchmark))}
    entries = files.benchmarks()
    for entry in entries:
        benchmark = known.get(entry.id) or Benchmark(code=entry.id)
        benchmark.measure, benchmark.population, benchmark.respondents = entry.measure, entry.population, entry.n
        benchmark.year = None if entry.year is None else str(entry.year)
        benchmark.value, benchmark.value_text = (None, entry.value) if isinstance(entry.value, str) else (entry.value, None)
        benchmark.unit, benchmark.source = entry.unit, entry.source
        # What says the opposite of a statement would be read as its figure.
        benchmark.compares_with = None if entry.inverse else entry.compares_with
        benchmark.is_certain, benchmark.note = entry.certain, entry.note
        db.session.add(benchmark)
    db.session.flush()
    return len(entries)
