"""Tables of mentions as inputs: mapped, counted, turned into other formats; never read for reports."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from typer.testing import CliRunner

import conflictmap as cm
from conflictmap import Document
from conflictmap.cli import app
from conflictmap.table.read import SUFFIXES
from conflictmap.table.signs import holds_mentions

run = CliRunner().invoke


@pytest.fixture(scope="module")
def mentions() -> gpd.GeoDataFrame:
    return cm.geoparse([Document(id="a", text="Calm in Goris, Yerevan said."), Document(id="b", text="Calm in Kapan.")])


@pytest.mark.formats
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_table_is_known_and_mapped(mentions: gpd.GeoDataFrame, suffix: str, tmp_path: Path) -> None:
    path = cm.write(mentions, tmp_path / f"m{suffix}")
    assert holds_mentions(path)
    result = run(app, ["map", str(path), "-o", str(tmp_path / "map.html")])
    assert result.exit_code == 0, result.output
    assert "3 mentions of 3 places in 2 reports read from 1 table (2 literal, 1 associative; 0" in result.output
    assert (tmp_path / "map.html").stat().st_size > 100_000


@pytest.mark.formats
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_in_a_folder_of_reports_it_is_left_out_by_a_line(
    mentions: gpd.GeoDataFrame, suffix: str, tmp_path: Path
) -> None:
    cm.write(mentions, tmp_path / f"m{suffix}")
    (tmp_path / "report.txt").write_text("Calm in Goris.", encoding="utf-8")
    problems: list[cm.Problem] = []
    assert len(cm.read(tmp_path, on_problem=problems.append)) == 1
    assert len(problems) == 1
    assert "a table of mentions" in str(problems[0]) or "1 map layer: save its texts as .csv" in str(problems[0])


def test_tables_become_one_of_another_format_and_counts(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    days = [str(cm.write(mentions[mentions.document_id == name], tmp_path / f"{name}.csv")) for name in "ab"]
    out = tmp_path / "all.gpkg"
    assert run(app, ["geoparse", *days, "-o", str(out)]).exit_code == 0
    assert cm.read_table(out).equals(mentions)
    assert run(app, ["geoparse", str(out), "--by", "source", "-o", str(tmp_path / "s.csv")]).exit_code == 0
    assert pd.read_csv(tmp_path / "s.csv").mentions.tolist() == [3]


@pytest.mark.formats
def test_a_mention_given_twice_counts_once_and_nothing_is_left_beside_the_tables(
    mentions: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    names = [str(cm.write(mentions, folder / f"m{suffix}")) for suffix in (".gpkg", ".csv")]
    result = run(app, ["geoparse", *names, "-o", str(tmp_path / "all.csv")])
    assert "3 mentions stood in more than one of the tables and count once" in result.output
    assert cm.read_table(tmp_path / "all.csv").equals(mentions)
    assert sorted(path.name for path in folder.iterdir()) == ["m.csv", "m.gpkg"]


def test_a_table_is_read_back_after_a_spreadsheet_of_another_country(
    mentions: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    dated = mentions.assign(date=pd.Timestamp("2020-11-09"))
    path = cm.write(dated, tmp_path / "m.csv")
    cells = pd.read_csv(path, dtype=str, keep_default_na=False)
    for name in ("score", "role_score", "lat", "lon", "meant_lat", "meant_lon", "radius_km"):
        cells[name] = cells[name].str.replace(".", ",")
    cells["date"] = "09.11.2020"
    cells.to_csv(path, sep=";", index=False, encoding="utf-8-sig")
    assert cm.read_table(path).equals(cm.read_table(cm.write(dated, tmp_path / "n.csv")))


@pytest.mark.parametrize(
    ("inputs", "options", "message"),
    [
        (["m.csv", "report.txt"], [], "m.csv is a table of mentions, report.txt is none; give one or the other"),
        (["m.csv"], ["--text-column", "a"], "m.csv is a table of mentions; --text-column is for reports"),
        (["m.csv"], ["-o", "m.csv"], "m.csv: is an input, too; write another file"),
    ],
)
def test_what_makes_no_sense_with_tables_is_said(
    mentions: gpd.GeoDataFrame, inputs: list[str], options: list[str], message: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    cm.write(mentions, "m.csv")
    Path("report.txt").write_text("Calm in Goris.", encoding="utf-8")
    result = run(app, ["geoparse", *inputs, "-o", "out.geojson", *options])
    assert result.exit_code == 1
    assert message in result.output
    assert not Path("out.geojson").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b"id,text\n1,Calm in Goris.\n"),
        ("a.jsonl", b'{"id": "a", "text": "Calm in Goris.", "mentions": []}\n'),
        ("a.jsonl", b"\xff\xfe\x00"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}'),
        ("a.xlsx", b"PK\x03\x04"),
        ("a.kml", b"<kml/>"),
        ("a.kmz", b""),
        ("a.gpkg", b"SQLite format 3\x00"),
        ("a.fgb", b""),
        ("a.txt", b"document_id,start,surface\n"),
    ],
)
def test_reports_and_damaged_files_are_no_tables(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert not holds_mentions(tmp_path / name)
