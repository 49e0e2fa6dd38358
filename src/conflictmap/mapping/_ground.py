"""The ground the page draws: land, water, districts, roads, and the dated areas with what is said of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from conflictmap import regions
from conflictmap._versions import ATTRIBUTION, DISCLAIMER
from conflictmap.mapping._places import NAME_LANGUAGES
from conflictmap.regions import war_of_2020
from conflictmap.regions.control import spans, told

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

_THOUSANDTHS = 1000  # a thousandth of a degree is some 100 m, finer than any line here is accurate
# Where the names of large waters stand; the sea's is cut off by the edge of the land drawn.
_WATERS = (("caspian_sea", "Caspian Sea", 40.5, 50.9), ("lake_sevan", "Lake Sevan", 40.36, 45.32))
_FRAME = (37, 40, 43, 52)
"""South, west, north and east of the land drawn finely; its edges are no borders."""
_RELIEF = "relief: shadedrelief.com"
_NAMES = ("name", "name_az", "name_hy", "name_ru")
# What held on 26 September 2020; the page draws the areas of each day of the war in place of it.
_CONTACT = "line_war_2020"
_DAILY = (_CONTACT, "held_outside_war_2020")
_POSITION_TEXTS = ("scope", "held_by", "claimed_by", "since", "announced_by", "accuracy_km")
_AREA_TEXTS = {
    **{name: name for name in "label label_az label_hy label_ru status note".split()},
    "source": "area_source",
    **{name: name for name in ("valid_from", "valid_to")},
}
"""Words of an area as the page calls them, and as the column is called."""


@cache
def ground() -> dict[str, Any]:
    """Return everything below the mentions as plain values."""
    shapes: dict[bytes, int] = {}
    geometries: list[Any] = []
    areas = []
    for row in dated().to_dict("records"):
        geometry = row["geometry"]
        if geometry.wkb not in shapes:
            shapes[geometry.wkb] = len(shapes)
            geometries.append(rings(geometry))
        texts = {key: row[name] for key, name in _AREA_TEXTS.items() if isinstance(row[name], str)}
        areas.append({**texts, "style": row["style"], "accuracy_km": row["accuracy_km"], "shape": shapes[geometry.wkb]})
    return {
        "frame": _FRAME,
        "land": [
            {"iso": row["iso_a2"], **named(row["iso_a2"].lower(), row["name"]), "rings": rings(row["geometry"])}
            for row in regions.boundaries(simplified=True).to_dict("records")
        ],
        "waters": [{**named(place_id, name), "lat": lat, "lon": lon} for place_id, name, lat, lon in _WATERS],
        "lakes": _rows(regions.lakes(simplified=True)),
        "rivers": _rows(regions.rivers()),
        "lines": _rows(regions.lines()),
        "districts": _rows(regions.districts(simplified=True)),
        "shapes": geometries,
        "dated": areas,
        "war": _war(),
        "positions": _positions(),
        "attribution": f"{ATTRIBUTION} · {_RELIEF}",
        "disclaimer": DISCLAIMER,
    }


def dated() -> gpd.GeoDataFrame:
    """Return the dated areas that the page draws as they are, in its order."""
    rows = regions.regions()
    return rows[~rows.region_id.isin(_DAILY)].reset_index(drop=True)


def _war() -> dict[str, Any]:
    """The land of which `viewer/map/daily.js` makes the areas of each day of the war of 2020."""
    parts = [
        {
            **{key: part[key] for key in ("announced", "agreed") if isinstance(part[key], str)},
            "rings": rings(part["geometry"]),
            "contact": rings(part["contact"]) if part["contact"] is not None else [],
        }
        for part in war_of_2020.pieces(regions.regions().set_index("region_id").geometry[_CONTACT])
    ]
    return {
        "first": war_of_2020.FIRST,
        "last": war_of_2020.LAST,
        "parts": parts,
        "words": war_of_2020.words(),
        "counts": war_of_2020.announced(),
        "source": war_of_2020.SOURCE,
        "accuracy_km": war_of_2020.accuracy_km(),
    }


def _positions() -> list[dict[str, Any]]:
    """Positions, parts of places and exclaves held by another than their state, by spans of days, with who says so."""
    rows = []
    for place, scope, known in spans():
        state = place["country"].lower()
        ends = [*(span["since"] for span in known[1:]), None]
        for span, until in zip(known, ends, strict=True):
            row = told(place, scope, span["since"])
            holder = row["held_by"].removesuffix("_ssr")
            # What lies behind a line is drawn with its area.
            if {holder, state} == {"am", "az"} or (scope and row["claimed_by"]):
                kept = {key: row[key] for key in _POSITION_TEXTS if row[key] is not None} | {"held_by": holder}
                point = {"lat": float(place["lat"]), "lon": float(place["lon"]), "until": until}
                rows.append({**named(place["place_id"], place["name"]), **kept, **point})
    return rows


def named(place_id: str, name: str) -> dict[str, str]:
    """Names of a part of the ground in the languages the gazetteer has."""
    from conflictmap.gazetteer.gazetteer import Gazetteer

    place = Gazetteer.load(additions=False).get(place_id)
    own = {f"name_{language}": place.name_in(language) for language in NAME_LANGUAGES} if place else {}
    return {"name": name, **own}


def outlines() -> list[str]:
    """Return the place ids of the districts drawn, in their order; empty where the gazetteer has none."""
    return [row.get("place_id", "") for row in ground()["districts"]]


def _rows(frame: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    """Rows with their names, kind, dates and place in the gazetteer, as far as they have them."""
    keys = [key for key in (*_NAMES, "kind", "place_id", "valid_from", "valid_to") if key in frame.columns]
    return [
        {**{key: row[key] for key in keys if isinstance(row[key], str)}, "rings": rings(row["geometry"])}
        for row in frame.to_dict("records")
    ]


def rings(geometry: BaseGeometry) -> list[Any]:
    """Polygons as lists of rings, lines as rings alone; a ring is a first point and the steps from it, flat."""
    shape: Any = geometry
    if shape.geom_type == "Polygon":
        return [[_steps(ring) for ring in (shape.exterior, *shape.interiors)]]
    if shape.geom_type in {"LineString", "Point"}:
        return [_steps(shape)]
    return [part for member in shape.geoms for part in rings(member)]


def _steps(line: Any) -> list[int]:
    flat: list[int] = []
    before = (0, 0)
    for lon, lat, *_ in line.coords:
        point = (round(lon * _THOUSANDTHS), round(lat * _THOUSANDTHS))
        if flat and point == before:
            continue
        flat += [point[0] - before[0], point[1] - before[1]]
        before = point
    return flat
