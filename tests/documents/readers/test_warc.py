"""Web archives: pages with their addresses; the day they were saved is none of the report."""

from __future__ import annotations

import gzip
import io
import zipfile
from typing import Any

import pytest

from conflictmap._errors import Problem
from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Choices, Source

pytestmark = pytest.mark.formats
PARAGRAPH = (
    "Two shells fell near Martakert at night, the ministry of defence said, and nobody was hurt in the village. "
)
PAGE = f"<html><head><title>Shells</title></head><body><article><h1>Shells</h1><p>{PARAGRAPH * 3}</p></article></body></html>"


def record(kind: str, url: str, content: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-10-04T08:52:31Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{url}>\r\nContent-Type: application/http; msgtype={kind}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def response(url: str, kind: str, data: bytes, status: str = "200 OK") -> bytes:
    return record("response", url, f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + data)


RECORDS = [
    record("warcinfo", "urn:x", b"software: test\r\n"),
    response("https://example.am/1", "text/html; charset=utf-8", PAGE.encode()),
    response("https://example.am/logo.png", "image/png", b"\x89PNG"),
    response("https://example.am/gone", "text/html", b"<p>Not found: Baku</p>", "404 Not Found"),
    response("https://example.am/files/%D0%B0.pdf", "application/pdf", b"%PDF-1.7"),
    record("request", "https://example.am/1", b"GET / HTTP/1.1\r\n\r\n"),
    response(
        "https://example.am/2",
        "text/html; charset=windows-1251",
        PAGE.replace("Martakert", "Мартакерт").encode("cp1251"),
    ),
]


def archive(*, packed: bool) -> bytes:
    return b"".join(gzip.compress(data) if packed else data for data in RECORDS)


def items(name: str, data: bytes) -> list[Any]:
    source = Source(name, data=data)
    kind = format_of(source)
    assert kind is not None
    return list(kind.load()(source, Choices()))


def test_every_page_that_was_saved_is_a_report() -> None:
    for name, packed in (("a.warc", False), ("a.warc.gz", True), ("a", False)):
        first, file, last = items(name, archive(packed=packed))
        assert first.text.count("Martakert") == 3
        assert "<" not in first.text
        assert (first.url, first.date, first.made, first.where) == ("https://example.am/1", None, True, "record 2")
        assert file == Source(f"{name}/а.pdf", data=b"%PDF-1.7", depth=1)
        assert last.text.count("Мартакерт") == 3


def test_half_a_record_at_the_end_is_told() -> None:
    for packed, cut in ((False, 100), (True, 40)):
        first, *_, problem = items("a.warc.gz" if packed else "a.warc", archive(packed=packed)[:-cut])
        assert first.url == "https://example.am/1"
        assert isinstance(problem, Problem)


def test_of_a_wacz_file_the_archives_are_read() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as box:
        box.writestr("datapackage.json", '{"text": "x"}')
        box.writestr("pages/pages.jsonl", '{"text": "x"}')
        box.writestr("archive/data.warc.gz", archive(packed=True))
    [source] = items("a.wacz", file.getvalue())
    assert source.name == "a.wacz/archive/data.warc.gz"
    assert len(items(source.name, source.data)) == 3
