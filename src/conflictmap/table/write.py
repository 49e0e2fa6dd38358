"""The table of mentions as files, by suffix; written whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from conflictmap._errors import OutputError
from conflictmap._files import write_whole
from conflictmap.table import writers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import geopandas as gpd


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file the table is written as.

    Attributes
    ----------
    write : callable
        Takes the file, opened for bytes; the table; and the ids of all documents read, for formats that list those
        without mentions. It need not care for what happens when it fails.
    description : str
        What the file is, in a few words.
    """

    write: Callable[[BinaryIO, gpd.GeoDataFrame, Sequence[str]], None]
    description: str


FORMATS: dict[str, Format] = {
    ".geojson": Format(writers.geojson, "GeoJSON: a point a mention, with all columns"),
    ".csv": Format(writers.csv, "CSV for spreadsheets, with all columns"),
    ".jsonl": Format(writers.jsonl, "JSON lines: one a document, with all columns of its mentions"),
}
"""File suffix → format."""


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
    InputError
        If the table lacks a column that the format cannot do without.
    OutputError
        If the suffix is unknown or the file cannot be written.

    Examples
    --------
    >>> import json, tempfile
    >>> from conflictmap import Document, geoparse
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = write(geoparse(Document(id="1", text="Calm in Goris.")), Path(folder, "m.jsonl"))
    ...     json.loads(file.read_text(encoding="utf-8"))["mentions"][0]["place_id"]
    'goris'
    """
    path = Path(path)
    check_suffix(path)
    chosen, listed = FORMATS[path.suffix.lower()], list(documents or ())
    write_whole(path, lambda file: chosen.write(file, mentions, listed))
    return path


def check_suffix(path: Path) -> None:
    """Raise `OutputError` unless a format is known for the file's suffix."""
    if path.suffix.lower() not in FORMATS:
        known = ", ".join(FORMATS)
        raise OutputError(f"{path}: no format for the suffix {path.suffix or '(none)'!r}; use one of {known}")
