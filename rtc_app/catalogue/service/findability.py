"""What makes a training findable: the hash of its content, and the acceptance of exactly that content."""

from collections.abc import Sequence
from datetime import datetime

from rtc_app.catalogue.content import hash_of, judged_content
from rtc_app.catalogue.models import Training
from rtc_app.catalogue.search import changes
from rtc_app.catalogue.search.indexing import index_trainings
from rtc_app.kernel.database import flush


def training_changed(*, training: Training, at: datetime) -> None:
    """To be called after every change of a training: new content hash, new search words, and a sign to every read model."""
    trainings_changed(trainings=[training], at=at)


def trainings_changed(*, trainings: Sequence[Training], at: datetime) -> None:
    """The same for many at once."""
    for training in trainings:
        training.updated_at = at
        training.content_hash = content_hash(training)
    flush()
    index_trainings(trainings)
    if trainings:
        offer_changed(*trainings)


def content_hash(training: Training) -> str:
    """Hash of everything a judgement rests on: fields, tags, trainers and provider; repairs of the text do not change it."""
    return hash_of(judged_content(training))


def offer_changed(*trainings: Training) -> None:
    """Tell every process at the commit that these trainings changed, or without any that everything may have."""
    changes.note(trainings={training.id for training in trainings}, is_everything=not trainings)


def seats_changed(training_id: int) -> None:
    """Tell every process at the commit that seats of this training were taken or given back, and nothing else of it."""
    changes.note(seats={training_id})


def accept(*, training: Training, content_hash: str, start: datetime, until: datetime, is_conditional: bool) -> None:
    """Let teachers find exactly this content between these moments. Only `quality` calls this, with a decision."""
    training.accepted_hash, training.accepted_from, training.accepted_until = content_hash, start, until
    training.is_conditional = is_conditional
    offer_changed(training)


def end_acceptance(*, training: Training) -> None:
    """Hide the training again. Only `quality` calls this."""
    training.accepted_hash = training.accepted_from = training.accepted_until = None
    offer_changed(training)
