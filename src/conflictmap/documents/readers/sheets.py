"""Spreadsheets as reports: every sheet; formulas as the values that were saved with them."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Any
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from conflictmap._cells import plain
from conflictmap._errors import Problem, UnreadableError
from conflictmap._sheets import check_binary_sheet, check_cells, check_sheet
from conflictmap.documents.readers.fields import MentionsError
from conflictmap.documents.readers.tables import reports
from conflictmap.documents.readers.zips import opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conflictmap._limits import Limits
    from conflictmap.documents.parts import Choices, Part, Source


def read(source: Source, choices: Choices) -> Iterator[Part | Problem]:
    """Read one spreadsheet, a report a row."""
    data = source.read(choices.limits)
    _check(data, choices.limits)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableError(f"damaged ({error})") from None
    read_any = False
    problems: list[str] = []
    several = len(book.sheet_names) > 1
    for name in book.sheet_names:
        try:
            sheet = book.get_sheet_by_name(name)
            for item in reports(_rows(sheet), source, choices, f"sheet {name}" if several else ""):
                read_any = True
                yield item
        except MentionsError:
            raise  # the other sheets are about it
        except UnreadableError as error:
            problems.append(f"sheet {name}: {error}" if several else str(error))
        except (CalamineError, OSError) as error:
            yield Problem(f"{source.path or source.name}, sheet {name}", f"damaged ({error})")
            read_any = True
    # Sheets of keys and notes stand beside the one of the reports.
    if not read_any:
        raise UnreadableError("; ".join(problems) or "no sheet")


def _rows(sheet: Any) -> Iterator[tuple[int, Sequence[Any]]]:
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield number, [plain(cell) if isinstance(cell, str) else cell for cell in cells]


def _check(data: bytes, limits: Limits) -> None:
    """Refuse what would take more memory than the limits allow once it is a rectangle of cells."""
    with opened(io.BytesIO(data), limits) as box:
        try:
            for member in box.infolist():
                with box.open(member) as file:
                    if member.filename == "content.xml":
                        _check_ods(file)
                    elif member.filename.lower().endswith(".bin"):
                        check_binary_sheet(file)
                    else:
                        # Read to its end in any case: a member larger than it says fails its checksum.
                        check_sheet(file)
        except UnreadableError:
            raise
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            EOFError,
            NotImplementedError,
            OSError,
            expat.ExpatError,
        ) as error:
            raise UnreadableError(f"damaged ({error})") from None


class _Extent:
    """Rows and columns up to the last cell that holds something; cells and rows stand for many by a number."""

    def __init__(self) -> None:
        self.rows = self.columns = self.down = self.across = self.repeats = self.filled = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.rows = self.columns = self.down = 0
        elif name == "table:table-row":
            self.across = self.filled = 0
            self.repeats = int(attributes.get("table:number-rows-repeated", "1"))
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self.across += int(attributes.get("table:number-columns-repeated", "1"))
            if "office:value-type" in attributes or "table:formula" in attributes:
                self.filled = self.across
        elif name.startswith("text:"):
            self.filled = self.across

    def end(self, name: str) -> None:
        if name == "table:table-row":
            self.down += self.repeats
            if self.filled:
                self.rows, self.columns = self.down, max(self.columns, self.filled)
                check_cells(self.rows, self.columns)


def _check_ods(file: IO[bytes]) -> None:
    extent = _Extent()
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.start
    parser.EndElementHandler = extent.end
    parser.StartDoctypeDeclHandler = _refuse
    parser.ParseFile(file)


def _refuse(*_: object) -> None:
    raise UnreadableError("a spreadsheet that declares entities; it is not read")
