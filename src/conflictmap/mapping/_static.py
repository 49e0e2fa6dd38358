"""A still picture of the map: what remains where a notebook is not trusted to run scripts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from conflictmap import regions

if TYPE_CHECKING:
    import datetime as dt

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

_WEST, _EAST, _SOUTH, _NORTH = 43.2, 50.8, 38.2, 42.1
_WIDTH = 900
_MOST = 500  # circles of a role, so that the picture stays small
_HEIGHT = round(_WIDTH * (_NORTH - _SOUTH) / (_EAST - _WEST) / math.cos(math.radians(40)))
_STYLES = {
    "hatch": 'fill="url(#h)" stroke="#7a4b00" stroke-dasharray="6 4"',
    "hatch_light": 'fill="#c9a25e" fill-opacity=".18" stroke="#a07a3a" stroke-dasharray="2 3"',
    "zone": 'fill="#6b7f96" fill-opacity=".2" stroke="#51637a" stroke-dasharray="4 3"',
    "outline": 'fill="none" stroke="#7a4b00" stroke-dasharray="6 4"',
    "reference": 'fill="none" stroke="#8b8579" stroke-dasharray="2 3"',
    "line": 'fill="none" stroke="#4a4a4a" stroke-dasharray="8 4" stroke-width="2"',
}
_HATCH = (
    '<defs><pattern id="h" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path d="M0 0V7" stroke="#9a6a1c" stroke-width="1.6"/></pattern></defs>'
)


def picture(mentions: gpd.GeoDataFrame, day: dt.date | None) -> str:
    """Return an SVG of the theatre with the areas of a day and a circle per place; it holds no text of reports."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}">',
        _HATCH,
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#dfe8ec"/>',
    ]
    for row in regions.boundaries(simplified=True).itertuples():
        fill = "#f6f1e4" if row.iso_a2 in {"AZ", "AM"} else "#ebe9e2"
        parts.append(f'<path d="{_path(row.geometry)}" fill="{fill}" stroke="#b3aa97"/>')
    parts += [f'<path d="{_path(lake)}" fill="#c5d8e0"/>' for lake in regions.lakes(simplified=True).geometry]
    dated = regions.at(day) if day else regions.regions().tail(1)
    parts += [f'<path d="{_path(row.geometry)}" {_STYLES[row.style]}/>' for row in dated.itertuples()]
    parts += _circles(mentions)
    return "".join([*parts, "</svg>"])


def _circles(mentions: gpd.GeoDataFrame) -> list[str]:
    placed = mentions[mentions.place_id.notna()]
    circles = []
    for role, style in (
        ("associative", 'fill="none" stroke="#b4500a"'),
        ("literal", 'fill="#0072B2" fill-opacity=".7"'),
    ):
        of_role = placed[placed.role == role]
        points = of_role.drop_duplicates("place_id").set_index("place_id").geometry
        counts = of_role.groupby("place_id").size().sort_values(ascending=False, kind="stable").head(_MOST)
        for (_, count), point in zip(counts.items(), points.loc[counts.index], strict=True):
            if _WEST < point.x < _EAST and _SOUTH < point.y < _NORTH:
                x, y = _xy(point.x, point.y)
                circles.append(f'<circle cx="{x}" cy="{y}" r="{min(24, 3 * math.sqrt(count)):.1f}" {style}/>')
    return circles


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
