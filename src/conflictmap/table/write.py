"""The table of mentions as files, by suffix; written whole or not at all."""

from __future__ import annotations

import codecs
import logging
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from conflictmap._arguments import check_flag, listed, path_of
from conflictmap._errors import InputError, OutputError
from conflictmap._files import write_whole
from conflictmap.table import kml, layers, parquet, workbook, writers
from conflictmap.table.columns import BY_NAME
from conflictmap.table.given import as_mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import geopandas as gpd
    import pandas as pd


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
    package : str
        What must be installed beside conflictmap, if anything.
    summaries : bool
        Whether it takes any table, a summary too; otherwise only mentions.
    """

    write: Callable[[BinaryIO, gpd.GeoDataFrame, Sequence[str]], None]
    description: str
    package: str = ""
    summaries: bool = True


FORMATS: dict[str, Format] = {
    ".geojson": Format(writers.geojson, "GeoJSON: a point a mention, with all columns"),
    ".csv": Format(writers.csv, "CSV for spreadsheets, with all columns"),
    ".jsonl": Format(writers.jsonl, "JSON lines: one a document, with all columns of its mentions", summaries=False),
    ".gpkg": Format(layers.geopackage, "GeoPackage: one layer with all columns, drawn by role in QGIS"),
    ".parquet": Format(parquet.geoparquet, "GeoParquet: all columns with their types", package="pyarrow"),
    ".geoparquet": Format(parquet.geoparquet, "the same by its longer name", package="pyarrow"),
    ".fgb": Format(layers.flatgeobuf, "FlatGeobuf: one layer with all columns"),
    ".xlsx": Format(
        workbook.workbook, "Excel workbook: all columns, and a sheet that describes them; a number in 16 digits at most"
    ),
    ".kml": Format(kml.kml, "KML for globes: a folder a role, with all columns", summaries=False),
    ".kmz": Format(kml.kmz, "the same packed, with the circles it is drawn in", summaries=False),
}
"""File suffix → format."""

_LOG = logging.getLogger("conflictmap.table")
_MARKED = ".csv"  # the format a spreadsheet reads as UTF-8 only after a byte order mark


def write(
    mentions: pd.DataFrame,
    path: str | Path,
    *,
    documents: Iterable[str] | None = None,
    byte_order_mark: bool = False,
) -> Path:
    """Write the table of mentions, or a summary of it, in the format of the file's suffix.

    Parameters
    ----------
    mentions : geopandas.GeoDataFrame
        As `conflictmap.geoparse` or `conflictmap.summary` returns it, or any selection of rows and columns with its
        points; other systems of coordinates are turned into degrees.
    path : str or pathlib.Path
        Ends in ``.geojson``, ``.csv``, ``.jsonl``, ``.gpkg``, ``.parquet``, ``.fgb``, ``.xlsx``, ``.kml`` or
        ``.kmz``. An existing file is replaced in one step.
    documents : iterable of str, optional
        Ids of all documents read, so that JSONL has a line for those without mentions, too.
    byte_order_mark : bool, default False
        Begin a CSV file with the mark by which spreadsheets know UTF-8.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    InputError
        If the table lacks what the format cannot do without, or a value is not what its column holds.
    OutputError
        If the suffix is unknown, a package is missing, or the file cannot be written.

    Examples
    --------
    >>> import json, tempfile
    >>> from conflictmap import Document, geoparse
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = write(geoparse(Document(id="1", text="Calm in Goris.")), Path(folder, "m.jsonl"))
    ...     json.loads(file.read_text(encoding="utf-8"))["mentions"][0]["place_id"]
    'goris'
    """
    path = path_of(path)
    check_flag("byte_order_mark", byte_order_mark)
    columns = set(getattr(mentions, "columns", ()))
    counts = "role" not in columns and columns >= {"mentions", "reports", "mean_score"}
    check_suffix(path, summary=counts, byte_order_mark=byte_order_mark)
    table, ids = _plain(mentions), listed("documents", documents, "ids of documents", str)

    def into(file: BinaryIO) -> None:
        if byte_order_mark:
            file.write(codecs.BOM_UTF8)
        FORMATS[path.suffix.lower()].write(file, table, ids)

    write_whole(path, into)
    _LOG.info("wrote %d rows to %s", len(table), path)
    return path


def check_suffix(path: Path, *, summary: bool = False, byte_order_mark: bool = False) -> None:
    """Raise `OutputError` unless the file's suffix has a format that can be written here."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        known = ", ".join(FORMATS)
        raise OutputError(f"{path}: no format for the suffix {path.suffix or '(none)'!r}; use one of {known}")
    package = FORMATS[suffix].package
    if package and find_spec(package) is None:
        raise OutputError(f"{path}: {suffix} needs the package {package}: pip install 'conflictmap[formats]'")
    if summary and not FORMATS[suffix].summaries:
        known = ", ".join(name for name, format_ in FORMATS.items() if format_.summaries)
        raise OutputError(f"{path}: {suffix} holds mentions, no summary of them; use one of {known}")
    if byte_order_mark and suffix != _MARKED:
        raise OutputError(f"{path}: only {_MARKED} files begin with a byte order mark; leave it out")


def _plain(mentions: pd.DataFrame) -> Any:
    """The table with our types in our columns, and in others only what every format can hold."""
    table: Any = as_mentions(mentions)
    if not hasattr(table, "geometry"):
        raise InputError("the table has no points: neither a geometry, nor columns lat and lon")
    table = table.copy(deep=False)
    for name in table.columns.drop(table.geometry.name):
        if name not in BY_NAME:
            table[name] = _plain_column(table[name])
    return table


def _plain_column(column: pd.Series[Any]) -> Any:
    import numpy as np
    import pandas as pd
    from pandas.api import types

    from conflictmap._dtypes import text_dtype

    kind = column.dtype
    if types.is_datetime64_any_dtype(kind):
        return column.dt.tz_localize(None)
    if types.is_float_dtype(kind):
        return column.replace([np.inf, -np.inf], np.nan).astype("float64")
    if types.is_bool_dtype(kind) or types.is_integer_dtype(kind):
        return column
    texts = [None if gone else str(value) for value, gone in zip(column, column.isna(), strict=True)]
    return pd.Series(texts, column.index, dtype=text_dtype())
