"""Web archives: every page that was saved whole, with its address and the day it was saved."""

from __future__ import annotations

import io
import logging
from contextlib import redirect_stderr
from dataclasses import replace
from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.encodings import decoded
from conflictmap.documents.parts import Part, Source
from conflictmap.documents.readers.archives import read_zip
from conflictmap.documents.readers.markup import stripped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conflictmap.documents.parts import Choices

_DAMAGED = (ArchiveLoadFailed, OSError, EOFError, ValueError, AttributeError)  # the last from headers without a value
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_FILES = frozenset({"application/pdf", "application/msword", "application/rtf"})

logging.getLogger("warcio").setLevel(logging.ERROR)  # it tells of addresses that it mends


def read(source: Source, choices: Choices) -> Iterator[Part | Problem | Source]:
    """Read the pages of a web archive; documents in it are sources."""
    limits = choices.limits
    number = 0
    with source.open() as file:
        records = iter(ArchiveIterator(file, arc2warc=True))
        while True:
            where = f"record {number + 1}"
            place = f"{source.path or source.name}, {where}"
            try:
                with redirect_stderr(io.StringIO()):  # where the library tells of lengths that do not fit
                    record = next(records, None)
            except _DAMAGED as error:
                yield Problem(place, f"damaged ({error}); what stands behind it is not read")
                return
            if record is None:
                break
            number += 1
            if number > limits.members:
                yield Problem(place, limits.rest("members", "records"))
                return
            try:
                yield from _record(record, where, place, source, choices)
            except _DAMAGED as error:
                yield Problem(place, f"damaged ({error})")
    if not number:
        raise UnreadableError("no records")


def read_box(source: Source, choices: Choices) -> Iterator[Source | Problem]:
    """Yield the web archives of a WACZ file; the indexes beside them are no reports."""
    for item in read_zip(source, choices):
        if isinstance(item, Problem) or item.name.lower().endswith((".warc", ".warc.gz")):
            yield item


def _record(record: Any, where: str, place: str, source: Source, choices: Choices) -> Iterator[Part | Problem | Source]:
    if record.rec_type not in {"response", "resource", "conversion"}:
        return
    http = record.http_headers
    if http is not None and http.get_statuscode() != "200":
        return
    headers = http if http is not None else record.rec_headers
    kind, _, more = (headers.get_header("Content-Type") or "").partition(";")
    kind = kind.strip().lower()
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    is_text = kind == "text/plain" and record.rec_type == "conversion"
    if kind not in _PAGES | _FILES and not is_text:
        return
    data = record.content_stream().read(choices.limits.file_bytes + 1)
    if len(data) > choices.limits.file_bytes:
        yield Problem(place, f"larger than {choices.limits.megabytes()}; {choices.limits.more('file_bytes')}")
        return
    if getattr(record.raw_stream, "limit", 0) > 0:
        yield Problem(place, "its end is missing; it is not read")
        return
    if kind in _FILES:
        name = PurePosixPath(unquote(urlsplit(address).path)).name or where
        yield Source(f"{source.name}/{name}", data=data, depth=source.depth + 1)
        return
    charset = more.partition("charset=")[2].split(";")[0].strip(" \"'") or None
    part = Part(decoded(data, choices.encoding)) if is_text else _page(data, charset, address, choices)
    saved = bool(record.rec_headers.get_header("WARC-Date"))
    yield replace(part, where=where, url=address or part.url, made=saved)


def _page(data: bytes, charset: str | None, address: str, choices: Choices) -> Part:
    try:
        pages = import_module("conflictmap.documents.readers.html")
    except ImportError:  # the package that tells a report from what surrounds it is not installed
        return Part(stripped(decoded(data, choices.encoding)))
    read_page = cast("Callable[[str, str | None], Part]", pages.page)
    return read_page(pages.decoded_page(data, charset, choices.encoding), address or None)
