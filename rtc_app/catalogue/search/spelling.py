"""Mending a word nobody uses, when the whole question found nothing; the page says so openly."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from rapidfuzz import process
from rapidfuzz.distance import OSA

from rtc_app.catalogue.models import SearchDocument
from rtc_app.catalogue.search import engine
from rtc_app.catalogue.search.analysis import Term, question
from rtc_app.catalogue.search.read_model import ReadModel
from rtc_app.kernel.database import db

#: Up to this length one slip is mended, above it two; shorter words are too easily another word.
_SHORTEST, _LONG = 4, 8

_vocabularies: WeakKeyDictionary[ReadModel, tuple[str, ...]] = WeakKeyDictionary()


def mend(terms: Sequence[Term], model: ReadModel) -> str | None:
    """The question with its unknown words replaced by the nearest known ones, or None when that is no help."""
    mended = [term.form if engine.hits([term]) else _nearest(term.form, model) for term in terms]
    if None in mended or mended == [term.form for term in terms]:
        return None
    text = " ".join(_readable(form) for form in mended if form)
    return text if engine.hits(question(text)) else None


def _nearest(form: str, model: ReadModel) -> str | None:
    if len(form) < _SHORTEST:
        return None
    slips = 2 if len(form) >= _LONG else 1
    found = process.extractOne(form, _vocabulary(model), scorer=OSA.distance, score_cutoff=slips)
    return str(found[0]) if found else None


def _vocabulary(model: ReadModel) -> tuple[str, ...]:
    """The words of titles and keywords, most used first; read when first needed."""
    vocabulary = _vocabularies.get(model)
    if vocabulary is None:
        uses: dict[str, int] = {}
        for title, keywords in db.session.execute(sa.select(SearchDocument.title, SearchDocument.keywords)):
            for token in set(f"{title} {keywords}".split()):
                uses[token] = uses.get(token, 0) + 1
        vocabulary = _vocabularies[model] = tuple(sorted(uses, key=lambda token: (-uses[token], token)))
    return vocabulary


def _readable(form: str) -> str:
    """A token as a person writes it: n3d → 3d."""
    return form[1:] if len(form) > 1 and form[0] == "n" and form[1].isdigit() else form
