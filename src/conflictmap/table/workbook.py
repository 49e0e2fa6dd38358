"""An Excel workbook: mentions with dates as dates, what the columns hold, and what it is made of; read back, too."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO

from conflictmap._errors import OutputError, UnreadableError
from conflictmap._sheets import check_sheet
from conflictmap.table.about import about
from conflictmap.table.columns import BY_NAME, CODE, DAY, NUMBER, TEXT, WHOLE
from conflictmap.table.ooxml import Sheet, write_workbook
from conflictmap.table.values import DamagedTableError
from conflictmap.table.writers import records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import geopandas as gpd

MENTIONS = "mentions"
"""The sheet of the mentions."""
_ROWS = 1_048_575  # below the header, as many as a sheet has
_WIDTHS = {"sentence": 60, "reason": 60, "title": 40, "name": 24, "date": 12}
_DAYS = ("date", "first_date", "last_date")
_TYPES = {TEXT: "text", WHOLE: "whole number", CODE: "whole number", NUMBER: "number", DAY: "date"}
_POINT = {"lat": "latitude of the named place, EPSG:4326", "lon": "longitude of the named place, EPSG:4326"}


def workbook(file: BinaryIO, mentions: gpd.GeoDataFrame, documents: Sequence[str]) -> None:
    """Write a workbook whose texts are texts, whatever they begin with."""
    if len(mentions) > _ROWS:
        raise OutputError(f"a sheet holds {_ROWS:,} rows, the table {len(mentions):,}; write .csv or .parquet")
    facts = about(mentions, documents)
    names = [*mentions.columns.drop(mentions.geometry.name), "lat", "lon"]
    rows = ([row[name] for name in names] for row in records(mentions))
    described = [_described(name) for name in names]
    sheets = [
        Sheet(MENTIONS if "role" in names else "summary", names, rows, len(mentions), _DAYS, _WIDTHS),
        Sheet("columns", ["column", "type", "may be missing", "what it holds"], described, len(described)),
        Sheet("about", ["about", "fact"], list(facts.items()), len(facts)),
    ]
    made = io.BytesIO()  # a zip file is written back and forth, which a pipe is not
    write_workbook(made, sheets, facts, f"{facts['attribution']}. {facts['note']}")
    file.write(made.getbuffer())


def _described(name: str) -> list[Any]:
    column = BY_NAME.get(name)
    if column:
        return [name, _TYPES.get(column.dtype, ""), "yes" if column.missing else "no", column.description]
    return [name, "number" if name in _POINT else "", "yes", _POINT.get(name, "")]


def read_sheet(path: Path, needed: str) -> tuple[list[str], Iterator[tuple[int, dict[str, Any]]]]:
    """Read the first sheet whose head has a needed column, as we write it or a spreadsheet saves it.

    Returns
    -------
    list of str
        Its columns.
    iterator of (int, dict)
        The number of each row in the sheet, and its cells by column; None for what is empty.

    Raises
    ------
    DamagedTableError
        If the file is no workbook, or none of its sheets has the column.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with zipfile.ZipFile(path) as box:
            for member in box.namelist():
                with box.open(member) as file:
                    check_sheet(file)
        book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).iter_rows()
            head = [str(cell).strip().lower() for cell in next(rows, [])]
            if needed in head:
                return head, ((at, _filled(head, cells)) for at, cells in enumerate(rows, 2) if any(map(_full, cells)))
    except UnreadableError as error:
        raise DamagedTableError(f"{path}: {error}") from None
    except (CalamineError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise DamagedTableError(f"{path}: no workbook, or a damaged one ({error})") from None
    raise DamagedTableError(f"{path}: no sheet with a column {needed}; conflictmap geoparse writes it", needed)


def _full(cell: Any) -> bool:
    return cell is not None and cell != ""


def _filled(head: list[str], cells: Sequence[Any]) -> dict[str, Any]:
    return {name: _value(cell, name) for name, cell in zip(head, cells, strict=False) if name}


def _value(cell: Any, name: str) -> Any:
    """A cell as the other formats have it: ISO dates, and text where a spreadsheet made a number of it."""
    column = BY_NAME.get(name)
    if isinstance(cell, str):
        return cell or (None if column is None or column.missing else "")
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if column and column.dtype == TEXT and isinstance(cell, int | float) and not isinstance(cell, bool):
        return f"{cell:.0f}" if float(cell).is_integer() else f"{cell}"
    return cell
