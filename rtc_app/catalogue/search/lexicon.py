"""What a process knows of the words of one offer: who holds which, which there are, and which mean the same.

It is filled as questions come, and forgotten with the read model, so that all processes agree within one request.
"""

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from sys import getsizeof
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

import sqlalchemy as sa

from rtc_app.catalogue.models import SearchDocument
from rtc_app.catalogue.search import engine, synonyms
from rtc_app.catalogue.search.analysis import PART, STEM, parts, stem
from rtc_app.catalogue.search.bitmaps import to_bitmap
from rtc_app.catalogue.search.question import Synonyms, Term
from rtc_app.catalogue.search.read_model import ReadModel
from rtc_app.kernel.database import db

#: Bitmaps of one token by field, in the order of engine.FIELDS.
Fields = tuple[int, ...]
#: Words in the order of the alphabet, each with its rank.
Ranked = list[tuple[str, int]]
Key = TypeVar("Key")
Value = TypeVar("Value")
#: Memory for the bitmaps of tokens, in bytes; all words of the offer up to some tens of thousands of trainings.
_ROOM = 80_000_000
#: Memory for answers and suggestions.
_ROOM_FOR_ANSWERS = 24_000_000

_lexicons: WeakKeyDictionary[ReadModel, "Lexicon"] = WeakKeyDictionary()


def of(model: ReadModel) -> "Lexicon":
    """The words of this offer as far as this process met them."""
    lexicon = _lexicons.get(model)
    if lexicon is None:
        lexicon = _lexicons[model] = Lexicon(model)
    return lexicon


class Kept(Generic[Key, Value]):
    """A dictionary with so much room, shared by the threads of a process; when it is full the oldest make place."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._known: dict[Key, tuple[Value, int]] = {}
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        known = self._known.get(key)
        return known[0] if known else None

    def keep(self, key: Key, value: Value, size: int) -> None:
        """`size` in bytes, about."""
        with self._lock:
            self._forget(key)
            while self._known and self._room < size:
                self._forget(next(iter(self._known)))
            self._room -= size
            self._known[key] = (value, size)

    def _forget(self, key: Key) -> None:
        _, size = self._known.pop(key, (None, 0))
        self._room += size


class Lexicon:
    """Words of the findable trainings; bitmaps are over the positions of the read model."""

    def __init__(self, model: ReadModel) -> None:
        # Not the model itself: what its key holds would never be forgotten.
        self._positions = model.positions
        self.size = len(model.ranks)
        self._fields: Kept[str, Fields] = Kept(_ROOM)
        self._remembered: Kept[object, object] = Kept(_ROOM_FOR_ANSWERS)

    @cached_property
    def synonyms(self) -> Synonyms:
        """The other words RTC staff gave for words."""
        return synonyms.current()

    def meet(self, terms: Iterable[Term]) -> None:
        """Ask the database for all words of these terms at once."""
        sought = dict.fromkeys(token for term in terms for token in _tokens(term))
        self._ask([token for token in sought if self._fields.get(token) is None])

    def recall(self, key: object) -> object | None:
        """What was remembered under this key."""
        return self._remembered.get(key)

    def remember(self, key: object, found: object, size: int) -> None:
        """Keep what was worked out of these words; `size` in bytes, about."""
        self._remembered.keep(key, found, size)

    def whole(self, of_stem: str) -> Fields:
        """Who holds a word of this stem."""
        return self._of(STEM + of_stem)

    def part(self, of_stem: str) -> Fields:
        """Who holds a compound with a part of this stem."""
        return self._of(PART + of_stem)

    def phrase(self, forms: Sequence[str]) -> Fields:
        """Who holds these words as they stand, one after the other."""
        return self._of(" ".join(forms))

    @cached_property
    def vocabulary(self) -> tuple[str, ...]:
        """The words of titles, keywords and first lines as they are written, most used first; read when first needed."""
        uses: Counter[str] = Counter()
        query = sa.select(SearchDocument.training_id, SearchDocument.title, SearchDocument.keywords, SearchDocument.core)
        for training_id, *texts in db.session.connection().execute(query):
            if training_id in self._positions:
                uses.update({token for text in texts for token in text.split()})
        words = {token: times for token, times in uses.items() if not token.startswith((STEM, PART))}
        # Nobody may have written pneumatica when all write elektropneumatica.
        for word, times in list(words.items()):
            for part in parts(word):
                words[part] = words.get(part, 0) + times
        return tuple(sorted(words, key=lambda word: (-words[word], word)))

    def has(self, word: str) -> bool:
        """Whether somebody writes this word, in this or another form."""
        return stem(word) in self._stems

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(map(stem, self.vocabulary))

    def beginning_with(self, prefix: str, most: int) -> list[str]:
        """At most this many words that begin with the prefix, most used first."""
        return _most_used(self._in_order, prefix, most)

    def titles_beginning_with(self, prefix: str, most: int) -> list[str]:
        """The same of titles only."""
        return _most_used(self._of_titles, prefix, most)

    @cached_property
    def _in_order(self) -> Ranked:
        return sorted((word, rank) for rank, word in enumerate(self.vocabulary))

    @cached_property
    def _of_titles(self) -> Ranked:
        uses: Counter[str] = Counter()
        for training_id, title in db.session.connection().execute(sa.select(SearchDocument.training_id, SearchDocument.title)):
            if training_id in self._positions:
                uses.update(title.split())
        words = (word for word in uses if not word.startswith((STEM, PART)))
        return sorted((word, -uses[word]) for word in words)

    def _of(self, token: str) -> Fields:
        fields = self._fields.get(token)
        return self._ask([token])[token] if fields is None else fields

    def _ask(self, tokens: Sequence[str]) -> dict[str, Fields]:
        found = {token: tuple(map(self._bitmap, held)) for token, held in engine.holders(tokens).items()}
        for token, fields in found.items():
            self._fields.keep(token, fields, sum(map(getsizeof, fields)))
        return found

    def _bitmap(self, ids: Sequence[int]) -> int:
        if not ids:
            return 0
        positions = self._positions
        return to_bitmap((positions[id_] for id_ in ids if id_ in positions), self.size)


def _most_used(words: Ranked, prefix: str, most: int) -> list[str]:
    found, at = [], bisect_left(words, (prefix,))
    while at < len(words) and words[at][0].startswith(prefix):
        found.append(words[at])
        at += 1
    return [word for word, _ in sorted(found, key=lambda pair: pair[1])[:most]]


def _tokens(term: Term) -> Iterator[str]:
    if term.is_quoted:
        yield " ".join(term.forms)
    for way in term.ways:
        for of_stem in way.stems:
            yield STEM + of_stem
            yield PART + of_stem
