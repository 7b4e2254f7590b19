"""Trainers and places are kept right: changed, or taken away with something else in their stead."""

from datetime import datetime

import sqlalchemy as sa

from rtc_app.catalogue.content import plain
from rtc_app.catalogue.models import Location, Trainer, Training, TrainingSession, training_trainer
from rtc_app.catalogue.service.findability import offer_changed, training_changed
from rtc_app.catalogue.service.offering import provider_file_changed
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.reference.models import Concept


def edit_trainer(*, trainer: Trainer, name: str, subject_background: str, teaching_background: str, at: datetime) -> None:
    """Say it better once; every training with this trainer shows it (CAT-12).

    A judgement on those trainings stays; when it is more than a repair, RTC looks again at what rests on it (QA-05).
    """
    before, after = (trainer.name, trainer.subject_background, trainer.teaching_background), (name, subject_background, teaching_background)
    trainer.name, trainer.subject_background, trainer.teaching_background = after
    if [plain(text or "") for text in before] != [plain(text) for text in after]:
        provider_file_changed(provider_id=trainer.provider_id, at=at)
    flush()
    for training in _trainings_of(trainer):
        training_changed(training=training, at=at)


def remove_trainer(*, trainer: Trainer, replacement: Trainer | None, at: datetime) -> int:
    """Take a trainer away; in each training the replacement comes instead. Returns how many trainings changed.

    Raises RuleViolation when trainings need a replacement, or it is of another provider.
    """
    trainings = _trainings_of(trainer)
    if trainings and replacement is None:
        raise RuleViolation("Deze lesgever geeft nog opleidingen. Kies wie in de plaats komt.", "replacement")
    if replacement is not None and (replacement.provider_id != trainer.provider_id or replacement.id == trainer.id):
        raise RuleViolation("Kies een andere lesgever van dezelfde verstrekker.", "replacement")
    for training in trainings:
        others = [one for one in training.trainers if one.id != trainer.id]
        training.trainers = others if replacement is None or replacement in others else [*others, replacement]
        training_changed(training=training, at=at)
    db.session.delete(trainer)
    flush()
    return len(trainings)


def _trainings_of(trainer: Trainer) -> list[Training]:
    query = sa.select(Training).join(training_trainer).where(training_trainer.c.trainer_id == trainer.id).order_by(Training.id)
    return list(db.session.scalars(query))


def edit_location(
    *,
    location: Location,
    province: Concept,
    name: str,
    street: str,
    postcode: str,
    city: str,
    access: str,
    equipment: str,
    has_public_transport: bool,
) -> None:
    """Correct a place; every session there shows it. Another street or town forgets where it was on the map."""
    if (street, postcode, city) != (location.street, location.postcode, location.city):
        location.latitude = location.longitude = None
    location.province, location.name, location.street, location.postcode, location.city = province, name, street, postcode, city
    location.access, location.equipment, location.has_public_transport = access, equipment, has_public_transport
    flush()
    offer_changed()


def remove_location(*, location: Location, replacement: Location | None) -> int:
    """Take away a place that is there twice, or that nothing uses; its sessions go to the replacement. Returns how many.

    Nobody is told: the replacement is the same place under another name. Raises RuleViolation when sessions need one, or
    when the replacement is a place of another provider.
    """
    sessions = list(db.session.scalars(sa.select(TrainingSession).where(TrainingSession.location_id == location.id)))
    if sessions and replacement is None:
        raise RuleViolation("Er zijn sessies op deze plaats. Kies welke plaats blijft.", "replacement")
    if replacement is not None and (replacement.id == location.id or replacement.provider_id not in (None, location.provider_id)):
        raise RuleViolation("Kies een andere plaats, die voor dezelfde verstrekker is.", "replacement")
    for session in sessions:
        session.location = replacement
    db.session.flush()
    db.session.delete(location)
    flush()
    offer_changed()
    return len(sessions)
