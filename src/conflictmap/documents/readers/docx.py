"""Word documents: paragraphs, rows of tables, notes at the end; without what was deleted, heads and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from conflictmap._errors import UnreadableError
from conflictmap.documents.parts import Part
from conflictmap.documents.readers._packages import local, opened, title, value
from conflictmap.documents.readers._paragraphs import Paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap.documents.parts import Choices, Source
    from conflictmap.documents.readers._packages import Package

# Deleted, moved away, codes of fields, and second versions of a drawing for older programs.
_LEFT_OUT = frozenset(
    ["del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "pPr", "rPr", "sectPr", "tabs"]
)
_AS_TEXT = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read(source: Source, choices: Choices) -> Iterator[Part]:
    """Read one Word document as one report."""
    with opened(source, choices.limits) as package:
        yield _part(package)


def _part(package: Package) -> Part:
    main = _main(package)
    found = _paragraphs(package.xml(main))
    for name in _NOTES:
        notes = package.xml_or_none(name) if name in package else None
        if notes is not None:
            found += _paragraphs(notes)
    text = "\n\n".join(found)
    if not text.strip():
        raise UnreadableError("no text")
    said = package.xml_or_none("docProps/core.xml")
    return Part(
        text=text,
        title=title(value(said, "title")),
        made=value(said, "created") is not None,
        language=value(said, "language"),
    )


def _main(package: Package) -> str:
    relations = package.xml_or_none("_rels/.rels")
    if relations is not None:
        for relation in relations:
            if str(relation.get("Type")).endswith("/officeDocument"):
                return str(relation.get("Target")).lstrip("/")
    return "word/document.xml"


def _paragraphs(root: etree._Element) -> list[str]:
    found = Paragraphs()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = local(element)
        if event == "end":
            _end(found, element, tag)
        elif tag in _LEFT_OUT:
            walk.skip_subtree()
        else:
            _start(found, element, tag)
    return found.all()


def _start(found: Paragraphs, element: etree._Element, tag: str) -> None:
    if tag == "p":
        found.begin()
    elif tag == "tr":
        found.begin_row(element)
    elif tag == "t":
        found.add(element.text)
    elif tag in _AS_TEXT:
        found.add(_AS_TEXT[tag])


def _end(found: Paragraphs, element: etree._Element, tag: str) -> None:
    if tag == "p":
        found.end()
    elif tag == "tc":
        found.end_cell()
    elif tag == "tr":
        found.end_row(element)
