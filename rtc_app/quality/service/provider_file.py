"""The file of a provider and the evidence with its trainings: uploads, declarations, and confirming the file per training."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from rtc_app.accounts.models import Account, Organisation
from rtc_app.catalogue import service as catalogue
from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import queries
from rtc_app.quality.models import AccountDuty, Declaration, Evidence, FileConfirmation
from rtc_app.quality.rules.uploads import MAX_FILES, media_type_of, safe_name


@dataclass(frozen=True)
class Upload:
    """A file as it came in: the name a stranger gave it, and its bytes."""

    filename: str
    content: bytes


@dataclass(frozen=True)
class Declared:
    """What a provider declares of one application, or of all its trainings (VLR-05, VLR-06)."""

    application: str
    vendor: str
    data_owner: str
    account: AccountDuty
    personal_data: str
    licence: str


def add_evidence(
    *, provider: Organisation, training: Training | None, criterion: str, upload: Upload, description: str, actor: Account, at: datetime
) -> Evidence:
    """Keep a file as evidence for a criterion of a training; without one it belongs to the provider's own file (QA-05, QA-08).

    Raises RuleViolation for what may not be uploaded, and when there are too many files already.
    """
    media_type = media_type_of(upload.content)
    if len(queries.evidence_of(provider.id, training.id if training else None)) >= MAX_FILES:
        raise RuleViolation(f"Er staan al {MAX_FILES} bestanden. Verwijder er eerst een.", "file")
    evidence = Evidence(
        provider_id=provider.id,
        training_id=training.id if training else None,
        criterion_code=criterion,
        description=description,
        filename=safe_name(upload.filename, media_type),
        media_type=media_type,
        size=len(upload.content),
        sha256=hashlib.sha256(upload.content).hexdigest(),
        content=upload.content,
        uploaded_by_id=actor.id,
        uploaded_at=at,
    )
    db.session.add(evidence)
    flush()
    return evidence


def remove_evidence(*, evidence: Evidence, actor: Account, at: datetime) -> None:  # noqa: ARG001 - every verb says who
    """Take a file away; that it was there, and when, stays known."""
    evidence.removed_at = evidence.removed_at or at
    evidence.content = b""
    flush()


def declare(
    *,
    provider: Organisation,
    words: Declared,
    actor: Account,  # noqa: ARG001 - every verb says who
    at: datetime,
    declaration: Declaration | None = None,
) -> Declaration:
    """Store a declaration, or change one; what was judged on the older words is looked at again."""
    declaration = declaration or Declaration(provider_id=provider.id)
    declaration.application, declaration.vendor = words.application, words.vendor
    declaration.data_owner, declaration.account = words.data_owner, words.account
    declaration.personal_data, declaration.licence, declaration.changed_at = words.personal_data, words.licence, at
    db.session.add(declaration)
    catalogue.provider_file_changed(provider_id=provider.id, at=at)
    flush()
    return declaration


def withdraw_declaration(*, declaration: Declaration, actor: Account, at: datetime) -> None:  # noqa: ARG001 - every verb says who
    """Take a declaration back; what was judged on it is looked at again."""
    provider_id = declaration.provider_id
    db.session.delete(declaration)
    catalogue.provider_file_changed(provider_id=provider_id, at=at)
    flush()


def confirm_file(*, training: Training, actor: Account, at: datetime) -> None:
    """Say that the provider's file holds for this training as it stands now (QA-05)."""
    confirmation = db.session.get(FileConfirmation, training.id) or FileConfirmation(training_id=training.id)
    confirmation.fingerprint = queries.file_fingerprint(training)
    confirmation.confirmed_by_id, confirmation.confirmed_at = actor.id, at
    db.session.add(confirmation)
    flush()
