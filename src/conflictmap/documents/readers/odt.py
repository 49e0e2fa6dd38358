"""Texts of LibreOffice: paragraphs, rows of tables, notes at the end; without what was deleted and comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from conflictmap._errors import UnreadableError
from conflictmap.documents.parts import Part
from conflictmap.documents.readers._packages import local, opened, parsed, title, value
from conflictmap.documents.readers._paragraphs import Paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap.documents.parts import Choices, Source

_LEFT_OUT = frozenset(["tracked-changes", "annotation", "annotation-end", "desc", "title", "note-citation", "forms"])
_PARAGRAPHS = frozenset(["p", "h"])
_AS_TEXT = {"tab": "\t", "line-break": "\n", "s": " "}


def read(source: Source, choices: Choices) -> Iterator[Part]:
    """Read one document as one report."""
    with opened(source, choices.limits) as package:
        manifest = package.xml_or_none("META-INF/manifest.xml")
        if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
            raise UnreadableError("locked with a password; save it without one")
        yield _part(package.xml("content.xml"), package.xml_or_none("meta.xml"))


def read_flat(source: Source, choices: Choices) -> Iterator[Part]:
    """Read one document that is a single XML file."""
    root = parsed(source.read(choices.limits))
    yield _part(root, root)


def _part(root: etree._Element, said: etree._Element | None) -> Part:
    body = next(root.iter("{*}body"), None)
    if body is None:
        raise UnreadableError("damaged (without a body)")
    text = "\n\n".join(_paragraphs(body))
    if not text.strip():
        raise UnreadableError("no text")
    meta = None if said is None else next(said.iter("{*}meta"), said)
    return Part(
        text=text,
        title=title(value(meta, "title")),
        made=value(meta, "creation-date") is not None,
        language=value(meta, "language"),
    )


def _paragraphs(body: etree._Element) -> list[str]:
    found = Paragraphs()
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = local(element)
        if event == "end":
            _end(found, element, tag)
            found.add(element.tail if element is not body else None)
        elif tag in _LEFT_OUT:
            walk.skip_subtree()
        else:
            _start(found, element, tag)
            found.add(element.text)
    return found.all()


def _start(found: Paragraphs, element: etree._Element, tag: str) -> None:
    if tag in _PARAGRAPHS:
        found.begin()
    elif tag == "table-row":
        found.begin_row(element)
    elif tag == "note":
        found.begin_note(element)
    elif tag in _AS_TEXT:
        found.add(_AS_TEXT[tag])


def _end(found: Paragraphs, element: etree._Element, tag: str) -> None:
    if tag in _PARAGRAPHS:
        found.end()
    elif tag == "table-cell":
        found.end_cell()
    elif tag == "table-row":
        found.end_row(element)
    elif tag == "note":
        found.end_note(element)
