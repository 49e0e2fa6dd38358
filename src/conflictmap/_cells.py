"""Tables that people edit in spreadsheets: read whatever a spreadsheet saves, write no cell that it would run."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
from typing import TYPE_CHECKING

from conflictmap._errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

# A spreadsheet runs cells that begin like this. One that expects semicolons or tabs also cuts a cell there.
_BEGINS = r"(?:^|(?<=[;\t\r\n]))"
_RUNS = r"(?=[ \"']*[=+\-@＝＋－＠])"
_TO_QUOTE = re.compile(_BEGINS + _RUNS)
_QUOTED = re.compile(_BEGINS + "'" + _RUNS)
_NEEDS_QUOTES = re.compile('[",\r\n]')
_DELIMITERS = ",;\t"
_LONGEST_CELL = 131_072  # a quote that is never closed makes one cell of the rest
_SEPARATOR_LINE = re.compile(r"\Asep=.\r?\n", re.IGNORECASE)


def harmless(value: object) -> object:
    """Put an apostrophe before whatever a spreadsheet would run; `plain` takes it away again.

    Parameters
    ----------
    value : object
        A cell; only text is changed.

    Returns
    -------
    object
        The cell as it may be written.

    Examples
    --------
    >>> harmless("=HYPERLINK()"), harmless("calm; @home"), harmless("Goris"), harmless(-1)
    ("'=HYPERLINK()", "calm;' @home", 'Goris', -1)
    """
    return _TO_QUOTE.sub("'", value) if isinstance(value, str) else value


def plain(cell: str) -> str:
    """Take away the apostrophes of `harmless`.

    Parameters
    ----------
    cell : str
        A cell as it was read.

    Returns
    -------
    str
        The text it stands for.

    Examples
    --------
    >>> plain("'=HYPERLINK()"), plain("'Goris'")
    ('=HYPERLINK()', "'Goris'")
    """
    return _QUOTED.sub("", cell) if "'" in cell else cell


def write_cells(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Return rows as CSV with harmless cells.

    Parameters
    ----------
    columns : sequence of str
        The header, which is the order of the cells.
    rows : iterable of mapping
        Cells by column; a missing one is empty.

    Returns
    -------
    str
        The text of the file, one line feed after each row.
    """
    return "".join(cell_lines(columns, rows))


def cell_lines(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """Yield what `write_cells` returns, row by row."""
    table = itertools.chain([dict(zip(columns, columns, strict=True))], rows)
    return (",".join(_cell(row.get(column)) for column in columns) + "\n" for row in table)


def _cell(value: object) -> str:
    """A cell in quotes where it needs them; `csv` leaves a lone carriage return bare, which no reader keeps."""
    text = "" if value is None else str(harmless(value))
    return '"' + text.replace('"', '""') + '"' if _NEEDS_QUOTES.search(text) else text


def read_cells(path: Path, *, needs: str) -> list[tuple[int, dict[str, str]]]:
    """Read a CSV file as people and spreadsheets save it.

    Commas, semicolons or tabs part the cells; UTF-8 with or without a byte order mark and UTF-16 are read.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    needs : str
        A column it must have, by which the header is known.

    Returns
    -------
    list of (int, dict)
        Number of the line a row begins in, and its cells by column in small letters. Empty rows are left out.

    Raises
    ------
    InputError
        If the file cannot be read, is no such table, or a row has more cells than the header.
    """
    return read_table(path, needs=needs)[1]


def read_table(path: Path, *, needs: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """Read a CSV file as `read_cells` does, and return its header, too."""
    text = _SEPARATOR_LINE.sub("\n", _decoded(path))
    head = text.lstrip("\r\n").partition("\n")[0].replace('"', "")
    delimiter = next((mark for mark in _DELIMITERS if needs in _names(head.split(mark))), None)
    if delimiter is None:
        raise InputError(f"{path}: no column {needs!r}; the first line must name the columns")
    rows: list[tuple[int, dict[str, str]]] = []
    header: list[str] = []
    for line, cells in _lines(path, text, delimiter):
        if not header:
            header = _names(cells)
            if needs not in header:  # it is there only without its quotes
                raise InputError(f"{path}: no column {needs!r}; the first line must name the columns")
        elif any(cell.strip() for cell in cells[len(header) :]):
            raise InputError(
                f"{path} line {line}: {len(cells)} cells, but {len(header)} columns; "
                "put a cell that holds a comma in double quotes"
            )
        else:
            # A row may be shorter than the header: spreadsheets leave empty cells at its end away.
            row = {name: plain(cell) for name, cell in zip(header, cells, strict=False)}
            rows.append((line, {**dict.fromkeys(header, ""), **row}))
    return header, rows


def _lines(path: Path, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold anything, each with the number of the line it begins in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for cells in reader:
            if max(map(len, cells), default=0) > _LONGEST_CELL:
                raise InputError(f"{path} line {line}: no CSV (a cell of more than {_LONGEST_CELL} characters)")
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path} line {line}: no CSV ({error})") from None


def _names(cells: Iterable[str]) -> list[str]:
    return [plain(cell).strip().lower() for cell in cells]


def _decoded(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: no such file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8 text; save it as “CSV UTF-8”") from None
    if "\x00" in text:
        raise InputError(f"{path}: binary data, not a table; save it as “CSV UTF-8”")
    return text
