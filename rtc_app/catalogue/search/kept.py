"""What a process remembers of trainings it showed, until the offer changes."""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from rtc_app.catalogue.search import read_model
from rtc_app.catalogue.search.read_model import ReadModel

Key = TypeVar("Key", bound=Hashable)
Facts = TypeVar("Facts")
_MOST_KNOWN = 2_500


class KeptByOffer(Generic[Key, Facts]):
    """Facts of a training that only change with the offer, found once per read model: whatever changes them makes a new one.

    `find` takes what names the training (its id, its address) and the moment, reads the database itself and gives plain
    values: no rows of the session, no seats, nothing of a person.
    """

    def __init__(self, find: Callable[[Key, datetime], Facts]) -> None:
        self._find = find
        self._known: WeakKeyDictionary[ReadModel, dict[Key, Facts]] = WeakKeyDictionary()

    def of(self, key: Key, at: datetime) -> Facts:
        """The facts of one training; one small query when this process knows them. Nothing found is not remembered."""
        # The version is read before the facts, so that a change in between makes them old instead of lasting.
        known = self._known.setdefault(read_model.current(at), {})
        facts = known.get(key)
        if facts is None:
            facts = self._find(key, at)
            if facts is not None:
                if len(known) >= _MOST_KNOWN:
                    known.pop(next(iter(known)), None)
                known[key] = facts
        return facts
