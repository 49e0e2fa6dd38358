"""Land of Azerbaijan, Armenia and their neighbours, and the lakes in it, from OpenStreetMap lines.

Time zone borders follow the borders of states on the ground; they are cut to the land, and the exclaves
that lie across them are given back to the state they belong to by law.
"""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import packages
import pandas as pd
import shapely
from pyproj import Geod
from shapely import MultiPolygon, Polygon
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

WINDOW = shapely.box(40, 37, 52, 43)
ZONES = {
    "AZ": ("Asia/Baku", "Azerbaijan"),
    "AM": ("Asia/Yerevan", "Armenia"),
    "GE": ("Asia/Tbilisi", "Georgia"),
    "IR": ("Asia/Tehran", "Iran"),
    "TR": ("Europe/Istanbul", "Turkey"),
    "RU": ("Europe/Moscow", "Russia"),
    "IQ": ("Asia/Baghdad", "Iraq"),
    "SY": ("Asia/Damascus", "Syria"),
}
_LAND_OF = {"AZE", "ARM", "GEO", "IRN", "TUR", "RUS", "IRQ", "TKM", "KAZ", "SYR"}
# lon, lat inside each exclave that time zones do not show, and the state it belongs to.
_EXCLAVES = (((45.002, 41.066), "AZ"), ((45.209, 40.995), "AZ"), ((45.514, 40.627), "AM"))
# Karki/Tigranashen is in no source: drawn by hand around the village, short of the Armenian villages beside it.
KARKI = """44.920 39.782, 44.928 39.772, 44.945 39.767, 44.963 39.770, 44.976 39.779, 44.978 39.792, 44.968 39.803,
44.950 39.808, 44.932 39.803, 44.921 39.794"""
_NOTES = {
    "AZ": "With Yukhari Askipara, Barkhudarli/Sofulu and Karki/Tigranashen; Karki drawn by hand, good to some 1.5 km",
    "AM": "With Artsvashen/Bashkend",
}
_SPECK_KM2 = 0.02
_TOLERANCE = 0.0004  # degrees, some 40 m
PAGE_TOLERANCE = 0.006
GRID, PAGE_GRID = 1e-5, 1e-3  # degrees; the decimals the files are written with
_HOLE_KM2 = 300  # smaller holes in the land of all countries are lakes on their borders
_LAKE_KM2, _PAGE_LAKE_KM2 = 1, 10
_NAMED_LAKES = (
    ((45.35, 40.35), "Lake Sevan"),
    ((47.0, 40.85), "Mingachevir Reservoir"),
    ((45.4, 37.7), "Lake Urmia"),
    ((42.9, 38.65), "Lake Van"),
    ((46.625, 40.185), "Sarsang Reservoir"),
)


def build(cache: Path) -> dict[str, gpd.GeoDataFrame]:
    """Return the frames ``boundaries``, ``boundaries_page``, ``lakes`` and ``lakes_page`` (EPSG:4326)."""
    features = packages.as_json(packages.member(packages.LAND, cache, "package/map.geo.json"))["features"]
    parts = [
        part
        for feature in features
        if feature["properties"].get("A3") in _LAND_OF
        for part in _parts(shape(feature["geometry"]))
    ]
    inside = [part for part in parts if part.intersects(WINDOW)]
    # Lakes belong to the land here; they are drawn on top of it.
    land = _filled(shapely.union_all([Polygon(part.exterior) for part in inside]))
    areas = _zones(land)
    smallest = [
        (min((p for p in inside if p.contains(shapely.Point(point))), key=lambda p: p.area), owner)
        for point, owner in _EXCLAVES
    ]
    exclaves = [(Polygon(part.exterior), owner) for part, owner in smallest]
    exclaves.append((Polygon(coordinates(KARKI)), "AZ"))
    for exclave, owner in exclaves:
        areas = {
            code: area.union(exclave) if code == owner else area.difference(exclave) for code, area in areas.items()
        }
    frame = _frame(areas, _TOLERANCE, GRID)
    coarse = _frame(dict(zip(frame.iso_a2, frame.geometry, strict=True)), PAGE_TOLERANCE, PAGE_GRID)
    lakes = _lakes(inside)
    page_lakes = lakes[(lakes.km2 >= _PAGE_LAKE_KM2)].copy()
    page_lakes["geometry"] = page_lakes.geometry.simplify(PAGE_TOLERANCE)
    return {"boundaries": frame, "boundaries_page": coarse, "lakes": lakes, "lakes_page": page_lakes}


def _zones(land: BaseGeometry) -> dict[str, BaseGeometry]:
    from timezonefinder import TimezoneFinder

    finder = TimezoneFinder()
    areas: dict[str, BaseGeometry] = {}
    for code, (zone, _) in ZONES.items():
        rings = finder.get_geometry(tz_name=zone, coords_as_pairs=True)
        polygons = [shapely.make_valid(Polygon(part[0], part[1:])) for part in rings]
        near = [polygon for polygon in polygons if polygon.intersects(WINDOW)]
        areas[code] = shapely.union_all(near).intersection(WINDOW).intersection(land)
    # Abkhazia and South Ossetia lie in two zones.
    areas["RU"] = areas["RU"].difference(areas["GE"])
    return areas


def _filled(land: BaseGeometry) -> BaseGeometry:
    return MultiPolygon(
        [
            Polygon(part.exterior, [hole for hole in part.interiors if _flat_km2(Polygon(hole)) > _HOLE_KM2])
            for part in _parts(land)
        ]
    )


def _frame(areas: dict[str, BaseGeometry], tolerance: float, grid: float) -> gpd.GeoDataFrame:
    geometry = coverage(list(areas.values()), tolerance, grid)
    names = [ZONES[code][1] for code in areas]
    frame = gpd.GeoDataFrame({"iso_a2": list(areas), "name": names}, geometry=geometry, crs="EPSG:4326")
    frame["km2"] = square_kilometres(frame.geometry).round(1)
    frame["note"] = [_NOTES.get(code) for code in areas]
    return frame


def coverage(areas: list[BaseGeometry], tolerance: float, grid: float) -> list[BaseGeometry]:
    """Return the areas simplified and rounded to a grid, without overlaps or gaps between them."""
    snapped = [MultiPolygon(_parts(shapely.set_precision(area, 1e-6))) for area in areas]
    cleaned = [_without_specks(area) for area in shapely.coverage_clean(snapped)]
    if not shapely.coverage_is_valid(cleaned):
        raise SystemExit("the areas overlap or leave gaps along shared borders")
    geometry = _on_grid(shapely.coverage_simplify(cleaned, tolerance), grid)
    if not shapely.coverage_is_valid(geometry):
        raise SystemExit(f"rounding to {grid} degrees broke the coverage")
    return geometry


def coordinates(text: str) -> list[tuple[float, float]]:
    """Return the points of a line written by hand: ``lon lat, lon lat``."""
    pairs = (pair.split() for pair in text.split(","))
    return [(float(lon), float(lat)) for lon, lat in pairs]


def _on_grid(coverage: npt.NDArray[np.object_], grid: float) -> list[BaseGeometry]:
    """Round all borders at once: rounding ring by ring leaves spikes and slivers."""
    lines = shapely.union_all([area.boundary for area in coverage], grid_size=grid)
    faces = shapely.get_parts(shapely.polygonize([lines]))
    points = shapely.point_on_surface(faces)
    owned = [
        [face for face, inside in zip(faces, shapely.contains(area, points), strict=True) if inside]
        for area in coverage
    ]
    return [_without_specks(shapely.coverage_union_all(parts)) for parts in owned]


def square_kilometres(geometry: gpd.GeoSeries) -> pd.Series:
    """Geodesic area on WGS84, in km²."""
    geod = Geod(ellps="WGS84")
    return pd.Series([abs(geod.geometry_area_perimeter(g)[0]) / 1e6 for g in geometry], index=geometry.index)


def _lakes(parts: list[Polygon]) -> gpd.GeoDataFrame:
    rings = [Polygon(hole) for part in parts for hole in part.interiors]
    frame = gpd.GeoDataFrame(geometry=[r for r in rings if r.intersects(WINDOW)], crs="EPSG:4326")
    frame["km2"] = square_kilometres(frame.geometry).round(1)
    frame = frame[frame.km2 >= _LAKE_KM2].copy()
    # A hole of one country filled by another's land is an enclave, not a lake.
    points = frame.representative_point()
    land = shapely.STRtree(parts)
    frame = frame[[not any(parts[i].contains(point) for i in land.query(point)) for point in points]]
    frame["name"] = [
        next((name for at, name in _NAMED_LAKES if lake.contains(shapely.Point(at))), None) for lake in frame.geometry
    ]
    frame["geometry"] = shapely.set_precision(frame.geometry.simplify(_TOLERANCE).to_numpy(), 1e-5)
    return frame.sort_values("km2", ascending=False, kind="stable")[["name", "km2", "geometry"]].reset_index(drop=True)


def _parts(geometry: BaseGeometry) -> list[Polygon]:
    return [part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, Polygon)]


def _without_specks(geometry: BaseGeometry) -> BaseGeometry:
    return MultiPolygon([part for part in _parts(geometry) if _flat_km2(part) >= _SPECK_KM2])


def _flat_km2(polygon: Polygon) -> float:
    return float(square_kilometres(gpd.GeoSeries([polygon], crs="EPSG:4326")).iloc[0])
