"""Keeping the search documents equal to the trainings."""

from collections import Counter
from collections.abc import Iterable, Iterator
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


def index_training(training: Training) -> None:
    """Write the words of a training to its search document, within this transaction."""
    document = db.session.get(SearchDocument, training.id) or SearchDocument(training_id=training.id)
    core, body = [training.summary, *training.outcomes], _body(training)
    document.title = index_text(training.title)
    document.keywords = _joined(_keywords(training))
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
    for training in trainings:
        index_training(training)
    db.session.flush()
    return len(trainings)


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


def _keywords(training: Training) -> list[str]:
    concepts = [tag.concept for tag in training.tags if tag.concept.scheme.code in KEYWORD_SCHEMES]
    texts: list[str] = []
    for concept in concepts:
        texts.extend((concept.code, concept.label, *(label.label for label in concept.alternative_labels)))
    # An eindterm is found under the codes it has elsewhere too (TAG-03).
    texts.extend(_equivalent_codes([concept.id for concept in concepts]))
    return texts


def _equivalent_codes(concept_ids: list[int]) -> list[str]:
    query = (
        sa.select(Concept.code)
        .join(EquivalentConcept, EquivalentConcept.equivalent_id == Concept.id)
        .where(EquivalentConcept.concept_id.in_(concept_ids))
    )
    return list(db.session.scalars(query))


def _body(training: Training) -> list[str]:
    texts = [str(getattr(training, field)) for field in _BODY]
    meanings = [tag.meaning for tag in training.tags if tag.meaning]
    materials = [str(material.get("name", "")) for material in training.required_materials]
    # A name such as "Centrum metaal en elektro" says who gives it, not what it is about.
    return [*texts, *training.examples, *meanings, *materials, training.provider.name, training.rtc.name]
