"""Binary workbooks of Excel (.xlsb)."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from conflictmap._errors import UnreadableError
from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Choices, Part, Source

_made = importlib.util.spec_from_file_location("binary_sheet", Path(__file__).parents[1] / "binary_sheet.py")
assert _made is not None
assert _made.loader is not None
sheets = importlib.util.module_from_spec(_made)
_made.loader.exec_module(sheets)
ROWS = [
    ["id", "date", "text"],
    ["1", "2020-10-04", "Calm in Goris and Kapan, officials said on Sunday."],
    ["2", "2020-10-05", "В Шуше и в Лачине было тихо, сообщили жители города."],
]


def items(data: bytes) -> list[Part]:
    source = Source("a.xlsb", data=data)
    kind = format_of(source)
    assert kind is not None
    return list(kind.load()(source, Choices()))  # type: ignore[arg-type]


def test_a_row_is_a_report() -> None:
    found = items(sheets.binary_workbook(ROWS))
    assert [(part.id, part.date, part.text) for part in found] == [tuple(row) for row in ROWS[1:]]


def test_cells_that_lie_too_far_apart_are_refused_before_they_fill_the_memory() -> None:
    wide = [["x"] * 200, *ROWS[1:]]
    far = sheets.binary_workbook(wide, first_row=1_000_000)
    with pytest.raises(UnreadableError, match=r"a sheet of 1000003 rows and 200 columns; leave out the empty ones"):
        items(far)


@pytest.mark.parametrize("keep", [30, 200, 600])
def test_a_damaged_one_is_one_line(keep: int) -> None:
    with pytest.raises(UnreadableError, match="damaged"):
        items(sheets.binary_workbook(ROWS)[:keep])
