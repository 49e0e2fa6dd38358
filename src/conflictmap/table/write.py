"""The table of mentions as files: GeoJSON, CSV and JSONL, written whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap._cells import write_cells
from conflictmap._errors import OutputError
from conflictmap._files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import geopandas as gpd

_JSONL_FIELDS = (
    "start",
    "end",
    "surface",
    "role",
    "lat",
    "lon",
    "place_id",
    "name",
    "kind",
    "country",
    "score",
    "candidates",
    "reason",
    "sentence",
    "precision",
    "ucdp_precision",
    "acled_precision",
    "relation",
    "meant_lat",
    "meant_lon",
    "radius_km",
)


def write(mentions: gpd.GeoDataFrame, path: str | Path, *, documents: Iterable[str] | None = None) -> Path:
    """Write the table of mentions in the format of the file's suffix.

    Parameters
    ----------
    mentions : geopandas.GeoDataFrame
        As `conflictmap.geoparse` returns it.
    path : str or pathlib.Path
        Ends in ``.geojson``, ``.csv`` or ``.jsonl``. An existing file is replaced in one step.
    documents : iterable of str, optional
        Ids of all documents read, so that JSONL has a line for those without mentions, too.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    OutputError
        If the suffix is unknown or the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from conflictmap import Document, geoparse
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = write(geoparse(Document(id="1", text="Calm in Goris.")), Path(folder, "m.jsonl"))
    ...     json.loads(file.read_text(encoding="utf-8"))["mentions"][0]["place_id"]
    'goris'
    """
    path = Path(path)
    check_suffix(path)
    writer = FORMATS[path.suffix.lower()]
    write_atomically(path, writer(mentions, list(documents or ())))
    return path


def check_suffix(path: Path) -> None:
    """Raise `OutputError` unless a format is known for the file's suffix."""
    if path.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        raise OutputError(f"{path}: no format for the suffix {path.suffix or '(none)'!r}; use one of {known}")


def _records(mentions: gpd.GeoDataFrame) -> Iterable[dict[str, Any]]:
    """Rows as plain values: lat and lon instead of the geometry, ISO dates, None for missing."""
    geometry = mentions.geometry
    frame = mentions.drop(columns="geometry").astype(object)
    frame = frame.where(frame.notna(), None)
    for row, point in zip(frame.to_dict("records"), geometry, strict=True):
        placed = point is not None and not point.is_empty
        row["date"] = row["date"].date().isoformat() if row["date"] is not None else None
        yield {**row, "lat": point.y if placed else None, "lon": point.x if placed else None}


def _geojson(mentions: gpd.GeoDataFrame, _documents: list[str]) -> str:
    features = []
    for row in _records(mentions):
        lat, lon = row.pop("lat"), row.pop("lon")
        geometry = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
        features.append({"type": "Feature", "geometry": geometry, "properties": row})
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def _csv(mentions: gpd.GeoDataFrame, _documents: list[str]) -> str:
    return write_cells([*mentions.columns.drop("geometry"), "lat", "lon"], _records(mentions))


def _jsonl(mentions: gpd.GeoDataFrame, documents: list[str]) -> str:
    found: dict[str, list[dict[str, Any]]] = {identifier: [] for identifier in documents}
    for row in _records(mentions):
        found.setdefault(row["document_id"], []).append({key: row[key] for key in _JSONL_FIELDS})
    lines = (json.dumps({"id": key, "mentions": rows}, ensure_ascii=False) for key, rows in found.items())
    return "".join(line + "\n" for line in lines)


FORMATS: dict[str, Callable[[gpd.GeoDataFrame, list[str]], str]] = {
    ".geojson": _geojson,
    ".csv": _csv,
    ".jsonl": _jsonl,
}
"""File suffix → writer."""
