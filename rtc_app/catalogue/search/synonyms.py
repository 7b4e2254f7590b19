"""Other words for words: starter rows from words.yaml, changed by RTC staff, applied to questions only."""

from collections import defaultdict

import sqlalchemy as sa

from rtc_app.catalogue.models import SearchSynonym, SynonymDirection
from rtc_app.catalogue.search.analysis import forms, stem, words
from rtc_app.catalogue.search.question import Synonyms
from rtc_app.kernel.database import db


def stems_of(phrase: str) -> tuple[str, ...]:
    """A phrase as questions are compared with it; empty when it says nothing."""
    return tuple(stem(form) for form in forms(phrase) if form not in words().ignored)


def current() -> Synonyms:
    """The synonyms in use now."""
    query = sa.select(SearchSynonym.term, SearchSynonym.other, SearchSynonym.direction, SearchSynonym.weight).where(
        SearchSynonym.removed_at.is_(None)
    )
    found: dict[tuple[str, ...], list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for term, other, direction, weight in db.session.execute(query.order_by(SearchSynonym.id)):
        here, there = stems_of(term), stems_of(other)
        if not here or not there:
            continue
        found[here].append((there, weight))
        if direction is SynonymDirection.BOTH:
            found[there].append((here, weight))
    return dict(found)
