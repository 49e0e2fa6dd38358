"""Inputs that are too short for the usual signs: chats of two messages, tables of two columns; names of old zip files."""

from __future__ import annotations

import io
import zipfile

import pytest

from conflictmap.documents.formats import format_of
from conflictmap.documents.parts import Choices, Source
from conflictmap.documents.readers.archives import read_zip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("04.10.2020, 10:05 - Anna: Calm\n04.10.2020, 10:06 - Ben: Calm in Goris\n", "chat of WhatsApp"),
        ("[04.10.2020, 10:05:01] Anna: Calm\n", None),
        ("04.10.2020, 10:05 - Calm in Goris\n04.10.2020, 10:06 - Calm in Kapan\n", None),
        ("date,text\n2020-10-04,Calm in Goris\n", "table"),
        ("id;text\n1;Calm in Goris\n", "table"),
        ("Title, date\nCalm in Goris.\n", None),
        ("Text, notes, and more\nCalm, in Goris.\n", None),
    ],
)
def test_two_messages_are_a_chat_and_two_columns_a_table(text: str, kind: str | None) -> None:
    found = format_of(Source("stdin", data=text.encode()))
    assert (found.name if found else None) == kind


def zipped(name: str, encoding: str) -> bytes:
    """A zip file as old programs wrote it, whose names say nothing of their encoding."""
    data = name.encode(encoding)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as box:
        box.writestr("x" * len(data), "Calm in Goris.")
    return made.getvalue().replace(b"x" * len(data), data)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Сводка №2 за 4 октября.txt", "cp866"),
        ("отчёт/Гадрут.txt", "cp866"),
        ("Сводка.txt", "utf-8"),
        ("café Zürich.txt", "cp437"),
        ("2020-10-04.txt", "ascii"),
    ],
)
def test_names_in_zip_files_are_read_as_they_were_written(name: str, encoding: str) -> None:
    [found] = read_zip(Source("box.zip", data=zipped(name, encoding)), Choices())
    assert isinstance(found, Source)
    assert found.name == f"box.zip/{name}"
