"""References to the military grid (MGRS) in a text, as points; never what is merely written like them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyproj import Proj

_REFERENCE = re.compile(
    r"(?<![\w.,:/\\#№@+=-])(?P<zone>0?[1-9]|[1-5]\d|60)(?P<apart>\s?)(?P<band>[C-HJ-NP-X])(?P<parted>\s?)"
    r"(?P<column>[A-HJ-NP-Z])(?P<row>[A-HJ-NP-V])\s?(?P<digits>\d{2,10}|\d{1,5}\s\d{1,5})(?![\w°%]|[.,:/-]\d|\s\d)",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"[0-9]\s?[C-Xc-x]\s?[A-Za-z]{2}\s?[0-9]")  # found five times as fast
_CUE = re.compile(
    r"(?:\bmgrs|\busng|\butm|\bgrid|coord|koordinat|координат|կոորդինատ|квадрат|сетк|\bgps)\w*[^.!?\n]{0,30}$",
    re.IGNORECASE,
)
# What numbers of other things follow: plates, flights, parts, letters, documents.
_NUMBERED = re.compile(
    r"(?:\b(?:no|nos|nr|num|s/n|sn|ref|id|vin|isbn|flights?|seat|plates?|registration|registered|serials?|model|part|lot|batch|orders?"
    r"|invoice|ticket|passport|number(?:ed)?|code|type|item|licen[cs]e|case|file|version|account|postcode|zip|tel|phone"
    r"|рейс\w*|номер\w*|серии|серия|модел\w*|партии|паспорт\w*|индекс\w*|дел[оау]|nömrə\w*|reys\w*|plaka\w*|numara\w*"
    r"|sefer\w*|seri|համար\w*|չվերթ\w*)|[№#])\W{0,3}$",
    re.IGNORECASE,
)
_MEASURED = re.compile(
    r"\s?(?:km|kms|m|mm|cm|kg|g|t|ml|mah|v|w|kw|hz|rpm|rounds?|pcs|usd|eur|км|м|мм|кг|г|т|шт)\b", re.IGNORECASE
)
_BEFORE = 50
_COLUMNS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_SQUARE, _CYCLE = 100_000, 2_000_000  # metres
_SOUTH = 10_000_000  # metres added south of the equator
_HALF_ZONE = 6.5  # degrees; the widest, with what squares reach beyond
_BAND, _FIRST_BAND, _LAST_BAND_END = 8, -80, 84  # degrees
_AROUND = (34.0, 47.0), (36.0, 56.0)  # where no word need say what it is
_FEW, _MANY, _ALL = 4, 8, 10  # digits


@dataclass(frozen=True, slots=True)
class GridReference:
    """The middle of a square that a text names.

    Attributes
    ----------
    start, end : int
        Offsets in the text.
    lat, lon : float
        Its middle in degrees, EPSG:4326.
    metres : int
        The square's side: 1 for ten digits, 1,000 for four.
    """

    start: int
    end: int
    lat: float
    lon: float
    metres: int


def grid_references(text: str) -> Iterator[GridReference]:
    """Yield the references to squares of 10 km and less.

    Zone, band and square must belong together. Where no word such as "MGRS" or "grid" stands before it, a reference has
    four digits and lies around the theatre, or ten; what other numbers are called, and measures, refuse it.

    Examples
    --------
    >>> [found] = grid_references("at 38S PK 49889 02539; 38SAM1234, TK 1234")
    >>> round(found.lat, 4), round(found.lon, 4), found.metres
    (39.7596, 46.7498, 1)
    """
    for maybe in _MAYBE.finditer(text):
        match = _REFERENCE.match(text, max(maybe.start() - 1, 0)) or _REFERENCE.match(text, maybe.start())
        if not match:
            continue
        digits = match["digits"].split()
        if len({len(half) for half in digits}) > 1 or len("".join(digits)) % 2:
            continue
        joined = "".join(digits)
        before = text[max(match.start() - _BEFORE, 0) : match.start()]
        cue = _CUE.search(before) is not None
        letters = match["band"] + match["column"] + match["row"]
        if match["apart"] and not match["parted"] and len(joined) < _MANY:
            continue  # plates and days: "38 SNJ 12", "12 NOV 20"
        if not cue and (_NUMBERED.search(before) or _MEASURED.match(text, match.end()) or not _like_one(match, joined)):
            continue
        if not letters.isupper() and not (letters.islower() and (cue or len(joined) >= _MANY)):
            continue
        half = len(joined) // 2
        metres = 10 ** (5 - half)
        point = _point(int(match["zone"]), letters.upper(), int(joined[:half]), int(joined[half:]), metres)
        if point and (cue or len(joined) == _ALL or _is_around(*point)):
            yield GridReference(match.start(), match.end(), *point, metres)


def _like_one(match: re.Match[str], digits: str) -> bool:
    """Tell a reference by its look alone."""
    return len(digits) >= (_MANY if match["apart"] else _FEW)


def _is_around(lat: float, lon: float) -> bool:
    (south, north), (west, east) = _AROUND
    return south <= lat <= north and west <= lon <= east


def _point(zone: int, letters: str, east: int, north: int, metres: int) -> tuple[float, float] | None:
    """The middle of a square as latitude and longitude; None where zone, band and letters do not belong together."""
    band, column, row = tuple(letters)
    across = _COLUMNS.index(column) - 8 * ((zone - 1) % 3)
    if not 0 <= across < 8:
        return None
    up = (_ROWS.index(row) - (0 if zone % 2 else 5)) % len(_ROWS)
    easting = (across + 1) * _SQUARE + (east + 0.5) * metres
    northing = up * _SQUARE + (north + 0.5) * metres
    south = _FIRST_BAND + _BAND * _BANDS.index(band)
    top = _LAST_BAND_END if band == _BANDS[-1] else south + _BAND
    # The middle of a square may lie beyond the line that its corner is on this side of.
    edge = metres / _SQUARE
    while northing < _SOUTH:
        lon, lat = _utm(zone)(easting, northing - (0 if south >= 0 else _SOUTH), inverse=True)
        if south - edge <= lat <= top + edge:
            return (lat, lon) if abs(lon - (6 * zone - 183)) <= _HALF_ZONE else None
        northing += _CYCLE
    return None


@cache
def _utm(zone: int) -> Proj:
    from pyproj import Proj

    return Proj(proj="utm", zone=zone, ellps="WGS84")
