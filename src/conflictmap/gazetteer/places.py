"""How far places lie apart, and which of them can hold others."""

from __future__ import annotations

import math
from functools import lru_cache

from conflictmap.model.place import Place

_EARTH_KM = 6371.0088  # mean radius (IUGG)
# Within which of an area's label point a place lies in it, where no table says so: districts, first-level regions.
_REACH_KM = {"district": 30.0, "county": 30.0, "province": 60.0, "region": 60.0, "disputed_region": 60.0}
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
        By the haversine formula on a sphere of the mean radius of the Earth.
    """
    return _kilometres(one.lat, one.lon, other.lat, other.lon)


@lru_cache(maxsize=1 << 16)
def _kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    lat1, lat2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def holds(area: Place, place: Place) -> bool:
    """Tell whether a place may lie in an area; where no table says so, when the point is close.

    Parameters
    ----------
    area : Place
        A country, province, district or wider region.
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
    if area.id in (place.district, *place.formerly_in):
        return True
    if area.tier == "world" or area.kind == "admin_region":
        known = area.tier == "world" and place.district.startswith(area.id[:3])
        return not known and place.country == area.country and kilometres(area, place) < _WIDE_KM
    return kilometres(area, place) < _REACH_KM.get(area.kind, _REACH_KM["region"])
