"""Providers, locations, trainers and learning paths."""

import sqlalchemy as sa

from rtc_app.accounts.models import Organisation, OrganisationKind
from rtc_app.catalogue.models import LearningPath, LearningPathStep, Location, ProviderProfile, Trainer, Training
from rtc_app.interchange.catalogue_file import LearningPathEntry, LocationEntry, ProviderEntry, TrainerEntry
from rtc_app.interchange.differences import Differences, set_fields
from rtc_app.kernel.database import db
from rtc_app.reference import queries as reference


def store_provider(entry: ProviderEntry, differences: Differences) -> None:
    """Create or update a provider and what it says of itself."""
    provider = db.session.scalar(sa.select(Organisation).where(Organisation.code == entry.code))
    is_new = provider is None
    provider = provider or Organisation(code=entry.code, kind=OrganisationKind.PROVIDER)
    fields = set_fields(
        provider, {"name": entry.name, "city": entry.city or None, "website": entry.website or None, "is_example": entry.is_example}
    )
    db.session.add(provider)
    profile = None if is_new else db.session.get(ProviderProfile, provider.id)
    profile = profile or ProviderProfile(organisation=provider)
    fields += set_fields(profile, {"quality_care": entry.quality_care or None, "declaration": entry.declaration or None})
    db.session.add(profile)
    differences.note("providers", entry.code, is_new=is_new, fields=fields)


def store_location(entry: LocationEntry, differences: Differences) -> None:
    """Create or update a location."""
    location = db.session.scalar(sa.select(Location).where(Location.code == entry.code))
    is_new = location is None
    location = location or Location(code=entry.code)
    values = entry.model_dump(exclude={"code", "province", "public_transport", "access", "provider", "equipment"})
    values |= {"has_public_transport": entry.public_transport, "access": entry.access or None}
    if entry.equipment is not None:
        values["equipment"] = entry.equipment
    if entry.provider is not None:
        values["provider"] = db.session.scalars(sa.select(Organisation).where(Organisation.code == entry.provider)).one()
    fields = set_fields(location, values | {"province": reference.concept("provincie", entry.province)})
    db.session.add(location)
    differences.note("locations", entry.code, is_new=is_new, fields=fields)


def store_trainer(entry: TrainerEntry, differences: Differences) -> None:
    """Create or update a trainer."""
    trainer = db.session.scalar(sa.select(Trainer).where(Trainer.code == entry.code))
    is_new = trainer is None
    trainer = trainer or Trainer(code=entry.code)
    values = {
        "provider": db.session.scalars(sa.select(Organisation).where(Organisation.code == entry.provider)).one(),
        "name": entry.name,
        "subject_background": entry.subject_background or None,
        "teaching_background": entry.teaching_background or None,
        "is_example": entry.is_example,
    }
    fields = set_fields(trainer, values)
    db.session.add(trainer)
    differences.note("trainers", entry.code, is_new=is_new, fields=fields)


def store_learning_path(entry: LearningPathEntry, differences: Differences) -> None:
    """Create or update a learning path; its steps are replaced when they differ."""
    path = db.session.scalar(sa.select(LearningPath).where(LearningPath.code == entry.code))
    is_new = path is None
    path = path or LearningPath(code=entry.code)
    rtc = db.session.scalars(sa.select(Organisation).where(Organisation.code == entry.rtc)).one()
    values = {"title": entry.title, "summary": entry.summary, "rtc": rtc, "is_example": entry.is_example}
    if entry.published is not None:
        values["is_published"] = entry.published
    fields = set_fields(path, values)
    db.session.add(path)
    named = sa.select(Training.code, Training.id).where(Training.code.in_([step.training for step in entry.steps]))
    ids = dict(db.session.execute(named).all())
    wanted = [(ids[step.training], step.self_study) for step in entry.steps]
    if [(step.training_id, step.self_study) for step in path.steps] != wanted:
        path.steps.clear()
        db.session.flush()
        path.steps.extend(
            LearningPathStep(training_id=training_id, self_study=text, position=position)
            for position, (training_id, text) in enumerate(wanted, 1)
        )
        fields.append("steps")
    differences.note("learning_paths", entry.code, is_new=is_new, fields=fields)
