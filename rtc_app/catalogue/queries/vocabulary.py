"""The concepts that have pages, with what is broader, narrower and the same; read once for each state of the offer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from rtc_app.catalogue.search.kept import KeptByOffer
from rtc_app.catalogue.topics import BY_SCHEME
from rtc_app.kernel.database import db
from rtc_app.reference.models import AlternativeLabel, Concept, ConceptScheme, EquivalentConcept

_FINALITEITEN = 3
#: Scheme and code.
Key = tuple[str, str]


@dataclass(frozen=True)
class TopicConcept:
    """A concept as its page shows it; the others are named by scheme and code."""

    scheme: str
    code: str
    label: str
    #: What people write: the number an eindterm has in the decree, which two contents may share (TAG-04).
    number: str | None
    finaliteiten: tuple[str, ...]
    alternatives: tuple[str, ...]
    is_verified: bool
    #: False for what the project leaves out on purpose; such a tag is allowed and flagged (TAG-06).
    is_in_focus: bool
    #: Study areas in which a tool is typically used (TAG-08).
    areas: tuple[str, ...]
    #: Days on which it is valid; None is open (TAG-05).
    valid_from: date | None
    valid_to: date | None
    broader: Key | None
    narrower: tuple[Key, ...]
    equivalent: tuple[Key, ...]

    @property
    def key(self) -> Key:
        return self.scheme, self.code

    @property
    def name(self) -> str:
        """As it stands in a link: with its number where that is how people know it."""
        return f"{self.short_name} – {self.label}" if BY_SCHEME[self.scheme].shows_code else self.label

    @property
    def short_name(self) -> str:
        """The number with the finaliteit it was written for, where that is not every one: "4.5 (doorstroom)" (TAG-03, TAG-04)."""
        number = self.number or self.code
        return f"{number} ({', '.join(self.finaliteiten)})" if 0 < len(self.finaliteiten) < _FINALITEITEN else number

    @property
    def title(self) -> str:
        """The heading of its page."""
        kind = BY_SCHEME[self.scheme]
        return f"{kind.singular} {self.number or self.code}" if kind.shows_code else self.label


Vocabulary = Mapping[Key, TopicConcept]


def topic_concepts(at: datetime) -> Vocabulary:
    """Every concept that has a page, in the order of its scheme."""
    return _kept.of("topics", at)


def leaves(vocabulary: Vocabulary, key: Key, schemes: frozenset[str]) -> Iterator[Key]:
    """The concept itself when it is of one of these schemes, else the nearest narrower ones that are."""
    if key[0] in schemes:
        yield key
        return
    for narrower in vocabulary[key].narrower:
        yield from leaves(vocabulary, narrower, schemes)


def _read(_name: str, _at: datetime) -> Vocabulary:
    query = (
        sa.select(Concept, ConceptScheme.code)
        .join(ConceptScheme)
        .where(ConceptScheme.code.in_(BY_SCHEME))
        .order_by(Concept.scheme_id, Concept.position, Concept.id)
    )
    rows = [(concept, scheme) for concept, scheme in db.session.execute(query)]
    keys = {concept.id: (scheme, concept.code) for concept, scheme in rows}
    narrower: dict[int, list[Key]] = {}
    for concept, scheme in rows:
        if concept.broader_id is not None:
            narrower.setdefault(concept.broader_id, []).append((scheme, concept.code))
    same = _grouped(sa.select(EquivalentConcept.concept_id, EquivalentConcept.equivalent_id))
    names = _grouped(sa.select(AlternativeLabel.concept_id, AlternativeLabel.label).order_by(AlternativeLabel.id))
    return {
        (scheme, concept.code): _concept(
            concept,
            scheme,
            alternatives=tuple(map(str, names.get(concept.id, ()))),
            broader=keys.get(concept.broader_id or 0),
            narrower=tuple(narrower.get(concept.id, ())),
            equivalent=tuple(keys[other] for other in same.get(concept.id, ()) if other in keys),
        )
        for concept, scheme in rows
    }


_kept = KeptByOffer(_read)


def _grouped(query: sa.Executable) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for id_, value in db.session.execute(query):
        grouped.setdefault(id_, []).append(value)
    return grouped


def _concept(concept: Concept, scheme: str, **around: object) -> TopicConcept:
    own = concept.properties
    number = own.get("number")
    return TopicConcept(
        scheme=scheme,
        code=concept.code,
        label=concept.label,
        number=None if number is None else str(number),
        finaliteiten=_words(own.get("finaliteiten")),
        is_verified=concept.is_verified,
        is_in_focus=own.get("in_focus") is not False,
        areas=_words(own.get("areas")),
        valid_from=concept.valid_from,
        valid_to=concept.valid_to,
        **around,  # type: ignore[arg-type]
    )


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()
