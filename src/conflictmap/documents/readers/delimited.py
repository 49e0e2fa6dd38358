"""Tables as text: commas, semicolons, tabs or bars between the cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Literal

from conflictmap._cells import plain
from conflictmap._errors import UnreadableError
from conflictmap.documents.encodings import text_of
from conflictmap.documents.readers.fields import NAMES, key_of
from conflictmap.documents.readers.tables import reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap._errors import Problem
    from conflictmap.documents.parts import Choices, Part, Source

_DELIMITERS = ",;\t|"
_SEPARATOR_LINE = re.compile(r"\A\ufeff?sep=(.)\r?\n", re.IGNORECASE)
_KNOWN = frozenset(name for names in NAMES.values() for name in names)
_HEAD = 20  # rows that tell the delimiter
_HEAD_LENGTH = 200_000
_PATIENCE = 20  # times that all lines may be looked at again for quotes that are not closed
_LINES = 1000  # of one row whose quotes do not pair
_LONGEST = 2**31 - 1  # code points of a cell; 131,072 by default, and reports are longer


def read(source: Source, choices: Choices) -> Iterator[Part | Problem]:
    """Read one table, a report a row."""
    if source.head().lstrip()[:1] == b"<":
        raise UnreadableError("a web page under a table's name; name it .html")
    text = text_of(source, choices)
    above = 0
    if line := _SEPARATOR_LINE.match(text):
        delimiter = line[1]
        text = text[line.end() :]
        above = 1
    else:
        delimiter = _delimiter(text[:_HEAD_LENGTH])
    yield from reports(_rows(text, delimiter, above), source, choices)


def _delimiter(head: str) -> str:
    """Tell the delimiter: the one that cuts most rows alike, and the header into known names."""

    def fit(delimiter: str) -> tuple[float, int]:
        rows = [
            cells
            for cells in islice(_cells(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)), _HEAD)
            if any(cells)
        ]
        if not rows:
            return 0.0, 0
        [(width, count)] = Counter(map(len, rows)).most_common(1)
        names = sum(key_of(cell) in _KNOWN for cell in rows[0])
        return (names if len(rows[0]) > 1 else 0) + (count / len(rows) if width > 1 else 0), width

    return max(_DELIMITERS, key=fit)


def _rows(text: str, delimiter: str, number: int) -> Iterator[tuple[int, list[str]]]:
    """Yield numbered rows; a quote that is never closed costs its row and not the rest of the file."""
    lines = io.StringIO(text, newline="").readlines()
    # Tables cut by tabs seldom put cells in quotes.
    quotes: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" and text.count('"') % 2 else csv.QUOTE_MINIMAL
    start = 0
    looked_at = 0
    while start < len(lines):
        first = start
        reader = csv.reader(
            map(lines.__getitem__, range(first, len(lines))), delimiter=delimiter, quoting=quotes, strict=True
        )
        try:
            for cells in _cells(reader):
                number += 1
                yield number, [plain(cell) for cell in cells]
                start = first + reader.line_num
        except csv.Error:
            looked_at += first + reader.line_num - start
            cells, start = _mended(lines, start, delimiter)
            number += 1
            yield number, [plain(cell) for cell in cells]
            if looked_at > _PATIENCE * len(lines):
                quotes = csv.QUOTE_NONE


def _cells(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """Yield rows of cells however long; the bound is the whole process's, and is put back for whoever reads next."""
    while True:
        bound = csv.field_size_limit(_LONGEST)
        try:
            cells = next(reader, None)
        finally:
            csv.field_size_limit(bound)
        if cells is None:
            return
        yield cells


def _mended(lines: list[str], start: int, delimiter: str) -> tuple[list[str], int]:
    """Return the cells of a row whose quotes do not pair, and the line behind it."""
    # It ends with its line where the next one looks like a row; else it holds line ends and quotes of its own.
    if start + 1 == len(lines) or lines[start + 1].count(delimiter) >= lines[start].count(delimiter):
        reader = csv.reader([lines[start]], delimiter=delimiter)
    else:
        reader = csv.reader(lines[start : start + _LINES], delimiter=delimiter)
    cells = next(_cells(reader))
    return [cell.rstrip("\r\n") for cell in cells], start + reader.line_num
