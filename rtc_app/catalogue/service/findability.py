"""What makes a training findable: the hash of its content, and the acceptance of exactly that content."""

import hashlib
import json
import secrets
from datetime import datetime

import sqlalchemy as sa

from rtc_app.catalogue.models import CatalogueVersion, Training
from rtc_app.catalogue.search.indexing import index_training
from rtc_app.kernel.database import db, flush

#: Everything a judgement rests on. A change in any of these asks for a new decision (QA-12).
JUDGED_FIELDS = (
    "provider_id",
    "title",
    "summary",
    "outcomes",
    "programme",
    "vision",
    "examples",
    "audience",
    "grades",
    "differentiation",
    "prior_ict",
    "prior_application",
    "required_materials",
    "software_after",
    "platform",
    "platform_manual",
    "materials_participants",
    "materials_rtc",
    "material_licence",
    "self_study",
    "price_training",
    "price_software",
    "price_equipment",
    "max_participants",
    "practice_minutes",
    "partner",
)


def training_changed(*, training: Training, at: datetime) -> None:
    """To be called after every change of a training: new content hash, new search words, and a sign to every read model."""
    training.updated_at = at
    training.content_hash = content_hash(training)
    flush()
    index_training(training)
    offer_changed()


def content_hash(training: Training) -> str:
    """Hash of everything a judgement rests on: fields, tags and trainers."""
    content: dict[str, object] = {field: getattr(training, field) for field in JUDGED_FIELDS}
    content["tags"] = sorted((tag.concept.scheme.code, tag.concept.code, tag.meaning or "") for tag in training.tags)
    content["trainers"] = sorted(trainer.code for trainer in training.trainers)
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()


def offer_changed() -> None:
    """Tell every process that its read model of the offer is old, within this transaction."""
    version = db.session.get(CatalogueVersion, 1)
    if version is None:
        # A database that is restored begins at another number, so that no process takes an old read model for the new one.
        db.session.add(CatalogueVersion(id=1, number=secrets.randbelow(2**30) + 1))
    else:
        db.session.execute(sa.update(CatalogueVersion).values(number=CatalogueVersion.number + 1))


def accept(*, training: Training, content_hash: str, start: datetime, until: datetime, is_conditional: bool) -> None:
    """Let teachers find exactly this content between these moments. Only `quality` calls this, with a decision."""
    training.accepted_hash, training.accepted_from, training.accepted_until = content_hash, start, until
    training.is_conditional = is_conditional
    offer_changed()


def end_acceptance(*, training: Training) -> None:
    """Hide the training again. Only `quality` calls this."""
    training.accepted_hash = training.accepted_from = training.accepted_until = None
    offer_changed()
