"""Words nobody uses: finishing one that is still being typed, and mending a slip of the pen. The page says so openly."""

from collections.abc import Mapping
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from rtc_app.catalogue.search.analysis import forms, stem
from rtc_app.catalogue.search.question import ALL_PARTS, ONE_PART, Synonyms, Term, Way, term

#: The last word may be unfinished from three letters on, the others from five.
_SHORTEST_LAST, _SHORTEST_OTHER = 3, 5
_MOST_ENDINGS = 20
_UNFINISHED = 80
#: Up to this length one slip is mended, above it two; shorter words are too easily another word.
_SHORTEST, _LONG = 4, 8
_CANDIDATES = 10


class Vocabulary(Protocol):
    """The words there are, most used first."""

    @property
    def vocabulary(self) -> tuple[str, ...]: ...

    @property
    def synonyms(self) -> Synonyms: ...

    def has(self, word: str) -> bool: ...

    def beginning_with(self, prefix: str, most: int) -> list[str]: ...


def finished(unfinished: Term, known: Vocabulary, *, is_last: bool) -> Term | None:
    """The term answered by words that begin like it, or None when there is no such word."""
    prefix = unfinished.forms[0]
    if len(unfinished.forms) > 1 or len(prefix) < (_SHORTEST_LAST if is_last else _SHORTEST_OTHER):
        return None
    endings = known.beginning_with(prefix, _MOST_ENDINGS)
    ways = dict.fromkeys(Way(term(word, {}).ways[0].stems, _UNFINISHED) for word in endings)
    return Term(unfinished.forms, tuple(ways)) if ways else None


def nearest(unknown: Term, known: Vocabulary) -> str | None:
    """The word that was probably meant: nearest first, then the most used; None when nothing is near."""
    form = unknown.forms[0]
    if len(unknown.forms) > 1 or len(form) < _SHORTEST:
        return None
    near = process.extract(form, known.vocabulary, scorer=OSA.distance, score_cutoff=2, limit=_CANDIDATES)
    slips = 2 if len(form) >= _LONG else 1
    fitting = [(1 if _same_letters(form, word) else distance, rank, word) for word, distance, rank in near]
    best = min(fitting, default=None)
    return str(best[2]) if best and best[0] <= slips else None


def broken(unknown: Term, known: Vocabulary) -> Term | None:
    """The term answered by two words that make it together, or else by the longest word it ends or begins with."""
    form = unknown.forms[0]
    if len(unknown.forms) > 1:
        return None
    cuts = [
        (form[:cut], form[cut:].removeprefix(link))
        for cut in range(len(form) - 3, 3, -1)
        for link in ("", "s", "en")
        if form[cut:].startswith(link)
    ]
    for first, rest in cuts:
        if len(rest) >= _SHORTEST and known.has(first) and known.has(rest):
            pieces = (stem(first), stem(rest))
            return Term(unknown.forms, (Way(pieces, ALL_PARTS), *(Way((piece,), ONE_PART, is_lone_part=True) for piece in pieces)))
    ends = (piece for length in range(len(form) - 1, _SHORTEST - 1, -1) for piece in (form[-length:], form[:length]))
    piece = next((piece for piece in ends if known.has(piece)), None)
    return Term(unknown.forms, (Way((stem(piece),), ONE_PART, is_lone_part=True),)) if piece else None


def rewritten(text: str, instead: Mapping[str, str]) -> str:
    """The text with these words replaced and the others as they were typed."""
    return " ".join(_replaced(word, instead) for word in text.split())


def _replaced(word: str, instead: Mapping[str, str]) -> str:
    folded = forms(word)
    if not any(form in instead for form in folded):
        return word
    return " ".join(_readable(instead.get(form, form)) for form in folded)


def _same_letters(one: str, other: str) -> bool:
    """Letters in another order count as one slip: phyton."""
    return one[0] == other[0] and sorted(one) == sorted(other)


def _readable(form: str) -> str:
    """A token as a person writes it: n3d → 3d."""
    return form[1:] if len(form) > 1 and form[0] == "n" and form[1].isdigit() else form
