"""Formats written as the analyses come: the same bytes as through the table, and the old file until the last one."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import conflictmap as cm
from conflictmap import Document, Gazetteer, pipeline
from conflictmap.cli import app
from conflictmap.language import pieces
from conflictmap.model.analysis import Analysis
from conflictmap.pipeline import Tools, stream_parts
from conflictmap.table.frame import frame
from conflictmap.table.streams import STREAMS, write_stream

REPORTS = [
    Document(
        id="=1+1",
        text='Calm in "Goris", and 20 km north of Shusha; the village of Qwerin\tin the Tovuz district was not.',
        title="@SUM(A1)",
        date=dt.date(2020, 10, 4),
        url="https://example.org/?a=1&b=2",
        source="Ə, Հ",
        given_lat=39,
        given_lon=46.75,
    ),
    Document(id="b", text="Nothing is named here."),
    Document(
        id="c\ud83d",
        text="Բաքվում հանգիստ է \ud83d, Շուշիում՝ ոչ։",
        language="hy",
        period="2020-10",
        where="a.csv, row 7",
    ),
    Document(id="d", text="Calm in Goris.\n\n" * 60),
    Document(id="e", text="Calm in Kapan."),
]


@pytest.fixture
def analyses(monkeypatch: pytest.MonkeyPatch) -> list[Analysis]:
    """What is found, one report in parts; another failed."""
    for name, size in {"LONGEST": 300, "_BESIDE": 100, "_BACK": 50}.items():
        monkeypatch.setattr(pieces, name, size)
    found = list(stream_parts(REPORTS, Tools(Gazetteer.load())))
    assert sum(analysis.document.id == "d" for analysis in found) > 2
    return [replace(a, rows=(), failed=True) if a.document.id == "e" else a for a in found]


@pytest.mark.parametrize("suffix", STREAMS)
def test_the_bytes_are_those_of_the_table(analyses: list[Analysis], suffix: str, tmp_path: Path) -> None:
    table = frame([row for analysis in analyses for row in analysis.rows])
    ids = [document.id for document in REPORTS if document.id != "e"]
    whole = cm.write(table, tmp_path / f"whole{suffix}", documents=ids).read_bytes()
    assert write_stream(iter(analyses), tmp_path / f"m{suffix}").read_bytes() == whole
    assert len(whole) > 10_000


@pytest.mark.parametrize("suffix", STREAMS)
@pytest.mark.parametrize("documents", [[], [REPORTS[1]]], ids=["no report", "no mention"])
def test_so_are_those_of_nothing(documents: list[Document], suffix: str, tmp_path: Path) -> None:
    ids = [document.id for document in documents]
    whole = cm.write(frame([]), tmp_path / f"whole{suffix}", documents=ids).read_bytes()
    file = io.BytesIO()
    STREAMS[suffix](file, stream_parts(documents, Tools(Gazetteer.load())))
    assert file.getvalue() == whole


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in {
        "a.txt": "Calm in Goris.",
        "b.txt": "Qwxyz.",
        "c.txt": "Baku said the town of Shusha was calm.",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("suffix", STREAMS)
def test_the_command_writes_what_the_table_of_all_reports_gives(folder: Path, suffix: str, tmp_path: Path) -> None:
    documents = cm.read(folder)
    whole = cm.write(cm.geoparse(documents), tmp_path / f"a{suffix}", documents=[d.id for d in documents]).read_bytes()
    file = CliRunner().invoke(app, ["geoparse", str(folder), "-o", str(tmp_path / f"b{suffix}")])
    assert file.exit_code == 0, file.output
    assert (tmp_path / f"b{suffix}").read_bytes() == whole
    assert file.stderr.startswith("3 reports read, 3 mentions of 3 places found (2 literal, 1 associative; 0 without")
    pipe = CliRunner().invoke(app, ["geoparse", str(folder), "-o", "-", "--format", suffix[1:]])
    assert pipe.stdout_bytes == whole


@pytest.mark.parametrize("suffix", STREAMS)
def test_an_interrupted_run_leaves_the_old_file(
    folder: Path, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.resolve

    def interrupted(mentions: Any, gazetteer: Gazetteer, document: Document, *more: Any) -> Any:
        if document.id == "c.txt":
            raise KeyboardInterrupt
        return real(mentions, gazetteer, document, *more)

    monkeypatch.setattr(pipeline, "resolve", interrupted)
    output = tmp_path / f"m{suffix}"
    output.write_text("old", encoding="utf-8")
    result = CliRunner().invoke(app, ["geoparse", str(folder), "-o", str(output)])
    assert result.exit_code == 130
    assert output.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([output.name, "reports"])


def test_an_input_that_is_missing_is_told_before_the_first_is_read(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "recognise", lambda *_: pytest.fail("was read"))
    for output in (["-o", str(tmp_path / "m.csv")], ["-o", "-", "--format", "csv"]):
        result = CliRunner().invoke(app, ["geoparse", str(folder), "nowhere.txt", *output])
        assert result.exit_code == 1
        assert result.output == "conflictmap: nowhere.txt: no such file or folder\n"
