"""An Excel workbook: mentions with dates as dates, what the columns hold, and what it is made of; read back, too."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO

from conflictmap._errors import OutputError, UnreadableError
from conflictmap._printable import sound
from conflictmap._sheets import check_sheet
from conflictmap.table.about import about
from conflictmap.table.columns import BY_NAME, CODE, DAY, NUMBER, TEXT, WHOLE
from conflictmap.table.values import DamagedTableError
from conflictmap.table.writers import records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import geopandas as gpd

MENTIONS = "mentions"
"""The sheet of the mentions."""
_ROWS = 1_048_575  # below the header, as many as a sheet has
_WIDTHS = {"sentence": 60, "reason": 60, "title": 40, "name": 24, "date": 12}
_LONGEST = 32_767  # characters of a cell
_RUNS = re.compile(r"\s*[=+\-@]")  # what a cell would become when a person edits it
_WIDTH = 14
_DAYS = frozenset({"date", "first_date", "last_date"})
_FIRST_YEAR = 1900  # before it sheets know no dates
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - a workbook knows no zones; in place of the time of writing
_TYPES = {TEXT: "text", WHOLE: "whole number", CODE: "whole number", NUMBER: "number", DAY: "date"}
_POINT = {"lat": "latitude of the named place, EPSG:4326", "lon": "longitude of the named place, EPSG:4326"}


def workbook(file: BinaryIO, mentions: gpd.GeoDataFrame, documents: Sequence[str]) -> None:
    """Write a workbook whose texts are texts, whatever they begin with."""
    import xlsxwriter

    if len(mentions) > _ROWS:
        raise OutputError(f"a sheet holds {_ROWS:,} rows, the table {len(mentions):,}; write .csv or .parquet")
    facts = about(mentions, documents)
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"constant_memory": True}) as book:
        book.set_properties(
            {
                "title": facts["title"],
                "author": facts["program"],
                "comments": f"{facts['attribution']}. {facts['note']}",
                "created": _EPOCH,
            }
        )
        for name, fact in facts.items():
            book.set_custom_property(name, fact, "text")
        looks = {
            "head": book.add_format({"bold": True, "bottom": 1}),
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "text": book.add_format({"quote_prefix": True}),
        }
        names = [*mentions.columns.drop(mentions.geometry.name), "lat", "lon"]
        sheet = book.add_worksheet("mentions" if "role" in names else "summary")
        for at, name in enumerate(names):
            sheet.set_column(at, at, _WIDTHS.get(name, _WIDTH))
        _sheet(sheet, looks, names, ([row[name] for name in names] for row in records(mentions)))
        described = map(_described, names)
        _sheet(book.add_worksheet("columns"), looks, ["column", "type", "may be missing", "what it holds"], described)
        _sheet(book.add_worksheet("about"), looks, ["about", "fact"], map(list, facts.items()))
    file.write(made.getbuffer())


def _described(name: str) -> list[Any]:
    column = BY_NAME.get(name)
    if column:
        return [name, _TYPES.get(column.dtype, ""), "yes" if column.missing else "no", column.description]
    return [name, "number" if name in _POINT else "", "yes", _POINT.get(name, "")]


def _sheet(sheet: Any, looks: dict[str, Any], head: Sequence[str], rows: Iterable[list[Any]]) -> None:
    """Write rows as they come, below a head that stays in sight."""
    dated = {at for at, name in enumerate(head) if name in _DAYS}
    sheet.freeze_panes(1, 0)
    for at, name in enumerate(head):
        sheet.write_string(0, at, _cut(sound(name)), looks["head"])
    last = 1
    for last, cells in enumerate(rows, 1):
        for at, value in enumerate(cells):
            if value is None:
                continue
            if at in dated and (day := dt.datetime.fromisoformat(value)).year >= _FIRST_YEAR:
                sheet.write_datetime(last, at, day, looks["day"])
            elif isinstance(value, bool):
                sheet.write_boolean(last, at, value)
            elif isinstance(value, int | float):
                sheet.write_number(last, at, value)
            else:
                text = _cut(sound(str(value)))
                sheet.write_string(last, at, text, looks["text"] if _RUNS.match(text) else None)
    sheet.autofilter(0, 0, last, len(head) - 1)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


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
