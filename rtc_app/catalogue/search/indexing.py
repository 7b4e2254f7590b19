"""Keeping the search documents equal to the trainings."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from rtc_app.catalogue.models import SearchDocument, Training, TrainingTag
from rtc_app.catalogue.search.analysis import forms, index_text, tokens_of, words
from rtc_app.kernel.database import db
from rtc_app.reference.models import Concept, EquivalentConcept

#: Schemes whose concepts say what a training is about; a word such as "bso" in these weighs as a keyword.
KEYWORD_SCHEMES = frozenset({"studiegebied", "thema", "tool", "niveau", "leervorm", "onderwijsvorm", "eindterm"})
_BODY = ("programme", "audience", "vision", "differentiation", "prior_application", "software_after", "platform", "partner")
#: A word said this often in the body is what the training is about.
_OFTEN = 3
#: Rows of one question to the database; SQLite takes some thirty thousand.
_AT_ONCE = 5_000


def index_trainings(trainings: Sequence[Training]) -> None:
    """Write the words of trainings to their search documents, within this transaction."""
    present = _documents([training.id for training in trainings])
    equivalents = _equivalent_codes()
    for training in trainings:
        document = present.get(training.id) or SearchDocument(training_id=training.id)
        core, body = [training.summary, *training.outcomes], _body(training)
        document.title = index_text(training.title)
        document.keywords = " ".join(filter(None, map(_short_text, _keywords(training, equivalents))))
        document.core = f"{_joined(core)} {' '.join(_often([*core, *body]))}".strip()
        document.body = _joined(body)
        db.session.add(document)


def index_everything(*, only_missing: bool = False) -> int:
    """Write all search documents again, after a change of words.yaml or of a vocabulary; returns how many."""
    query = sa.select(Training).options(
        selectinload(Training.tags).joinedload(TrainingTag.concept).selectinload(Concept.alternative_labels),
        selectinload(Training.trainers),
    )
    if only_missing:
        query = query.where(Training.id.not_in(sa.select(SearchDocument.training_id)))
    trainings = list(db.session.scalars(query))
    index_trainings(trainings)
    db.session.flush()
    return len(trainings)


def _documents(ids: Sequence[int]) -> dict[int, SearchDocument]:
    found: dict[int, SearchDocument] = {}
    for start in range(0, len(ids), _AT_ONCE):
        query = sa.select(SearchDocument).where(SearchDocument.training_id.in_(ids[start : start + _AT_ONCE]))
        found |= {document.training_id: document for document in db.session.scalars(query)}
    return found


def body_texts(training: Training | sa.Row[*tuple[Any, ...]]) -> Iterator[tuple[str, str]]:
    """What is searched of a training besides title, summary and keywords, each after a name people know; for excerpts."""
    yield "Wat je leert", " ".join(training.outcomes)
    yield "Programma", training.programme
    yield "Voorbeelden", " ".join(training.examples)
    yield "Voor wie", training.audience
    yield "Visie", training.vision
    yield "Niveauverschillen", training.differentiation
    yield "Voorkennis", training.prior_application
    yield "Software nadien", training.software_after
    yield "Platform", training.platform
    yield "Partner", training.partner
    yield "Mee te brengen", "; ".join(str(material.get("name", "")) for material in training.required_materials)


def _joined(texts: Iterable[str]) -> str:
    return " ".join(filter(None, map(index_text, texts)))


def _often(texts: Iterable[str]) -> list[str]:
    times = Counter(tokens_of(form)[0] for text in texts for form in forms(text) if form not in words().ignored)
    return [token for token, number in times.items() if number >= _OFTEN]


#: Labels and codes come back in every other training.
_short_text = lru_cache(maxsize=5_000)(index_text)


def _keywords(training: Training, equivalents: Mapping[int, Sequence[str]]) -> list[str]:
    concepts = [tag.concept for tag in training.tags if tag.concept.scheme.code in KEYWORD_SCHEMES]
    texts: list[str] = []
    for concept in concepts:
        texts.extend((concept.code, concept.label, *(label.label for label in concept.alternative_labels)))
    # An eindterm is found under the codes it has elsewhere too (TAG-03).
    for concept in concepts:
        texts.extend(equivalents.get(concept.id, ()))
    return texts


def _equivalent_codes() -> dict[int, list[str]]:
    """Concept → the codes of its equivalents."""
    query = sa.select(EquivalentConcept.concept_id, Concept.code).join(Concept, EquivalentConcept.equivalent_id == Concept.id)
    found: dict[int, list[str]] = defaultdict(list)
    for concept_id, code in db.session.execute(query.order_by(EquivalentConcept.concept_id, Concept.code)):
        found[concept_id].append(code)
    return found


def _body(training: Training) -> list[str]:
    texts = [str(getattr(training, field)) for field in _BODY]
    meanings = [tag.meaning for tag in training.tags if tag.meaning]
    materials = [str(material.get("name", "")) for material in training.required_materials]
    # A name such as "Centrum metaal en elektro" says who gives it, not what it is about.
    return [*texts, *training.examples, *meanings, *materials, training.provider.name, training.rtc.name]
