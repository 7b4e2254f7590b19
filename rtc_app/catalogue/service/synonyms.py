"""Other words for words in the search: the starter rows, and what RTC staff make of them."""

from datetime import datetime

import sqlalchemy as sa

from rtc_app.catalogue.models import SearchSynonym, SynonymDirection
from rtc_app.catalogue.search.analysis import words
from rtc_app.catalogue.search.synonyms import stems_of
from rtc_app.catalogue.service.findability import offer_changed
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation


def load_synonyms() -> int:
    """Add the rows of words.yaml that were never loaded; returns how many there are in the file.

    A row that RTC changed or removed stays as they left it.
    """
    known = set(db.session.scalars(sa.select(SearchSynonym.starter).where(SearchSynonym.starter.is_not(None))))
    for row in words().synonyms:
        starter = f"{row.term} > {row.other}"
        if starter not in known:
            direction = SynonymDirection(row.direction)
            db.session.add(SearchSynonym(term=row.term, other=row.other, direction=direction, weight=row.weight, starter=starter))
    flush()
    return len(words().synonyms)


def add_synonym(*, term: str, other: str, direction: SynonymDirection, weight: int) -> SearchSynonym:
    """Let one word find another from now on, in every process."""
    _check(term, other, None)
    synonym = SearchSynonym(term=term.strip(), other=other.strip(), direction=direction, weight=weight)
    db.session.add(synonym)
    flush()
    offer_changed()
    return synonym


def change_synonym(*, synonym: SearchSynonym, term: str, other: str, direction: SynonymDirection, weight: int) -> None:
    """Change a pair of words."""
    _check(term, other, synonym.id)
    synonym.term, synonym.other, synonym.direction, synonym.weight = term.strip(), other.strip(), direction, weight
    flush()
    offer_changed()


def remove_synonym(*, synonym: SearchSynonym, at: datetime) -> None:
    """Stop using a pair of words; a starter row is kept as removed, so that loading does not bring it back."""
    if synonym.removed_at is None:
        synonym.removed_at = at
        flush()
        offer_changed()


def bring_back_synonym(*, synonym: SearchSynonym) -> None:
    """Use a removed pair again."""
    _check(synonym.term, synonym.other, synonym.id)
    synonym.removed_at = None
    flush()
    offer_changed()


def _check(term: str, other: str, own_id: int | None) -> None:
    for field, phrase in (("term", term), ("other", other)):
        if not stems_of(phrase):
            raise RuleViolation("Kies een woord dat iets zegt: op lidwoorden en woorden als ‘cursus’ zoekt niemand.", field)
    if stems_of(term) == stems_of(other):
        raise RuleViolation("Deze twee vindt de zoekfunctie al als hetzelfde woord. Kies een ander woord.", "other")
    query = sa.select(SearchSynonym).where(SearchSynonym.removed_at.is_(None))
    for synonym in db.session.scalars(query):
        if synonym.id != own_id and (stems_of(synonym.term), stems_of(synonym.other)) == (stems_of(term), stems_of(other)):
            raise RuleViolation(f"Dit paar staat er al: {synonym.term} → {synonym.other}. Pas die regel aan.", "term")
