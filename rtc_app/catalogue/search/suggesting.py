"""What somebody may be about to ask: a few trainings, tools, themes and study areas while the words are still being typed."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from itertools import islice
from operator import and_, or_
from typing import NamedTuple

import sqlalchemy as sa

from rtc_app.catalogue.models import Training
from rtc_app.catalogue.search import lexicon as lexicons
from rtc_app.catalogue.search import read_model
from rtc_app.catalogue.search.analysis import forms, stem, words
from rtc_app.catalogue.search.lexicon import Lexicon
from rtc_app.catalogue.search.question import term
from rtc_app.catalogue.search.read_model import ReadModel
from rtc_app.kernel.database import db
from rtc_app.reference.models import AlternativeLabel, Concept, ConceptScheme

#: Typed before anything is suggested.
SHORTEST = 2
_MOST_TRAININGS, _MOST_CONCEPTS = 4, 3
_MOST_ENDINGS = 8
_MOST_WORDS = 6
#: Scheme → heading, in the order of showing.
_SCHEMES = {"tool": "Tools en toestellen", "thema": "Thema’s", "studiegebied": "Studiegebieden"}
_TITLE, _KEYWORDS = 0, 1


class Suggestion(NamedTuple):
    """One line: the address of a training (slug) or the value of a facet, and how many trainings that has."""

    label: str
    slug: str = ""
    facet: str = ""
    code: str = ""
    number: int = 0


class Group(NamedTuple):
    """Suggestions of one kind under their heading."""

    label: str
    suggestions: tuple[Suggestion, ...]


class _Named(NamedTuple):
    """A concept in use, with the words of all its names."""

    suggestion: Suggestion
    words: frozenset[str]


def suggestions(text: str, at: datetime) -> tuple[Group, ...]:
    """A few suggestions for words of which the last may be unfinished; none for less than two letters."""
    asked = tuple(form for form in forms(text) if form not in words().ignored)[:_MOST_WORDS]
    if not asked or len(asked[-1]) < SHORTEST:
        return ()
    model = read_model.current(at)
    lexicon = lexicons.of(model)
    key = ("suggestions", asked, model.seats_at)
    found = lexicon.recall(key)
    if not isinstance(found, tuple):
        concepts = _concepts(asked, model, lexicon)
        groups = (Group("Opleidingen", _trainings(asked, model, lexicon)), *concepts)
        found = tuple(group for group in groups if group.suggestions)
        lexicon.remember(key, found, 2_000)
    return found


def _trainings(asked: Sequence[str], model: ReadModel, lexicon: Lexicon) -> tuple[Suggestion, ...]:
    """Trainings with a word in the title that begins like the last one, and the others in title or keywords."""
    *before, last = asked
    beginnings = {stem(word) for word in lexicon.titles_beginning_with(last, _MOST_ENDINGS)}
    if not beginnings:
        return ()
    lexicon.meet(term(form, {}) for form in (*before, *beginnings))
    ending = reduce(or_, (lexicon.whole(found)[_TITLE] for found in beginnings))
    others = [lexicon.whole(stem(form)) for form in before]
    together = reduce(and_, (fields[_TITLE] | fields[_KEYWORDS] for fields in others), ending)
    ids = [model.ids[position] for position in islice(model.in_order(together), _MOST_TRAININGS)]
    named = {id_: (title, slug) for id_, title, slug in db.session.execute(_TITLES, {"ids": ids})} if ids else {}
    return tuple(Suggestion(named[id_][0], slug=named[id_][1]) for id_ in ids if id_ in named)


_TITLES = sa.select(Training.id, Training.title, Training.slug).where(Training.id.in_(sa.bindparam("ids", expanding=True)))


def _concepts(asked: Sequence[str], model: ReadModel, lexicon: Lexicon) -> list[Group]:
    """Concepts that have for every word one that begins like it, those of most trainings first."""
    groups = []
    for scheme, named in _named(model, lexicon).items():
        fitting = [one for one in named if all(any(word.startswith(form) for word in one.words) for form in asked)]
        groups.append(Group(_SCHEMES[scheme], tuple(one.suggestion for one in fitting[:_MOST_CONCEPTS])))
    return groups


def _named(model: ReadModel, lexicon: Lexicon) -> dict[str, list[_Named]]:
    named = lexicon.recall("named concepts")
    if not isinstance(named, dict):
        named = _read_named(model)
        lexicon.remember("named concepts", named, 20_000)
    return named


def _read_named(model: ReadModel) -> dict[str, list[_Named]]:
    query = (
        sa.select(ConceptScheme.code, Concept.code, AlternativeLabel.label)
        .join_from(AlternativeLabel, Concept)
        .join(ConceptScheme)
        .where(ConceptScheme.code.in_(_SCHEMES))
    )
    others: dict[tuple[str, str], list[str]] = {}
    for scheme, code, label in db.session.execute(query):
        others.setdefault((scheme, code), []).append(label)
    named = {}
    for scheme in _SCHEMES:
        numbers = {code: bitmap.bit_count() for code, bitmap in model.bits[scheme].items()}
        named[scheme] = [
            _Named(
                Suggestion(label, facet=scheme, code=code, number=numbers[code]),
                frozenset(forms(" ".join((label, *others.get((scheme, code), ()))))),
            )
            for code, label in model.labels[scheme].items()
            if numbers.get(code)
        ]
        named[scheme].sort(key=lambda one: -one.suggestion.number)
    return named
