"""Rivers, roads, corridors and passes: Natural Earth's large rivers, and lines written by hand in ``lines.csv``."""

from __future__ import annotations

import csv
from pathlib import Path

import boundaries
import geopandas as gpd
import packages
import shapely
from shapely import LineString, MultiLineString, Point
from shapely.geometry.base import BaseGeometry

_RIVERS = "usr/share/magics/10m/ne_10m_rivers_lake_centerlines.shp"
_NATURAL_EARTH = "Natural Earth 3.0.0 rivers (Debian libmagics++-data 4.13.0)"
_BY_HAND = "drawn by hand from known points"
_ACCURACY_KM = 2.0  # of Natural Earth's rivers, against the lakes and the border along the Aras
_TOLERANCE = 0.001
# Natural Earth's number of each river in the window; its names lost their accents on the way.
_NAMES = {
    747: ("kura", "kura_river", "Kura", "Kür", "Կուր", "Кура"),
    911: ("aras", "aras_river", "Aras", "Araz", "Արաքս", "Аракс"),
    993: ("murat", None, "Murat", "Murad", "Արածանի", "Мурат"),
    65: ("euphrates", None, "Western Euphrates", "Fərat", "Արևմտյան Եփրատ", "Карасу (Западный Евфрат)"),
    120: ("tigris", None, "Tigris", "Dəclə", "Տիգրիս", "Тигр"),
    135: ("tigris", None, "Tigris", "Dəclə", "Տիգրիս", "Тигр"),
    850: ("talkheh", None, "Talkheh", "Acıçay", "Թալխե", "Аджичай"),
    1058: ("qezel_owzan", None, "Qezel Owzan", "Qızılüzən", "Ղզել Օուզան", "Кызылузен"),
    1146: ("sefid", None, "Sefid", "Səfidrud", "Սեֆիդ", "Сефидруд"),
}


def build(cache: Path) -> dict[str, gpd.GeoDataFrame]:
    """Return the frames ``rivers`` and ``lines`` (EPSG:4326), each sorted by its id."""
    rows = read()
    rivers = [*_large_rivers(cache), *(_river(row) for row in rows if row["kind"] == "river")]
    lines = [
        {**row, "source": _BY_HAND, "licence": "CC-BY-4.0", "geometry": geometry(row["coordinates"])}
        for row in rows
        if row["kind"] != "river"
    ]
    for line in lines:
        del line["coordinates"]
    return {"rivers": _frame(rivers, "river_id"), "lines": _frame(lines, "line_id")}


def read() -> list[dict[str, str]]:
    """Return the rows of ``lines.csv``."""
    with Path(__file__).with_name("lines.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def geometry(text: str) -> BaseGeometry:
    """Return the line of several points, or the point."""
    points = boundaries.coordinates(text)
    return LineString(points) if len(points) > 1 else Point(points[0])


def _large_rivers(cache: Path) -> list[dict[str, object]]:
    folder = packages.unpack_deb(packages.RIVERS, cache)
    table = gpd.read_file(folder / _RIVERS, encoding="latin-1", bbox=boundaries.WINDOW.bounds)
    parts: dict[str, list[BaseGeometry]] = {}
    names = {}
    for number, line in zip(table.rivernum, table.geometry, strict=True):
        if number in _NAMES:
            river_id = _NAMES[number][0]
            names[river_id] = _NAMES[number]
            parts.setdefault(river_id, []).append(line.intersection(boundaries.WINDOW))
    rivers = []
    for river_id, (_, place_id, name, az, hy, ru) in names.items():
        course = shapely.line_merge(shapely.union_all(parts[river_id])).simplify(_TOLERANCE)
        rivers.append(
            {
                "river_id": river_id,
                "place_id": place_id,
                "name": name,
                "name_az": az,
                "name_hy": hy,
                "name_ru": ru,
                "accuracy_km": _ACCURACY_KM,
                "source": _NATURAL_EARTH,
                "licence": "public domain",
                "geometry": shapely.normalize(MultiLineString(getattr(course, "geoms", [course]))),
            }
        )
    return rivers


def _river(row: dict[str, str]) -> dict[str, object]:
    kept = ("place_id", "name", "name_az", "name_hy", "name_ru", "accuracy_km")
    return {
        "river_id": row["line_id"],
        **{key: row[key] for key in kept},
        "source": _BY_HAND,
        "licence": "CC-BY-4.0",
        "geometry": geometry(row["coordinates"]),
    }


def _frame(rows: list[dict[str, object]], key: str) -> gpd.GeoDataFrame:
    cleaned = [{k: (None if v == "" else v) for k, v in row.items()} for row in rows]
    for row in cleaned:
        row["accuracy_km"] = float(str(row["accuracy_km"]))
    return gpd.GeoDataFrame(sorted(cleaned, key=lambda row: str(row[key])), geometry="geometry", crs="EPSG:4326")
