"""Our files read back: the same values from every format, and damage named with its line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import conflictmap as cm
from conflictmap import Document, InputError
from conflictmap.corrections import read_mentions
from conflictmap.evaluation import read_predictions
from conflictmap.table.columns import BY_NAME, SCHEMA, jsonl
from conflictmap.table.frame import frame
from conflictmap.table.read import SUFFIXES, read_rows

NASTY = [
    "=a",
    "a;=b",
    "-x",
    "@y",
    "+1",
    "'=q",
    "''@",
    "a\t=b",
    "two\r\n-lines",
    "c\r",
    'say "no"',
    "a,b;c",
    " =s",
    "＝x",
]
TEXTS = st.sampled_from(NASTY) | st.text(
    alphabet=st.sampled_from("a =+-@＝;,'\"\t\r\n|ş\u202e\u2028{}\\")
    | st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"),
    min_size=1,
    max_size=12,
)
NUMBERS = st.floats(-180, 180) | st.sampled_from([0.1 + 0.2, 1e-7, 39.5, -0.0])
KINDS = {
    "str": TEXTS,
    "int64": st.integers(0, 2**40),
    "Int64": st.integers(1, 7),
    "float64": NUMBERS,
    "datetime64[s]": st.dates(dt.date(1900, 1, 1), dt.date(2200, 1, 1)),
    "geometry": st.tuples(NUMBERS, st.floats(-90, 90)),
}
ROWS = st.lists(
    st.fixed_dictionaries(
        {c.name: st.none() | KINDS[c.dtype] if c.missing else KINDS[c.dtype] for c in SCHEMA}
        | {"role": st.sampled_from(["literal", "associative"])},
    ),
    max_size=5,
)


@pytest.mark.formats
@settings(deadline=None, max_examples=80)
@given(ROWS, st.lists(TEXTS, max_size=2, unique=True), st.sampled_from(SUFFIXES))
def test_whatever_is_written_is_read_back(rows: list[dict[str, Any]], silent: list[str], suffix: str) -> None:
    held = [*jsonl(), "document_id"] if suffix == ".jsonl" else list(BY_NAME)
    with tempfile.TemporaryDirectory() as folder:
        path = cm.write(frame(rows), Path(folder, f"m{suffix}"), documents=silent)
        table = read_rows(path, needs=[name for name in held if name != "geometry"], uses=["geometry"])
    if suffix == ".jsonl":  # a line a document: those without mentions, then the others as they come
        order = list(dict.fromkeys([*silent, *(row["document_id"] for row in rows)]))
        assert [name for _, name in table.listed] == order
        rows = sorted(rows, key=lambda row: order.index(row["document_id"]))
    expected = []
    for row in rows:
        lon, lat = row["geometry"] or (None, None)
        cells = {**{name: row[name] for name in held if name != "geometry"}, "lat": lat, "lon": lon}
        expected.append({name: _digits(cell) for name, cell in cells.items()} if suffix == ".xlsx" else cells)
    assert [row.cells for row in table.rows] == expected


def _digits(cell: Any) -> Any:
    """A number as a workbook holds it: in 16 significant digits."""
    return float(f"{cell:.16G}") if isinstance(cell, float) else cell


@pytest.mark.formats
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("name", NASTY)
def test_ids_like_formulas_are_scored_and_reviewed_as_what_they_are(name: str, suffix: str, tmp_path: Path) -> None:
    report = Document(id=name, text="Calm in Goris.")
    path = cm.write(cm.geoparse(report), tmp_path / f"m{suffix}")
    gold = tmp_path / "gold.jsonl"
    line = {"id": name, "text": report.text, "mentions": [{"start": 8, "end": 13, "kind": "literal"}]}
    gold.write_text(json.dumps(line), encoding="utf-8")
    assert list(read_predictions(path)) == [name]
    assert cm.score(path, gold).overall.overlap.recall == 1.0
    assert read_mentions(path).document_id.tolist() == [name]


def test_a_table_saved_by_a_spreadsheet_is_scored(tmp_path: Path) -> None:
    path = cm.write(cm.geoparse(Document(id="a;=b", text="Calm in Goris.")), tmp_path / "m.csv")
    expected = read_predictions(path)
    cells = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(cells)
    path.write_bytes(("\ufeff" + text.getvalue()).encode("utf-16-le"))
    assert read_predictions(path) == expected


def damaged(suffix: str, folder: Path, **changes: Any) -> Path:
    """A file of two mentions of which the second is damaged."""
    path = cm.write(cm.geoparse(Document(id="a", text="Calm in Goris and Kapan.")), folder / f"m{suffix}")
    content = json.loads(path.read_text(encoding="utf-8"))
    content["mentions" if suffix == ".jsonl" else "features"][1].update(changes)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


@pytest.mark.parametrize("read", [read_mentions, read_predictions])
@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"properties": [1]}, "m.geojson (feature 2: its properties are no object)"),
        ({"properties": None}, "feature 2: its properties are no object"),
        ({"geometry": {"type": "Point", "coordinates": "46"}}, "feature 2: its geometry is no point"),
        ({"geometry": {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}}, "feature 2: its geometry is no point"),
        ({"geometry": [46, 39]}, "feature 2: its geometry is no point"),
    ],
)
def test_a_damaged_feature_is_named(read: Any, changes: dict[str, Any], where: str, tmp_path: Path) -> None:
    path = damaged(".geojson", tmp_path, **changes)
    with pytest.raises(InputError) as error:
        read(path)
    assert where.removeprefix("m.geojson (") in str(error.value)
    assert str(error.value).startswith(f"{path}: ")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("suffix", [".jsonl", ".geojson"])
@pytest.mark.parametrize(
    ("read", "column", "value", "message"),
    [
        (read_mentions, "place_id", ["goris"], "place_id is \"['goris']\"; text is needed"),
        (read_mentions, "surface", 5, "surface is '5'; text is needed"),
        (read_mentions, "surface", None, "surface is 'None'; a value is needed"),
        (read_mentions, "reason", {"a": 1}, "reason is \"{'a': 1}\"; text is needed"),
        (read_mentions, "start", "eight", "start is 'eight'; a whole number is needed"),
        (read_mentions, "start", True, "start is 'True'; a whole number is needed"),
        (read_mentions, "start", 10**40, "start is '1000000000"),
        (read_mentions, "score", "sure", "score is 'sure'; a number is needed"),
        (read_predictions, "start", "eight", "start is 'eight'; a whole number is needed"),
        (read_predictions, "start", [8], "start is '[8]'; a whole number is needed"),
        (read_predictions, "end", None, "end is 'None'; a whole number is needed"),
        (read_predictions, "score", "sure", "score is 'sure'; a number is needed"),
    ],
)
def test_a_damaged_value_is_named(
    read: Any, column: str, value: Any, message: str, suffix: str, tmp_path: Path
) -> None:
    changes = {column: value}
    if suffix == ".geojson":
        mention = json.loads(damaged(suffix, tmp_path).read_text(encoding="utf-8"))["features"][1]
        changes = {"properties": {**mention["properties"], column: value}}
    path = damaged(suffix, tmp_path, **changes)
    with pytest.raises(InputError) as error:
        read(path)
    where = f"{path}:1: mention 2: " if suffix == ".jsonl" else f"{path}: feature 2: "
    assert where + message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("read", [read_mentions, read_predictions])
@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("m.jsonl", '{"id": "a", "mentions": {}}', 'm.jsonl:1: no "mentions"'),
        ("m.jsonl", '\n{"id": ["a"], "mentions": []}', "m.jsonl:2: id is \"['a']\"; text is needed"),
        ("m.jsonl", "[" * 100_000, "m.jsonl:1: not JSON that can be read"),
        ("m.geojson", '{"features": ' + "9" * 5_000 + "}", "m.geojson: not JSON that can be read"),
        ("m.geojson", '{"features": {}}', "(no list of features)"),
        ("m.geojson", '{"features": [7]}', "feature 1: its properties are no object"),
        ("m.csv", "document_id,start,surface,place_id,name\n", "m.csv:1: no column "),
        ("m.csv", b"\xff\xfe\x00", "not UTF-8 text"),
        ("m.jsonl", b"\xff", "not UTF-8 text (byte 0)"),
    ],
)
def test_a_damaged_file_is_one_line(read: Any, name: str, content: str | bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as error:
        read(tmp_path / name)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_other_tools_may_call_what_they_like_what_they_like(tmp_path: Path) -> None:
    mention = {"start": 0, "end": 5, "kind": ["city"], "candidates": [1, 2], "sentence": 7, "surface": None}
    (tmp_path / "p.jsonl").write_text(json.dumps({"id": 1, "mentions": [mention]}), encoding="utf-8")
    [prediction] = read_predictions(tmp_path / "p.jsonl")["1"]
    assert (prediction.start, prediction.end, prediction.role) == (0, 5, None)


def test_numbers_that_lost_their_kind_elsewhere_are_read(tmp_path: Path) -> None:
    feature = {"properties": {"document_id": 7, "start": 8.0, "end": 13.0}, "geometry": {"coordinates": []}}
    (tmp_path / "p.geojson").write_text(json.dumps({"features": [feature]}), encoding="utf-8")
    [prediction] = read_predictions(tmp_path / "p.geojson")["7"]
    assert (prediction.start, prediction.end, prediction.lat) == (8, 13, None)


@pytest.mark.formats
def test_letters_that_are_none_in_a_parquet_file_are_damage(tmp_path: Path) -> None:
    mentions = cm.geoparse([Document(id="a", text="Shelling near Hadrut went on.")])
    cm.write(mentions, tmp_path / "m.parquet")
    data = (tmp_path / "m.parquet").read_bytes()
    assert data.count(b"Hadrut")
    (tmp_path / "m.parquet").write_bytes(data.replace(b"Hadrut", b"\xffadrut"))
    with pytest.raises(InputError, match=r"m\.parquet: cannot be read"):
        cm.read_table(tmp_path / "m.parquet")
