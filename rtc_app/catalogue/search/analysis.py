"""Dutch text to search tokens: the same way for what is indexed and for what is asked. Pure; any string is safe.

A token is made of a-z and 0-9 and begins with a letter, so that both search engines keep it whole and no sign in it
means anything to them. There are three kinds: a word as it stands (`lasrobots`), its stem (`s0lasrobot`), and the stems
of the parts of a compound (`p0las`, `p0robot`).
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import snowballstemmer
import yaml

#: What stands before a stem, and before the stem of a part of a compound.
STEM, PART = "s0", "p0"
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
#: A few combining signs have no base form of their own.
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
_LONGEST_TOKEN = 60
_SHORTEST_PART = 3
#: A last part in another form than we know it; shorter ones are too easily another word: lassers is no las and serre.
_SHORTEST_INFLECTED = 5
#: Words from Latin and words for who does it, with what they share with the verb.
_LATIN = re.compile(r"(\w{3,})aties?")
_AGENT = re.compile(r"(\w{3,})ers?")
_LINKS = ("", "s", "en", "e", "n")


@dataclass(frozen=True)
class StarterSynonym:
    """A row of words.yaml: the direction is `both` or `one_way`, the weight a percentage."""

    term: str
    other: str
    direction: str
    weight: int


@dataclass(frozen=True)
class Words:
    """What words.yaml says, analysed."""

    spellings: dict[str, str]
    ignored: frozenset[str]
    stems: dict[str, str]
    part_forms: frozenset[str]
    part_stems: frozenset[str]
    #: Parts that say little alone: techniek, werk.
    general_stems: frozenset[str]
    #: Stems that may be verbs.
    verb_stems: frozenset[str]
    synonyms: tuple[StarterSynonym, ...]


def forms(text: str) -> list[str]:
    """The words of a text, folded: lower case, no accents; a number with a point (6.25) stays one word."""
    text = _fold(text)
    for spelling, replacement in words().spellings.items():
        if spelling in text:
            text = text.replace(spelling, replacement)
    return [_token(word) for word in _WORD.findall(text)]


def index_text(text: str) -> str:
    """What the index holds of a text: its telling words in their order, then their stems and the parts of compounds."""
    telling = [form for form in forms(text) if form not in words().ignored]
    return " ".join((*telling, *dict.fromkeys(token for form in telling for token in tokens_of(form))))


@lru_cache(maxsize=50_000)
def tokens_of(form: str) -> tuple[str, ...]:
    """The stem of a word and the stems of its parts, as the index holds them."""
    return (STEM + stem(form), *(PART + part for part in part_stems(form)))


@lru_cache(maxsize=50_000)
def part_stems(form: str) -> tuple[str, ...]:
    """The stems of the parts of a compound that tell something; empty for any other word."""
    return tuple(dict.fromkeys(stem(part) for part in parts(form) if part not in words().ignored))


@lru_cache(maxsize=50_000)
def stem(form: str) -> str:
    """The stem of a folded word; the exceptions of words.yaml come first."""
    known = words().stems.get(form)
    if known is not None:
        return known
    verb = _verb_behind(form)
    if verb is not None:
        return stem(verb)
    found = _as_token(_stemmer().stemWord(form)) or form
    return _participle(found) or found


@lru_cache(maxsize=50_000)
def parts(form: str) -> tuple[str, ...]:
    """The parts of a compound made of words we know altogether, longest first part first; empty for any other word."""
    if form in words().stems:
        return ()
    return _split(form, words().part_forms.__contains__) or _split(form, _is_plural_part)


def _split(form: str, is_first_part: Callable[[str], bool]) -> tuple[str, ...]:
    for cut in range(len(form) - _SHORTEST_PART, _SHORTEST_PART - 1, -1):
        first, rest = form[:cut], form[cut:]
        if not is_first_part(first):
            continue
        for link in _LINKS:
            tail = rest.removeprefix(link) if rest.startswith(link) else ""
            if len(tail) < _SHORTEST_PART:
                continue
            if _is_part(tail):
                return (first, tail)
            if further := parts(tail):
                return (first, *further)
    return ()


def _verb_behind(form: str) -> str | None:
    """The verb that a word is made of: reparatie → repareren, lasser → lassen."""
    latin = _LATIN.fullmatch(form)
    if latin:
        return f"{latin[1]}eren"
    does = _AGENT.fullmatch(form)
    return f"{does[1]}en" if does and f"{does[1]}en" in words().part_forms else None


def _participle(found: str) -> str | None:
    """The stem of the verb when this is its past participle and the verb is one of ours: gefreesd, geprogrammeerd."""
    verb = found[2:-1]
    is_participle = found.startswith("ge") and found[-1] in "dt" and len(verb) >= _SHORTEST_PART
    return verb if is_participle and verb in words().verb_stems else None


def _is_plural_part(first: str) -> bool:
    """A first part in the plural: trappenbouw. Other forms do not stand there, and would be found in the oddest words."""
    known = words()
    return first in known.part_forms or (len(first) >= _SHORTEST_INFLECTED and first.endswith("en") and stem(first) in known.part_stems)


def _is_part(tail: str) -> bool:
    known = words()
    if tail in known.part_forms:
        return True
    return len(tail) >= _SHORTEST_INFLECTED and (tail in known.ignored or stem(tail) in known.part_stems)


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
    stems = {_as_token(_fold(form)): stem for form, stem in content["stems"].items()}
    part_forms = frozenset(content["parts"])
    raw = _stemmer()
    return Words(
        spellings=spellings,
        ignored=frozenset(_fold(word) for word in content["ignored"]),
        stems=stems,
        part_forms=part_forms,
        part_stems=frozenset(stems.get(part) or raw.stemWord(part) for part in part_forms),
        verb_stems=frozenset(stems.values()) | frozenset(raw.stemWord(part) for part in part_forms),
        general_stems=frozenset(stems.get(part) or raw.stemWord(part) for part in content["general"]),
        synonyms=tuple(StarterSynonym(**row) for row in content["synonyms"]),
    )
