"""The file of a provider and the evidence with its trainings."""

import sqlalchemy as sa
from sqlalchemy.orm import defer

from rtc_app.catalogue.content import hash_of
from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import db
from rtc_app.quality.models import Declaration, Evidence, FileConfirmation
from rtc_app.quality.queries.content import FILE_FIELDS, content_of


def evidence_of(provider_id: int, training_id: int | None) -> list[Evidence]:
    """Files of a training, or of the provider's own file, by criterion; without their bytes."""
    query = (
        sa.select(Evidence)
        .where(Evidence.provider_id == provider_id, Evidence.training_id == training_id, Evidence.removed_at.is_(None))
        .order_by(Evidence.criterion_code, Evidence.id)
        .options(defer(Evidence.content))
    )
    return list(db.session.scalars(query))


def evidence_for(training: Training, criterion_code: str) -> list[Evidence]:
    """Files that may prove a criterion of a training: its own, and those of its provider's file."""
    own = evidence_of(training.provider_id, training.id) + evidence_of(training.provider_id, None)
    return [evidence for evidence in own if evidence.criterion_code == criterion_code]


def declarations_of(provider_id: int) -> list[Declaration]:
    """What a provider declares, by application."""
    query = sa.select(Declaration).where(Declaration.provider_id == provider_id).order_by(Declaration.application, Declaration.id)
    return list(db.session.scalars(query))


def file_fingerprint(training: Training) -> str:
    """A hash of what the provider's file says now, as far as it matters for this training."""
    content = content_of(training)
    return hash_of({name: content.plain[name] for name in FILE_FIELDS})


def confirmation_of(training: Training) -> FileConfirmation | None:
    """That the provider confirmed its file for this training; None when it never did, or when the file changed since (QA-05)."""
    confirmation = db.session.get(FileConfirmation, training.id)
    return confirmation if confirmation and confirmation.fingerprint == file_fingerprint(training) else None
