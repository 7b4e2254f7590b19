"""The words that RTC staff let the search take for each other."""

import sqlalchemy as sa

from rtc_app.catalogue.models import SearchSynonym
from rtc_app.kernel.database import db
from rtc_app.kernel.paging import Page

PAGE_SIZE = 50
#: Removed rows that can be put back from the page.
_MOST_REMOVED = 50


def synonyms(words: str, number: int) -> Page[SearchSynonym]:
    """The pairs in use that hold these letters, in the order of the alphabet; the last page when there are fewer."""
    query = sa.select(SearchSynonym).where(SearchSynonym.removed_at.is_(None))
    if words:
        query = query.where(sa.or_(*(column.icontains(words, autoescape=True) for column in (SearchSynonym.term, SearchSynonym.other))))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0
    number = min(max(number, 1), max(1, -(-total // PAGE_SIZE)))
    order = (sa.func.lower(SearchSynonym.term), sa.func.lower(SearchSynonym.other), SearchSynonym.id)
    rows = db.session.scalars(query.order_by(*order).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE))
    return Page(list(rows), number, PAGE_SIZE, total)


def removed_synonyms() -> list[SearchSynonym]:
    """The pairs removed last."""
    query = sa.select(SearchSynonym).where(SearchSynonym.removed_at.is_not(None))
    return list(db.session.scalars(query.order_by(SearchSynonym.removed_at.desc(), SearchSynonym.id).limit(_MOST_REMOVED)))
