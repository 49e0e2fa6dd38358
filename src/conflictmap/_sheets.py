"""Sheets of spreadsheets checked before a library makes a rectangle of cells of them, the empty ones too."""

from __future__ import annotations

import re
from typing import IO

from conflictmap._errors import UnreadableError

_CELLS = 20_000_000
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})(\d{1,7})["']""")
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


def check_cells(rows: int, columns: int) -> None:
    """Raise `UnreadableError` for a rectangle of more cells than the memory is to hold."""
    if rows * columns > _CELLS:
        raise UnreadableError(f"a sheet of {rows} rows and {columns} columns; leave out the empty ones")
