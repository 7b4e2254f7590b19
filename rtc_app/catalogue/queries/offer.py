"""What the forms of providers offer as choices, and what a provider already said."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from rtc_app.accounts.models import Organisation, OrganisationKind
from rtc_app.catalogue.models import Location, ProviderProfile, Trainer, Training, TrainingSession, training_trainer
from rtc_app.kernel.database import Base, db

Choice = tuple[int, str]


def organisation_choices(kind: OrganisationKind, ids: Collection[int] | None = None) -> list[Choice]:
    """(id, name) of the organisations of a kind, only the given ones when `ids` is there; by name."""
    query = sa.select(Organisation.id, Organisation.name).where(Organisation.kind == kind).order_by(Organisation.name, Organisation.id)
    if ids is not None:
        query = query.where(Organisation.id.in_(ids))
    return [(id_, name) for id_, name in db.session.execute(query)]


def trainers_of(provider_ids: Collection[int]) -> list[Trainer]:
    """Trainers of these providers, by name."""
    return list(db.session.scalars(sa.select(Trainer).where(Trainer.provider_id.in_(provider_ids)).order_by(Trainer.name, Trainer.id)))


def trainers_with(ids: Collection[int]) -> list[Trainer]:
    """The trainers with these ids, by name."""
    return list(db.session.scalars(sa.select(Trainer).where(Trainer.id.in_(ids)).order_by(Trainer.name, Trainer.id)))


def location_choices(provider_id: int) -> list[Choice]:
    """(id, town – name) of the places where a provider may hold sessions, its own and everybody's, by town."""
    query = (
        sa.select(Location.id, Location.city, Location.name)
        .where(sa.or_(Location.provider_id.is_(None), Location.provider_id == provider_id))
        .order_by(Location.city, Location.name, Location.id)
    )
    return [(id_, f"{city} – {name}") for id_, city, name in db.session.execute(query)]


#: More than this is no list to read.
_MOST_PLACES = 500


def kept_locations(provider_ids: Collection[int] | None) -> list[Location]:
    """The places one keeps, by town: those of these providers, or all when None."""
    query = sa.select(Location).order_by(Location.city, Location.name, Location.id).limit(_MOST_PLACES)
    return list(db.session.scalars(query if provider_ids is None else query.where(Location.provider_id.in_(provider_ids))))


def replacing_locations(location: Location) -> list[Choice]:
    """(id, town – name) of the places that may come instead of one: those for all, and those of the same provider."""
    return [choice for choice in location_choices(location.provider_id or 0) if choice[0] != location.id]


def uses_of_trainer(trainer: Trainer) -> list[str]:
    """Titles of the trainings with this trainer."""
    query = sa.select(Training.title).join(training_trainer).where(training_trainer.c.trainer_id == trainer.id)
    return list(db.session.scalars(query.order_by(Training.title, Training.id)))


def uses_of_location(location: Location) -> int:
    """How many sessions are or were held there."""
    return db.session.scalar(sa.select(sa.func.count()).where(TrainingSession.location_id == location.id)) or 0


def profile_of_provider(provider_id: int) -> ProviderProfile | None:
    """What a provider said of itself, or None."""
    return db.session.get(ProviderProfile, provider_id)


def organisation(organisation_id: int) -> Organisation:
    """The organisation with this id."""
    return db.session.get_one(Organisation, organisation_id)


def location(location_id: int) -> Location | None:
    """The place with this id; 0 means online and gives None."""
    return db.session.get(Location, location_id) if location_id else None


#: More than this is no list to choose from.
_MOST_SUCCESSORS = 300


def successor_choices(training: Training, at: datetime) -> list[Choice]:
    """(id, title) of what teachers may be sent to instead: findable trainings of the same provider or the same RTC, by title."""
    query = (
        sa.select(Training.id, Training.title)
        .where(Training.findable(at), Training.id != training.id)
        .where(sa.or_(Training.provider_id == training.provider_id, Training.rtc_id == training.rtc_id))
        .order_by(Training.provider_id != training.provider_id, Training.title, Training.id)
        .limit(_MOST_SUCCESSORS)
    )
    return [(id_, title) for id_, title in db.session.execute(query)]


def training(training_id: int) -> Training | None:
    """The training with this id, or None when it is gone."""
    return db.session.get(Training, training_id)


#: Tables that hold what a training or a session itself is made of. Anything else that points to it uses it.
_PARTS = frozenset({"training_tag", "training_trainer", "training_edit", "training_session", "meeting", "search_document"})


def has_traces(training: Training) -> bool:
    """Whether anything but itself knows of the training: an assessment, an enrolment, a leertraject, somebody's plan.

    Found by the foreign keys of all tables, so that a domain above this one is counted without being known here.
    """
    if training.submitted_at or training.accepted_hash:
        return True
    sessions = sa.select(TrainingSession.id).where(TrainingSession.training_id == training.id)
    uses = [
        sa.exists().where(column == training.id if target == "training" else column.in_(sessions))
        for table in Base.metadata.sorted_tables
        if table.name not in _PARTS
        for column in table.columns
        for target in {key.column.table.name for key in column.foreign_keys} & {"training", "training_session"}
        if column is not Training.__table__.c.origin_id
    ]
    return bool(db.session.scalar(sa.select(sa.or_(*uses))))
