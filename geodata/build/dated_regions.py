"""The dated areas of Nagorno-Karabakh: shapes from Natural Earth lines and stated hand-drawn cuts."""

from __future__ import annotations

import csv
from pathlib import Path

import boundaries
import geopandas as gpd
import packages
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import split

_OBLAST = "Former USSR oblast in 1991"
_CEASEFIRE = "Ceasefire Line 1994"
_STEPANAKERT, _SHUSHA = Point(46.7528, 39.8177), Point(46.7499, 39.7601)
_PROLONGED = 0.06  # degrees by which the ceasefire line is led over the border at both ends
_TOLERANCE = 0.0015
_UTM = "EPSG:32638"
_CORRIDOR_M, _SHUSHA_M = 2500, 2200

# Hand-drawn from general knowledge of the lines after 10 November 2020 (lon lat), good to some 4 km.
_SOUTH = """46.45 39.55, 46.60 39.64, 46.66 39.69, 46.715 39.72, 46.722 39.752, 46.735 39.778, 46.77 39.768, 46.787 39.752,
46.81 39.735, 46.845 39.728, 46.875 39.718, 46.905 39.703, 46.92 39.68, 46.935 39.66, 46.965 39.664, 46.985 39.672,
47.02 39.688, 47.06 39.70, 47.10 39.705, 47.16 39.715, 47.30 39.73"""
_NORTH = (
    """46.50 40.37, 46.60 40.345, 46.68 40.322, 46.745 40.316, 46.80 40.30, 46.86 40.288, 46.91 40.283, 46.96 40.29"""
)
_ROAD_2020 = """46.5225 39.545, 46.535 39.59, 46.547 39.64, 46.575 39.655, 46.61 39.672, 46.646 39.69, 46.69 39.735, 46.72 39.765"""
_ROAD_2022 = """46.525 39.548, 46.558 39.556, 46.592 39.575, 46.615 39.605, 46.632 39.64, 46.646 39.68, 46.69 39.735, 46.72 39.765"""

_NE = "Natural Earth 4.1.0 lines (Debian qgis-common 3.22.16)"
_SOURCES = {
    "nkao": (_NE, "public domain", 1.5),
    "held_outside": (f"{_NE}; border of Azerbaijan from OpenStreetMap", "ODbL-1.0", 3.0),
    "line": (_NE, "public domain", 3.0),
    "zone": (
        f"hand-drawn cuts of the oblast and a 5 km corridor; {_NE}; OpenStreetMap border",
        "ODbL-1.0",
        4.0,
    ),
    "zone_2022": (
        f"hand-drawn cuts of the oblast and a 5 km corridor; {_NE}; OpenStreetMap border",
        "ODbL-1.0",
        4.0,
    ),
}


def build(cache: Path, azerbaijan: BaseGeometry) -> gpd.GeoDataFrame:
    """Return the dated regions in drawing order (EPSG:4326), one row per area and period of ``regions.csv``."""
    shapes = {name: _tidy(shape) for name, shape in _shapes(cache, azerbaijan).items()}
    with Path(__file__).with_name("regions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    records = []
    for row in rows:
        shape = row.pop("shape")
        source, licence, accuracy = _SOURCES[shape]
        records.append(
            {
                **{key: value or None for key, value in row.items()},
                "source": source,
                "licence": licence,
                "accuracy_km": accuracy,
                "geometry": shapes[shape],
            }
        )
    return gpd.GeoDataFrame(records, geometry="geometry", crs="EPSG:4326")


def _shapes(cache: Path, azerbaijan: BaseGeometry) -> dict[str, BaseGeometry]:
    folder = packages.unpack_deb(packages.NATURAL_EARTH, cache)
    lines = gpd.read_file(folder / "usr/share/qgis/resources/data/world_map.gpkg", layer="disputed_borders")
    lines = lines[lines.adm0_left == "Azerbaijan"]
    oblast = Polygon(_chain(_segments(lines, _OBLAST)))
    ceasefire = LineString(_chain(_segments(lines, _CEASEFIRE)))
    mainland = max(azerbaijan.geoms, key=lambda part: part.area)
    held = _side(mainland, _prolonged(ceasefire), _STEPANAKERT)
    core = oblast.intersection(held)
    for cut in (_SOUTH, _NORTH):
        core = _side(core, _line(cut), _STEPANAKERT)
    shusha = _buffer(_SHUSHA, _SHUSHA_M)
    zones = [
        core.union(_buffer(_line(road), _CORRIDOR_M).intersection(mainland).difference(shusha))
        for road in (_ROAD_2020, _ROAD_2022)
    ]
    return {
        "nkao": oblast,
        "held_outside": held.difference(oblast),
        "line": ceasefire,
        "zone": zones[0],
        "zone_2022": zones[1],
    }


def _segments(lines: gpd.GeoDataFrame, name: str) -> list[list[tuple[float, float]]]:
    found = lines[lines.name == name].geometry.explode()
    unique = {shapely.normalize(line).wkb: line for line in found}
    return [list(line.coords) for line in unique.values()]


def _chain(segments: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """Join segments end to end, each time the nearest one."""
    rest = sorted(segments)
    path = rest.pop(0)
    while rest:
        choices = [(Point(path[-1]).distance(Point(s[end])), i, end) for i, s in enumerate(rest) for end in (0, -1)]
        choices += [
            (Point(path[0]).distance(Point(s[end])), i, end + 10) for i, s in enumerate(rest) for end in (0, -1)
        ]
        _, index, end = min(choices)
        segment = rest.pop(index)
        if end >= 5:
            path = (segment if end == 9 else segment[::-1]) + path
        else:
            path = path + (segment if end == 0 else segment[::-1])
    return path


def _prolonged(line: LineString) -> LineString:
    coordinates = list(line.coords)
    ends = []
    for (x0, y0), (x1, y1) in ((coordinates[1], coordinates[0]), (coordinates[-2], coordinates[-1])):
        scale = _PROLONGED / Point(x0, y0).distance(Point(x1, y1))
        ends.append((x1 + (x1 - x0) * scale, y1 + (y1 - y0) * scale))
    return LineString([ends[0], *coordinates, ends[1]])


def _side(area: BaseGeometry, cut: LineString, inside: Point) -> BaseGeometry:
    return next(part for part in split(area, cut).geoms if part.contains(inside))


def _line(text: str) -> LineString:
    return LineString([tuple(map(float, pair.split())) for pair in text.replace("\n", " ").split(",")])


def _buffer(geometry: BaseGeometry, metres: float) -> BaseGeometry:
    return gpd.GeoSeries([geometry], crs="EPSG:4326").to_crs(_UTM).buffer(metres).to_crs("EPSG:4326").iloc[0]


def _tidy(geometry: BaseGeometry) -> BaseGeometry:
    whole = shapely.make_valid(geometry.simplify(_TOLERANCE))
    parts = [p for p in getattr(whole, "geoms", [whole]) if p.geom_type != "Polygon" or p.area > 1e-5]
    kept = parts[0] if len(parts) == 1 else type(whole)(parts)
    return shapely.set_precision(kept, 1e-4)


def square_kilometres(regions: gpd.GeoDataFrame) -> dict[str, float]:
    """Areas of the regions in km², for the build's report."""
    return dict(zip(regions.region_id, boundaries.square_kilometres(regions.geometry).round(0), strict=True))
