"""A folder with one file of each kind an analyst has: one command maps it, and says what it could not read."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from conflictmap import Document, read
from conflictmap._errors import InputError
from conflictmap.cli import app
from conflictmap.documents import apart

from . import folder_of_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conflictmap._errors import Problem

# What surrounds the reports: menus, comments, signatures, threads, running heads, scripts, files beside.
SURROUNDINGS = "Tbilisi Ganja? Gyumri Lankaran Gazette Comments Anna,"


def counted(documents: Iterable[Document]) -> tuple[int, int, int]:
    """How many reports, how many of them with a day, how many that say where they come from."""
    of = list(documents)
    return len(of), sum(one.date is not None for one in of), sum(bool(one.url or one.source) for one in of)


def made(folder: Path, kinds: list[folder_of_kinds.Kind]) -> Path:
    for kind in kinds:
        path = folder / kind.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(kind.data)
    return folder


def check(folder: Path, kinds: list[folder_of_kinds.Kind]) -> list[Document]:
    problems: list[Problem] = []
    documents = read(made(folder, kinds), on_problem=problems.append, on_note=lambda _: None)
    names = {document.where: document for document in documents}
    assert len(names) == len(documents), "every report says where it stood"
    read_of = {
        kind.name: counted(one for one in documents if re.match(re.escape(kind.name) + r"(?:[,/]|\Z)", one.where))
        for kind in kinds
    }
    assert read_of == {kind.name: (kind.reports, kind.dated, kind.sourced) for kind in kinds}
    said = "\n".join(str(problem) for problem in problems)
    assert [kind.why for kind in kinds if kind.why not in said] == []
    assert len(problems) == sum(bool(kind.why) for kind in kinds), said
    return documents


def test_every_kind_of_the_default_install_is_read_as_meant(tmp_path: Path) -> None:
    kinds = folder_of_kinds.kinds(extra=False)
    assert len(kinds) >= 48
    documents = check(tmp_path, kinds)
    assert len({document.id for document in documents}) == len(documents)
    assert {document.date for document in documents if document.date} <= {
        folder_of_kinds.DAY,
        folder_of_kinds.NEXT,
        folder_of_kinds.BOOK,
    }
    assert [
        (document.where, word) for document in documents for word in SURROUNDINGS.split() if word in document.text
    ] == []
    assert {document.language for document in documents} == {"en", "ru", "tr", "hy"}


@pytest.mark.formats
def test_every_kind_of_the_extra_is_read_as_meant(tmp_path: Path) -> None:
    kinds = folder_of_kinds.kinds_of_the_extra()
    assert [document.text for document in check(tmp_path, kinds)].count(folder_of_kinds.CALM) == 4


def test_without_a_package_a_kind_is_named_with_the_package_and_how_it_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = {
        "a.parquet": "pyarrow",
        "b.feather": "pyarrow",
        "a.warc": "warcio",
        "a.xls": "xlrd",
        "a.txt.zst": "zstandard",
    }
    for package, module in (("pyarrow", "columnar"), ("warcio", "warc"), ("xlrd", "oldsheets"), ("zstandard", "zstd")):
        for loaded in [name for name in sys.modules if name.startswith(f"{package}.")]:
            monkeypatch.delitem(sys.modules, loaded)
        monkeypatch.setitem(sys.modules, package, None)
        monkeypatch.delitem(sys.modules, f"conflictmap.documents.readers.{module}", raising=False)
    monkeypatch.setattr(apart, "_WORKERS", SimpleNamespace(take=lambda: None))  # another process has its own modules
    for name in needs:
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "b.parquet").write_bytes(b"PAR1")
    (tmp_path / "good.txt").write_text("Calm in Goris.", encoding="utf-8")
    with pytest.raises(
        InputError, match=r"a Parquet file, which needs the package pyarrow: pip install 'conflictmap\[formats\]'"
    ):
        read(tmp_path / "a.parquet")
    problems: list[Problem] = []
    [document] = read(tmp_path, on_problem=problems.append)
    assert document.text == "Calm in Goris."
    install = "pip install 'conflictmap[formats]'"
    assert [problem.why for problem in problems] == [
        f"2 Parquet files: the package pyarrow is needed: {install}",
        f"1 Feather file: the package pyarrow is needed: {install}",
        f"1 Zstandard file: the package zstandard is needed: {install}",
        f"1 spreadsheet: the package xlrd is needed: {install}",
        f"1 web archive: the package warcio is needed: {install}",
    ]


def test_one_command_maps_all_of_them_and_says_what_was_left_out(tmp_path: Path) -> None:
    folder = made(tmp_path / "reports", folder_of_kinds.kinds(extra=False))
    result = CliRunner().invoke(app, ["map", str(folder), "-o", str(tmp_path / "map.html")])
    assert result.exit_code == 0, result.output
    expected = sum(kind.reports for kind in folder_of_kinds.kinds(extra=False))
    assert f"{expected} reports read" in result.stderr
    assert "without a place)" in result.stderr
    assert [line for line in result.stderr.splitlines() if line.startswith("  ")] == [
        f"  {folder}/locked.pdf: a PDF with a password; save it without",
        f"  {folder}/scan.pdf: a scanned PDF; run OCR first",
        f"  {folder}: 4 pictures: run OCR first",
        f"  {folder}: 1 Word document of the old kind (.doc): save it as .docx",
        f"  {folder}: 1 presentation: save it as PDF",
        f"  {folder}: 1 recording: transcribe it first",
        f"  {folder}: 1 .xyz file not read: of no known kind; a file of text is read whatever its suffix where it is "
        "named by itself",
    ]
