"""Distances on the earth. Pure."""

import functools
import math

_RADIUS_KM = 6_371

#: Latitude and longitude in degrees.
Position = tuple[float, float]


@functools.lru_cache(4096)
def kilometres_between(here: Position, there: Position) -> float:
    """Kilometres as the crow flies between two positions in degrees."""
    (north, west), (south, east) = (map(math.radians, position) for position in (here, there))
    across, along = math.sin((north - south) / 2) ** 2, math.sin((west - east) / 2) ** 2
    return 2 * _RADIUS_KM * math.asin(math.sqrt(across + math.cos(north) * math.cos(south) * along))
