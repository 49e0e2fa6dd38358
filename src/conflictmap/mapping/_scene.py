"""A still picture of the map, drawn without a browser: what remains where a notebook is not trusted to run scripts.

It looks as the page does: the same table says how (`_style.py`), and circles have the sizes that the viewer gives them.
"""

from __future__ import annotations

import html
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conflictmap import regions
from conflictmap._versions import ATTRIBUTION, DISCLAIMER
from conflictmap.mapping._extents import spots
from conflictmap.mapping._style import colours, hatches, looks

if TYPE_CHECKING:
    import datetime as dt

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

_WEST, _EAST, _SOUTH, _NORTH = 43.2, 50.8, 38.2, 42.1
_WIDTH = 900
_HEIGHT = round(_WIDTH * (_NORTH - _SOUTH) / (_EAST - _WEST) / math.cos(math.radians(40)))
_MOST = 500  # circles, so that the picture stays small
_FOCUS = {"AZ", "AM"}
_AREA_CLASSES = ("district", "region", "line", "country")


@dataclass(frozen=True, slots=True)
class Circle:
    """A place on the picture: a disc of literal mentions, a ring of all where some are associative."""

    x: float
    y: float
    inner: float
    outer: float
    area: bool


def picture(mentions: gpd.GeoDataFrame, day: dt.date | None) -> str:
    """Return an SVG of the theatre with the areas of a day, a circle per place, and to whom the data are owed.

    It holds no text of reports.
    """
    light, ground, areas = colours()["light"], looks()["ground"], looks()["areas"]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}">',
        hatches("", light.get),
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="{light["sea"]}"/>',
    ]
    focus = {**ground["focus"], **ground["border"]}  # one path a state, so that its outline stands here once
    parts += [
        _shape(row.geometry, focus if row.iso_a2 in _FOCUS else ground["land"])
        for row in regions.boundaries(simplified=True).itertuples()
    ]
    parts += [_shape(lake, ground["lake"]) for lake in regions.lakes(simplified=True).geometry]
    dated = regions.at(day) if day else regions.regions().tail(1)
    parts += [_shape(row.geometry, areas.get(row.style, areas["outline"])) for row in dated.itertuples()]
    for circle in circles(mentions):
        parts += _drawn(circle)
    return "".join([*parts, *_owed(light), "</svg>"])


def _owed(light: dict[str, str]) -> list[str]:
    return [
        f'<text x="6" y="{_HEIGHT - up}" font-family="sans-serif" font-size="10" fill="{light["ink"]}" '
        f'stroke="{light["halo"]}" stroke-width="3" paint-order="stroke">{html.escape(line)}</text>'
        for up, line in ((18, DISCLAIMER), (6, ATTRIBUTION))
    ]


def circles(mentions: gpd.GeoDataFrame) -> list[Circle]:
    """Return the circles inside the picture, the largest first."""
    placed = mentions[mentions.place_id.notna() & mentions.geometry.notna() & ~mentions.geometry.is_empty]
    of_role = {f"is_{role}": placed.role == role for role in ("literal", "associative")}
    counts = placed.assign(**of_role).groupby("place_id")[[*of_role]].sum()
    points = placed.drop_duplicates("place_id").set_index("place_id").geometry
    inside = spots(list(points.index), points.y.to_numpy(), points.x.to_numpy())
    moved = {str(points.index[i]): spot for i, spot in inside.items()}
    wide = placed.precision.isin(_AREA_CLASSES).groupby(placed.place_id).mean()
    scale = root_scale(int(counts.sum(axis=1).max()) if len(counts) else 1)
    least = looks()["radii"]["smallestInACrowd" if len(counts) > looks()["radii"]["crowd"] else "smallest"]
    found = []
    for place, literal, associative in counts.itertuples():
        lat, lon = moved.get(place, (points[place].y, points[place].x))
        if _WEST < lon < _EAST and _SOUTH < lat < _NORTH:
            x, y = _xy(lon, lat)
            inner, outer = radii(literal, associative, scale, least)
            found.append(Circle(x, y, inner, outer, bool(wide[place] > 0.5)))
    return sorted(found, key=lambda one: -max(one.inner, one.outer))[:_MOST]


def root_scale(most: int) -> float:
    """Pixels of radius for the root of a count, so that the largest circle stays readable."""
    sizes = looks()["radii"]
    return float(min(sizes["perRoot"], sizes["largest"] / math.sqrt(max(1, most))))


def radii(literal: int, associative: int, scale: float, least: float) -> tuple[float, float]:
    """Radius of the disc, 0 without literal mentions, and of the ring, 0 without associative ones."""

    def radius(count: int) -> float:
        return max(least, math.sqrt(count) * scale) if count else 0

    inner = radius(literal)
    return inner, max(radius(literal + associative), inner + least / 2 if inner else 0) if associative else 0


def _drawn(circle: Circle) -> list[str]:
    looks_of = looks()["circles"]
    disc = looks_of["area" if circle.area else "literal"]
    ring = {**looks_of["associative"], **({"dash": looks_of["area"]["dash"]} if circle.area else {})}
    return [
        f'<circle cx="{circle.x}" cy="{circle.y}" r="{radius:.1f}" {_paint(look)}/>'
        for radius, look in ((circle.inner, disc), (circle.outer, ring))
        if radius
    ]


def _shape(geometry: BaseGeometry, look: dict[str, Any]) -> str:
    return f'<path d="{_path(geometry)}" fill-rule="evenodd" {_paint(look)}/>'


def _paint(look: dict[str, Any]) -> str:
    """Attributes of a shape that looks so."""
    light = colours()["light"]
    fill = look.get("fill")
    attributes = {
        "fill": f"url(#{fill})" if fill in looks()["hatches"] else light[fill] if fill else "none",
        "fill-opacity": look.get("fillOpacity"),
        "stroke": light[look["stroke"]],
        "stroke-width": look["width"],
        "stroke-opacity": look.get("strokeOpacity"),
        "stroke-dasharray": " ".join(map(str, look["dash"])) if "dash" in look else None,
    }
    return " ".join(f'{name}="{value}"' for name, value in attributes.items() if value is not None)


def _path(geometry: BaseGeometry) -> str:
    shape: Any = geometry
    if hasattr(shape, "geoms"):
        return "".join(_path(part) for part in shape.geoms)
    rings = [shape.exterior, *shape.interiors] if shape.geom_type == "Polygon" else [shape]
    closed = "Z" if shape.geom_type == "Polygon" else ""
    return "".join("M" + "L".join("{} {}".format(*_xy(*c[:2])) for c in ring.coords) + closed for ring in rings)


def _xy(lon: float, lat: float) -> tuple[float, float]:
    scale = _WIDTH / (_EAST - _WEST)
    return round((lon - _WEST) * scale, 1), round((_NORTH - lat) * scale / math.cos(math.radians(40)), 1)
