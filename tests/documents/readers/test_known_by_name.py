"""Kinds of files that hold reports no reader can take out: named, with the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Note, Source
from conflictmap.documents.read import read

if TYPE_CHECKING:
    from pathlib import Path

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


def test_in_a_folder_kinds_without_a_reader_are_counted_not_listed(tmp_path: Path) -> None:
    for number in range(12):
        (tmp_path / f"{number}.{'png' if number % 2 else 'jpg'}").write_bytes(b"\x89PNG\r\n\x1a\n")
    for name, data in {"a.doc": OLE, "b.doc": OLE, "c.pst": b"!BDN", "d.css": b"p {}", "e.js": b"f()"}.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "f.txt").write_text("Calm in Goris.", encoding="utf-8")
    problems: list[Problem] = []
    notes: list[Note] = []
    [document] = read(tmp_path, on_problem=problems.append, on_note=notes.append)
    assert document.text == "Calm in Goris."
    assert [(problem.why, problem.count) for problem in problems] == [
        ("12 pictures: run OCR first", 12),
        ("2 Word documents of the old kind (.doc): save it as .docx", 2),
        ("1 mailbox of Outlook: export it as .mbox", 1),
    ]
    assert [note.what for note in notes] == ["passed over: 2 fonts, programs or styles"]


@pytest.mark.parametrize("name", ["page_files", "page.files", "page-Dateien"])
def test_what_a_browser_saves_beside_a_page_is_no_report(tmp_path: Path, name: str) -> None:
    (tmp_path / "page.html").write_text("<html><body><p>Calm in Goris.</p></body></html>", encoding="utf-8")
    (tmp_path / name).mkdir()
    (tmp_path / name / "frame.html").write_text("<html><body><p>Buy in Baku!</p></body></html>", encoding="utf-8")
    (tmp_path / name / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "other_files").mkdir()
    (tmp_path / "other_files" / "a.txt").write_text("Calm in Barda.", encoding="utf-8")
    problems: list[Problem] = []
    notes: list[Note] = []
    documents = read(tmp_path, on_problem=problems.append, on_note=notes.append)
    assert [document.text.strip() for document in documents] == ["Calm in Barda.", "Calm in Goris."]
    assert problems == []
    assert [note.what for note in notes] == ["passed over: 1 with the parts of a saved web page"]


def test_of_many_inputs_the_first_are_named(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n")
        (tmp_path / str(number) / "a.txt").write_text("Calm in Goris.", encoding="utf-8")
    folders = [str(tmp_path / str(number)) for number in range(5)]
    problems: list[Problem] = []
    read(*folders, on_problem=problems.append, on_note=lambda _: None)
    assert [str(problem) for problem in problems] == [f"{', '.join(folders[:3])} and 2 more: 5 pictures: run OCR first"]
