"""Districts as they were, and the one created since: ``districts_dated.csv`` as polygons.

Each row names the frame its unit lies in (units of ``districts.geojson``, with a minus what is not in it, the oblast,
the land held from 1994 on, the area of the Russian peacekeepers) and its settlements. Between settlements of different units the border runs halfway,
so that every settlement lies in its own unit and nothing closer may be read from it.
"""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

import boundaries
import geopandas as gpd
import numpy as np
import shapely
from shapely import MultiPoint, MultiPolygon
from shapely.geometry.base import BaseGeometry

from conflictmap.model.place import SETTLEMENT_KINDS

_METRES = "EPSG:32638"
_NEAR_M = 5_000  # a unit's settlements so far outside a frame still say whose its edge is
_TOLERANCE = 0.002
_SPECK_KM2 = 3.0
_ISLAND_KM2 = 30.0
_DIGITS = 1e-4
_REGIONS = {
    "nkao": ("nkao",),
    "zone": ("zone_2020_2022",),
    "zone_2022": ("zone_2022_2023",),
}
_HELD = ("nkao_1994_2020", "held_outside_1994_2020", "line_1994_2020")
_TEXTS = ("unit_id", "kind", "place_id", "name", "name_az", "name_hy", "name_ru", "status", "valid_from", "valid_to")
_SOURCE = "own drawing halfway between settlements of places.csv, within {}"
_OBLAST = "Natural Earth 4.1.0's outline of the oblast"
_OSM = "borders of OpenStreetMap and Natural Earth"


def build(districts: gpd.GeoDataFrame, regions: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the units of ``districts_dated.csv`` (EPSG:4326), sorted by id.

    Parameters
    ----------
    districts, regions : geopandas.GeoDataFrame
        The layers built before.
    """
    units = districts.set_index("place_id").geometry
    areas = regions.set_index("region_id").geometry
    settlements = _settlements()
    records = []
    for _, group in itertools.groupby(sorted(_rows(), key=lambda row: row["layer"]), lambda row: row["layer"]):
        rows = list(group)
        frame = _frame(rows[0]["frame"], units, areas)
        shapes = _shapes(rows, frame, settlements, rest=rows[0]["frame"].split()[0] in units.index)
        source = _SOURCE.format(_OBLAST if rows[0]["frame"] == "nkao" else _OSM)
        records += [
            {
                **{key: row[key] or None for key in _TEXTS},
                "accuracy_km": float(row["accuracy_km"]),
                "note": row["note"] or None,
                "source": source,
                "licence": "CC-BY-4.0" if rows[0]["frame"] == "nkao" else "ODbL-1.0",
                "geometry": shapes[row["unit_id"]],
            }
            for row in rows
        ]
    records.sort(key=lambda record: str(record["unit_id"]))
    frame = gpd.GeoDataFrame(records, geometry="geometry", crs="EPSG:4326")
    frame.insert(len(_TEXTS), "km2", boundaries.square_kilometres(frame.geometry).round(1))
    return frame


def _rows() -> list[dict[str, str]]:
    with Path(__file__).with_name("districts_dated.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _settlements() -> gpd.GeoDataFrame:
    with (Path(__file__).resolve().parents[1] / "places.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in SETTLEMENT_KINDS]
    points = shapely.points([[float(row["lon"]), float(row["lat"])] for row in rows])
    return gpd.GeoDataFrame(rows, geometry=points, crs="EPSG:4326").to_crs(_METRES).set_index("place_id")


def _frame(name: str, units: gpd.GeoSeries, areas: gpd.GeoSeries) -> BaseGeometry:
    if name == "held":
        oblast, outside, contact = (areas[region] for region in _HELD)
        both = shapely.union_all([oblast, outside])
        pieces = shapely.get_parts(shapely.polygonize([shapely.union_all([both.boundary, contact])]))
        return max((piece for piece in pieces if both.contains(piece.representative_point())), key=lambda p: p.area)
    if name in _REGIONS:
        return shapely.union_all(list(areas[list(_REGIONS[name])]))
    whole = shapely.union_all([units[unit] for unit in name.split() if not unit.startswith("-")])
    return whole.difference(shapely.union_all([areas[unit[1:]] for unit in name.split() if unit.startswith("-")]))


def _shapes(
    rows: list[dict[str, str]], frame: BaseGeometry, settlements: gpd.GeoDataFrame, *, rest: bool
) -> dict[str, BaseGeometry]:
    """Return the units that share a frame; with ``rest``, the frame's other settlements keep their land out."""
    plane = gpd.GeoSeries([frame], crs="EPSG:4326").to_crs(_METRES).iloc[0]
    near = settlements[settlements.distance(plane) < _NEAR_M]
    owner = np.array([_owner(place_id, row, rows) for place_id, row in near.iterrows()])
    used = (owner != "") | (near.within(plane).to_numpy() & rest)
    points = near.geometry.to_numpy()[used]
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(points), extend_to=plane, ordered=True))
    names = [row["unit_id"] for row in rows]
    parts = [shapely.union_all(cells[owner[used] == name]).intersection(plane) for name in names]
    flat = gpd.GeoSeries(parts, crs=_METRES).to_crs("EPSG:4326")
    whole = _without_islands([_polygons(part) for part in shapely.coverage_clean([_polygons(part) for part in flat])])
    fitted = shapely.coverage_simplify(whole, _TOLERANCE)
    return {
        name: _polygons(shapely.set_precision(part, _DIGITS), _SPECK_KM2)
        for name, part in zip(names, fitted, strict=True)
    }


def _without_islands(units: list[MultiPolygon]) -> list[MultiPolygon]:
    """Give small pieces among another unit's land to that unit: one village does not make an exclave."""
    owned: list[list[BaseGeometry]] = [[] for _ in units]
    for owner, unit in enumerate(units):
        largest, *others = sorted(unit.geoms, key=lambda piece: -piece.area)
        owned[owner].append(largest)
        for piece in others:
            shared = {other: piece.intersection(units[other]).length for other in range(len(units)) if other != owner}
            heir = max(shared, key=lambda other: shared[other], default=owner)
            small = _km2(piece) < _ISLAND_KM2 and shared.get(heir, 0.0) > 0
            owned[heir if small else owner].append(piece)
    return [_polygons(shapely.union_all(parts)) for parts in owned]


def _owner(place_id: str, settlement: dict[str, str], rows: list[dict[str, str]]) -> str:
    """The unit that names a settlement, else the one it was formerly in (``@``), else that of its district (``#``)."""
    former = settlement["formerly_in"].split(";")
    for wanted in ({place_id}, {f"@{unit}" for unit in former}, {f"#{settlement['district']}"}):
        for row in rows:
            if wanted & set(row["settlements"].split()):
                return row["unit_id"]
    return ""


def _polygons(area: BaseGeometry, least_km2: float = 0.0) -> MultiPolygon:
    parts = [part for part in shapely.get_parts(area) if part.geom_type == "Polygon" and _km2(part) >= least_km2]
    return MultiPolygon(parts)


def _km2(area: BaseGeometry) -> float:
    return float(boundaries.square_kilometres(gpd.GeoSeries([area], crs="EPSG:4326")).iloc[0])
