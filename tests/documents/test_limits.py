"""Limits: each is an option, and what is beyond one is a line that names it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from conflictmap import read
from conflictmap._limits import LIMITS, Limits
from conflictmap.cli import app
from conflictmap.documents.parts import Choices

from . import folder_of_kinds
from .folder_of_kinds import CALM, FIRE, boxed

if TYPE_CHECKING:
    from pathlib import Path

    from fpdf import FPDF

GOOD = {kind.name: kind.data for kind in folder_of_kinds.kinds(extra=False)}
TWO = f"id,text\n1,{CALM.replace(',', '')}\n2,{FIRE.replace(';', '').replace(',', '')}\n".encode()
NOISE = random.Random(1).randbytes(700_000).hex()
NESTED = boxed({"b.zip": boxed({"c.zip": boxed({"a.txt": CALM})})})


def _two_pages(document: FPDF) -> None:
    for text in (CALM, FIRE):
        document.multi_cell(150, 5, text.replace("’", "'"))
        document.add_page()


# Limit, its value, a file beyond it, how many reports are read all the same.
BEYOND: list[tuple[str, int, str, bytes, int]] = [
    ("file_bytes", 50, "a.txt", CALM.encode(), 0),
    ("file_bytes", 50, "a.zip", boxed({"a.txt": CALM}), 0),
    ("text_length", 50, "a.txt", CALM.encode(), 0),
    ("text_length", 50, "a.pdf", GOOD["one column.pdf"], 0),
    ("pages", 1, "a.pdf", folder_of_kinds._pdf(_two_pages), 0),
    ("rows", 1, "a.csv", TWO, 1),
    ("rows", 1, "a.xlsx", GOOD["reports.xlsx"], 1),
    ("rows", 1, "a.rss", GOOD["feed.rss"], 1),
    ("members", 1, "a.zip", boxed({"a.txt": CALM, "b.txt": FIRE}), 1),
    ("members", 1, "a.tar", GOOD["box.tar"], 1),
    ("members", 1, "a.mbox", GOOD["archive.mbox"], 1),
    ("ratio", 1, "a.zip", boxed({"a.txt": NOISE}), 0),
    ("ratio", 1, "a.docx", boxed({"word/document.xml": NOISE}), 0),
    ("depth", 1, "a.zip", NESTED, 0),
]


@pytest.mark.parametrize(("name", "value", "file", "data", "read_all_the_same"), BEYOND)
def test_what_is_beyond_a_limit_is_a_line_that_names_it(
    name: str, value: int, file: str, data: bytes, read_all_the_same: int, tmp_path: Path
) -> None:
    (tmp_path / file).write_bytes(data)
    (tmp_path / "good.md").write_text("Calm in Goris.", encoding="utf-8")
    said: list[Any] = []
    choices = Choices(limits=replace(Limits(), **{name: value}))
    documents = read(tmp_path, choices=choices, on_problem=said.append, on_note=lambda _: None)
    assert len(documents) == 1 + read_all_the_same
    [line] = map(str, said)
    assert Limits().more(name) in line
    said.clear()
    read(tmp_path, on_problem=said.append, on_note=lambda _: None)
    assert [problem for problem in said if "allow more" in str(problem)] == []


@pytest.mark.parametrize("command", ["map", "geoparse", "explain"])
def test_every_limit_is_an_option_with_its_default(command: str) -> None:
    told = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200", "TERMINAL_WIDTH": "200"}).output
    for limit in LIMITS:
        assert limit.metadata["option"] in told
        assert limit.metadata["what"] in " ".join(told.split())
    assert "500MB" in told


def test_the_command_line_hands_limits_on(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.csv").write_bytes(TWO)
    (folder / "b.txt").write_text(CALM * 20, encoding="utf-8")
    output = str(tmp_path / "m.csv")
    options = ["--max-rows", "1", "--max-file-size", "0.5kB"]
    result = CliRunner().invoke(app, ["geoparse", str(folder), "-o", output, *options])
    assert result.exit_code == 0
    assert "1 report read" in result.stderr
    assert "a.csv, row 3: more than 1 rows; the rest is not read; allow more: --max-rows" in result.stderr
    assert "b.txt: larger than 500 bytes; split it, or allow more: --max-file-size" in result.stderr
    assert CliRunner().invoke(app, ["geoparse", str(folder), "-o", output, *options, "--strict"]).exit_code == 1
    for wrong in (["--max-rows", "0"], ["--max-file-size", "huge"], ["--max-depth", "few"]):
        assert CliRunner().invoke(app, ["geoparse", str(folder), "-o", output, *wrong]).exit_code == 2
