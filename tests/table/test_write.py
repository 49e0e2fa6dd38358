"""Files: every format a view of the same table, written whole or not at all."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import geopandas as gpd
import pytest

import conflictmap as cm
from conflictmap import Document, InputError, OutputError
from conflictmap.table import write as formats
from conflictmap.table import writers

REPORTS = [
    Document(id="=1+1", text="Calm in Goris and Qwerin village.", title="@SUM(A1)", url="https://example.org"),
    Document(id="b", text="Nothing is named here."),
]


@pytest.fixture(scope="module")
def mentions() -> gpd.GeoDataFrame:
    return cm.geoparse(REPORTS)


def test_jsonl_has_a_line_for_every_document(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = cm.write(mentions, tmp_path / "m.jsonl", documents=[r.id for r in REPORTS])
    first, second = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    goris, unlisted = first["mentions"]
    assert list(goris) == [
        "start",
        "end",
        "surface",
        "role",
        "lat",
        "lon",
        "place_id",
        "name",
        "kind",
        "country",
        "score",
        "candidates",
        "reason",
        "sentence",
        "precision",
        "ucdp_precision",
        "acled_precision",
        "relation",
        "meant_lat",
        "meant_lon",
        "radius_km",
        *"title date url source language district role_score sentence_start role_reason decided_by".split(),
        *"period origin given_lat given_lon given_km geonames_id district_id iso_3166_2".split(),
    ]
    assert goris["lat"] == pytest.approx(39.51, abs=0.02)
    assert (unlisted["surface"], unlisted["lat"], unlisted["place_id"]) == ("Qwerin", None, None)
    assert second == {"id": "b", "mentions": []}


def test_geojson_is_read_back_by_geopandas(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = cm.write(mentions, tmp_path / "m.geojson")
    back = gpd.read_file(path)
    assert back.surface.tolist() == mentions.surface.tolist()
    assert back.geometry.x.tolist()[0] == pytest.approx(mentions.geometry.x.tolist()[0])


def test_no_cell_of_the_csv_is_a_formula(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = cm.write(mentions, tmp_path / "m.csv")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    assert [row["surface"] for row in rows] == mentions.surface.tolist()
    assert rows[0]["document_id"] == "'=1+1"
    assert rows[0]["title"] == "'@SUM(A1)"


def test_what_cannot_be_written_is_refused_and_nothing_is_left(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"no format for the suffix '.xyz'; use one of .geojson, .csv, .jsonl"):
        cm.write(mentions, tmp_path / "m.xyz")
    with pytest.raises(OutputError, match="does not exist"):
        cm.write(mentions, tmp_path / "nowhere" / "m.csv")
    (tmp_path / "d.csv").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        cm.write(mentions, tmp_path / "d.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["d.csv"]


def test_a_failed_write_keeps_the_old_file(
    mentions: gpd.GeoDataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = cm.write(mentions, tmp_path / "m.csv")
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OutputError, match="No space left"):
        cm.write(mentions, path)
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["m.csv"]


def test_a_jsonl_line_holds_all_mentions_of_a_document_wherever_they_stand(tmp_path: Path) -> None:
    table = cm.geoparse([Document(id=name, text="Calm in Goris and Kapan.") for name in "ab"])
    mixed = table.iloc[[2, 0, 3, 1]]
    lines = cm.write(mixed, tmp_path / "m.jsonl", documents=["c", "a"]).read_text(encoding="utf-8").splitlines()
    found = [(line["id"], [m["surface"] for m in line["mentions"]]) for line in map(json.loads, lines)]
    assert found == [("c", []), ("a", ["Goris", "Kapan"]), ("b", ["Goris", "Kapan"])]


@pytest.mark.formats
def test_many_rows_are_written_like_few(
    mentions: gpd.GeoDataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = {s: cm.write(mentions, tmp_path / f"a{s}").read_bytes() for s in formats.FORMATS}
    monkeypatch.setattr(writers, "_AT_ONCE", 1)
    assert {s: cm.write(mentions, tmp_path / f"a{s}").read_bytes() for s in formats.FORMATS} == whole


def test_a_table_without_a_column_a_line_needs_is_refused(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the table lacks the columns end, kind"):
        cm.write(mentions.drop(columns=["kind", "end"]), tmp_path / "m.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_a_new_format_is_a_function_and_a_row(
    mentions: gpd.GeoDataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "table.md").read_text(encoding="utf-8")
    example = page.split("```python\n")[1].split("```")[0]
    names: dict[str, object] = {}
    exec(compile(example, "docs/table.md", "exec"), names)
    monkeypatch.setitem(formats.FORMATS, ".tsv", formats.Format(names["tsv"], "TSV"))  # type: ignore[arg-type]
    lines = cm.write(mentions, tmp_path / "m.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t")[:3] == ["document_id", "surface", "place_id"]
    assert lines[1].split("\t")[1:4] == ["Goris", "goris", f"{mentions.geometry.y[0]}"]
    assert len(lines) == 1 + len(mentions)
