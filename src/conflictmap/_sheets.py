"""Sheets of spreadsheets checked before a library makes a rectangle of cells of them, the empty ones too."""

from __future__ import annotations

import re
from typing import IO

from conflictmap._errors import UnreadableError

_CELLS = 20_000_000
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})(\d{1,7})["']""")
_ROW, _BINARY_CELLS, _CELLS_BEGIN = 0, range(1, 12), 145  # records of MS-XLSB
_LAST_GROUP = 128
_CHUNK = 1 << 20
_OVERLAP = 64


def check_sheet(file: IO[bytes]) -> None:
    """Read a member of a workbook to its end.

    Raises
    ------
    UnreadableError
        If its cells lie so far apart that it would not fit into memory.
    """
    rows, columns = 1, 1
    rest = b""
    while chunk := file.read(_CHUNK):
        for letters, digits in set(_REFERENCE.findall(rest + chunk)):
            rows = max(rows, int(digits))
            column = 0
            for letter in letters.upper():
                column = 26 * column + letter - 64
            columns = max(columns, column)
        rest = chunk[-_OVERLAP:]
    check_cells(rows, columns)


def check_binary_sheet(file: IO[bytes]) -> None:
    """Read a sheet, or another member, of a binary workbook (.xlsb) to its end; see `check_sheet`."""
    data = file.read()
    at = rows = columns = 0
    inside = False
    while at < len(data):
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        if kind == _CELLS_BEGIN:
            inside = True
        elif not inside:
            pass
        elif kind == _ROW:
            rows = max(rows, int.from_bytes(data[at : at + 4], "little") + 1)
        elif kind in _BINARY_CELLS:
            columns = max(columns, int.from_bytes(data[at : at + 4], "little") + 1)
        at += size
    check_cells(rows, columns)


def _number(data: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number in groups of seven bits, and where it ends."""
    value = shift = 0
    for byte in data[at : at + longest]:
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < _LAST_GROUP:
            break
    return value, at


def check_cells(rows: int, columns: int) -> None:
    """Raise `UnreadableError` for a rectangle of more cells than the memory is to hold."""
    if rows * columns > _CELLS:
        raise UnreadableError(f"a sheet of {rows} rows and {columns} columns; leave out the empty ones")
