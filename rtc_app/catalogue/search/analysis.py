"""Dutch text to search tokens: the same way for what is indexed and for what is asked. Pure; any string is safe.

A token is made of a-z and 0-9 and begins with a letter, so that both search engines keep it whole and no sign in it
means anything to them.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import snowballstemmer
import yaml

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
#: A few combining signs have no base form of their own.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
_LONGEST_TOKEN = 60
#: A person types a handful of words; a pasted page is cut here.
MOST_TERMS = 12
_SHORTEST_PART = 3
_LINKS = ("", "s", "en", "e", "n")


@dataclass(frozen=True)
class Term:
    """One word of a question. A training answers it when it has all tokens of at least one alternative."""

    #: The word folded but not stemmed; as a prefix it stands for an unfinished word.
    form: str
    alternatives: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Words:
    """What words.yaml says, analysed."""

    spellings: dict[str, str]
    ignored: frozenset[str]
    stems: dict[str, str]
    part_forms: frozenset[str]
    part_stems: frozenset[str]
    #: form → other phrases, as written
    synonyms: dict[str, tuple[str, ...]]


def forms(text: str) -> list[str]:
    """The words of a text, folded: lower case, no accents; a number with a point (6.25) stays one word."""
    text = _fold(text)
    for spelling, replacement in words().spellings.items():
        if spelling in text:
            text = text.replace(spelling, replacement)
    return [_token(word) for word in _WORD.findall(text)]


def index_text(text: str) -> str:
    """What the index holds of a text: every telling word as it stands, its stem, and the parts of a compound."""
    tokens: list[str] = []
    for form in forms(text):
        if form not in words().ignored:
            tokens.extend(_index_tokens(form))
    return " ".join(tokens)


def question(text: str) -> tuple[Term, ...]:
    """The terms a visitor asks for, each once; empty when nothing telling was typed."""
    asked = dict.fromkeys(form for form in forms(text) if form not in words().ignored)
    return tuple(_term(form) for form in list(asked)[:MOST_TERMS])


@lru_cache(maxsize=50_000)
def stem(form: str) -> str:
    """The stem of a folded word; the exceptions of words.yaml come first."""
    known = words().stems.get(form)
    if known is not None:
        return known
    return _as_token(_stemmer().stemWord(form)) or form


@lru_cache(maxsize=50_000)
def parts(form: str) -> tuple[str, ...]:
    """The parts of a compound made of words we know altogether, longest first part first; empty for any other word."""
    for cut in range(len(form) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        first, rest = form[:cut], form[cut:]
        if first not in words().part_forms:
            continue
        for link in _LINKS:
            tail = rest.removeprefix(link) if rest.startswith(link) else ""
            if len(tail) < _SHORTEST_PART:
                continue
            if tail in words().part_forms or stem(tail) in words().part_stems or tail in words().ignored:
                return (first, tail)
            if further := parts(tail):
                return (first, *further)
    return ()


@lru_cache(maxsize=50_000)
def _index_tokens(form: str) -> tuple[str, ...]:
    pieces = (stem(part) for part in parts(form) if part not in words().ignored)
    return tuple(dict.fromkeys((form, stem(form), *pieces)))


def _term(form: str) -> Term:
    alternatives: list[tuple[str, ...]] = [(stem(form),)]
    if pieces := tuple(stem(part) for part in parts(form) if part not in words().ignored):
        alternatives.append(pieces)
    alternatives += [tuple(stem(other) for other in forms(phrase)) for phrase in words().synonyms.get(form, ())]
    return Term(form=form, alternatives=tuple(dict.fromkeys(alternatives)))


def _fold(text: str) -> str:
    # Decomposed first as well: only then do mathematical capitals such as 𝕬 have a small letter.
    small = unicodedata.normalize("NFKD", text).casefold()
    decomposed = unicodedata.normalize("NFKD", small).translate(_LETTERS)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _token(word: str) -> str:
    return _as_token(word.replace(".", "p").replace(",", "p"))


def _as_token(word: str) -> str:
    """Only a-z and 0-9, beginning with a letter: other scripts are written as numbers, a leading digit gets an n."""
    if not word.isascii():
        word = "".join(sign if sign.isascii() else f"u{ord(sign):x}" for sign in word)
    if word[:1].isdigit():
        word = f"n{word}"
    return word[:_LONGEST_TOKEN]


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("dutch")


@cache
def words() -> Words:
    """The content of words.yaml; read once."""
    content = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text("utf-8"))
    spellings = {spelling: str(word) for spelling, word in content["spellings"].items()}
    synonyms: dict[str, list[str]] = {}
    for group in content["same"]:
        for phrase in group:
            synonyms.setdefault(phrase, []).extend(other for other in group if other != phrase)
    for word, others in content["also"].items():
        synonyms.setdefault(word, []).extend(others)
    stems = {_as_token(_fold(form)): stem for form, stem in content["stems"].items()}
    part_forms = frozenset(content["parts"])
    raw = _stemmer()
    return Words(
        spellings=spellings,
        ignored=frozenset(_fold(word) for word in content["ignored"]),
        stems=stems,
        part_forms=part_forms,
        part_stems=frozenset(stems.get(part) or raw.stemWord(part) for part in part_forms),
        synonyms={word: tuple(others) for word, others in synonyms.items() if " " not in word},
    )
