"""What a tool answered: predictions from its files or from the table of mentions."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap._errors import InputError
from conflictmap.evaluation.gold import ASSOCIATIVE, LITERAL, bounds, coordinates
from conflictmap.table.columns import needed
from conflictmap.table.given import as_mentions
from conflictmap.table.read import SUFFIXES, read_rows
from conflictmap.table.values import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

_ROLES = {LITERAL: LITERAL, ASSOCIATIVE: ASSOCIATIVE, "metonymic": ASSOCIATIVE, "metonym": ASSOCIATIVE}
_SPAN = ("document_id", "start", "end")  # all that a tool must say
_FORMATS = SUFFIXES


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
        (all but the offsets optional), or another file of ``conflictmap geoparse`` that can be read back.

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
    if path.suffix.lower() not in _FORMATS:
        raise InputError(f"{path}: predictions are read from {', '.join(_FORMATS)} files")
    table = read_rows(path, needs=_SPAN, uses=("geometry",))
    found: dict[str, list[Prediction]] = {}
    for where, identifier in table.listed:
        if identifier in found:
            raise InputError(f"{where}: a second line for the document {identifier!r}; one line holds all its mentions")
        found[identifier] = []
    for row in table.rows:
        found.setdefault(row.cells["document_id"], []).append(_prediction(row.cells, row.where))
    return {identifier: tuple(mentions) for identifier, mentions in found.items()}


def predictions_from_table(mentions: gpd.GeoDataFrame) -> dict[str, tuple[Prediction, ...]]:
    """Take predictions from the table `conflictmap.geoparse` returns."""
    table = as_mentions(mentions)
    names = needed("score")
    if missing := sorted(set(names) - set(table.columns)):
        raise InputError(f"the table has no column {', '.join(missing)}; conflictmap.geoparse() makes them")
    shapes = table["geometry"] if "geometry" in table.columns else [None] * len(table)
    points = [(None, None) if p is None or p.is_empty else (p.y, p.x) for p in shapes]
    found: dict[str, list[Prediction]] = {}
    for (lat, lon), *values in zip(points, *(table[name] for name in names), strict=True):
        row = {**dict(zip(names, values, strict=True)), "lat": lat, "lon": lon}
        where = f"table, document {row['document_id']}"
        row |= {"start": int(row["start"]), "end": int(row["end"]), "score": float(row["score"])}
        found.setdefault(str(row["document_id"]), []).append(_prediction(row, where))
    return {identifier: tuple(rows) for identifier, rows in found.items()}


def _prediction(row: Mapping[str, Any], where: str) -> Prediction:
    start, end = bounds(row.get("start"), row.get("end"), where)
    lat, lon = coordinates(row.get("lat"), row.get("lon"), where)
    score = number(row.get("score"), "score", where)
    if score is not None and not 0 <= score <= 1:
        raise InputError(f"{where}: score is {score:g}; it must lie between 0 and 1")
    stated = str(row.get("role") or row.get("kind") or "").lower()
    return Prediction(start, end, lat, lon, _ROLES.get(stated), score)
