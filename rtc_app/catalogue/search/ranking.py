"""Which trainings answer the words of a question, and in which order: all that the search knows of words comes in here.

Who holds a word is a bitmap per field. A word is worth what its fields say, less when it is only a part of a compound or
another word for it; rare words weigh more. Trainings with the same worth are one bitmap, a bucket, so that ranking
hundreds of thousands of trainings is a few hundred operations on bitmaps, with the same outcome on both databases.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from heapq import heappop, heappush
from itertools import groupby
from operator import and_, or_

from rtc_app.catalogue.search import lexicon as lexicons
from rtc_app.catalogue.search import spelling
from rtc_app.catalogue.search.bitmaps import split
from rtc_app.catalogue.search.lexicon import Fields, Lexicon
from rtc_app.catalogue.search.question import Term, Way, question
from rtc_app.catalogue.search.read_model import ReadModel

#: What a word is worth in title, keywords, core and body; it counts in each. Words that belong together also count when
#: they are spread over the first three.
FIELD_WORTH = (20, 14, 6, 4)
SPREAD_WORTH = 12
#: A part of a compound, in percent of the word itself.
PART_WORTH = 75
#: One step of text beside the worth of what follows.
TEXT_STEP = 5
MOST_RARE = 4
#: Technical before general (CAT-04), a free seat or one's own pace, a session to come.
TECHNICAL_WORTH, AVAILABLE_WORTH, UPCOMING_WORTH = 8, 5, 3
#: The lower the level, the more teachers can use it.
LEVEL_WORTH = {"beginner": 2, "gevorderde": 1}
#: Delivery modes without dates.
OWN_PACE = ("zelfstudie", "online-async")
#: With fewer trainings that have all words, those with most of them follow.
FEW = 2
#: From this worth on, in percent, a way is the word itself or as good as that.
NEAR = 75
_MOST_WIDENED = 6

#: Disjoint bitmaps with their worth, best first.
Buckets = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Matches:
    """Trainings that answer the words of a question: together, and in disjoint buckets of equal worth, best first."""

    bitmap: int
    buckets: Buckets
    #: How much one step of text counts in the worth of a bucket: the rarity of all words together.
    step: int


@dataclass(frozen=True)
class Answer:
    """What the words of a question found: nothing to narrow with when `matches` is None."""

    matches: Matches | None
    #: The question that was answered instead of the one typed, when a word of that is nowhere to be found.
    mended: str | None = None
    #: Few have all words, so trainings with most of them follow.
    is_widened: bool = False
    #: The terms that were answered, with unfinished words finished.
    terms: tuple[Term, ...] = ()


def answer(text: str, model: ReadModel, *, is_literal: bool) -> Answer:
    """The trainings that hold the words; unknown words are finished or mended first.

    `is_literal` keeps words as they are typed and asks for all of them.
    """
    lexicon = lexicons.of(model)
    key = (text, is_literal)
    known = lexicon.recall(key)
    if isinstance(known, Answer):
        return known
    found = _answer(text, model, lexicon, is_literal=is_literal)
    buckets = len(found.matches.buckets) if found.matches else 0
    lexicon.remember(key, found, 1_000 + (buckets + 1) * lexicon.size // 8)
    return found


def bitmap_of(text: str, model: ReadModel) -> int | None:
    """The trainings that hold all these words, in no order; None when they say nothing."""
    matches = answer(text, model, is_literal=True).matches
    return None if matches is None else matches.bitmap


def in_order(matches: Matches | None, bitmap: int, model: ReadModel) -> Iterator[int]:
    """The positions of a bitmap: best first, what is equal in the order of the model."""
    if matches is None:
        return model.in_order(bitmap)
    return (position for _, position in scored(matches, bitmap, model))


def scored(matches: Matches, bitmap: int, model: ReadModel) -> Iterator[tuple[int, int]]:
    """(worth, position) of the positions of a bitmap, best first; only as much is worked out as is asked for."""
    for worth, group in groupby(_by_worth(matches, bitmap, model), key=lambda pair: pair[0]):
        for position in model.in_order(reduce(or_, (together for _, together in group))):
            yield worth, position


def _by_worth(matches: Matches, bitmap: int, model: ReadModel) -> Iterator[tuple[int, int]]:
    """(worth, bitmap) of words and merit together, best first.

    A bucket of words is only split by merit when its best merit would make it the next.
    """
    merits = _merits(model)
    whole = [(-TEXT_STEP * worth - merits[0][0] * matches.step, text & bitmap, worth) for worth, text in matches.buckets]
    waiting = [entry for entry in whole if entry[1]]
    ready: list[tuple[int, int]] = []
    for least, together, worth in waiting:
        while ready and ready[0][0] < least:
            yield _popped(ready)
        for merit, merited in merits:
            if both := together & merited:
                heappush(ready, (-TEXT_STEP * worth - merit * matches.step, both))
    while ready:
        yield _popped(ready)


def _popped(ready: list[tuple[int, int]]) -> tuple[int, int]:
    worth, bitmap = heappop(ready)
    return -worth, bitmap


def _answer(text: str, model: ReadModel, lexicon: Lexicon, *, is_literal: bool) -> Answer:
    asked = question(text, lexicon.synonyms)
    if not asked:
        return Answer(None)
    lexicon.meet(asked)
    unknown = [term for term in asked if not term.is_quoted and not _levels(term, lexicon)]
    known = {term: ways for term in unknown if (ways := spelling.finished(term, lexicon, is_last=term == asked[-1]))}
    if not is_literal:
        astray = [term for term in unknown if term not in known]
        if slips := {term.forms[0]: word for term in astray if (word := spelling.nearest(term, lexicon))}:
            mended = spelling.rewritten(text, slips)
            return replace(_answer(mended, model, lexicon, is_literal=False), mended=mended)
        known |= {term: ways for term in astray if (ways := spelling.broken(term, lexicon))}
    lexicon.meet(known.values())
    return _answer_to(tuple(known.get(term, term) for term in asked), model, lexicon, is_strict=is_literal)


def _answer_to(terms: tuple[Term, ...], model: ReadModel, lexicon: Lexicon, *, is_strict: bool) -> Answer:
    levels = [_levels(term, lexicon) for term in terms]
    rarity = [_rarity_of(term, of_term, lexicon) for term, of_term in zip(terms, levels, strict=True)]
    answered = list(zip(levels, rarity, strict=True))
    buckets = _with_all(answered)
    wider: Buckets = ()
    if not is_strict and _has_few_themselves(terms, lexicon):
        wider = _with_most([pair for pair in answered if pair[0]][:_MOST_WIDENED], model.everything & ~_together(buckets))
        buckets = _merged(buckets + wider)
    return Answer(Matches(_together(buckets), buckets, sum(rarity)), is_widened=bool(wider), terms=terms)


def _has_few_themselves(terms: Sequence[Term], lexicon: Lexicon) -> bool:
    """Whether hardly a training holds all of several words, far-fetched ways left aside."""
    if len(terms) == 1 or any(term.is_quoted for term in terms):
        return False
    return reduce(and_, (_themselves(term, lexicon) for term in terms)).bit_count() < FEW


def _themselves(term: Term, lexicon: Lexicon) -> int:
    near = (way for way in term.ways if way.worth >= NEAR and not way.is_lone_part)
    return reduce(or_, (field for way in near for fields, _ in _fields_of(way, lexicon) for field in fields), 0)


def _levels(term: Term, lexicon: Lexicon) -> Buckets:
    """The trainings that answer one term, by what it is worth there."""
    worth: dict[int, int] = {}
    ways = [(lexicon.phrase(term.forms), 100)] if term.is_quoted else [pair for way in term.ways for pair in _fields_of(way, lexicon)]
    for fields, percent in ways:
        for value, bitmap in _by_fields(fields):
            counts = max(1, value * percent // 100)
            worth[counts] = worth.get(counts, 0) | bitmap
    return _disjoint(worth)


def _fields_of(way: Way, lexicon: Lexicon) -> list[tuple[Fields, int]]:
    if len(way.stems) == 1:
        stem = way.stems[0]
        whole, part = lexicon.whole(stem), lexicon.part(stem)
        worth = way.worth * _rarity(reduce(or_, whole + part).bit_count(), lexicon.size) // MOST_RARE if way.is_lone_part else way.worth
        return [(whole, worth), (part, worth * PART_WORTH // 100)]
    each = [tuple(map(or_, lexicon.whole(stem), lexicon.part(stem))) for stem in way.stems]
    together = [reduce(and_, of_field) for of_field in zip(*each, strict=True)]
    # Spread over fields that say what it is about; in the body that is chance.
    spread = reduce(and_, (reduce(or_, fields[:-1]) for fields in each))
    return [((*together, spread), way.worth)]


def _by_fields(fields: Fields) -> list[tuple[int, int]]:
    """Disjoint bitmaps of who holds it in which combination of fields, with the sum of their worth."""
    held = reduce(or_, fields)
    groups = [(0, held)] if held else []
    for worth, field in zip((*FIELD_WORTH, SPREAD_WORTH), fields, strict=False):
        groups = _divided(groups, worth, field)
    return groups


def _divided(groups: list[tuple[int, int]], worth: int, marked: int) -> list[tuple[int, int]]:
    """Each group in two: what is marked is worth so much more."""
    parts = [(value, split(bitmap, marked)) for value, bitmap in groups]
    with_mark = [(value + worth, both) for value, (both, _) in parts if both]
    return with_mark + [(value, rest) for value, (_, rest) in parts if rest]


def _with_all(terms: Sequence[tuple[Buckets, int]]) -> Buckets:
    """Trainings that answer every term; the rarest first, since that leaves least to go on with."""
    first, *others = sorted(terms, key=lambda pair: -pair[1])
    sums = {level * first[1]: bitmap for level, bitmap in first[0]}
    for levels, rarity in others:
        wider: dict[int, int] = {}
        for worth, bitmap in sums.items():
            for level, of_level in levels:
                if both := bitmap & of_level:
                    value = worth + level * rarity
                    wider[value] = wider.get(value, 0) | both
        sums = wider
    return _best_first(sums)


def _with_most(terms: Sequence[tuple[Buckets, int]], among: int) -> Buckets:
    """Trainings that answer terms of at least half the rarity together, the more the better."""
    total = sum(rarity for _, rarity in terms)
    sums: dict[tuple[int, int], int] = {(0, 0): among}
    for levels, rarity in terms:
        wider: dict[tuple[int, int], int] = {}
        for (has, worth), bitmap in sums.items():
            left = bitmap
            for level, of_level in levels:
                if both := bitmap & of_level:
                    key = (has + rarity, worth + level * rarity)
                    wider[key] = wider.get(key, 0) | both
                    left &= ~of_level
            if left:
                wider[has, worth] = wider.get((has, worth), 0) | left
        sums = wider
    worth_of: dict[int, int] = {}
    for (has, worth), bitmap in sums.items():
        if has and has * 2 >= total:
            worth_of[worth] = worth_of.get(worth, 0) | bitmap
    return _best_first(worth_of)


def _rarity(holders: int, size: int) -> int:
    """1 for what a quarter or more of the offer has, up to MOST_RARE."""
    return 1 + sum(holders * share < size for share in (4, 12, 36))


def _rarity_of(term: Term, levels: Buckets, lexicon: Lexicon) -> int:
    """How rare a term is: the word itself when it is used, else all that answers it."""
    itself = reduce(or_, lexicon.whole(term.ways[0].stems[0])).bit_count() if term.ways and len(term.ways[0].stems) == 1 else 0
    return _rarity(itself or _size(levels), lexicon.size)


def _merits(model: ReadModel) -> list[tuple[int, int]]:
    """Disjoint bitmaps of the whole offer with what a training is worth apart from words, best first; the same until a seat changes."""
    if _merits not in model.whole:
        model.whole[_merits] = _work_out_merits(model)
    merits: list[tuple[int, int]] = model.whole[_merits]
    return merits


def _work_out_merits(model: ReadModel) -> list[tuple[int, int]]:
    own_pace = model.any_of("leervorm", OWN_PACE)
    groups = [(0, model.everything)]
    marks = [
        (TECHNICAL_WORTH, model.technical),
        (AVAILABLE_WORTH, model.with_seats | own_pace),
        (UPCOMING_WORTH, _upcoming(model) | own_pace),
    ]
    lower = 0
    for level, worth in LEVEL_WORTH.items():
        marks.append((worth, model.any_of("niveau", (level,)) & ~lower))
        lower |= model.any_of("niveau", (level,))
    for worth, marked in marks:
        groups = _divided(groups, worth, marked)
    return sorted(groups, reverse=True)


def _upcoming(model: ReadModel) -> int:
    """Trainings with a session to come."""
    return model.planned[0] if model.planned else 0


def _disjoint(worth: dict[int, int]) -> Buckets:
    """Each training once, for the most it is worth."""
    taken, buckets = 0, []
    for value in sorted(worth, reverse=True):
        if left := split(worth[value], taken)[1]:
            buckets.append((value, left))
            taken |= left
    return tuple(buckets)


def _best_first(sums: dict[int, int]) -> Buckets:
    return tuple(sorted(sums.items(), reverse=True))


def _merged(buckets: Buckets) -> Buckets:
    sums: dict[int, int] = {}
    for worth, bitmap in buckets:
        sums[worth] = sums.get(worth, 0) | bitmap
    return _best_first(sums)


def _together(buckets: Buckets) -> int:
    return reduce(or_, (bitmap for _, bitmap in buckets), 0)


def _size(buckets: Buckets) -> int:
    return sum(bitmap.bit_count() for _, bitmap in buckets)
