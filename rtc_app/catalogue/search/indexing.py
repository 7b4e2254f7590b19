"""Keeping the search documents equal to the trainings."""

import sqlalchemy as sa
from sqlalchemy.orm import selectinload

from rtc_app.catalogue.models import SearchDocument, Training, TrainingTag
from rtc_app.catalogue.search.analysis import index_text
from rtc_app.kernel.database import db
from rtc_app.reference.models import Concept, EquivalentConcept

#: Schemes whose concepts say what a training is about; a word such as "bso" in these weighs as a keyword.
KEYWORD_SCHEMES = frozenset({"studiegebied", "thema", "tool", "niveau", "leervorm", "onderwijsvorm", "eindterm"})
_BODY = ("summary", "programme", "audience", "vision", "differentiation", "prior_application", "software_after", "platform", "partner")


def index_training(training: Training) -> None:
    """Write the words of a training to its search document, within this transaction."""
    document = db.session.get(SearchDocument, training.id) or SearchDocument(training_id=training.id)
    document.title = index_text(training.title)
    document.keywords = index_text(" ".join(_keywords(training)))
    document.body = index_text(" ".join(_body(training)))
    db.session.add(document)


def index_everything() -> int:
    """Write all search documents again, after a change of words.yaml or of a vocabulary; returns how many."""
    query = sa.select(Training).options(
        selectinload(Training.tags).joinedload(TrainingTag.concept).selectinload(Concept.alternative_labels),
        selectinload(Training.trainers),
    )
    trainings = list(db.session.scalars(query))
    for training in trainings:
        index_training(training)
    db.session.flush()
    return len(trainings)


def _keywords(training: Training) -> list[str]:
    concepts = [tag.concept for tag in training.tags if tag.concept.scheme.code in KEYWORD_SCHEMES]
    words = [training.provider.name, training.rtc.name]
    for concept in concepts:
        words.extend((concept.code, concept.label, *(label.label for label in concept.alternative_labels)))
    # An eindterm is found under the codes it has elsewhere too (TAG-03).
    words.extend(_equivalent_codes([concept.id for concept in concepts]))
    return words


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
    return [*texts, *training.outcomes, *training.examples, *meanings]
