"""Telling every process what changed of the offer: noted while a transaction runs, written as its last act.

One row counts (CatalogueVersion), others name what changed with each number (OfferChange). The row that counts is held
from the end of a transaction to its commit only: nobody waits for long, nobody can wait for a second thing while holding
it, and the numbers follow each other in the order of the commits. So whoever knows number n and reads n + 2 has missed
exactly the changes n + 1 and n + 2.
"""

import secrets
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from rtc_app.catalogue.models import CatalogueVersion, OfferChange
from rtc_app.kernel.database import db

#: More trainings in one transaction count as a change of everything.
_MOST_NAMED = 200
#: Changes that can still be read back; whoever missed more begins anew.
KEPT = 2_000
_NOTED = "changes of the offer"


@dataclass
class Changes:
    """Ids of the trainings that changed, and of those of which only seats did; or simply everything."""

    trainings: set[int] = field(default_factory=set)
    seats: set[int] = field(default_factory=set)
    is_everything: bool = False


def note(*, trainings: set[int] | None = None, seats: set[int] | None = None, is_everything: bool = False) -> None:
    """Note a change within this transaction; a rollback forgets it."""
    noted: Changes = db.session.info.setdefault(_NOTED, Changes())
    noted.trainings |= trainings or set()
    noted.seats |= seats or set()
    noted.is_everything |= is_everything


def are_noted() -> bool:
    """Whether this transaction itself changed the offer, which no other process knows yet."""
    return _NOTED in db.session.info


#: As text, since every page asks it.
_NUMBER = f"SELECT number FROM {CatalogueVersion.__tablename__} WHERE id = 1"  # noqa: S608 - the name of a table


def number() -> int:
    """How often the offer changed, 0 when it never did through the service."""
    found: int | None = db.session.connection().exec_driver_sql(_NUMBER).scalar()
    return found or 0


def between(known: int, present: int) -> Changes:
    """What changed after `known`, up to and with `present`."""
    query = sa.select(OfferChange.number, OfferChange.training_id, OfferChange.is_seats_only)
    rows = db.session.execute(query.where(OfferChange.number > known, OfferChange.number <= present)).all()
    changes = Changes(is_everything=len({row.number for row in rows}) != present - known)
    for _, training_id, is_seats_only in rows:
        if training_id is None:
            changes.is_everything = True
        else:
            (changes.seats if is_seats_only else changes.trainings).add(training_id)
    changes.seats -= changes.trainings
    return changes


@event.listens_for(db.session, "before_commit")
def _write(session: Any) -> None:
    if _NOTED not in session.info or session.in_nested_transaction():
        return
    session.flush()
    noted: Changes = session.info.pop(_NOTED)
    connection = session.connection()
    present = connection.execute(
        sa.update(CatalogueVersion)
        .where(CatalogueVersion.id == 1)
        .values(number=CatalogueVersion.number + 1)
        .returning(CatalogueVersion.number)
    ).scalar()
    if present is None:
        # A database that is restored begins at another number, so that no process takes an old read model for the new one.
        present = secrets.randbelow(2**30) + 1
        connection.execute(sa.insert(CatalogueVersion).values(id=1, number=present))
    connection.execute(sa.insert(OfferChange), _rows(noted, present))
    if present % 100 == 0:
        connection.execute(sa.delete(OfferChange).where(OfferChange.number <= present - KEPT))


def _rows(noted: Changes, present: int) -> list[dict[str, object]]:
    if noted.is_everything or len(noted.trainings) + len(noted.seats) > _MOST_NAMED:
        return [{"number": present, "training_id": None, "is_seats_only": False}]
    named = [(id_, False) for id_ in noted.trainings] + [(id_, True) for id_ in noted.seats - noted.trainings]
    return [{"number": present, "training_id": id_, "is_seats_only": seats} for id_, seats in named]


@event.listens_for(db.session, "after_rollback")
def _forget(session: Any) -> None:
    session.info.pop(_NOTED, None)
