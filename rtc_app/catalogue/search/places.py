"""Towns a visitor may type as a name or a postcode, and the distance from there to where sessions are held."""

import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from rtc_app.catalogue.models import Location
from rtc_app.kernel.database import db
from rtc_app.kernel.earth import kilometres_between
from rtc_app.reference.models import AlternativeLabel, Concept, ConceptScheme

#: Kilometres as the crow flies, from near to far.
BANDS = (10, 25, 50, 100)
_FARTHEST = 500


class Town(NamedTuple):
    """The middle of a municipality, in degrees."""

    name: str
    latitude: float
    longitude: float


#: A name or a postcode, folded → its town.
Towns = Mapping[str, Town]


def read_towns() -> Towns:
    """Every town of the vocabulary under its name, its other names and its postcodes."""
    query = sa.select(Concept.id, Concept.label, Concept.properties).join(ConceptScheme).where(ConceptScheme.code == "gemeente")
    others = sa.select(AlternativeLabel.concept_id, AlternativeLabel.label).join(Concept).join(ConceptScheme)
    by_id: dict[int, Town] = {}
    towns: dict[str, Town] = {}
    for id_, label, properties in db.session.execute(query.order_by(Concept.position.desc())):
        facts: Any = properties
        town = by_id[id_] = Town(label, facts["latitude"], facts["longitude"])
        towns |= dict.fromkeys((folded(label), *facts["postcodes"]), town)
    for id_, label in db.session.execute(others.where(ConceptScheme.code == "gemeente")):
        towns.setdefault(folded(label), by_id[id_])
    return towns


def find_town(typed: str, towns: Towns) -> Town | None:
    """The town somebody means with "Genk", "3600" or "3600 Genk"; None when we know no such town."""
    words = folded(typed)
    return towns.get(words) or next((towns[word] for word in words.split() if word.isdigit() and word in towns), None)


def folded(text: str) -> str:
    """Lower case, without accents, hyphens as spaces."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(plain.replace("-", " ").split())


def kilometres(value: str) -> int | None:
    """The distance a value of the facet stands for, or None."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 and 0 < int(value) <= _FARTHEST else None


def distance(latitude: float, longitude: float, town: Town) -> float:
    """Kilometres as the crow flies from a point to a town."""
    return kilometres_between((latitude, longitude), (town.latitude, town.longitude))


def locations_within(town: Town, kilometres: int, towns: Towns) -> list[int]:
    """Ids of the locations within this distance; one without coordinates stands in the middle of its town."""
    query = sa.select(Location.id, Location.latitude, Location.longitude, Location.postcode).order_by(Location.id)
    points = ((row.id, _point(row.latitude, row.longitude, towns.get(row.postcode))) for row in db.session.execute(query))
    return [id_ for id_, point in points if point and distance(*point, town) <= kilometres]


def _point(latitude: float | None, longitude: float | None, middle: Town | None) -> tuple[float, float] | None:
    if latitude is not None and longitude is not None:
        return latitude, longitude
    return (middle.latitude, middle.longitude) if middle else None
