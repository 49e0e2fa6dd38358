"""What is right: annotated documents, and how far an answer is from them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conflictmap._errors import InputError
from conflictmap.table.values import number, whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conflictmap.model.document import Document

LITERAL = "literal"
ASSOCIATIVE = "associative"
UNSPECIFIED = "unspecified"
DEMONYM = "demonym"
EMBEDDED = "embedded"
SCORED = (LITERAL, ASSOCIATIVE, UNSPECIFIED)
"""Kinds a tool must find. `UNSPECIFIED` is a toponym of a corpus that does not tell literal from associative."""
OPTIONAL = (DEMONYM, EMBEDDED)
"""Kinds a tool may find: neither rewarded nor punished."""

MAX_ERROR_KM = 20039.0
"""Half the circumference of the Earth, the largest error there is (Gritta et al. 2020)."""
BOX_KM = 25.0
"""The least distance asked of a mention that stands for an area."""
_EARTH_RADIUS_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A place name as an annotator marked it.

    Attributes
    ----------
    start, end : int
        Bounds in the document's text, in code points.
    kind : str
        One of `SCORED` or `OPTIONAL`.
    lat, lon : float or None
        The right point; None where the annotator gave none: found or missed, but at no distance.
    bbox : tuple of float or None
        South, west, north, east of a place that is an area; a point inside is right.
    place_id : str or None
        The annotator's name for the place.
    """

    start: int
    end: int
    kind: str = UNSPECIFIED
    lat: float | None = None
    lon: float | None = None
    bbox: tuple[float, float, float, float] | None = None
    place_id: str | None = None

    def error_km(self, lat: float | None, lon: float | None) -> float | None:
        """Distance of an answer from the truth.

        Parameters
        ----------
        lat, lon : float or None
            The answer; None for no answer, which is as wrong as can be.

        Returns
        -------
        float or None
            0 inside the box, else the great-circle distance to the point; None if no point is known.

        Examples
        --------
        >>> goris = GoldMention(0, 5, "literal", lat=39.51, lon=46.34)
        >>> round(goris.error_km(39.76, 46.75)), goris.error_km(None, None)
        (45, 20039.0)
        """
        if self.lat is None or self.lon is None:
            return None
        if lat is None or lon is None:
            return MAX_ERROR_KM
        if self.bbox and _inside(self.bbox, lat, lon):
            return 0.0
        return great_circle_km(self.lat, self.lon, lat, lon)

    def is_right(self, error_km: float | None, within_km: float) -> bool:
        """Whether an answer with this error is right at a tolerance; areas are given `BOX_KM` at least."""
        return error_km is not None and error_km <= (max(within_km, BOX_KM) if self.bbox else within_km)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An annotated text.

    Attributes
    ----------
    document : Document
        The text, ready for `conflictmap.geoparse`.
    mentions : tuple of GoldMention
        In the order of the text.
    labels : mapping of str to str
        What else the file says of the document (subset, provenance, outlet): figures can be split by it.
    repaired : int
        Mentions whose offsets did not hold their phrase and were moved to where it stands nearby.
    lost : int
        Mentions left out because their phrase stands nowhere near.
    """

    document: Document
    mentions: tuple[GoldMention, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    repaired: int = 0
    lost: int = 0


def great_circle_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance on a sphere of the Earth's mean radius, by the haversine formula.

    Examples
    --------
    >>> round(great_circle_km(0, 0, 0, 180))
    20015
    """
    phi, other_phi = math.radians(lat), math.radians(other_lat)
    half = math.sin((other_phi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))


def coordinates(lat: object, lon: object, where: str) -> tuple[float, float] | tuple[None, None]:
    """Read a point from a file: both numbers, or neither.

    Raises
    ------
    InputError
        If a value is not a number or lies outside the Earth's range.
    """
    read_lat, read_lon = number(lat, "lat", where), number(lon, "lon", where)
    if read_lat is None or read_lon is None:
        return None, None
    if abs(read_lat) > 90 or abs(read_lon) > 360:
        raise InputError(f"{where}: lat {read_lat:g}, lon {read_lon:g} is no point on Earth; are the two swapped?")
    return read_lat, read_lon


def bounds(start: object, end: object, where: str) -> tuple[int, int]:
    """Read the offsets of a mention from a file.

    Raises
    ------
    InputError
        If they are not whole numbers.
    """
    return whole(start, "start", where), whole(end, "end", where)


def _inside(bbox: tuple[float, float, float, float], lat: float, lon: float) -> bool:
    south, west, north, east = bbox
    if east < west:  # across the 180th meridian
        east += 360
    return south <= lat <= north and any(west <= x <= east for x in (lon, lon + 360))
