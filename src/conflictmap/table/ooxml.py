"""Sheets packed as an Excel workbook: cell after cell, in the memory of one row."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO
from xml.sax.saxutils import escape

from conflictmap._printable import sound

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

LONGEST = 32_767
"""Characters of a cell."""
_HEAD, _DAY, _QUOTED = 1, 2, 3  # cell formats of `_STYLES`
_RUNS = re.compile(r"\s*[=+\-@]")  # what a cell would become when a person edits it
_ODD = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_EDGES = re.compile(r"\A\s|\s\Z|\n")
_BEFORE_DAYS = dt.date(1899, 12, 31)
_NO_LEAP_DAY = 59  # sheets count a 29 February 1900, which never was
_FIRST_YEAR = 1900  # before it sheets know no dates
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of zip files; in place of the time of writing
_EPOCH = "1970-01-01T00:00:00Z"
_LARGE = 500_000  # rows from which a sheet may be larger than a plain zip file can say
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-"
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>'
    '<border><left/><right/><top/><bottom style="thin"><color auto="1"/></bottom><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes
    ----------
    name : str
        A word of letters.
    head : sequence of str
        The first row, which stays in sight.
    rows : iterable of sequence
        Cells below it: text, numbers, None for what is missing.
    count : int
        How many rows there are.
    days : collection of str
        Columns whose ISO dates become dates of the sheet.
    widths : mapping
        Columns and their widths.
    """

    name: str
    head: Sequence[str]
    rows: Iterable[Sequence[Any]]
    count: int
    days: Collection[str] = ()
    widths: Mapping[str, int] = field(default_factory=dict)


def write_workbook(file: BinaryIO, sheets: Sequence[Sheet], facts: Mapping[str, str], comments: str) -> None:
    """Write sheets as a workbook that says of itself what the facts are; the same bytes for the same sheets."""
    with zipfile.ZipFile(file, "w") as box:
        for path, content in _parts(sheets, facts, comments).items():
            box.writestr(_entry(path), _HEADER + content)
        for number, sheet in enumerate(sheets, 1):
            entry = _entry(f"xl/worksheets/sheet{number}.xml")
            with box.open(entry, "w", force_zip64=sheet.count > _LARGE) as inside:
                for text in _sheet(sheet, first=number == 1):
                    inside.write(text.encode())


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _FIRST_DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _sheet(sheet: Sheet, *, first: bool) -> Iterator[str]:
    letters = [_letters(at) for at in range(1, len(sheet.head) + 1)]
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{sheet.widths.get(name, 14)}.7109375" customWidth="1"/>'
        for at, name in enumerate(sheet.head, 1)
    )
    shown = ' tabSelected="1"' if first else ""
    yield (
        f'{_HEADER}<worksheet xmlns="{_MAIN}"><dimension ref="{_area(sheet, "")}"/><sheetViews>'
        f'<sheetView{shown} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData><row r="1">'
    )
    yield "".join(_text(f'<c r="{letter}1"', name, _HEAD) for letter, name in zip(letters, sheet.head, strict=True))
    yield "</row>"
    columns = [(f'<c r="{letter}', name in sheet.days) for letter, name in zip(letters, sheet.head, strict=True)]
    for number, cells in enumerate(sheet.rows, 2):
        made = (
            _cell(f'{begins}{number}"', value, day=day)
            for (begins, day), value in zip(columns, cells, strict=True)
            if value is not None
        )
        yield f'<row r="{number}">{"".join(made)}</row>'
    yield f'</sheetData><autoFilter ref="{_area(sheet, "")}"/></worksheet>'


def _cell(begins: str, value: Any, *, day: bool) -> str:
    if isinstance(value, bool):
        return f'{begins} t="b"><v>{value:d}</v></c>'
    if isinstance(value, int | float):
        return f"{begins}><v>{value!r}</v></c>"
    text = str(value)
    if day and (at := dt.date.fromisoformat(text)).year >= _FIRST_YEAR:
        days = (at - _BEFORE_DAYS).days
        return f'{begins} s="{_DAY}"><v>{days + (days > _NO_LEAP_DAY)}</v></c>'
    return _text(begins, text, _QUOTED if _RUNS.match(text) else 0)


def _text(begins: str, text: str, look: int) -> str:
    text = text if text.isascii() else sound(text)
    if len(text) > LONGEST:
        text = text[: LONGEST - 1] + "…"
    style = f' s="{look}"' if look else ""
    space = ' xml:space="preserve"' if _EDGES.search(text) else ""
    return f'{begins}{style} t="inlineStr"><is><t{space}>{_ODD.sub(_named, text)}</t></is></c>'


def _named(odd: re.Match[str]) -> str:
    """A character that XML or Excel would take for something else, as they write it."""
    sign = odd[0]
    if sign in "&<>":
        return escape(sign)
    return "\ufffd" if sign in "\x00\ufffe\uffff" else f"_x{ord(sign):04X}_"


def _letters(column: int) -> str:
    """The letters of a column.

    Examples
    --------
    >>> _letters(1), _letters(26), _letters(27), _letters(703)
    ('A', 'Z', 'AA', 'AAA')
    """
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def _area(sheet: Sheet, fixed: str) -> str:
    last = max(sheet.count, 1) + 1
    return f"{fixed}A{fixed}1:{fixed}{_letters(len(sheet.head))}{fixed}{last}"


def _parts(sheets: Sequence[Sheet], facts: Mapping[str, str], comments: str) -> dict[str, str]:
    """The parts of a workbook beside its sheets."""
    numbers = range(1, len(sheets) + 1)
    overrides = {
        "/docProps/app.xml": "officedocument.extended-properties",
        "/docProps/core.xml": "package.core-properties",
        "/docProps/custom.xml": "officedocument.custom-properties",
        "/xl/styles.xml": "officedocument.spreadsheetml.styles",
        "/xl/workbook.xml": "officedocument.spreadsheetml.sheet.main",
        **{f"/xl/worksheets/sheet{at}.xml": "officedocument.spreadsheetml.worksheet" for at in numbers},
    }
    types = "".join(
        f'<Override PartName="{part}" ContentType="{_TYPE}{kind}+xml"/>' for part, kind in overrides.items()
    )
    names = "".join(f'<sheet name="{sheet.name}" sheetId="{at}" r:id="rId{at}"/>' for at, sheet in enumerate(sheets, 1))
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{at}" hidden="1">'
        f"{sheet.name}!{_area(sheet, '$')}</definedName>"
        for at, sheet in enumerate(sheets)
    )
    parts = {f"rId{at}": (f"{_OFFICE}/relationships/worksheet", f"worksheets/sheet{at}.xml") for at in numbers}
    parts[f"rId{len(sheets) + 1}"] = (f"{_OFFICE}/relationships/styles", "styles.xml")
    whole = {
        "rId1": (f"{_OFFICE}/relationships/officeDocument", "xl/workbook.xml"),
        "rId2": (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        "rId3": (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
        "rId4": (f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"),
    }
    program, told = _attribute(facts["program"]), _attribute(comments)
    properties = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{at}" name="{_attribute(name)}">'
        f"<vt:lpwstr>{_attribute(fact)}</vt:lpwstr></property>"
        for at, (name, fact) in enumerate(facts.items(), 2)
    )
    return {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="{_TYPE}package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f"{types}</Types>"
        ),
        "_rels/.rels": _relationships(whole),
        "docProps/app.xml": (
            f'<Properties xmlns="{_OFFICE}/extended-properties"><Application>Microsoft Excel</Application></Properties>'
        ),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{_attribute(facts['title'])}</dc:title><dc:creator>{program}</dc:creator>"
            f"<dc:description>{told}</dc:description><cp:lastModifiedBy>{program}</cp:lastModifiedBy>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{_EPOCH}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_EPOCH}</dcterms:modified></cp:coreProperties>'
        ),
        "docProps/custom.xml": (
            f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
            f"{properties}</Properties>"
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships"><bookViews><workbookView/></bookViews>'
            f"<sheets>{names}</sheets><definedNames>{filters}</definedNames></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _relationships(parts),
        "xl/styles.xml": _STYLES,
    }


def _relationships(parts: Mapping[str, tuple[str, str]]) -> str:
    each = (f'<Relationship Id="{name}" Type="{kind}" Target="{path}"/>' for name, (kind, path) in parts.items())
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'


def _attribute(text: str) -> str:
    return escape(sound(text), {'"': "&quot;"})
