"""How exactly a mention's place is meant: its class, the codes of UCDP and ACLED, and the ground that is meant."""

from __future__ import annotations

import csv
import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from conflictmap._geodata import geodata_path
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.model.mention import Circle, Mention, SpatialRelation
from conflictmap.model.place import PRECISION, Place

if TYPE_CHECKING:
    from pyproj import Geod

__all__ = ["codes", "locate", "midpoint", "offset", "radius_km"]

_UCDP_NEAR_KM = 25.0  # up to here UCDP calls a place known by another one near it
_DEFAULT_KM = 1.0
_LONGEST_KM = 250.0  # half of the way between two places that a reader can still take for a stretch of land
# Half a disc, by its centroid and as a disc of the same area: "the northern part of".
_HALF_CENTRE, _HALF_RADIUS = 4 / (3 * math.pi), math.sqrt(0.5)


@dataclass(frozen=True, slots=True)
class _Table:
    """The file ``geoprecision.toml``."""

    codes: dict[str, tuple[int, int]]
    radius_km: dict[str, float]
    near: float
    edge: float
    toward: float
    side: float


@dataclass(frozen=True, slots=True)
class _Extents:
    """The file ``extents.csv``: radii of places, and circles around the common borders of neighbours."""

    radii: dict[str, float]
    borders: dict[frozenset[str], Circle]


def locate(mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[Mention]:
    """Say of every resolved mention how exactly its place is meant, and which ground.

    The place stays what the name refers to. Words around it ("20 km north of", "between X and Y", "near") move and
    widen only what is meant.

    Parameters
    ----------
    mentions : sequence of Mention
        One document's, resolved.
    gazetteer : Gazetteer
        Where their places are.

    Returns
    -------
    list of Mention
        The same mentions; `precision` and `meant` are filled in where there is a place.

    Examples
    --------
    >>> from conflictmap import Document
    >>> from conflictmap.recognition.recognise import recognise
    >>> from conflictmap.resolution.resolve import resolve
    >>> report, gazetteer = Document(id="1", text="Smoke rose 20 km north of Shusha."), Gazetteer.load()
    >>> [mention] = locate(resolve(recognise(report, gazetteer), gazetteer, report), gazetteer)
    >>> mention.place_id, mention.precision, round(mention.meant.lat - gazetteer["shusha"].lat, 2)
    ('shusha', 'near', 0.18)
    """
    found = ((mention.start, gazetteer.place_of(mention)) for mention in mentions)
    places = {start: place for start, place in found if place is not None}
    for mention in mentions:
        if mention.start in places:
            _locate(mention, places[mention.start], places)
    return list(mentions)


def codes(precision: str | None, kind: str | None, radius: float) -> tuple[int | None, int | None]:
    """Return the precision codes of UCDP GED (1–7) and ACLED (1–3).

    Parameters
    ----------
    precision : str or None
        Class of the mention.
    kind : str or None
        Kind of its place; seas have codes of their own.
    radius : float
        Kilometres around the middle of what is meant.

    Returns
    -------
    tuple of int or None
        Both None for a mention without a place.

    Examples
    --------
    >>> codes("district", "district", 20), codes("line", "road", 12), codes("region", "sea", 300), codes(None, None, 0)
    ((3, 2), (5, 2), (7, 3), (None, None))
    """
    if precision is None:
        return None, None
    ucdp, acled = _table().codes["waters" if kind == "sea" else precision]
    return ucdp, 2 if precision == "line" and radius <= _UCDP_NEAR_KM else acled


def radius_km(place: Place) -> float:
    """Return how far from its point a place reaches, in kilometres.

    Parameters
    ----------
    place : Place
        Any place of the gazetteer.

    Returns
    -------
    float
        From ``extents.csv`` (radius of a circle with the same area; for lines the farthest end), else by its kind.

    Examples
    --------
    >>> gazetteer = Gazetteer.load()
    >>> [radius_km(gazetteer[i]) for i in ("shusha", "tovuz_district", "az")]
    [1.0, 23.9, 166.0]
    """
    known = _extents().radii.get(place.id)
    return known if known is not None else _table().radius_km.get(place.kind, _DEFAULT_KM)


def offset(lat: float, lon: float, bearing: float, kilometres: float) -> tuple[float, float]:
    """Return the point a distance off in a direction, on the WGS84 ellipsoid.

    Parameters
    ----------
    lat, lon : float
        Degrees.
    bearing : float
        Degrees clockwise from north.
    kilometres : float
        How far.

    Returns
    -------
    tuple of float
        Latitude and longitude.

    Examples
    --------
    >>> lat, lon = offset(40.0, 46.5, 90, 20)
    >>> round(lat, 3), round(lon, 3)
    (40.0, 46.734)
    """
    far_lon, far_lat, _ = _geod().fwd(lon, lat, bearing, 1000 * kilometres)
    return far_lat, far_lon


def midpoint(one: tuple[float, float], other: tuple[float, float]) -> Circle:
    """Return the circle between two points (latitude, longitude): their middle and half their distance.

    Examples
    --------
    >>> round(midpoint((40.0, 46.0), (40.0, 47.0)).radius_km, 1)
    42.7
    """
    azimuth, _, metres = _geod().inv(one[1], one[0], other[1], other[0])
    lat, lon = offset(*one, azimuth, metres / 2000)
    return Circle(lat, lon, metres / 2000)


def _locate(mention: Mention, place: Place, places: dict[int, Place]) -> None:
    stated = mention.meant.radius_km if mention.meant and place.kind == "coordinates" else 0.0  # as its digits tell
    reach = max(radius_km(place), stated)
    area = place.kind in PRECISION
    precision = mention.precision or place.precision
    if precision == "near" and not area:
        reach = max(reach, _table().near)  # a qualified name, a point no source confirms
    own = Circle(place.lat, place.lon, reach)
    relation = mention.relation
    # A name shown as somewhere in another place's area is near that already.
    if relation is None or place.id not in mention.candidates:
        mention.precision, mention.meant = precision, own
        return
    partner = places.get(relation.partner) if relation.partner is not None else None
    if relation.kind in {"between", "border"}:
        circle = _stretch(relation, place, partner, own)
        precision = precision if circle == own and relation.kind == "between" else "line"
    else:
        circle = _area_by(relation, own) if area else _point_by(relation, own)
        if not area and circle != own:
            far = relation.distance_km - relation.spread_km > _UCDP_NEAR_KM
            precision = "line" if far else "near"
    mention.precision, mention.meant = precision, _rounded(circle)


def _stretch(relation: SpatialRelation, place: Place, partner: Place | None, own: Circle) -> Circle:
    """What lies between two places, or along the border they share."""
    if partner is None or partner.id == place.id:
        return own if relation.kind == "border" else replace(own, radius_km=own.radius_km + _table().near)
    if relation.kind == "border":
        shared = _extents().borders.get(frozenset({place.id, partner.id}))
        if shared:
            return shared
    circle = midpoint((place.lat, place.lon), (partner.lat, partner.lon))
    return circle if circle.radius_km <= _LONGEST_KM else own  # a flight from one capital to another


def _point_by(relation: SpatialRelation, own: Circle) -> Circle:
    """The ground beside a place that is a point on the map."""
    table = _table()
    if relation.kind in {"near", "edge", "toward"}:
        added = {"near": table.near, "edge": table.edge, "toward": table.toward}[relation.kind]
        return replace(own, radius_km=own.radius_km + added)
    if relation.kind in {"side", "either"} and relation.bearing is not None:
        return Circle(*offset(own.lat, own.lon, relation.bearing, table.side), own.radius_km + table.side)
    if relation.kind == "offset":
        reach = own.radius_km + relation.spread_km
        if relation.bearing is None:
            return replace(own, radius_km=reach + relation.distance_km)
        aside = relation.distance_km * math.sin(math.radians(relation.sector / 2))
        return Circle(*offset(own.lat, own.lon, relation.bearing, relation.distance_km), reach + aside)
    return own


def _area_by(relation: SpatialRelation, own: Circle) -> Circle:
    """The ground inside or beside a district, a country, a lake."""
    radius = own.radius_km
    if relation.kind in {"part", "either"} and relation.bearing is not None:
        return Circle(*offset(own.lat, own.lon, relation.bearing, _HALF_CENTRE * radius), _HALF_RADIUS * radius)
    if relation.kind == "side" and relation.bearing is not None:
        return Circle(*offset(own.lat, own.lon, relation.bearing, radius), radius)
    if relation.kind == "offset":
        return replace(own, radius_km=radius + relation.distance_km + relation.spread_km)
    return own


def _rounded(circle: Circle) -> Circle:
    return Circle(round(circle.lat, 4), round(circle.lon, 4), round(circle.radius_km, 1))


@cache
def _geod() -> Geod:
    from pyproj import Geod

    return Geod(ellps="WGS84")


@cache
def _table() -> _Table:
    table = tomllib.loads((files("conflictmap") / "geoprecision.toml").read_text(encoding="utf-8"))
    return _Table(
        codes={precision: (pair["ucdp"], pair["acled"]) for precision, pair in table["codes"].items()},
        radius_km=table["radius_km"],
        **table["relations_km"],
    )


@cache
def _extents() -> _Extents:
    with geodata_path("extents.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return _Extents(
        radii={row["place_id"]: float(row["radius_km"]) for row in rows if not row["with_id"]},
        borders={
            frozenset({row["place_id"], row["with_id"]}): Circle(
                float(row["lat"]), float(row["lon"]), float(row["radius_km"])
            )
            for row in rows
            if row["with_id"]
        },
    )
