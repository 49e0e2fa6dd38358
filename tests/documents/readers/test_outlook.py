"""Mails that Outlook saved."""

from __future__ import annotations

import datetime as dt
import importlib.util
from pathlib import Path
from typing import Any

import pytest

from conflictmap._errors import UnreadableError
from conflictmap.documents import read
from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Choices, Part, Source

_made = importlib.util.spec_from_file_location("compound", Path(__file__).parents[1] / "compound.py")
assert _made is not None
assert _made.loader is not None
compound = importlib.util.module_from_spec(_made)
_made.loader.exec_module(compound)

pytestmark = pytest.mark.formats
SENT = dt.datetime(2020, 10, 4, 8, 30, tzinfo=dt.UTC)
CALM = "Barda was calm on Sunday, residents said."


def items(data: bytes) -> list[Any]:
    source = Source("a.msg", data=data)
    kind = format_of(source)
    assert kind is not None
    return list(kind.load()(source, Choices()))


def test_the_newest_text_with_subject_day_and_sender() -> None:
    quoted = "\r\n\r\n-----Original Message-----\r\nFrom: desk\r\nSent: Saturday\r\n\r\nWhat of Lankaran?\r\n"
    [part] = items(compound.outlook(CALM + quoted, "Обстрел", "Анна Иванова", SENT))
    assert part == Part(CALM, "17@example.am", "", "Обстрел", dt.date(2020, 10, 4), None, "Анна Иванова")


@pytest.mark.parametrize("length", [1, 60, 500])
def test_short_and_long_streams_are_read(length: int) -> None:
    text = " ".join([CALM] * length)
    [part] = items(compound.outlook(text, "Calm", "Anna", None))
    assert (part.text, part.date) == (text, None)


def test_old_ones_are_read_in_their_code_page() -> None:
    [part] = items(compound.outlook("В Шуше было тихо.", "Тихо", "Анна", SENT, code_page="cp1251"))
    assert (part.text, part.title) == ("В Шуше было тихо.", "Тихо")


def test_a_page_is_read_where_there_is_no_plain_text() -> None:
    page = "<html><head><meta charset=utf-8></head><body><p>Calm in <b>Goris</b>.</p></body></html>"
    [part] = items(compound.outlook("", "Calm", "Anna", SENT, page=page))
    assert part.text == "Calm in Goris."


def test_attachments_are_files_of_their_own(tmp_path: Path) -> None:
    attached = {"rows.csv": b"id,text\n1,Calm in Kapan and Sisian on Sunday.\n", "note.txt": b"Calm in Goris."}
    (tmp_path / "a.msg").write_bytes(compound.outlook(CALM, "Calm", "Anna", SENT, attached=attached))
    documents = read(tmp_path / "a.msg")
    assert [document.text for document in documents] == [CALM, "Calm in Kapan and Sisian on Sunday.", "Calm in Goris."]


@pytest.mark.parametrize("keep", [8, 511, 600, 1500])
def test_a_damaged_one_is_one_line(keep: int) -> None:
    whole = compound.outlook(CALM, "Calm", "Anna", SENT)
    with pytest.raises(UnreadableError, match=r"save it as \.eml"):
        items(whole[:keep])
    with pytest.raises(UnreadableError, match=r"no mail of Outlook; save it as \.eml"):
        items(compound.compound({"Workbook": b"x" * 5000}))
