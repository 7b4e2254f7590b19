"""Showing where the words asked for stand: marks in the original text, and a line from elsewhere when the card has none."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

import sqlalchemy as sa
from markupsafe import Markup, escape

from rtc_app.catalogue.models import Training
from rtc_app.catalogue.search import lexicon as lexicons
from rtc_app.catalogue.search.analysis import PART, STEM, forms, stem, tokens_of, words
from rtc_app.catalogue.search.indexing import body_texts
from rtc_app.catalogue.search.question import Term
from rtc_app.catalogue.search.read_model import ReadModel
from rtc_app.kernel.database import db

#: Ways that are worth less are not what the reader had in mind.
_LEAST_WORTH = 40
#: Letters and digits, with what ties them together in one word; the signs of c++ and c# belong to it.
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:\+\+|#)?")
#: Letters that no root has: accents are folded away.
_ACCENTED = re.compile(r"[^\x00-\x7f]")
#: The only letter that is longer in lower case.
_TALL_DOTTED_I = "\u0130"
#: Signs before and after the first match in a line from elsewhere.
_BEFORE, _AFTER = 60, 120
#: Texts of this many trainings are remembered by a process, at a kilobyte or two each.
_MOST_TEXTS = 20_000
_CONCEPTS = {"thema": "Thema", "tool": "Tool of toestel", "studiegebied": "Studiegebied", "niveau": "Niveau", "leervorm": "Leervorm"}
_TEXTS = sa.select(
    Training.id,
    Training.outcomes,
    Training.programme,
    Training.examples,
    Training.audience,
    Training.vision,
    Training.differentiation,
    Training.prior_application,
    Training.software_after,
    Training.platform,
    Training.partner,
    Training.required_materials,
).where(Training.id.in_(sa.bindparam("ids", expanding=True)))


class Texts(NamedTuple):
    """The texts of a training, one to a line, so that one look goes through all of them."""

    lines: str
    #: The name of each, and where it ends.
    ends: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, named: Iterable[tuple[str, str]]) -> "Texts":
        """These texts, each after its name; empty ones are left out."""
        lines, ends, length = [], [], 0
        for name, text in named:
            if text:
                lines.append(text)
                ends.append((name, length + len(text)))
                length += len(text) + 1
        return cls("\n".join(lines), tuple(ends))

    def around(self, place: int) -> tuple[str, int, int]:
        """The text in which this place is: its name, where it begins and where it ends."""
        start = 0
        for name, end in self.ends:
            if place < end:
                return name, start, end
            start = end + 1
        raise IndexError(place)


class Marker:
    """Marks the words that answer some terms."""

    def __init__(self, terms: Iterable[Term]) -> None:
        #: The tokens that answer.
        self.wanted = frozenset(_wanted(terms))

    def __bool__(self) -> bool:
        return bool(self.wanted)

    def mark(self, text: str) -> Markup:
        """The text, escaped, with <mark> around every word that answers; its case and accents are kept."""
        return self.marked(text) or escape(text)

    def marked(self, text: str) -> Markup | None:
        """The same, or None when no word answers."""
        first = self.first(text)
        return self._marked(text, first, 0, len(text)) if first else None

    def excerpt(self, texts: Texts) -> tuple[str, Markup] | None:
        """The line around the first word that answers, with the name of its text; None when no word does."""
        first = self.first(texts.lines)
        if first is None:
            return None
        name, begins, ends = texts.around(first.start())
        start, end = first.start() - _BEFORE, first.end() + _AFTER
        start = begins if start <= begins else texts.lines.find(" ", start, first.start()) + 1 or first.start()
        end = ends if end >= ends else max(texts.lines.rfind(" ", first.end(), end), first.end())
        marked = self._marked(texts.lines, first, start, end)
        return name, Markup("{}{}{}").format("… " if start > begins else "", marked, " …" if end < ends else "")

    def first(self, text: str) -> re.Match[str] | None:
        """The first word that answers. Long texts are looked through for how such words begin before words are taken apart."""
        done = 0
        for place in sorted(self._places(text)):
            if place < done:
                continue
            from_here = _WORD.finditer(text, max(text.rfind(" ", done, place) + 1, done))
            word = next((word for word in from_here if word.end() > place), None)
            if word is None:
                break
            if not self.wanted.isdisjoint(_tokens(word.group())):
                return word
            done = word.end()
        return None

    def _places(self, text: str) -> Iterator[int]:
        """Where a word that answers may stand: a root of it, or a letter with an accent."""
        lowered = text.replace(_TALL_DOTTED_I, "I").lower()
        for root in self._roots:
            place = lowered.find(root)
            while place >= 0:
                yield place
                place = lowered.find(root, place + 1)
        if not text.isascii():
            yield from (sign.start() for sign in _ACCENTED.finditer(text))

    @cached_property
    def _roots(self) -> frozenset[str]:
        """Small pieces in lower case; every word that answers has one of them, unless it has accents."""
        stems = {token[len(STEM) :] for token in self.wanted}
        return frozenset(map(_root, stems)) | {spelling for spelling, word in words().spellings.items() if stem(word) in stems}

    def _marked(self, text: str, first: re.Match[str], start: int, end: int) -> Markup:
        wanted, at = self.wanted, start
        parts: list[str] = []
        for word in _WORD.finditer(text, first.start(), end):
            if not wanted.isdisjoint(_tokens(word.group())):
                parts += (escape(text[at : word.start()]), "<mark>", escape(word.group()), "</mark>")
                at = word.end()
        return Markup("".join((*parts, escape(text[at:end]))))  # noqa: S704 - all that was typed is escaped


class CardMarker:
    """Marks the cards of one page of results."""

    def __init__(self, terms: Sequence[Term], model: ReadModel, shown: Mapping[int, tuple[str, str]]) -> None:
        """`shown` are title and summary by training id."""
        self._marker = Marker(terms)
        self._model = model
        self._lexicon = lexicons.of(model)
        self._shown = shown

    def on(self, html: Markup, training_id: int) -> Markup:
        """The HTML of a card with title and summary marked, and a line from elsewhere when neither answers.

        Cards are kept as HTML, since drawing one costs more than all the rest; so the marks go into that. Title and
        summary stand in it just as `escape` writes them.
        """
        if not self._marker:
            return html
        title, summary = self._shown[training_id]
        if training_id not in self._marks:
            end = f">{escape(summary)}</p>"
            return Markup(str(html).replace(end, f"{end}{self._elsewhere(training_id)}", 1))  # noqa: S704 - all parts are escaped
        marked = str(html)
        for text, mark, end in zip((title, summary), self._marks[training_id], ("</a>", "</p>"), strict=True):
            if mark:
                marked = marked.replace(f">{escape(text)}{end}", f">{mark}{end}", 1)
        return Markup(marked)  # noqa: S704 - all parts are escaped

    def _elsewhere(self, training_id: int) -> str:
        found = self._concept(training_id) or self._lines.get(training_id)
        return f'<p class="training-card-excerpt"><span>{found[0]}:</span> {found[1]!s}</p>' if found else ""

    @cached_property
    def _marks(self) -> dict[int, tuple[Markup | None, Markup | None]]:
        """Title and summary of the trainings of which either answers."""
        marks = {id_: (self._marker.marked(title), self._marker.marked(summary)) for id_, (title, summary) in self._shown.items()}
        return {id_: both for id_, both in marks.items() if any(both)}

    def _concept(self, training_id: int) -> tuple[str, Markup] | None:
        position = self._model.positions.get(training_id)
        if position is None:
            return None
        return next(((name, label) for name, label, bitmap in self._concepts if bitmap >> position & 1), None)

    @cached_property
    def _concepts(self) -> list[tuple[str, Markup, int]]:
        """What is tagged with a word that answers: the name of the vocabulary, the label, who carries it."""
        known = self._lexicon.recall("concepts by token")
        by_token = known if isinstance(known, dict) else self._read_concepts()
        found = sorted({concept for token in self._marker.wanted if token in by_token for concept in by_token[token]})
        return [(_CONCEPTS[scheme], self._marker.mark(label), self._model.bits[scheme].get(code, 0)) for _, scheme, code, label in found]

    def _read_concepts(self) -> dict[str, list[tuple[int, str, str, str]]]:
        """Token → (order, vocabulary, code, label) of the concepts whose label holds it; put together once."""
        labels = [(scheme, code, label) for scheme in _CONCEPTS for code, label in self._model.labels[scheme].items()]
        by_token: dict[str, list[tuple[int, str, str, str]]] = {}
        for order, (scheme, code, label) in enumerate(labels):
            for token in frozenset().union(*map(_tokens, _WORD.findall(label))):
                by_token.setdefault(token, []).append((order, scheme, code, label))
        self._lexicon.remember("concepts by token", by_token, 100 * len(labels))
        return by_token

    @cached_property
    def _lines(self) -> dict[int, tuple[str, Markup]]:
        wanted = [id_ for id_ in self._shown if id_ not in self._marks and self._concept(id_) is None]
        texts = self._model.remembered(self._model.facts.setdefault("texts", {}), wanted, _read_texts, most=_MOST_TEXTS)
        return {id_: line for id_ in wanted if id_ in texts and (line := self._marker.excerpt(texts[id_]))}


def _read_texts(training_ids: Sequence[int]) -> dict[int, Texts]:
    rows = db.session.connection().execute(_TEXTS, {"ids": training_ids})
    return {row.id: Texts.of(body_texts(row)) for row in rows}


def _wanted(terms: Iterable[Term]) -> Iterator[str]:
    for term in terms:
        if term.is_quoted:
            yield from (tokens_of(form)[0] for form in term.forms)
        for way in term.ways:
            if way.worth >= _LEAST_WORTH:
                yield from (
                    kind + stem for stem in way.stems if len(way.stems) == 1 or stem not in words().general_stems for kind in (STEM, PART)
                )


def _root(of_stem: str) -> str:
    """How every word with this stem begins as it is written: two letters, since maken has the stem maak, and uren uur."""
    if of_stem[1:2].isdigit():
        return of_stem[1:2]
    return of_stem[:1] if of_stem[1:2] == of_stem[:1] else of_stem[:2]


@lru_cache(maxsize=50_000)
def _tokens(word: str) -> frozenset[str]:
    """The tokens of a word as it is written; words that say nothing have none."""
    return frozenset(token for form in forms(word) if form not in words().ignored for token in tokens_of(form))
