"""An Excel workbook: mentions with dates as dates, what the columns hold, and what it is made of."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any, BinaryIO

from conflictmap._errors import OutputError
from conflictmap._printable import sound
from conflictmap.table.about import about
from conflictmap.table.columns import BY_NAME, CODE, DAY, NUMBER, TEXT, WHOLE
from conflictmap.table.writers import records

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd

_ROWS = 1_048_575  # below the header, as many as a sheet has
_LONGEST = 32_767  # characters of a cell
_RUNS = re.compile(r"\s*[=+\-@]")  # what a cell would become when a person edits it
_WIDTHS = {"sentence": 60, "reason": 60, "title": 40, "name": 24, "date": 12}
_WIDTH = 14
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
        _sheet(sheet, looks, [names, *([row[name] for name in names] for row in records(mentions))], days=names)
        lines = [["column", "type", "may be missing", "what it holds"], *map(_described, names)]
        _sheet(book.add_worksheet("columns"), looks, lines)
        _sheet(book.add_worksheet("about"), looks, [["about", ""], *map(list, facts.items())])
    file.write(made.getbuffer())


def _described(name: str) -> list[Any]:
    column = BY_NAME.get(name)
    if column:
        return [name, _TYPES.get(column.dtype, ""), "yes" if column.missing else "no", column.description]
    return [name, "number" if name in _POINT else "", "yes", _POINT.get(name, "")]


def _sheet(sheet: Any, looks: dict[str, Any], lines: list[list[Any]], days: Sequence[str] = ()) -> None:
    """Write lines, the first as the head that stays in sight."""
    dated = {at for at, name in enumerate(days) if name in {"date", "first_date", "last_date"}}
    sheet.freeze_panes(1, 0)
    for row, cells in enumerate(lines):
        for at, value in enumerate(cells):
            if value is None:
                continue
            if row and at in dated:
                day = dt.datetime.fromisoformat(value)
                if day.year >= 1900:  # before that sheets know no dates
                    sheet.write_datetime(row, at, day, looks["day"])
                    continue
            if isinstance(value, bool):
                sheet.write_boolean(row, at, value)
            elif isinstance(value, int | float):
                sheet.write_number(row, at, value)
            else:
                text = _cut(sound(str(value)))
                look = looks["head"] if not row else looks["text"] if _RUNS.match(text) else None
                sheet.write_string(row, at, text, look)
    sheet.autofilter(0, 0, max(len(lines) - 1, 1), len(lines[0]) - 1)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
