"""Which trainings hold the words asked for, and how well: SQLite FTS5 or PostgreSQL, with the same hits on both."""

from collections.abc import Sequence

import sqlalchemy as sa

from rtc_app.catalogue.search.analysis import Term
from rtc_app.kernel.database import db

#: Shorter beginnings fit too much.
SHORTEST_PREFIX = 3
#: Weights of title, keywords and body in the score.
_SQLITE = sa.text("SELECT rowid, -bm25(search_index, 8.0, 4.0, 1.0) FROM search_index WHERE search_index MATCH :question")
_POSTGRESQL = sa.text(
    "SELECT training_id, ts_rank('{0.1, 0.1, 0.4, 1.0}', vector, question) "
    "FROM search_document, to_tsquery('simple', :question) question WHERE vector @@ question"
)


def hits(terms: Sequence[Term], *, is_unfinished: bool = False) -> dict[int, float]:
    """Training id → score (more is better) of every training that has all the terms.

    With `is_unfinished` the last word may also be the beginning of a word.
    """
    if not terms:
        return {}
    prefix = terms[-1].form if is_unfinished and len(terms[-1].form) >= SHORTEST_PREFIX else None
    if db.session.get_bind().dialect.name == "sqlite":
        rows = db.session.execute(_SQLITE, {"question": _fts5(terms, prefix)})
    else:
        rows = db.session.execute(_POSTGRESQL, {"question": _tsquery(terms, prefix)})
    return {training_id: score for training_id, score in rows}  # noqa: C416 - rows are not pairs to the type checker


def _fts5(terms: Sequence[Term], prefix: str | None) -> str:
    groups = [[" AND ".join(f'"{token}"' for token in tokens) for tokens in term.alternatives] for term in terms]
    if prefix:
        groups[-1].append(f'"{prefix}" *')
    return " AND ".join("(" + " OR ".join(f"({way})" for way in group) + ")" for group in groups)


def _tsquery(terms: Sequence[Term], prefix: str | None) -> str:
    groups = [[" & ".join(tokens) for tokens in term.alternatives] for term in terms]
    if prefix:
        groups[-1].append(f"{prefix}:*")
    return " & ".join("(" + " | ".join(f"({way})" for way in group) + ")" for group in groups)
