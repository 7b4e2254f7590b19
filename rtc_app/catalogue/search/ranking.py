"""Which trainings answer the words of a question, and in which order: all that the search knows of words comes in here."""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from weakref import WeakKeyDictionary

from rtc_app.catalogue.search import engine, spelling
from rtc_app.catalogue.search.analysis import Term, question
from rtc_app.catalogue.search.read_model import ReadModel

_REMEMBERED_QUESTIONS = 200


class Matches(NamedTuple):
    """Trainings that hold the words of a question: as a bitmap, and as positions from best to least."""

    bitmap: int
    ranked: "array[int]"


@dataclass(frozen=True)
class Answer:
    """What the words of a question found: nothing to narrow with when `matches` is None."""

    matches: Matches | None
    #: The words that were used instead of those typed, when these found nothing.
    mended: str | None = None


@dataclass
class _Known:
    """The questions a process answered from one read model, as the seats were at one moment."""

    seats_at: datetime | None = None
    matches: dict[object, Matches] = field(default_factory=dict)


_known: WeakKeyDictionary[ReadModel, _Known] = WeakKeyDictionary()


def answer(text: str, model: ReadModel, *, is_literal: bool) -> Answer:
    """The trainings that hold the words as typed, else with the last one unfinished, else with the words mended."""
    terms = question(text)
    if not terms:
        return Answer(None)
    matches = _remembered(terms, model, is_unfinished=False)
    if not matches.bitmap:
        matches = _remembered(terms, model, is_unfinished=True)
    if matches.bitmap or is_literal:
        return Answer(matches)
    mended = spelling.mend(terms, model)
    return Answer(_remembered(question(mended), model, is_unfinished=False), mended) if mended else Answer(matches)


def bitmap_of(text: str, model: ReadModel) -> int | None:
    """The trainings that hold these words as they stand, in no order; None when they say nothing."""
    terms = question(text)
    return _remembered(terms, model, is_unfinished=False).bitmap if terms else None


def in_order(matches: Matches | None, bitmap: int, model: ReadModel) -> Iterator[int]:
    """The positions of a bitmap: best words first, what is equal in the order of the model."""
    if matches is None:
        return model.in_order(bitmap)
    held = bitmap.to_bytes(len(model.ids) // 8 + 1, "little")
    return (position for position in matches.ranked if held[position >> 3] >> (position & 7) & 1)


def _remembered(terms: tuple[Term, ...], model: ReadModel, *, is_unfinished: bool) -> Matches:
    known = _known.setdefault(model, _Known())
    if known.seats_at != model.seats_at or len(known.matches) >= _REMEMBERED_QUESTIONS:
        known.seats_at, known.matches = model.seats_at, {}
    key = (terms, is_unfinished)
    matches = known.matches.get(key)
    if matches is None:
        matches = known.matches[key] = _matches(engine.hits(terms, is_unfinished=is_unfinished), model)
    return matches


def _matches(hits: Mapping[int, float], model: ReadModel) -> Matches:
    positions = model.positions
    scores = {positions[id_]: score for id_, score in hits.items() if id_ in positions}
    bitmap = model.bitmap(scores)
    # The sort is stable: what scores the same stays in the order of the model.
    return Matches(bitmap, array("I", sorted(model.in_order(bitmap), key=scores.__getitem__, reverse=True)))
