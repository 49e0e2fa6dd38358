"""What the command writes: formats by suffix, counts, marks for spreadsheets."""

from __future__ import annotations

import io
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import conflictmap as cm
from conflictmap.cli import app

run = CliRunner().invoke


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    (made / "2020-10-04.txt").write_text("Baku said the town of Jabrayil was calm.", encoding="utf-8")
    (made / "2020-10-05.txt").write_text("Calm in Jabrayil.", encoding="utf-8")
    return made


@pytest.mark.formats
@pytest.mark.parametrize("suffix", [".gpkg", ".parquet", ".fgb", ".xlsx", ".kml", ".kmz"])
def test_the_suffix_says_what_is_written(folder: Path, suffix: str, tmp_path: Path) -> None:
    output = tmp_path / f"m{suffix}"
    result = run(app, ["geoparse", str(folder), "-o", str(output)])
    assert result.exit_code == 0, result.output
    assert "2 reports read, 3 mentions of 2 places found" in result.output
    assert cm.write(cm.geoparse(cm.read(folder)), tmp_path / f"n{suffix}").read_bytes() == output.read_bytes()


@pytest.mark.parametrize(("by", "rows"), [("place", 2), ("district", 2), ("day", 2), ("source", 1)])
def test_counts_by_what_is_asked_for(folder: Path, by: str, rows: int, tmp_path: Path) -> None:
    output = tmp_path / "s.csv"
    result = run(app, ["geoparse", str(folder), "--by", by, "-o", str(output)])
    assert result.exit_code == 0, result.output
    counts = pd.read_csv(output)
    assert (len(counts), counts.mentions.sum()) == (rows, 3)


def test_counts_go_down_a_pipe(folder: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "conflictmap",
        "geoparse",
        str(folder),
        "--by",
        "place",
        "-o",
        "-",
        "--format",
        "csv",
    ]
    done = subprocess.run(command, check=True, capture_output=True)
    assert pd.read_csv(io.BytesIO(done.stdout)).place_id.tolist() == ["jabrayil", "baku"]


def test_a_mark_for_spreadsheets(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "m.csv"
    assert run(app, ["geoparse", str(folder), "-o", str(output), "--bom"]).exit_code == 0
    assert output.read_bytes().startswith(b"\xef\xbb\xbfdocument_id,")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--by", "week", "-o", "s.csv"], "by 'week': choose one of place, district, day, source"),
        (["--by", "place", "-o", "s.kml"], "s.kml: .kml holds mentions, no summary of them; use one of .geojson, .csv"),
        (["--bom", "-o", "m.gpkg"], "m.gpkg: only .csv files begin with a byte order mark"),
        (["-o", "m.docx"], "no format for the suffix '.docx'; use one of .geojson, .csv, .jsonl, .gpkg, .parquet"),
    ],
)
def test_what_cannot_be_written_is_refused_before_the_reading(
    options: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(app, ["geoparse", "nowhere.txt", *options])
    assert result.exit_code == 1
    assert message in result.output
    assert list(tmp_path.iterdir()) == []


def test_a_geopackage_can_be_reviewed(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "m.gpkg"
    assert run(app, ["geoparse", str(folder), "-o", str(table)]).exit_code == 0
    result = run(app, ["review", str(table), "-o", str(tmp_path / "overrides.csv")])
    assert result.exit_code == 0, result.output
    assert "for 3 of 3 mentions" in result.output
    with closing(sqlite3.connect(table)) as database:
        assert database.execute("SELECT count(*) FROM mentions").fetchone() == (3,)
