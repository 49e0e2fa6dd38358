"""How far places lie apart, and which of them can hold others."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from conflictmap.model.place import SETTLEMENT_KINDS, unit_vector

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conflictmap.model.place import Place

_EARTH_KM = 6371.0088  # mean radius (IUGG)
# Within which of its label point a place lies in a town, a district, a first-level region, where no table says so.
_REACH_KM = {
    **dict.fromkeys(SETTLEMENT_KINDS, 8.0),
    "district": 30.0,
    "county": 30.0,
    "province": 60.0,
    "region": 60.0,
    "disputed_region": 60.0,
}
_WIDE_KM = 250.0  # the same for first-level regions outside the theatre, of one country


def kilometres(one: Place, other: Place) -> float:
    """Return the great-circle distance between the points of two places, in kilometres.

    Parameters
    ----------
    one, other : Place
        Any places.

    Returns
    -------
    float
        From the chord between them, on a sphere of the mean radius of the Earth.
    """
    return _arc(math.dist(one.unit, other.unit))


def kilometres_from(lat: float, lon: float, place: Place) -> float:
    """Return the great-circle distance of a place from a point in degrees, in kilometres."""
    return _arc(math.dist(unit_vector(lat, lon), place.unit))


def nearest(place: Place, others: Iterable[Place], count: int | None = None) -> list[tuple[float, str]]:
    """Return kilometres and names of other places, the nearest first, no more than asked for."""
    # Chords are in the order of the arcs, and only the nearest are worth an arc sine each.
    unit = place.unit
    chords = sorted([(math.dist(unit, other.unit), other.name) for other in others])
    return [(_arc(chord), name) for chord, name in chords[:count]]


def _arc(chord: float) -> float:
    return 2 * _EARTH_KM * math.asin(min(1.0, chord / 2))


def holds(area: Place, place: Place) -> bool:
    """Tell whether a place may lie in an area; where no table says so, when the point is close.

    Parameters
    ----------
    area : Place
        A country, province, district or wider region, or the town of a quarter.
    place : Place
        Another place.

    Returns
    -------
    bool
        False for the area itself.
    """
    if place.id == area.id:
        return False
    if area.kind == "country":
        return place.country == area.country
    if area.id in (place.district, *place.within, *place.formerly_in):
        return True
    if area.tier == "world" or area.kind == "admin_region":
        known = area.tier == "world" and place.district.startswith(area.id[:3])
        return not known and place.country == area.country and kilometres(area, place) < _WIDE_KM
    return kilometres(area, place) < _REACH_KM.get(area.kind, _REACH_KM["region"])
