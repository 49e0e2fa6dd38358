"""The dated areas of Nagorno-Karabakh: shapes from Natural Earth lines and stated hand-drawn cuts.

The hand-drawn lines separate the settlements that sources place on their two sides; between these they are
estimates. Each shape says how far it may be off.
"""

from __future__ import annotations

import csv
from pathlib import Path

import boundaries
import geopandas as gpd
import lines
import packages
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import split

_OBLAST = "Former USSR oblast in 1991"
_CEASEFIRE = "Ceasefire Line 1994"
_STEPANAKERT, _SHUSHA = Point(46.7528, 39.8177), Point(46.7499, 39.7601)
_AGHDAM, _KALBAJAR, _LACHIN = Point(46.9274, 39.991), Point(46.0445, 40.1098), Point(46.399, 39.6507)
_TOLERANCE, _BORDER_TOLERANCE = 0.0015, 0.0004
_SPECK = 1e-4  # square degrees, some 1 km²
_UTM = "EPSG:32638"
_CORRIDOR_M, _SHUSHA_M = 2500, 2200

# Line of contact, west to east (lon lat). In the west Natural Earth's line runs straight through villages of
# Kalbajar; here it follows the Murovdag ridge over the Omar Pass.
_CONTACT_WEST = """45.90 40.285, 45.96 40.272, 46.02 40.285, 46.08 40.29, 46.13 40.297, 46.19 40.30, 46.245 40.298,
46.292 40.303, 46.33 40.292"""
_CONTACT_MIDDLE = (46.36, 46.73)  # degrees east between which Natural Earth's line is kept
# In the east it leaves Talish, Mataghis, Martakert, Yarimja, Namirli, Shikhlar, Bash Garvand, Javahirli,
# Garagashli, Yusifjanli, Marzili, Martuni/Khojavend, Ashaghi Veysalli and Garakhanbayli on the Armenian side;
# Sarov, Chayli, Margushevan, Maragha, Gizil Oba, Seysulan, Gazyan, Orta Garvand, Ahmadaghali, Chamanli, Mahrizli,
# Evoghlu, Kuropatkino, Shukurbayli, Horadiz and Jojug Marjanli on the Azerbaijani side.
_CONTACT_EAST = """46.757 40.397, 46.772 40.375, 46.780 40.350, 46.784 40.330, 46.799 40.315, 46.803 40.30, 46.812 40.28,
46.828 40.260, 46.848 40.242, 46.885 40.231, 46.925 40.237, 46.955 40.2435, 46.985 40.2410, 47.002 40.232, 47.015 40.217,
47.018 40.20, 47.033 40.178, 47.042 40.160, 47.040 40.147, 47.036 40.130, 47.028 40.112, 47.027 40.09, 47.032 40.065,
47.040 40.04, 47.050 40.02, 47.063 40.0, 47.083 39.982, 47.10 39.955, 47.11 39.925, 47.122 39.895, 47.126 39.865,
47.133 39.845, 47.138 39.825, 47.134 39.80, 47.141 39.78, 47.158 39.762, 47.195 39.748, 47.235 39.735, 47.25 39.71,
47.265 39.675, 47.28 39.63, 47.298 39.605, 47.318 39.580, 47.31 39.56, 47.297 39.535, 47.292 39.50, 47.287 39.455,
47.275 39.425, 47.272 39.409, 47.283 39.395, 47.287 39.385, 47.288 39.36"""

# After 10 November 2020: southern and northern edge of the area of the Russian peacekeepers.
_SOUTH = """46.45 39.53, 46.60 39.622, 46.64 39.652, 46.67 39.685, 46.715 39.72, 46.722 39.752, 46.735 39.778, 46.77 39.768,
46.787 39.752, 46.81 39.735, 46.845 39.728, 46.875 39.716, 46.905 39.70, 46.92 39.68, 46.935 39.66, 46.965 39.664,
46.985 39.670, 47.01 39.676, 47.04 39.672, 47.07 39.667, 47.11 39.68, 47.16 39.715, 47.30 39.73"""
_NORTH = (
    """46.50 40.37, 46.60 40.345, 46.68 40.322, 46.745 40.316, 46.80 40.30, 46.86 40.288, 46.91 40.283, 46.96 40.29"""
)

# Borders of the districts handed over in the weeks after, along Natural Earth's admin-1 lines but with every
# village of the gazetteer in its own district, but for the south of Lachin.
_KALBAJAR_LACHIN = """45.80 39.79, 45.93 39.82, 46.00 39.87, 46.08 39.885, 46.15 39.89, 46.24 39.91, 46.32 39.93, 46.44 39.957,
46.55 39.97"""
# South of Farajan, north of Gulabird, Turklar and Safiyan, which were announced taken on 9 November 2020.
_LACHIN_QUBADLI = """46.40 39.475, 46.50 39.465, 46.56 39.465, 46.58 39.49, 46.595 39.53, 46.615 39.538, 46.645 39.536, 46.66 39.518,
46.69 39.515, 46.78 39.51"""

_NE = "Natural Earth 4.1.0 lines (Debian qgis-common 3.22.16)"
_OSM = "OpenStreetMap border"
_SOURCES = {
    "nkao": (_NE, "public domain", 1.5),
    "held_outside": (f"{_NE}; hand-drawn line of contact; {_OSM}", "ODbL-1.0", 5.0),
    "contact": (f"hand-drawn from settlements on both sides, in the north {_NE}", "ODbL-1.0", 5.0),
    "aghdam": (f"{_NE}; hand-drawn line of contact", "ODbL-1.0", 5.0),
    "kalbajar": (f"hand-drawn border of the district; {_NE}; {_OSM}", "ODbL-1.0", 4.0),
    "lachin": (f"hand-drawn borders of the district; {_NE}; {_OSM}", "ODbL-1.0", 4.0),
    "zone": (f"hand-drawn cuts of the oblast and a 5 km corridor; {_NE}; {_OSM}", "ODbL-1.0", 4.0),
    "zone_2022": (f"hand-drawn cuts of the oblast and a 5 km corridor; {_NE}; {_OSM}", "ODbL-1.0", 4.0),
    "corridor": ("hand-drawn along the road", "CC-BY-4.0", 2.0),
    "corridor_2022": ("hand-drawn along the road", "CC-BY-4.0", 2.0),
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
    natural_earth = gpd.read_file(folder / "usr/share/qgis/resources/data/world_map.gpkg", layer="disputed_borders")
    natural_earth = natural_earth[natural_earth.adm0_left == "Azerbaijan"]
    # Simplified before they are cut, so that the parts and the line keep fitting together.
    oblast = Polygon(_chain(_segments(natural_earth, _OBLAST))).simplify(_TOLERANCE)
    mainland = max(azerbaijan.geoms, key=lambda part: part.area).simplify(_BORDER_TOLERANCE)
    contact = _contact(natural_earth)
    held = _side(mainland, contact, _STEPANAKERT)
    outside = held.difference(oblast)
    core = oblast.intersection(held)
    for cut in (_SOUTH, _NORTH):
        core = _side(core, _line(cut), _STEPANAKERT)
    corridors = {
        row["line_id"]: lines.geometry(row["coordinates"]) for row in lines.read() if row["kind"] == "corridor"
    }
    corridor, corridor_2022 = corridors["lachin_corridor_2020"], corridors["lachin_corridor_2022"]
    zone, zone_2022 = (_with_strip(core, road, mainland) for road in (corridor, corridor_2022))
    west = next(part for part in outside.geoms if part.contains(_KALBAJAR))
    north_west = _side(west, _line(_LACHIN_QUBADLI), _KALBAJAR)
    return {
        "nkao": oblast,
        "held_outside": outside,
        "contact": contact.intersection(mainland),
        "aghdam": next(part for part in outside.geoms if part.contains(_AGHDAM)),
        "kalbajar": _side(north_west, _line(_KALBAJAR_LACHIN), _KALBAJAR),
        "lachin": _side(north_west, _line(_KALBAJAR_LACHIN), _LACHIN).difference(zone),
        "zone": zone,
        "zone_2022": zone_2022,
        "corridor": corridor,
        "corridor_2022": corridor_2022,
    }


def _contact(natural_earth: gpd.GeoDataFrame) -> LineString:
    west, east = _CONTACT_MIDDLE
    middle = [at for at in _chain(_segments(natural_earth, _CEASEFIRE)) if west < at[0] < east and at[1] > 40]
    middle = middle if middle[0] < middle[-1] else middle[::-1]
    return LineString([*_line(_CONTACT_WEST).coords, *middle, *_line(_CONTACT_EAST).coords])


def _with_strip(core: BaseGeometry, road: LineString, mainland: BaseGeometry) -> BaseGeometry:
    """Return the area with the corridor along a road from the border, and without Shusha."""
    strip = _buffer(road, _CORRIDOR_M).intersection(mainland).difference(_buffer(_SHUSHA, _SHUSHA_M))
    return next(part for part in _parts(core.union(strip)) if part.contains(_STEPANAKERT))


def _segments(table: gpd.GeoDataFrame, name: str) -> list[list[tuple[float, float]]]:
    found = table[table.name == name].geometry.explode()
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


def _side(area: BaseGeometry, cut: LineString, inside: Point) -> BaseGeometry:
    return next(part for part in split(area, cut).geoms if part.contains(inside))


def _line(text: str) -> LineString:
    return LineString(boundaries.coordinates(text))


def _buffer(geometry: BaseGeometry, metres: float) -> BaseGeometry:
    return gpd.GeoSeries([geometry], crs="EPSG:4326").to_crs(_UTM).buffer(metres).to_crs("EPSG:4326").iloc[0]


def _tidy(geometry: BaseGeometry) -> BaseGeometry:
    whole = shapely.set_precision(shapely.make_valid(geometry), 1e-4)
    parts = [part for part in _parts(whole) if part.geom_type != "Polygon" or part.area > _SPECK]
    return parts[0] if len(parts) == 1 else type(whole)(parts)


def _parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    return list(getattr(geometry, "geoms", [geometry]))
