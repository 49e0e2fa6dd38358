"""The areas of a day of the war of 2020, from the settlements announced by then."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from conflictmap.regions._files import day_before, layer, table

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

FIRST, LAST = "2020-09-27", "2020-11-09"
SOURCE = "nearest settlement announced by name, inside the land held on 26 September 2020"
_TOUCH = 1e-3  # degrees within which the line of contact is the edge of what is still held


def areas(day: str, drawn: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the areas and the line of a day of the war, in the columns of the dated areas.

    Parameters
    ----------
    day : str
        A day from `FIRST` to `LAST`.
    drawn : geopandas.GeoDataFrame
        The dated areas of that day: the outline of the oblast is kept, what held on 26 September is replaced.

    Returns
    -------
    geopandas.GeoDataFrame
        Outline, land held, claimed and agreed, and the line between; ``region_id`` is the same on all days between
        two announcements.
    """
    import geopandas as gpd

    changes = _changes()
    since = max(change for change in changes if change <= day)
    later = [change for change in changes if change > day]
    contact = drawn[drawn.outline == "line"].geometry.iloc[0]
    shapes = _shapes(since, contact)
    rows = [
        {
            **dict.fromkeys(drawn.columns),
            **{key: _told(value, since) for key, value in told.items()},
            "region_id": f"{name}_{since.replace('-', '_')}",
            "valid_from": since,
            "valid_to": day_before(later[0]) if later else LAST,
            "area_source": SOURCE,
            "licence": "ODbL-1.0",
            "accuracy_km": accuracy_km(),
            "geometry": shapes[name],
        }
        for name, told in words().items()
        if not shapes[name].is_empty
    ]
    outline = drawn[drawn.outline == "oblast"].to_dict("records")
    return gpd.GeoDataFrame([*outline, *rows], geometry="geometry", crs=drawn.crs)[[*drawn.columns]]


def pieces(contact: BaseGeometry) -> list[dict[str, Any]]:
    """Return the land of which the areas of the days are made, for those who join it themselves.

    Parameters
    ----------
    contact : shapely.LineString
        The line of contact of 26 September 2020.

    Returns
    -------
    list of dict
        ``announced`` and ``agreed``, the first day of each (missing if never); ``geometry``, a polygon whose edges
        are its neighbours' as well; ``contact``, what of the line of contact is its edge, or None.
    """
    found = []
    for row in layer("control_2020.geojson").to_dict("records"):
        edge = contact.intersection(row["geometry"].buffer(_TOUCH))
        found.append({**row, "contact": None if edge.is_empty else edge})
    return found


def announced() -> dict[str, int]:
    """Return how many places were announced by each day on which an area changes."""
    return {day: _announced(day) for day in _changes()}


def accuracy_km() -> float:
    """Return how far an edge may lie from where the announcements put it."""
    return float(layer("control_2020.geojson").accuracy_km.iloc[0])


@cache
def _shapes(since: str, contact: BaseGeometry) -> dict[str, BaseGeometry]:
    import shapely

    parts = layer("control_2020.geojson")
    announced = parts.announced.fillna("9999-12-31") <= since
    agreed = parts.agreed.fillna("9999-12-31") <= since
    geometry = parts.geometry.to_numpy()
    held, claimed, taken = (
        shapely.coverage_union_all(geometry[chosen.to_numpy()])
        for chosen in (~announced, announced & ~agreed, announced & agreed)
    )
    gone = shapely.coverage_union_all(geometry[announced.to_numpy()])
    front = shapely.intersection(held.boundary, gone.boundary)
    kept = contact.intersection(held.buffer(_TOUCH)).difference(gone.buffer(_TOUCH / 10))
    pieces = [part for shape in (front, kept) for part in getattr(shape, "geoms", [shape]) if part.length > 0]
    return {"held": held, "claimed": claimed, "taken": taken, "line": shapely.line_merge(shapely.union_all(pieces))}


@cache
def _changes() -> list[str]:
    parts = layer("control_2020.geojson")
    return sorted({FIRST, *parts.announced.dropna(), *parts.agreed.dropna()})


def _told(words: str, since: str) -> str:
    return words.format(since=since, count=_announced(since)) if "{" in words else words


@cache
def _announced(since: str) -> int:
    """Return how many places were announced by a day."""
    claims = (row for row in table("control.csv") if row["status"] == "claimed" and FIRST <= row["date"] <= since)
    return len({row["place_id"] for row in claims})


@cache
def words() -> dict[str, dict[str, Any]]:
    """Return what is said of held, claimed and taken land and of the line; ``{since}`` is to be filled in."""
    return tomllib.loads((files("conflictmap.regions") / "war_of_2020.toml").read_text(encoding="utf-8"))
