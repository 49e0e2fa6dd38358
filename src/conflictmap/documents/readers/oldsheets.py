"""Spreadsheets of Excel 97 to 2003 as reports: every sheet."""

from __future__ import annotations

import datetime as dt
import io
import struct
from typing import TYPE_CHECKING, Any

import xlrd
from xlrd.compdoc import CompDocError

from conflictmap._cells import plain
from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.readers import delimited
from conflictmap.documents.readers.fields import MentionsError
from conflictmap.documents.readers.tables import reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap.documents.parts import Choices, Part, Source

# Its library trusts what files say of themselves and fails in ways of its own where they are damaged.
_DAMAGED = (
    xlrd.XLRDError,
    CompDocError,
    struct.error,
    AssertionError,
    LookupError,
    ValueError,
    TypeError,
    OverflowError,
)
_OLE = b"\xd0\xcf\x11\xe0"
_BIFF = (b"\x09\x00", b"\x09\x02", b"\x09\x04", b"\x09\x08")


def read(source: Source, choices: Choices) -> Iterator[Part | Problem]:
    """Read one spreadsheet, a report a row; tables of text under its name, as portals export them, too."""
    if not source.head(8).startswith((_OLE, *_BIFF)):
        yield from delimited.read(source, choices)
        return
    data = source.read(choices.limits)
    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), on_demand=True, ragged_rows=True)
    except _DAMAGED as error:
        why = f"{type(error).__name__}: {error}".rstrip(": ")
        raise UnreadableError(f"cannot be read as a spreadsheet ({why}); save it as .xlsx") from None
    read_any = False
    problems: list[str] = []
    for name in book.sheet_names():
        try:
            for item in reports(_rows(book, name), source, choices, f"sheet {name}" if book.nsheets > 1 else ""):
                read_any = True
                yield item
        except MentionsError:
            raise  # the other sheets are about it
        except UnreadableError as error:
            problems.append(f"sheet {name}: {error}" if book.nsheets > 1 else str(error))
        except _DAMAGED as error:
            yield Problem(f"{source.path or source.name}, sheet {name}", f"damaged ({type(error).__name__}: {error})")
            read_any = True
        book.unload_sheet(name)
    if not read_any:
        raise UnreadableError("; ".join(problems) or "no sheet")


def _rows(book: Any, name: str) -> Iterator[tuple[int, list[object]]]:
    sheet = book.sheet_by_name(name)
    for number in range(sheet.nrows):
        yield number + 1, [_value(cell, book.datemode) for cell in sheet.row(number)]


def _value(cell: Any, datemode: int) -> object:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return dt.date(*xlrd.xldate_as_tuple(cell.value, datemode)[:3])
        except (ValueError, xlrd.XLDateError):
            return cell.value
    if cell.ctype in {xlrd.XL_CELL_ERROR, xlrd.XL_CELL_BOOLEAN}:
        return None
    return plain(cell.value) if isinstance(cell.value, str) else cell.value
