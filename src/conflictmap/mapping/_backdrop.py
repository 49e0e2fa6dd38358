"""What orients a reader behind the mentions: the rest of the world, towns and sights, hills."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from conflictmap import regions
from conflictmap._geodata import geodata_path
from conflictmap.mapping._columns import steps
from conflictmap.mapping._ground import named, rings
from conflictmap.mapping._places import NAME_LANGUAGES

if TYPE_CHECKING:
    from conflictmap.model.place import Place

_SEAS = ("black_sea", "mediterranean_sea", "persian_gulf", "baltic_sea", "red_sea")
_TOWNS = frozenset({"city", "town"})
_VILLAGES = frozenset({"village"})
_SIGHTS = frozenset("airport archaeological_site base bridge fortress mine monastery mountain pass".split())
_CHIEF = 0.55  # importance from which a town is named while many are in view
_THOUSANDTHS = 1000
_NAMED_ELSEWHERE = frozenset({"AZ", "AM"})  # by the ground


@cache
def backdrop() -> dict[str, Any]:
    """Return the world's states, the largest first, the seas, and the towns, villages and sights of the theatre."""
    states = regions.world().to_dict("records")
    return {
        "world": [
            {
                **({} if row["iso_a2"] in _NAMED_ELSEWHERE else named(row["iso_a2"].lower(), row["name"])),
                "rings": rings(row["geometry"]),
            }
            for row in sorted(states, key=lambda row: -row["geometry"].area)
        ],
        "seas": _seas(),
        "towns": _towns(),
    }


def _seas() -> list[dict[str, Any]]:
    from conflictmap.gazetteer.gazetteer import Gazetteer

    gazetteer = Gazetteer.load(additions=False)
    seas = [place for place in map(gazetteer.get, _SEAS) if place]
    return [{**named(sea.id, sea.name), "lat": sea.lat, "lon": sea.lon} for sea in seas]


def _towns() -> dict[str, list[Any]]:
    """Columns of the places a reader may know, large towns first, each rank from south to north.

    Points are steps from the one before. Names in other languages are given for towns only.
    """
    from conflictmap.gazetteer.gazetteer import Gazetteer

    outright = Gazetteer.load(additions=False).outright
    listed = [place for place in outright if place.tier == "theatre" and _rank(place) is not None]
    listed.sort(key=lambda place: (_rank(place) or 0, place.lat, place.id))
    towns = [place for place in listed if place.kind in _TOWNS]
    return {
        "lat": steps(np.array([round(place.lat * _THOUSANDTHS) for place in listed])).tolist(),
        "lon": steps(np.array([round(place.lon * _THOUSANDTHS) for place in listed])).tolist(),
        "rank": [_rank(place) for place in listed],
        "name": [place.name for place in listed],
        **{f"name_{code}": [place.name_in(code) for place in towns] for code in NAME_LANGUAGES},
    }


def _rank(place: Place) -> int | None:
    """Large towns, towns, villages, sights; None for what is no point, or lies nobody knows quite where."""
    if place.confidence == "low":
        return None
    if place.kind in _TOWNS:
        return 0 if place.importance >= _CHIEF else 1
    return 2 if place.kind in _VILLAGES else 3 if place.kind in _SIGHTS else None


def relief() -> bytes:
    """Return the shading of the hills, a grey picture over the ground's frame in Mercator's projection."""
    return geodata_path("relief.webp").read_bytes()
