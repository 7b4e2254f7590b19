"""A provider describes a training, takes it off the site and puts it back."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from rtc_app.accounts.models import Account, Organisation
from rtc_app.catalogue.content import JUDGED_FIELDS, plain
from rtc_app.catalogue.models import Location, ProviderProfile, Trainer, Training, TrainingEdit, TrainingTag
from rtc_app.catalogue.service.findability import offer_changed, training_changed
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.reference import queries as reference
from rtc_app.reference.models import Concept

#: What a provider may change of a training; the rest follows or is somebody else's.
EDITABLE_FIELDS = frozenset(JUDGED_FIELDS) | {
    "differentiation",
    "further_links",
    "max_participants",
    "practice_minutes",
    "contact_name",
    "contact_email",
    "price_note",
    "min_participants",
    "certificate",
}

#: Addresses under /mijn-aanbod/ that are no training.
TAKEN_WORDS = frozenset({"nieuw", "lesgevers", "verstrekker", "plaatsen", "sessies", "dossier", "verklaringen", "bewijs"})


def add_training(*, provider: Organisation, rtc: Organisation, title: str, actor: Account, at: datetime) -> Training:  # noqa: ARG001
    """A new draft of which only the title is known; its address comes from the title and stays."""
    slug = free_code(slug_of(title), Training.slug)
    training = Training(
        code=free_code(slug, Training.code), slug=slug, provider=provider, rtc=rtc, title=title, created_at=at, updated_at=at
    )
    training.is_example = provider.is_example
    db.session.add(training)
    flush()
    training_changed(training=training, at=at)
    return training


def hold_training(training: Training) -> None:
    """Read the training anew and keep others from changing it until the transaction ends, so that nobody's words are lost."""
    db.session.refresh(training, with_for_update=True)


def edit_training(
    *,
    training: Training,
    fields: Mapping[str, Any],
    tags: Mapping[str, Mapping[str, str | None]] | None = None,
    trainers: Sequence[Trainer] | None = None,
    actor: Account,
    at: datetime,
) -> bool:
    """Change what the mappings name and leave the rest; returns whether judged content changed, which asks for a new decision.

    `fields` is attribute → value (only EDITABLE_FIELDS, else KeyError); `tags` is scheme → {code: meaning or None} and
    replaces the tags of that scheme. Raises RuleViolation for a group that cannot be.
    """
    if unknown := set(fields) - EDITABLE_FIELDS:
        raise KeyError(", ".join(sorted(unknown)))
    before, written = training.content_hash, [name for name, value in fields.items() if getattr(training, name) != value]
    for name, value in fields.items():
        setattr(training, name, value)
    if training.min_participants > training.max_participants:
        raise RuleViolation("Laat het maximum minstens zo groot zijn als het minimum.", "max_participants")
    for scheme, chosen in (tags or {}).items():
        if _tag(training, reference.concepts_by_code(scheme), chosen):
            written.append(scheme)
    if trainers is not None:
        _refuse_strangers(training, trainers)
        written += ["trainers"] if set(training.trainers) != set(trainers) else []
        training.trainers = list(trainers)
    note_edits(training=training, fields=written, actor=actor, at=at)
    training_changed(training=training, at=at)
    return before != training.content_hash


def changes_judged_content(*, training: Training, **change: Any) -> bool:
    """Whether `edit_training` with this change would ask for a new decision; nothing is changed. Raises what that would raise."""
    trial = db.session.begin_nested()
    try:
        return edit_training(training=training, **change)
    finally:
        if trial.is_active:
            trial.rollback()


def note_edits(*, training: Training, fields: Sequence[str], actor: Account | None, at: datetime) -> None:
    """Remember who wrote these fields; `actor` is None for a file brought in by command."""
    by = actor.id if actor else None
    db.session.add_all(TrainingEdit(training_id=training.id, field=name, account_id=by, edited_at=at) for name in fields)


def _tag(training: Training, concepts: Mapping[str, Concept], chosen: Mapping[str, str | None]) -> bool:
    wanted = {concepts[code].id: meaning for code, meaning in chosen.items()}
    scheme_ids = {concept.id for concept in concepts.values()}
    if {tag.concept_id: tag.meaning for tag in training.tags if tag.concept_id in scheme_ids} == wanted:
        return False
    for tag in [tag for tag in training.tags if tag.concept_id in scheme_ids]:
        if tag.concept_id in wanted:
            tag.meaning = wanted.pop(tag.concept_id)
        else:
            training.tags.remove(tag)
    by_id = {concept.id: concept for concept in concepts.values()}
    training.tags.extend(TrainingTag(concept=by_id[id_], meaning=meaning) for id_, meaning in wanted.items())
    return True


def _refuse_strangers(training: Training, trainers: Sequence[Trainer]) -> None:
    if any(trainer.provider_id != training.provider_id for trainer in trainers):
        raise RuleViolation("Kies lesgevers van je eigen organisatie.", "trainers")


def withdraw(*, training: Training, actor: Account, at: datetime, reason: str = "", successor: Training | None = None) -> None:  # noqa: ARG001 - every verb says who
    """Take a training out of the offer; its page stays and says why and what comes in its place. It can come back.

    Of one that was withdrawn already, only the reason and the successor change. Raises RuleViolation for a successor
    that teachers cannot find.
    """
    if successor is not None and (successor.id == training.id or not successor.is_findable(at)):
        raise RuleViolation("Kies een andere opleiding, die leraren nu kunnen vinden.", "successor")
    training.withdrawn_at = training.withdrawn_at or at
    training.withdrawn_reason = reason
    training.successor_id = successor.id if successor else None
    flush()
    offer_changed(training)


def reinstate(*, training: Training, actor: Account, at: datetime) -> None:  # noqa: ARG001 - every verb says who and when
    """Put a withdrawn training back; teachers find it only when exactly this content is still accepted."""
    training.withdrawn_at, training.withdrawn_reason, training.successor_id = None, "", None
    flush()
    offer_changed(training)


def add_trainer(*, provider: Organisation, name: str, subject_background: str, teaching_background: str) -> Trainer:
    """Somebody who gives sessions, to be chosen in each training of the provider (CAT-12)."""
    trainer = Trainer(
        code=free_code(slug_of(name), Trainer.code),
        provider=provider,
        name=name,
        subject_background=subject_background,
        teaching_background=teaching_background,
        is_example=provider.is_example,
    )
    db.session.add(trainer)
    flush()
    return trainer


def add_location(
    *,
    provider: Organisation | None,
    province: Concept,
    name: str,
    street: str,
    postcode: str,
    city: str,
    access: str,
    equipment: str,
    has_public_transport: bool,
) -> Location:
    """A place where sessions may be held, of one provider, or for all of them when None."""
    location = Location(
        code=free_code(slug_of(f"{name} {city}"), Location.code),
        name=name,
        street=street,
        postcode=postcode,
        city=city,
        province=province,
        provider_id=provider.id if provider else None,
        access=access,
        equipment=equipment,
        has_public_transport=has_public_transport,
    )
    db.session.add(location)
    flush()
    return location


def describe_provider(*, provider: Organisation, quality_care: str, declaration: str, at: datetime) -> None:
    """What a provider says of itself once, for all its trainings (QA-05); judgements on other words are looked at again."""
    profile = db.session.get(ProviderProfile, provider.id) or ProviderProfile(organisation_id=provider.id)
    before, after = (profile.quality_care, profile.declaration), (quality_care, declaration)
    profile.quality_care, profile.declaration = after
    db.session.add(profile)
    if [plain(text or "") for text in before] != [plain(text) for text in after]:
        provider_file_changed(provider_id=provider.id, at=at)
    flush()
    offer_changed()


def provider_file_changed(*, provider_id: int, at: datetime) -> None:
    """Note that the file of a provider says something else, so that RTC looks again at what rests on it (QA-05)."""
    profile = db.session.get(ProviderProfile, provider_id) or ProviderProfile(organisation_id=provider_id)
    profile.changed_at = at
    db.session.add(profile)
    flush()


def slug_of(title: str) -> str:
    """Words of an address: "Café & CNC: één" becomes "cafe-cnc-een"."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-") or "opleiding"


def free_code(wanted: str, column: InstrumentedAttribute[str]) -> str:
    """The wanted code, or the first free one after it: plc, plc-2, plc-3 …"""
    taken = set(db.session.scalars(sa.select(column).where(column.startswith(wanted, autoescape=True)))) | TAKEN_WORDS
    number = 1
    code = wanted
    while code in taken:
        number += 1
        code = f"{wanted}-{number}"
    return code
