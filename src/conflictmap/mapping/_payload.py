"""The table as columns the page can read: compressed, inert, and the same bytes for the same table."""

from __future__ import annotations

import base64
import gzip
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conflictmap import regions

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd

# Azerbaijan and Armenia; the first view never flies off to a capital beyond it.
_THEATRE = ((38.3, 43.4), (41.95, 50.7))
_ATTRIBUTION = "© OpenStreetMap contributors (ODbL) · GeoNames (CC BY 4.0) · Natural Earth"
_DISCLAIMER = "Boundaries, names and shading do not imply any position on the status of any territory."


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day the areas stand for, and how it was found: given, or from the reports' first and last dates."""

    day: dt.date | None
    given: bool
    span: tuple[dt.date, dt.date, int] | None


def encode(mentions: gpd.GeoDataFrame, *, date: AsOf, tiles: str | None, title: str) -> dict[str, str]:
    """Return the page's data blocks by name, each gzip and base64 of JSON.

    Nothing in a block can end a script element or be read as a template: base64 has no such characters.
    """
    return {"ground": _pack(_ground()), "mentions": _pack(_mentions(mentions, date, tiles, title))}


def decode(block: str) -> Any:
    """Return what `encode` packed into one block."""
    return json.loads(gzip.decompress(base64.b64decode(block)))


def _pack(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return base64.b64encode(gzip.compress(text.encode("utf-8", "surrogatepass"), 9, mtime=0)).decode("ascii")


def _ground() -> dict[str, Any]:
    land = regions.boundaries(simplified=True)
    lakes = regions.lakes(simplified=True)
    dated = regions.regions()
    shapes: dict[bytes, int] = {}
    geometries = []
    areas = []
    for row in dated.to_dict("records"):
        geometry = row.pop("geometry")
        if geometry.wkb not in shapes:
            shapes[geometry.wkb] = len(shapes)
            geometries.append(_rounded(geometry.__geo_interface__))
        areas.append({**{key: _plain(value) for key, value in row.items()}, "shape": shapes[geometry.wkb]})
    return {
        "land": [
            {"iso": row.iso_a2, "name": row.name, "geometry": _rounded(row.geometry.__geo_interface__)}
            for row in land.itertuples(index=False)
        ],
        "lakes": [_rounded(lake.__geo_interface__) for lake in lakes.geometry],
        "shapes": geometries,
        "areas": areas,
        "attribution": _ATTRIBUTION,
        "disclaimer": _DISCLAIMER,
    }


def _mentions(mentions: gpd.GeoDataFrame, date: AsOf, tiles: str | None, title: str) -> dict[str, Any]:
    table = mentions.reset_index(drop=True)
    point = table.geometry
    placed = (table.place_id.notna() & point.notna() & ~point.is_empty).to_numpy()
    place, places = _factorized(table[placed], ["place_id"])
    report, reports = _factorized(table, ["document_id"])
    sentence, sentences = _factorized(table, ["document_id", "sentence_start", "sentence"])
    reason, reasons = _factorized(table, ["reason"])
    of_place = [-1] * len(table)
    for row, number in zip(placed.nonzero()[0].tolist(), place, strict=True):
        of_place[row] = number
    where = places.geometry
    return {
        "title": title,
        "tiles": tiles,
        "date": date.day.isoformat() if date.day else None,
        "dateGiven": date.given,
        "span": [date.span[0].isoformat(), date.span[1].isoformat(), date.span[2]] if date.span else None,
        "theatre": _THEATRE,
        "places": {
            "name": _texts(places["name"]),
            "kind": _texts(places.kind),
            "country": _texts(places.country),
            "district": _texts(places.district),
            "lat": [round(y, 5) for y in where.y],
            "lon": [round(x, 5) for x in where.x],
        },
        "reports": {
            "title": _texts(reports.title),
            "date": [day.date().isoformat() if day == day else None for day in reports.date],
            "url": _texts(reports.url),
            "source": _texts(reports.source),
            "language": _texts(reports.language),
        },
        "sentences": _texts(sentences.sentence),
        "reasons": _texts(reasons.reason),
        "mentions": {
            "place": of_place,
            "report": report,
            "sentence": sentence,
            "start": _code_units(table),
            "length": [_units(surface) for surface in table.surface],
            "role": [int(role == "associative") for role in table.role],
            "precision": _texts(table.precision),
            "score": [round(100 * score) for score in table.score],
            "reason": reason,
        },
    }


def _factorized(table: gpd.GeoDataFrame, columns: Sequence[str]) -> tuple[list[int], gpd.GeoDataFrame]:
    """Number the distinct rows by columns in order of appearance; return the numbers and the first rows."""
    groups = table.groupby(list(columns), sort=False, dropna=False)
    return groups.ngroup().tolist(), table.drop_duplicates(list(columns))


def _code_units(table: gpd.GeoDataFrame) -> list[int]:
    """Offset of each surface in its sentence, counted as JavaScript counts (UTF-16 code units)."""
    inside = (table.start - table.sentence_start).tolist()
    return [_units(sentence[:offset]) for sentence, offset in zip(table.sentence, inside, strict=True)]


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _texts(column: pd.Series) -> list[str | None]:
    return [value if isinstance(value, str) else None for value in column]


def _plain(value: Any) -> Any:
    return None if value != value else value


def _rounded(value: Any, digits: int = 3) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(item, digits) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item, digits) for item in value]
    return round(value, digits) if isinstance(value, float) else value
