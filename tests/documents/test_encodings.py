"""Bytes to text: what older reports of the region were saved in is told, said and can be overridden."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from conflictmap import Document, DocumentWarning, InputError, UnreadableError, read
from conflictmap.documents.encodings import decoded, encoding_of
from conflictmap.documents.parts import Choices, Note, Source

RUSSIAN = "Обстрел продолжался всю ночь у села Тагавард. По данным ведомства, пострадали двое жителей."
TURKISH = "Şuşa yakınlarında çatışmalar sürüyor, köylerde yaşayanlar güvenli bölgelere taşınıyor."
ENGLISH = "Shells fell near Hadrut – the agency’s man said “nobody was hurt” – and a café burnt."
ARMENIAN = "Ստեփանակերտում գիշերը հանգիստ է անցել, բնակիչները վերադառնում են տներ։"
PERSIAN = "درگیری در نزدیکی هادروت ادامه دارد و ساکنان روستا را ترک کردند."


def in_armscii(text: str) -> bytes:
    capitals = {chr(0x531 + n): 0xB2 + 2 * n for n in range(38)} | {"։": 0xA3}
    small = {chr(0x561 + n): 0xB3 + 2 * n for n in range(38)}
    return bytes((capitals | small).get(char, ord(char) & 0x7F) for char in text)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(RUSSIAN, name) for name in ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso-8859-5")]
    + [
        (TURKISH, "cp1254"),
        (TURKISH, "iso-8859-9"),
        (ENGLISH, "cp1252"),
        (PERSIAN.replace("ی", "ي").replace("ک", "ك"), "cp1256"),
    ]
    + [(text, name) for text in (RUSSIAN, TURKISH, ARMENIAN, PERSIAN) for name in ("utf-8", "utf-16", "utf-8-sig")]
    + [(RUSSIAN, "utf-16-le"), (ENGLISH, "utf-16-be"), (ARMENIAN, "utf-16-be"), (RUSSIAN, "utf-32")],
)
def test_the_encoding_is_told_from_the_bytes(text: str, encoding: str) -> None:
    assert decoded(text.encode(encoding)).removeprefix("\ufeff") == text
    assert decoded(text[:40].encode(encoding)).removeprefix("\ufeff") == text[:40]


def test_armenian_of_before_unicode_is_read() -> None:
    assert decoded(in_armscii(ARMENIAN)).startswith("Ստեփանակերտում գիշերը հանգիստ է անցել")


@pytest.mark.parametrize(
    "data",
    [
        random.Random(7).randbytes(5000),
        b"a\x00b\x00\x00\x01\x02c" * 40,
        bytes(range(1, 256)) * 8,
        b"%PDF\x01\x02\x03\x04",
    ],
    ids=["noise", "zeros", "all bytes", "controls"],
)
@pytest.mark.parametrize("encoding", [None, "latin-1"])
def test_binary_data_is_no_text_whatever_it_is_called(data: bytes, encoding: str | None) -> None:
    with pytest.raises(UnreadableError, match=r"binary data, not text|nor in an encoding that can be told"):
        decoded(data, encoding)


def test_a_text_cut_inside_a_letter_is_utf8_all_the_same() -> None:
    assert decoded((RUSSIAN * 3).encode()[:-2]).endswith("жителе\ufffd")


def test_a_guess_is_said_once_a_file(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(RUSSIAN.encode("cp1251"))
    (tmp_path / "c.txt").write_text(RUSSIAN, encoding="utf-8")
    notes: list[Note] = []
    assert {document.text for document in read(tmp_path, on_note=notes.append)} == {RUSSIAN}
    assert [Path(note.where).name for note in notes] == ["a.txt", "b.txt"]
    assert notes[0].what == "read as cp1251, which was guessed; if the text is wrong, name its encoding"
    with pytest.warns(DocumentWarning, match="read as cp1251"):
        read(tmp_path / "a.txt")


def test_what_is_named_counts_for_what_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(RUSSIAN, encoding="utf-8")
    (tmp_path / "one.old").write_bytes(TURKISH.encode("cp1254"))
    (tmp_path / "two.txt").write_bytes(RUSSIAN.encode("koi8-r"))
    choices = Choices(encoding="koi8-r", encodings=(("*.old", "cp1254"),))
    documents = read(tmp_path / "one.old", tmp_path, choices=choices, on_problem=lambda _: None)
    assert [document.text for document in documents] == [TURKISH, RUSSIAN, RUSSIAN]


@pytest.mark.parametrize("encoding", ["klingon", "hex", "", "rot13", "a\x00b"])
def test_an_encoding_that_does_not_exist_is_named_before_anything_is_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_text("Calm in Goris.", encoding="utf-8")
    choices = Choices(encodings=(("*", encoding),))
    with pytest.raises(InputError, match="no such encoding; try utf-8 or windows-1251"):
        read(tmp_path, choices=choices)


def test_a_source_read_in_pieces_is_in_one_encoding() -> None:
    notes: list[Note] = []
    lines = "\n".join(["Calm in Goris."] * 100_000 + [RUSSIAN])
    choices = Choices(on_note=notes.append)
    assert encoding_of(Source("a", data=lines.encode("koi8-r")), choices) == "koi8-r"
    assert encoding_of(Source("b", data=lines.encode()), choices) == "utf-8"
    assert [note.where for note in notes] == ["a"]


def test_offsets_are_those_of_the_text() -> None:
    assert Document(id="1", text=decoded(RUSSIAN.encode("cp1251"))).text.index("Тагавард") == RUSSIAN.index("Тагавард")


def test_a_file_that_was_cut_inside_a_character_is_read_up_to_it() -> None:
    text = "Calm in Goris, and in Kapan."
    assert decoded(text.encode("utf-16")[:-1]) == text[:-1]
