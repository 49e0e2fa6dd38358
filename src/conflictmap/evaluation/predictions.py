"""What a tool answered: predictions from its files or from the table of mentions."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap._errors import InputError
from conflictmap.evaluation.gold import ASSOCIATIVE, LITERAL, bounds, coordinates, number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import geopandas as gpd

_ROLES = {LITERAL: LITERAL, ASSOCIATIVE: ASSOCIATIVE, "metonymic": ASSOCIATIVE, "metonym": ASSOCIATIVE}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # what the CSV writer puts an apostrophe before


@dataclass(frozen=True, slots=True)
class Prediction:
    """A mention as a tool found it.

    Attributes
    ----------
    start, end : int
        Bounds in the document's text, in code points.
    lat, lon : float or None
        Where the tool puts it; None if it does not say.
    role : str or None
        ``literal``, ``associative``, or None if the tool does not tell them apart.
    score : float or None
        How sure the tool is, between 0 and 1.
    """

    start: int
    end: int
    lat: float | None = None
    lon: float | None = None
    role: str | None = None
    score: float | None = None


def read_predictions(path: str | Path) -> dict[str, tuple[Prediction, ...]]:
    """Read a tool's predictions, by document id.

    Parameters
    ----------
    path : str or pathlib.Path
        A ``.jsonl`` file with ``{"id": …, "mentions": [{"start", "end", "lat", "lon", "role", "score"}]}`` a line
        (all but the offsets optional), or a ``.geojson`` or ``.csv`` file as ``conflictmap geoparse`` writes them.

    Raises
    ------
    InputError
        If the file cannot be read as such; the message names the line.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "p.jsonl")
    ...     _ = file.write_text('{"id": "a", "mentions": [{"start": 0, "end": 5}]}')
    ...     read_predictions(file)["a"][0].end
    5
    """
    path = Path(path)
    if path.suffix.lower() not in _READERS:
        raise InputError(f"{path}: predictions are read from {', '.join(_READERS)} files")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text (byte {error.start})") from None
    return _READERS[path.suffix.lower()](path, text)


def predictions_from_table(mentions: gpd.GeoDataFrame) -> dict[str, tuple[Prediction, ...]]:
    """Take predictions from the table `conflictmap.geoparse` returns."""
    if missing := {"document_id", "start", "end", "role", "score"} - set(mentions.columns):
        raise InputError(f"the table has no column {', '.join(sorted(missing))}; conflictmap.geoparse() makes them")
    points = [None if p is None or p.is_empty else (p.y, p.x) for p in mentions.geometry]
    columns = (mentions[name] for name in ("document_id", "start", "end", "role", "score"))
    found: dict[str, list[Prediction]] = {}
    for point, identifier, start, end, role, score in zip(points, *columns, strict=True):
        lat, lon = point or (None, None)
        row = {"start": int(start), "end": int(end), "lat": lat, "lon": lon, "role": role, "score": float(score)}
        found.setdefault(str(identifier), []).append(_prediction(row, f"table, document {identifier}"))
    return {identifier: tuple(rows) for identifier, rows in found.items()}


def _from_jsonl(path: Path, text: str) -> dict[str, tuple[Prediction, ...]]:
    found: dict[str, tuple[Prediction, ...]] = {}
    for where, record in json_lines(path, text):
        identifier = str(record["id"])
        if identifier in found:
            raise InputError(f"{where}: a second line for the document {identifier!r}; one line holds all its mentions")
        rows = json_mentions(record, where)
        found[identifier] = tuple(_prediction(row, f"{where}: mention {i}") for i, row in enumerate(rows, 1))
    return found


def _from_geojson(path: Path, text: str) -> dict[str, tuple[Prediction, ...]]:
    try:
        features = json.loads(text)["features"]
        rows = [(f"{path}: feature {i}", _feature_row(feature)) for i, feature in enumerate(features, 1)]
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{error.lineno}: not JSON ({error.msg})") from None
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError(f"{path}: not a FeatureCollection of points as conflictmap geoparse writes it") from None
    return _grouped(rows)


def _feature_row(feature: dict[str, Any]) -> dict[str, Any]:
    geometry = feature["geometry"]
    lon, lat = geometry["coordinates"][:2] if geometry else (None, None)
    return {**feature["properties"], "lat": lat, "lon": lon}


def _from_csv(path: Path, text: str) -> dict[str, tuple[Prediction, ...]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    needed = {"document_id", "start", "end"}
    if missing := needed - set(reader.fieldnames or ()):
        raise InputError(f"{path}:1: no column {', '.join(sorted(missing))}; conflictmap geoparse writes them")

    def rows() -> Iterator[tuple[str, dict[str, Any]]]:
        try:
            for row in reader:
                identifier = row["document_id"] or ""
                if identifier.startswith("'") and identifier[1:].startswith(_FORMULA):
                    row["document_id"] = identifier[1:]
                yield f"{path}:{reader.line_num}", row
        except csv.Error as error:
            raise InputError(f"{path}:{reader.line_num}: not a CSV line ({error})") from None

    return _grouped(rows())


def _grouped(rows: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, tuple[Prediction, ...]]:
    found: dict[str, list[Prediction]] = {}
    for where, row in rows:
        if row.get("document_id") is None:
            raise InputError(f"{where}: no document_id")
        found.setdefault(str(row["document_id"]), []).append(_prediction(row, where))
    return {identifier: tuple(mentions) for identifier, mentions in found.items()}


def _prediction(row: Mapping[str, Any], where: str) -> Prediction:
    start, end = bounds(row.get("start"), row.get("end"), where)
    lat, lon = coordinates(row.get("lat"), row.get("lon"), where)
    score = number(row.get("score"), "score", where)
    if score is not None and not 0 <= score <= 1:
        raise InputError(f"{where}: score is {score:g}; it must lie between 0 and 1")
    stated = str(row.get("role") or row.get("kind") or "").lower()
    return Prediction(start, end, lat, lon, _ROLES.get(stated), score)


def json_lines(path: Path, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each object of a JSONL text stands, and the object, which has an ``id``."""
    for number_, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}:{number_}"
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{where}: not JSON ({error.msg}); each line holds one object") from None
        if not isinstance(record, dict) or record.get("id") is None:
            raise InputError(f'{where}: no "id"; each line holds one object with the id of its document')
        yield where, record


def json_mentions(record: dict[str, Any], where: str) -> list[dict[str, Any]]:
    """Return the mentions of an object of a JSONL file, checked to be objects."""
    rows = record.get("mentions")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputError(f'{where}: no "mentions"; a list of objects with "start" and "end" is needed')
    return rows


_READERS: dict[str, Callable[[Path, str], dict[str, tuple[Prediction, ...]]]] = {
    ".jsonl": _from_jsonl,
    ".geojson": _from_geojson,
    ".csv": _from_csv,
}
