"""Kinds of files that hold reports no reader can take out: named, with the way out."""

from __future__ import annotations

import pytest

from conflictmap._errors import UnreadableError
from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ZIP = b"PK\x03\x04" + bytes(26)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n", "a picture; run OCR first"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "a picture; run OCR first"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "a picture; run OCR first"),
        ("a.tif", b"II*\x00", "a picture; run OCR first"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a picture; run OCR first"),
        ("a", b"RIFF\x00\x00\x00\x00WAVEfmt ", "a recording; transcribe it first"),
        ("a.mp3", b"ID3\x04", "a recording; transcribe it first"),
        ("a.mp3", b"\xff\xfb\x90", "a recording; transcribe it first"),
        ("a", b"\x00\x00\x00\x18ftypmp42", "a recording; transcribe it first"),
        ("a.ogg", b"OggS", "a recording; transcribe it first"),
        ("a.doc", OLE, "a Word document of the old kind (.doc); save it as .docx"),
        ("a.docx", OLE, "a Word document with a password; save it without"),
        ("a.ppt", OLE, "a presentation of the old kind (.ppt); save it as PDF"),
        (
            "a",
            OLE,
            "a document of an old Office program, or a locked one; save it as .docx or .xlsx, without a password",
        ),
        ("a.pptx", ZIP + b"[Content_Types].xml ppt/slides", "a presentation; save it as PDF"),
        ("a.pages", ZIP + b"Index/Document.iwa", "a Pages document; export it as .docx"),
        ("a.exe", b"MZ\x90", "a program; it holds no report"),
        ("a.mobi", b"a book", "a Kindle book; convert it to EPUB"),
    ],
)
def test_a_kind_without_a_reader_is_named_with_the_way_out(name: str, data: bytes, told: str) -> None:
    kind = format_of(Source(name, data=data))
    assert kind is not None
    with pytest.raises(UnreadableError) as error:
        kind.load()
    assert str(error.value) == told
