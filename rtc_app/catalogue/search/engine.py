"""Which trainings hold a token in which field: SQLite FTS5 or PostgreSQL, with the same answer on both.

The engines are asked nothing else; what a hit is worth is decided in `ranking`, so that the order is the same as well.
"""

from collections.abc import Iterable, Sequence

from rtc_app.kernel.database import db

#: The fields of a search document, from most to least telling.
FIELDS = ("title", "keywords", "core", "body")
#: Training ids per field, in the order of FIELDS.
Holders = tuple[Sequence[int], ...]
#: A compound statement of SQLite has at most 500 parts.
_TOGETHER = 100


def holders(sought: Iterable[str]) -> dict[str, Holders]:
    """Of each token the trainings that hold it, by field; tokens with a space between stand one after the other."""
    found: dict[str, Holders] = {}
    asked = list(sought)
    for first in range(0, len(asked), _TOGETHER):
        group = asked[first : first + _TOGETHER]
        by_place = _ask(group)
        for number, tokens in enumerate(group):
            found[tokens] = tuple(by_place.get((number, field), ()) for field in range(len(FIELDS)))
    return found


def _ask(group: Sequence[str]) -> dict[tuple[int, int], Sequence[int]]:
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    statement = (_sqlite if is_sqlite else _postgresql)(group)
    # All ids in one row instead of a row each: tens of thousands of rows are what a common word has.
    rows = db.session.connection().exec_driver_sql(*statement)
    return {(number, field): list(map(int, ids.split(","))) if is_sqlite else ids for number, field, ids in rows if ids}


def _sqlite(group: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    parts = [
        f"SELECT {number}, {field}, group_concat(rowid) FROM search_index WHERE search_index MATCH ?"  # noqa: S608 - numbers
        for number in range(len(group))
        for field in range(len(FIELDS))
    ]
    return " UNION ALL ".join(parts), tuple(f'{name} : "{tokens}"' for tokens in group for name in FIELDS)


def _postgresql(group: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    parts = [
        f"SELECT {number}, {field}, array_agg(training_id) FROM search_document "  # noqa: S608 - names of FIELDS
        f"WHERE to_tsvector('simple', {name}) @@ to_tsquery('simple', %s)"
        for number in range(len(group))
        for field, name in enumerate(FIELDS)
    ]
    return " UNION ALL ".join(parts), tuple(" <-> ".join(tokens.split()) for tokens in group for _ in FIELDS)
