"""What somebody asks, as terms with the ways in which a training can answer each. Pure; any string is safe."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rtc_app.catalogue.search.analysis import forms, part_stems, stem, words

#: A person types a handful of words; a pasted page is cut here.
MOST_TERMS = 12
#: What a way other than the word itself is worth, in percent.
ALL_PARTS, TELLING_PARTS, ONE_PART = 75, 60, 60
_LONGEST_PHRASE = 3
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]+)["“”„«»]')

#: Stems of a word or phrase → the stems of other words for it, with what they are worth in percent.
Synonyms = Mapping[tuple[str, ...], Sequence[tuple[tuple[str, ...], int]]]


@dataclass(frozen=True)
class Way:
    """Stems a training must all have, and what that is worth beside the word itself, in percent."""

    stems: tuple[str, ...]
    worth: int
    #: One of the parts of the word alone: a rare part tells more than a common one.
    is_lone_part: bool = False


@dataclass(frozen=True)
class Term:
    """One word of a question, or several that belong together. A training answers it in at least one of the ways."""

    #: The words folded but not stemmed.
    forms: tuple[str, ...]
    ways: tuple[Way, ...]
    #: Between quotes: these words as they stand, one after the other.
    is_quoted: bool = False


def question(text: str, synonyms: Synonyms) -> tuple[Term, ...]:
    """The terms a visitor asks for, each once; empty when nothing telling was typed."""
    quoted = [_telling(phrase) for phrase in _QUOTED.findall(text)]
    terms = [Term(phrase, (), is_quoted=True) for phrase in quoted if phrase]
    terms += _terms(_telling(_QUOTED.sub(" ", text)), synonyms)
    return tuple(dict.fromkeys(terms))[:MOST_TERMS]


def term(form: str, synonyms: Synonyms) -> Term:
    """The term of one word: itself, the parts it is made of, other words for it."""
    return Term((form,), _ways_of(form, synonyms))


def _terms(asked: Sequence[str], synonyms: Synonyms) -> list[Term]:
    terms, at = [], 0
    while at < len(asked):
        length = _length_of_phrase(asked[at : at + _LONGEST_PHRASE], synonyms)
        phrase = tuple(asked[at : at + length])
        terms.append(term(phrase[0], synonyms) if length == 1 else _phrase(phrase, synonyms))
        at += length
    return terms


def _length_of_phrase(ahead: Sequence[str], synonyms: Synonyms) -> int:
    """How many of the words ahead have other words together."""
    return next((length for length in range(len(ahead), 1, -1) if _stems(ahead[:length]) in synonyms), 1)


def _phrase(phrase: tuple[str, ...], synonyms: Synonyms) -> Term:
    stems = _stems(phrase)
    return Term(phrase, _once([Way(stems, 100), *(Way(other, worth) for other, worth in synonyms[stems])]))


def _ways_of(form: str, synonyms: Synonyms) -> tuple[Way, ...]:
    ways = [Way((stem(form),), 100)]
    pieces = part_stems(form)
    telling = tuple(piece for piece in pieces if piece not in words().general_stems) or pieces
    if pieces:
        # A part that says little is everywhere: that a text has it too says nothing.
        ways += [Way(telling, ALL_PARTS if telling == pieces else TELLING_PARTS), *_with_other_parts(telling, synonyms)]
    if len(telling) > 1:
        ways += [Way((piece,), ONE_PART, is_lone_part=True) for piece in telling]
    ways += [Way(other, worth) for other, worth in synonyms.get((stem(form),), ())]
    return _once(ways)


def _with_other_parts(telling: tuple[str, ...], synonyms: Synonyms) -> list[Way]:
    """The parts with one of them in another word: voertuigelektronica is elektronica of an auto too."""
    return [
        Way((*telling[:place], *other, *telling[place + 1 :]), worth * TELLING_PARTS // 100)
        for place, piece in enumerate(telling)
        for other, worth in synonyms.get((piece,), ())
    ]


def _once(ways: Sequence[Way]) -> tuple[Way, ...]:
    """Each combination of stems once, for the most it is worth."""
    best: dict[tuple[str, ...], Way] = {}
    for way in ways:
        if way.stems and (way.stems not in best or best[way.stems].worth < way.worth):
            best[way.stems] = way
    return tuple(best.values())


def _telling(text: str) -> tuple[str, ...]:
    return tuple(form for form in forms(text) if form not in words().ignored)


def _stems(asked: Sequence[str]) -> tuple[str, ...]:
    return tuple(stem(form) for form in asked)
