"""The land of the war of 2020 by the day: what was announced taken on which day, from the settlements announced.

Every point of the land that changed hands has the day of the nearest settlement announced (cells of Voronoi in metres,
dissolved by day). What Azerbaijan kept by the statement of 10 November is filled by these cells without a gap, so that
the areas of the last day are those drawn from the 10th on; the cell of a place announced outside it reaches halfway to
its neighbours.
"""

from __future__ import annotations

from collections import defaultdict

import geopandas as gpd
import shapely
from control import WAR, Row, Span, held_land, next_day
from shapely import MultiPoint, Point
from shapely.geometry.base import BaseGeometry

ACCURACY_KM = 5.0
_UTM = "EPSG:32638"
_TOLERANCE = 0.004  # degrees by which edges between days are smoothed
_GRID = 1e-4
_SPECK = 1e-6
_KEPT_BACK = ("zone_2020_11", "aghdam_2020_11", "kalbajar_2020_11", "lachin_2020_11")
_SETTLEMENTS = {"city", "town", "village"}
Days = tuple[str, str]  # announced; from when on both sides say so, if before the end of the war


def build(
    history: dict[tuple[str, str], list[Span]], places: dict[str, Row], regions: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Return the parts of the land held on 26 September 2020 by the days they were announced and agreed (EPSG:4326)."""
    areas = regions.set_index("region_id").geometry
    held = held_land(regions)
    kept_back = shapely.union_all([areas[name] for name in _KEPT_BACK]).intersection(held)
    dated = _dated(history, places)
    changed = held.difference(kept_back)
    parts: dict[Days, list[BaseGeometry]] = defaultdict(list)
    inside = {place_id: days for place_id, days in dated.items() if changed.contains(_point(places[place_id]))}
    for place_id, cell in _cells(inside, places, changed).items():
        parts[inside[place_id]].append(cell)
    others = [
        place_id
        for place_id, place in places.items()
        if (place["kind"] in _SETTLEMENTS or place_id in dated) and kept_back.contains(_point(place))
    ]
    for place_id, cell in _cells(others, places, kept_back).items():
        parts[dated.get(place_id, ("", ""))].append(cell)
    keys = sorted(parts)
    shapes = _smooth([shapely.union_all(parts[key]) for key in keys])
    records = [
        {"announced": announced or None, "agreed": agreed or None, "geometry": shape}
        for (announced, agreed), shape in zip(keys, shapes, strict=True)
    ]
    frame = gpd.GeoDataFrame(records, geometry="geometry", crs="EPSG:4326")
    frame.insert(2, "accuracy_km", ACCURACY_KM)
    return frame


def _dated(history: dict[tuple[str, str], list[Span]], places: dict[str, Row]) -> dict[str, Days]:
    """Places whose point is known, with the day they were announced and the day on which that was agreed."""
    found = {}
    for (place_id, scope), spans in history.items():
        claims = [span for span in spans if span.claimed_by == "az" and WAR[0] <= span.since < WAR[1]]
        if not claims or scope or places[place_id]["confidence"] == "low":
            continue
        until = claims[0].row["denied_until"]
        agreed = next_day(until) if until and next_day(until) < WAR[1] else ""
        found[place_id] = (claims[0].since, agreed)
    return found


def _cells(
    place_ids: list[str] | dict[str, Days], places: dict[str, Row], land: BaseGeometry
) -> dict[str, BaseGeometry]:
    """Return for each place the part of the land that is nearer to it than to the others."""
    land_m = gpd.GeoSeries([land], crs="EPSG:4326").to_crs(_UTM).iloc[0]
    points = gpd.GeoSeries([_point(places[p]) for p in place_ids], crs="EPSG:4326").to_crs(_UTM)
    cells = shapely.voronoi_polygons(MultiPoint(list(points)), extend_to=land_m.envelope.buffer(50_000), ordered=True)
    back = gpd.GeoSeries(list(cells.geoms), crs=_UTM).to_crs("EPSG:4326")
    return {
        place_id: area
        for place_id, cell in zip(place_ids, back, strict=True)
        if not (area := _polygons(cell.intersection(land))).is_empty
    }


def _smooth(shapes: list[BaseGeometry]) -> list[BaseGeometry]:
    """Put the parts on one grid as a coverage and smooth the edges between them, not those around them."""
    edges = shapely.union_all([shape.boundary for shape in shapes], grid_size=_GRID)
    faces = [face for face in shapely.polygonize([edges]).geoms if face.area > _SPECK]
    owner = [_owner(face, shapes) for face in faces]
    whole = [
        shapely.union_all([face for face, of in zip(faces, owner, strict=True) if of == i]) for i in range(len(shapes))
    ]
    return [shapely.normalize(shape) for shape in shapely.coverage_simplify(whole, _TOLERANCE, simplify_boundary=False)]


def _owner(face: BaseGeometry, shapes: list[BaseGeometry]) -> int:
    at = face.representative_point()
    near = [(shape.distance(at), i) for i, shape in enumerate(shapes)]
    distance, index = min(near)
    return index if distance < 1e-3 else -1


def _polygons(shape: BaseGeometry) -> BaseGeometry:
    """Return the areas of a cut without the lines and points in which edges met."""
    return shapely.union_all([part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon"])


def _point(place: Row) -> Point:
    return Point(float(place["lon"]), float(place["lat"]))
