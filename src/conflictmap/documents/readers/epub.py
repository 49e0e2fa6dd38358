"""Books: each chapter a report."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.parts import Part
from conflictmap.documents.readers._markup import blocks, parse
from conflictmap.documents.readers._packages import opened, title, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from conflictmap.documents.parts import Choices, Read, Source
    from conflictmap.documents.readers._packages import Package

_PAGES = frozenset(["application/xhtml+xml", "text/html", "application/x-dtbook+xml"])
_LOCKS = frozenset(["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"])  # fonts alone
_HEADINGS = frozenset(["h1", "h2", "h3"])


def read(source: Source, choices: Choices) -> Iterator[Read]:
    """Read one book; its cover, contents and empty pages are no chapters."""
    with opened(source, choices.limits) as package:
        yield from _chapters(package, source)


def _chapters(package: Package, source: Source) -> Iterator[Part | Problem]:
    _refuse_locked(package)
    container = package.xml("META-INF/container.xml")
    rootfile = next(container.iter("{*}rootfile"), None)
    if rootfile is None:
        raise UnreadableError("damaged (without contents)")
    where = str(rootfile.get("full-path"))
    book = package.xml(where)
    told = title(value(book, "title"))
    number = 0
    for name in _spine(book, posixpath.dirname(where)):
        try:
            root = parse(package.read(name).decode("utf-8", "replace"))
        except UnreadableError as error:
            yield Problem(f"{source.path or source.name}, {name}", str(error))
            continue
        found = [] if root is None else list(blocks(root))
        if not any(block.linked * 2 < len(block.text) and block.tag not in _HEADINGS for block in found):
            continue
        number += 1
        heading = next((block.text for block in found[:3] if block.tag in _HEADINGS), None)
        yield Part(
            text="\n\n".join(block.text for block in found),
            where=f"chapter {number}",
            title=": ".join(" ".join(piece.split()) for piece in (told, heading) if piece) or None,
            date=value(book, "date"),
            publisher=value(book, "publisher"),
            language=value(book, "language"),
        )
    if not number:
        raise UnreadableError("no text")


def _refuse_locked(package: Package) -> None:
    name = "META-INF/encryption.xml"
    locks = package.xml_or_none(name) if name in package else None
    if locks is not None and any(method.get("Algorithm") not in _LOCKS for method in locks.iter("{*}EncryptionMethod")):
        raise UnreadableError("locked by its seller; it cannot be read")


def _spine(book: etree._Element, folder: str) -> Iterator[str]:
    """Yield the pages in the order of reading."""
    items = {item.get("id"): item for item in book.iter("{*}item")}
    for reference in book.iter("{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is None or item.get("media-type") not in _PAGES or "nav" in (item.get("properties") or "").split():
            continue
        yield posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
