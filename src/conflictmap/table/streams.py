"""The formats of text written as the analyses come, in the memory of one: the same bytes as through the table."""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from conflictmap._cells import cell_lines
from conflictmap._files import write_whole
from conflictmap.table.about import about_counts
from conflictmap.table.columns import DAY, NUMBER, POINT, SCHEMA, flat
from conflictmap.table.columns import jsonl as jsonl_columns
from conflictmap.table.write import check_suffix
from conflictmap.table.writers import feature, write_features, write_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from conflictmap.model.analysis import Analysis

_NAMES = tuple(column.name for column in SCHEMA if column.dtype != POINT)
_NUMBERS = tuple(column.name for column in SCHEMA if column.dtype == NUMBER)
_DAYS = tuple(column.name for column in SCHEMA if column.dtype == DAY)


def write_stream(analyses: Iterable[Analysis], path: str | Path, *, byte_order_mark: bool = False) -> Path:
    """Write analyses one after another in the format of the file's suffix, one of `STREAMS`.

    Parameters
    ----------
    analyses : iterable of Analysis
        As `conflictmap.pipeline.stream_parts` gives them; not kept.
    path : str or pathlib.Path
        An existing file is replaced in one step at the end; whatever comes before that leaves it as it was.
    byte_order_mark : bool, default False
        Begin a CSV file with the mark by which spreadsheets know UTF-8.

    Returns
    -------
    pathlib.Path
        The file written.

    Raises
    ------
    OutputError
        If the suffix is unknown or the file cannot be written.
    """
    path = Path(path)
    check_suffix(path, byte_order_mark=byte_order_mark)

    def into(file: BinaryIO) -> None:
        file.write(codecs.BOM_UTF8 if byte_order_mark else b"")
        STREAMS[path.suffix.lower()](file, analyses)

    write_whole(path, into)
    return path


def plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of an analysis as `conflictmap.table.writers.records` has it.

    Parameters
    ----------
    row : mapping
        As `conflictmap.table.frame.row` returns it.

    Returns
    -------
    dict
        Lat and lon instead of the geometry, ISO dates, None for what is missing.
    """
    values = {name: row[name] for name in _NAMES}
    for name in _NUMBERS:
        if (number := values[name]) is not None:
            values[name] = float(number) if number == number else None
    for name in _DAYS:
        if (day := values[name]) is not None:
            values[name] = day.isoformat()
    values["lon"], values["lat"] = row["geometry"] or (None, None)
    return values


def geojson(file: BinaryIO, analyses: Iterable[Analysis]) -> None:
    """Write a FeatureCollection, a feature a line, and behind them what it is made of."""
    reports = rows = 0

    def counted() -> Iterator[Analysis]:
        nonlocal reports, rows
        read = False
        for analysis in analyses:
            rows += len(analysis.rows)
            read = read or not analysis.failed
            if analysis.ends:
                reports += read
                read = False
            yield analysis

    write_features(file, map(feature, _rows(counted())), lambda: about_counts(reports, rows))


def csv(file: BinaryIO, analyses: Iterable[Analysis]) -> None:
    """Write cells that no spreadsheet runs."""
    write_texts(file, cell_lines([*_NAMES, "lat", "lon"], _rows(analyses)))


def jsonl(file: BinaryIO, analyses: Iterable[Analysis]) -> None:
    """Write a line for every document that could be read, the parts of a long one into the same line."""
    columns = flat(jsonl_columns())
    begun, between = False, ""
    for analysis in analyses:
        if not begun and not analysis.failed:
            identifier = json.dumps(analysis.document.id, ensure_ascii=False)
            write_texts(file, [f'{{"id": {identifier}, "mentions": ['])
            begun, between = True, ""
        for values in map(plain, analysis.rows):
            line = json.dumps({name: values[name] for name in columns}, ensure_ascii=False)
            write_texts(file, [between, line])
            between = ", "
        if begun and analysis.ends:
            write_texts(file, ["]}\n"])
            begun = False


def _rows(analyses: Iterable[Analysis]) -> Iterator[dict[str, Any]]:
    return (plain(row) for analysis in analyses for row in analysis.rows)


STREAMS: dict[str, Callable[[BinaryIO, Iterable[Analysis]], None]] = {
    ".geojson": geojson,
    ".csv": csv,
    ".jsonl": jsonl,
}
"""File suffix → how analyses are written to it as they come; other formats need the whole table."""
