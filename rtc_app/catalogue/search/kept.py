"""What a process remembers of trainings it showed, until the offer changes."""

from collections.abc import Callable
from datetime import datetime
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from rtc_app.catalogue.search import read_model
from rtc_app.catalogue.search.read_model import ReadModel

Facts = TypeVar("Facts")
_MOST_KNOWN = 2_000


class KeptByOffer(Generic[Facts]):
    """Facts of a training that only change with the offer, found once per read model: whatever changes them makes a new one.

    `find` takes the id of a training and the moment, reads the database itself and gives plain values: no rows of the
    session, no seats, nothing of a person.
    """

    def __init__(self, find: Callable[[int, datetime], Facts]) -> None:
        self._find = find
        self._known: WeakKeyDictionary[ReadModel, dict[int, Facts]] = WeakKeyDictionary()

    def of(self, training_id: int, at: datetime) -> Facts:
        """The facts of one training; one small query when this process knows them."""
        # The version is read before the facts, so that a change in between makes them old instead of lasting.
        known = self._known.setdefault(read_model.current(at), {})
        if training_id not in known:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            known[training_id] = self._find(training_id, at)
        return known[training_id]
