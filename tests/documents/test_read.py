"""Reading: what comes in, and what is said when it cannot."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pytest

from conflictmap import DocumentWarning, InputError, Problem, read
from conflictmap.documents.parts import Note
from conflictmap.language.detect import detect_language

REPORT = """---
title: Quiet day in Barda
date: 2020-10-05
url: https://example.org/barda
source: Example agency
language: en
---

Barda was quiet.
"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_front_matter_becomes_metadata_and_leaves_the_text(tmp_path: Path) -> None:
    [document] = read(write(tmp_path, "a.txt", REPORT))
    assert document.title == "Quiet day in Barda"
    assert document.date == dt.date(2020, 10, 5)
    assert document.url == "https://example.org/barda"
    assert document.source == "Example agency"
    assert document.text == "Barda was quiet.\n"


def test_a_folder_is_searched_recursively_in_order_and_housekeeping_files_are_left(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "ABOUT.md", ".hidden/d.txt", "picture.png"):
        write(tmp_path, name, "Calm in Goris.")
    problems: list[Problem] = []
    notes: list[Note] = []
    documents = read(tmp_path, on_problem=problems.append, on_note=notes.append)
    assert [document.id for document in documents] == ["a/c.txt", "b.txt"]
    assert [problem.why.partition(":")[0] for problem in problems] == ["1 picture"]
    assert [note.what for note in notes] == ["passed over: 1 about the reports, 1 hidden"]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("2020-10-04-jabrayil.txt", "No date here.", dt.date(2020, 10, 4)),
        ("x.txt", "Agency\n\nSunday, 01 November 2020 4:25 PM\n\nText of 5 May 1994.", dt.date(2020, 11, 1)),
        ("x.txt", "BAKU, Oct. 27, 2020 (Agency) - Text.", dt.date(2020, 10, 27)),
        ("x.txt", "Nothing was dated.", None),
        ("x.txt", "On 31 February 2020 nothing can happen.", None),
    ],
)
def test_the_date_is_told_from_the_name_or_the_head(
    tmp_path: Path, name: str, text: str, expected: dt.date | None
) -> None:
    assert read(write(tmp_path, name, text))[0].date == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Shelling went on near Hadrut.", "en"),
        ("Обстрел продолжался у Гадрута.", "ru"),
        ("Ստեփանակերտում հանգիստ է։", "hy"),
        ("Füzuli rayonunun kəndləri atəş altında qalıb.", "az"),
        ("Karabağ'da çatışmalar sürüyor ve Ankara bir açıklama yaptı.", "tr"),
        ("შუშა მშვიდია", "ka"),
        ("The village of Şıxlar in the Ağdam district was quiet and nobody was hurt there on Monday.", "en"),
    ],
)
def test_the_language_is_told_from_script_and_letters(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_jsonl_keeps_its_ids_and_bad_lines_are_reported_by_number(tmp_path: Path) -> None:
    good = json.dumps({"id": 7, "text": "Calm in Goris.", "date": "2021-05-12", "lang": "en"})
    path = write(tmp_path, "r.jsonl", "\n".join([good, "{broken", '{"id": "x"}', '{"id": "y", "text": " "}']))
    problems: list[Problem] = []
    [document] = read(path, on_problem=problems.append)
    assert (document.id, document.date) == ("7", dt.date(2021, 5, 12))
    assert [problem.where.rsplit(":", 1)[1] for problem in problems] == ["2", "3", "4"]


def test_one_bad_document_is_warned_about_and_the_rest_is_read(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "Calm in Goris.")
    write(tmp_path, "b.txt", b"\xff\xfe\x00\xd8 broken utf-16")
    write(tmp_path, "c.txt", "ゴリスは静かだった。シュシャも。".encode("shift_jis"))
    write(tmp_path, "d.txt", b"binary\x00data")
    with pytest.warns(DocumentWarning) as caught:
        documents = read(tmp_path)
    assert [document.id for document in documents] == ["a.txt"]
    messages = " ".join(str(warning.message) for warning in caught)
    assert "not utf-16 text" in messages
    assert "not UTF-8 text (byte 0x83)" in messages
    assert "binary data" in messages


def test_other_encodings_are_read_when_named_or_marked(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "Шуша".encode("windows-1251"))
    assert read(tmp_path, encoding="windows-1251")[0].text == "Шуша"
    marked = write(tmp_path, "b.txt", "Шуша".encode("utf-16"))
    assert read(marked)[0].text == "Шуша"


def test_standard_input_is_read_as_text_or_jsonl(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, identifier in ((b"Calm in Goris.", "stdin"), (b'{"id": "k", "text": "Calm in Goris."}\n', "k")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert [document.id for document in read("-")] == [identifier]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere: no such file or folder"):
        read(tmp_path / "nowhere")
    with pytest.raises(InputError, match=r"no reports in this folder"):
        read(tmp_path)
    with pytest.raises(InputError, match=r"not utf-8 text \(byte 0xff at 0\)"):
        read(write(tmp_path, "x.txt", b"\xff\xff"), encoding="utf-8", on_problem=lambda _: None)
    with pytest.raises(InputError, match="nothing to read"):
        read()
    with pytest.raises(InputError, match="no such encoding"):
        read(write(tmp_path, "y.txt", "text"), encoding="klingon")


def test_the_text_keeps_its_line_ends(tmp_path: Path) -> None:
    [document] = read(write(tmp_path, "a.txt", "One.\r\nTwo in Goris.\r\n"))
    assert document.text == "One.\r\nTwo in Goris.\r\n"
