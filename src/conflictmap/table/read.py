"""Tables of mentions read back from our files: one parser for every format, whatever a caller wants of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap._arguments import path_of
from conflictmap._cells import read_table as read_cells
from conflictmap._errors import InputError
from conflictmap._files import is_file
from conflictmap._printable import error_line
from conflictmap.table.columns import BY_NAME, POINT, SCHEMA, TEXT, Column
from conflictmap.table.frame import frame
from conflictmap.table.given import as_mentions
from conflictmap.table.kml import read_placemarks
from conflictmap.table.signs import CORE, no_files_beside
from conflictmap.table.values import CONVERTERS, DamagedTableError, identifier, number, unlike
from conflictmap.table.workbook import read_sheet
from conflictmap.table.writers import records

if TYPE_CHECKING:
    import geopandas as gpd

_ID = "document_id"
_POINT = "geometry"


@dataclass(frozen=True, slots=True)
class Row:
    """A mention of a file: where it stands there, for messages, and its cells by column."""

    where: str
    cells: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds.

    Attributes
    ----------
    rows : list of Row
        Its mentions, in order.
    listed : list of (str, str)
        Where a document is named by itself, and its id: JSONL names those without mentions, too.
    """

    rows: list[Row]
    listed: list[tuple[str, str]]


def read_rows(path: Path, *, needs: Collection[str], uses: Collection[str] = ()) -> Table:
    r"""Read the mentions of a file.

    Parameters
    ----------
    path : pathlib.Path
        A file of one of `SUFFIXES`, as `conflictmap.write` writes it or a spreadsheet saves it.
    needs : collection of str
        Columns every row must have.
    uses : collection of str
        Columns that are read in rows that have them. ``geometry`` stands for ``lat`` and ``lon``.

    Returns
    -------
    Table
        The columns asked for have the types of the schema; a cell without text is None where the column may be
        missing. Others are as the file has them.

    Raises
    ------
    InputError
        If the file cannot be read or is damaged; the message names the line or the feature.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "m.csv")
    ...     _ = file.write_text("document_id,start\n'=a,8\n", encoding="utf-8")
    ...     [row] = read_rows(file, needs=["document_id", "start"]).rows
    >>> row.cells
    {'document_id': '=a', 'start': 8}
    """
    suffix = path.suffix.lower()
    if suffix not in _READERS:
        raise InputError(f"{path}: tables of mentions are read from {', '.join(SUFFIXES)} files")
    table = _READERS[suffix](path, needs)
    wanted = [(BY_NAME[name], name in needs) for name in (*needs, *uses) if name not in {_ID, _POINT}]
    for row in table.rows:
        cells, where = row.cells, row.where
        cells[_ID] = identifier(cells.get(_ID), _ID, where)
        for column, required in wanted:
            if required or column.name in cells:
                cells[column.name] = _typed(cells, column, where, required=required)
        if _POINT in uses:
            cells.update({part: number(cells.get(part), part, where) for part in ("lat", "lon")})
    return table


def read_table(path: str | Path) -> gpd.GeoDataFrame:
    """Read a table of mentions back from a file.

    Parameters
    ----------
    path : str or pathlib.Path
        A file of `conflictmap.write` or ``conflictmap geoparse``, of any of their formats, also after a spreadsheet
        or a GIS has saved it.

    Returns
    -------
    geopandas.GeoDataFrame
        As `conflictmap.geoparse` returned it, EPSG:4326. Columns that the file lacks and that may be missing are there
        and empty; further columns come along.

    Raises
    ------
    InputError
        If the file cannot be read or is damaged; the message names the line, the feature or the row.

    Examples
    --------
    >>> import tempfile
    >>> from conflictmap import Document, geoparse, write
    >>> mentions = geoparse(Document(id="1", text="Calm in Goris."))
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     back = read_table(write(mentions, Path(folder, "m.csv")))
    >>> back.equals(mentions)
    True
    """
    path = path_of(path)
    if path.suffix.lower() in _LAYERS:
        table: Any = _layer(path)
    else:
        uses = [column.name for column in SCHEMA if column.name not in CORE]
        rows = [row.cells for row in read_rows(path, needs=CORE, uses=uses).rows]
        table = as_mentions(_objects(rows)) if rows else frame([])
    if missing := [name for name in CORE if name not in table.columns]:
        raise InputError(f"{path}: no column {', '.join(missing)}; conflictmap geoparse writes them")
    ours = [column.name for column in SCHEMA if column.missing or column.name in table.columns]
    empty = frame([])
    for name in ours:
        if name not in table.columns:
            table[name] = empty[name].reindex(table.index)
    return table[[*ours, *(name for name in table.columns if name not in BY_NAME)]]


def _typed(cells: dict[str, Any], column: Column, where: str, *, required: bool) -> Any:
    name = column.name
    if required and column.missing and name not in cells:
        raise DamagedTableError(f"{where}: no {name}; conflictmap geoparse writes it", name)
    if not required and cells[name] is None:
        return None
    value = CONVERTERS[column.dtype](cells.get(name), name, where)
    if value is None and required and not column.missing:
        raise unlike(value, name, where, "a value")
    return value


def _from_csv(path: Path, needs: Collection[str]) -> Table:
    header, lines = read_cells(path, needs=_ID)
    if missing := [name for name in needs if name not in header]:
        raise InputError(f"{path}:1: no column {', '.join(missing)}; conflictmap geoparse writes them")
    absent = {column.name for column in BY_NAME.values() if column.missing and column.dtype == TEXT}
    rows = []
    for line, cells in lines:
        rows.append(
            Row(f"{path}:{line}", {name: cell or (None if name in absent else "") for name, cell in cells.items()})
        )
    return Table(rows, [])


def _from_workbook(path: Path, needs: Collection[str]) -> Table:
    _check_file(path)
    header, rows = read_sheet(path, _ID)
    if missing := [name for name in needs if name not in header]:
        raise InputError(f"{path}: no column {', '.join(missing)}; conflictmap geoparse writes them")
    return Table([Row(f"{path}: row {at}", {**dict.fromkeys(header), **cells}) for at, cells in rows], [])


def _from_kml(path: Path, _needs: Collection[str]) -> Table:
    _check_file(path)
    # KML leaves out what is missing; a file of something else has no mention at all.
    absent = {column.name: None for column in SCHEMA if column.missing and column.dtype != POINT}
    rows = [Row(f"{path}:{line}", {**absent, **cells}) for line, cells in read_placemarks(path)]
    return Table(rows, [])


def _check_file(path: Path) -> None:
    if not is_file(path):
        raise InputError(f"{path}: no such file")


def _objects(rows: list[dict[str, Any]]) -> Any:
    """Rows as a table that guesses nothing."""
    import pandas as pd

    names = dict.fromkeys(name for row in rows for name in row)
    return pd.DataFrame({name: pd.Series([row.get(name) for row in rows], dtype=object) for name in names})


def _layer(path: Path) -> Any:
    """The table of a file that GDAL or Arrow reads."""
    import geopandas as gpd
    import pyogrio

    _check_file(path)
    try:
        if path.suffix.lower() in _ARROW:
            found = gpd.read_parquet(path)
        else:
            with no_files_beside():
                layers = [name for name, geometry in pyogrio.list_layers(path) if geometry is not None]
                found = gpd.read_file(path, layer=layers[0] if layers else None)
    except ImportError as error:
        raise InputError(f"{path}: needs the package {error.name}: pip install 'conflictmap[formats]'") from None
    except (ValueError, OSError, LookupError, RuntimeError) as error:  # of whichever library meets the damage first
        raise DamagedTableError(f"{path}: cannot be read ({error_line(error)})") from None
    try:
        return as_mentions(found)
    except InputError as error:
        raise DamagedTableError(f"{path}: {error}") from None
    except Exception as error:  # Arrow looks at texts only when they are asked for, and fails in its own way
        raise DamagedTableError(f"{path}: cannot be read ({error_line(error)})") from None


def _from_layer(path: Path, needs: Collection[str]) -> Table:
    table = _layer(path)
    if missing := [name for name in needs if name not in table.columns]:
        raise InputError(f"{path}: no column {', '.join(missing)}; conflictmap geoparse writes them")
    return Table([Row(f"{path}: row {at}", cells) for at, cells in enumerate(records(table))], [])


def _from_geojson(path: Path, _needs: Collection[str]) -> Table:
    collection = _parsed(_text(path), str(path))
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise _no_collection(path, "features", "no list of features")
    return Table([_feature(path, number_, feature) for number_, feature in enumerate(features, 1)], [])


def _feature(path: Path, at: int, feature: Any) -> Row:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise _no_collection(path, "properties", f"feature {at}: its properties are no object")
    geometry = feature.get("geometry")
    point = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if geometry is not None and not (isinstance(point, list) and all(isinstance(x, int | float) for x in point)):
        raise _no_collection(path, _POINT, f"feature {at}: its geometry is no point")
    lon, lat = point[:2] if point and len(point) > 1 else (None, None)
    return Row(f"{path}: feature {at}", {**properties, "lat": lat, "lon": lon})


def _no_collection(path: Path, part: str, why: str) -> DamagedTableError:
    return DamagedTableError(
        f"{path}: not a FeatureCollection of points as conflictmap geoparse writes it ({why})", part
    )


def _from_jsonl(path: Path, _needs: Collection[str]) -> Table:
    table = Table([], [])
    for where, record in json_lines(path, _text(path)):
        document = identifier(record["id"], "id", where)
        table.listed.append((where, document))
        for at, mention in enumerate(json_mentions(record, where), 1):
            table.rows.append(Row(f"{where}: mention {at}", {**mention, _ID: document}))
    return table


def json_lines(path: Path, text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield where each object of a JSONL text stands, and the object, which has an ``id``."""
    for line_number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}:{line_number}"
        record = _parsed(line, where, one_line=True)
        if not isinstance(record, dict) or record.get("id") is None:
            raise DamagedTableError(f'{where}: no "id"; each line holds one object with the id of its document', "id")
        yield where, record


def json_mentions(record: dict[str, Any], where: str) -> list[dict[str, Any]]:
    """Return the mentions of an object of a JSONL file, checked to be objects."""
    rows = record.get("mentions")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DamagedTableError(
            f'{where}: no "mentions"; a list of objects with "start" and "end" is needed', "mentions"
        )
    return rows


def _parsed(text: str, where: str, *, one_line: bool = False) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        at, hint = (where, "; each line holds one object") if one_line else (f"{where}:{error.lineno}", "")
        raise DamagedTableError(f"{at}: not JSON ({error.msg}){hint}") from None
    except (ValueError, RecursionError):
        raise DamagedTableError(
            f"{where}: not JSON that can be read (a number too long, or too many brackets)"
        ) from None


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text (byte {error.start})") from None


_ARROW = (".parquet", ".geoparquet")
_LAYERS = (".gpkg", ".fgb", *_ARROW)
_READERS: dict[str, Callable[[Path, Collection[str]], Table]] = {
    ".csv": _from_csv,
    ".jsonl": _from_jsonl,
    ".geojson": _from_geojson,
    ".xlsx": _from_workbook,
    ".kml": _from_kml,
    ".kmz": _from_kml,
    **dict.fromkeys(_LAYERS, _from_layer),
}

SUFFIXES = tuple(_READERS)
"""Suffixes of the files that can be read back."""
