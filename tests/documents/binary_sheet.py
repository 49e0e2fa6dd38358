"""Binary workbooks as Excel saves them (MS-XLSB), of one sheet of text."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence

_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def binary_workbook(rows: Sequence[Sequence[str]], *, first_row: int = 0) -> bytes:
    """Rows of texts as the sheet "Reports"."""
    workbook = _record(131) + _record(153, struct.pack("<II", 0, 0) + _text("")) + _record(143)
    workbook += _record(156, struct.pack("<II", 0, 1) + _text("rId1") + _text("Reports")) + _record(144) + _record(132)
    area = struct.pack("<IIII", first_row, first_row + len(rows) - 1, 0, len(rows[0]) - 1)
    sheet = _record(129) + _record(148, area) + _record(145)
    for number, row in enumerate(rows, first_row):
        sheet += _record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
        for column, text in enumerate(row):
            sheet += _record(6, struct.pack("<II", column, 0) + _text(text))
    sheet += _record(146) + _record(130)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" '
            'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        )
        box.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
            f'Id="rId1" Type="{_TYPE}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
        )
        box.writestr("xl/workbook.bin", workbook)
        box.writestr("xl/worksheets/sheet1.bin", sheet)
    return made.getvalue()


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    size = len(data)
    length = b""
    while size > 127:
        length, size = length + bytes([size & 127 | 128]), size >> 7
    return head + length + bytes([size]) + data


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")
