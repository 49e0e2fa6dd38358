"""How the package behaves to whoever types at it: wrong arguments, what is shown, what is logged."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from geopy.exc import GeopyError

import conflictmap as cm
from conflictmap import ConflictMapError, Document, InputError
from conflictmap.pipeline import Tools, analyse

REPORT = Document(id="1", text="Calm in Goris, Baku said.", date=dt.date(2020, 10, 4))
MENTIONS = cm.geoparse(REPORT)
WRONG: list[Any] = [
    None, float("nan"), np.nan, pd.NA, pd.NaT, np.int64(3), np.float64(1.5), np.bool_(True), np.array([1, 2]), "", "\x00",
    Path("nowhere.txt"), b"x", 3, -1, 1e400, True, [], {}, [None], ["a", None], {"a": 1}, object(), {1}, range(3), "a" * 9999,
    dt.date(2020, 1, 1), dt.datetime(2020, 1, 1, tzinfo=dt.UTC), pd.Timestamp("2020-01-01"), "2020-13-01", "two\nlines",
    shapely.Point(46, 39), len, Document, cm, pd.Series(["a"]), pd.Series([1, None]), pd.DataFrame({"a": [1]}), pd.DataFrame(),
    MENTIONS.rename(columns={"start": "s"}), pd.concat([MENTIONS, MENTIONS]), MENTIONS.set_index("document_id"), MENTIONS.T,
    MENTIONS.to_crs(3857), MENTIONS.set_geometry(MENTIONS.to_crs(3857).buffer(9).to_crs(4326)), MENTIONS.iloc[:0],
    pd.concat({"x": pd.DataFrame(MENTIONS)}, axis=1), pd.DataFrame(MENTIONS), MENTIONS.drop(columns="geometry"),
]  # fmt: skip
CALLS: dict[str, Callable[[Any], Any]] = {
    "read": cm.read,
    "read, encoding": lambda wrong: cm.read("nowhere.txt", encoding=wrong),
    "read, choices": lambda wrong: cm.read("nowhere.txt", choices=wrong),
    "read, on_problem": lambda wrong: cm.read("nowhere.txt", on_problem=wrong),
    "geoparse, gazetteer": lambda wrong: cm.geoparse(REPORT, gazetteer=wrong),
    "geoparse, overrides": lambda wrong: cm.geoparse(REPORT, overrides=wrong),
    "geoparse, recognisers": lambda wrong: cm.geoparse(REPORT, recognisers=wrong),
    "geoparse, progress": lambda wrong: cm.geoparse(REPORT, progress=wrong),
    "map": cm.map,
    "map, documents": lambda wrong: cm.map(MENTIONS, documents=wrong),
    "map, date": lambda wrong: cm.map(MENTIONS, date=wrong),
    "map, title": lambda wrong: cm.map(MENTIONS, title=wrong),
    "map, names": lambda wrong: cm.map(MENTIONS, names=wrong),
    "map, texts": lambda wrong: cm.map(MENTIONS, texts=wrong),
    "map, max_size": lambda wrong: cm.map(MENTIONS, max_size=wrong),
    "map, tiles": lambda wrong: cm.map(MENTIONS, tiles=wrong),
    "map, gazetteer": lambda wrong: cm.map(MENTIONS, gazetteer=wrong),
    "write": lambda wrong: cm.write(wrong, "o.csv"),
    "write, path": lambda wrong: cm.write(MENTIONS, wrong),
    "write, documents": lambda wrong: cm.write(MENTIONS, "o.jsonl", documents=wrong),
    "write, byte_order_mark": lambda wrong: cm.write(MENTIONS, "o.csv", byte_order_mark=wrong),
    "read_table": cm.read_table,
    "summary": cm.summary,
    "summary, by": lambda wrong: cm.summary(MENTIONS, by=wrong),
    "summary, gazetteer": lambda wrong: cm.summary(MENTIONS, by="district", gazetteer=wrong),
    "review": cm.review,
    "review, below": lambda wrong: cm.review(MENTIONS, below=wrong),
    "read_overrides": cm.read_overrides,
    "explain": cm.explain,
    "explain, index": lambda wrong: cm.explain(MENTIONS, wrong),
    "explain, not_taken": lambda wrong: cm.explain(REPORT, not_taken=wrong),
    "score": lambda wrong: cm.score(wrong, "nowhere.jsonl"),
    "score, gold": lambda wrong: cm.score(MENTIONS, wrong),
    "regions.at": cm.regions.at,
    "regions.country_at": lambda wrong: cm.regions.country_at(wrong, 46.0),
    "Document, id": lambda wrong: Document(id=wrong, text=""),
    "Document, text": lambda wrong: cm.geoparse(Document(id="1", text=wrong)),
    "Document, date": lambda wrong: cm.geoparse(Document(id="1", text="Calm in Goris.", date=wrong)),
    "Document, title": lambda wrong: cm.geoparse(Document(id="1", text="Calm in Goris.", title=wrong)),
    "Document, given_lat": lambda wrong: Document(id="1", text="Calm.", given_lat=wrong),
    "Override, decision": lambda wrong: cm.geoparse(REPORT, overrides=[cm.Override("Goris", wrong)]),
    "Override, surface": lambda wrong: cm.geoparse(REPORT, overrides=[cm.Override(wrong, "ok")]),
    "Gazetteer.get": cm.Gazetteer.load().get,
    "Gazetteer.lookup": cm.Gazetteer.load().lookup,
    "Gazetteer.load": lambda wrong: cm.Gazetteer.load(additions=wrong),
    "GazetteerGeocoder": lambda wrong: cm.GazetteerGeocoder(gazetteer=wrong).geocode("Goris"),
    "geocode": cm.GazetteerGeocoder().geocode,
    "geocode, language": lambda wrong: cm.GazetteerGeocoder().geocode("Goris", language=wrong),
    "geocode, country_codes": lambda wrong: cm.GazetteerGeocoder().geocode("Goris", country_codes=wrong),
    "reverse": cm.GazetteerGeocoder().reverse,
    "GeocoderChain": cm.GeocoderChain,
    "GeocoderChain, cache": lambda wrong: cm.GeocoderChain(cache=wrong),
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("call", CALLS)
def test_a_wrong_argument_is_a_line_of_ours(call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for wrong in WRONG:
        try:
            CALLS[call](wrong)
        except (ConflictMapError, GeopyError) as error:  # geopy's callers expect geopy's errors
            assert "\n" not in str(error) or isinstance(error, GeopyError)  # noqa: PT017
            assert len(str(error)) <= 1000  # noqa: PT017


def test_a_message_is_one_line_whatever_was_handed_in() -> None:
    with pytest.raises(InputError) as error:
        cm.regions.at("2020\n" * 1000)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 200


def test_a_time_with_a_zone_is_the_day_it_says() -> None:
    report = Document(id="1", text="Calm in Goris.", date=dt.datetime(2020, 10, 4, 23, 59, tzinfo=dt.UTC))
    assert (report.date, cm.geoparse(report).date[0]) == (dt.date(2020, 10, 4), pd.Timestamp(2020, 10, 4))


def test_every_object_is_shown_in_a_line(tmp_path: Path) -> None:
    gazetteer = cm.Gazetteer.load()
    tools = Tools(gazetteer)
    long = Document(id="long.txt", text="Calm in Goris. " * 500, title="Calm")
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "1", "text": REPORT.text, "mentions": []}), encoding="utf-8")
    shown = {
        "document": long, "map": cm.map(MENTIONS), "explanation": cm.explain(long), "passage": cm.explain(long).passages[0],
        "place": gazetteer["shusha"], "gazetteer": gazetteer, "analysis": analyse(long, tools), "tools": tools,
        "geocoder": cm.GazetteerGeocoder(), "chain": cm.GeocoderChain(), "override": cm.Override("Goris", "ok"),
        "problem": cm.Problem("a.txt", "damaged", trace="x" * 5000),
    }  # fmt: skip
    for name, thing in shown.items():
        assert len(repr(thing)) < 250, name
        assert "\n" not in repr(thing), name
        assert " at 0x" not in repr(thing), name
    assert repr(long) == "<Document long.txt: Calm; en, 7,500 characters>"
    assert repr(cm.explain(REPORT)) == "<Explanation: 2 mentions in 1 report; print() shows all of it>"


def test_a_run_logs_nothing_unless_asked_and_warns_once(caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text("Calm in Goris.", encoding="utf-8")
    (folder / "b.pdf").write_bytes(b"%PDF-1.4 broken")
    with caplog.at_level(logging.DEBUG, "conflictmap"), pytest.warns(cm.DocumentWarning) as told:
        cm.geoparse(cm.read(folder))
    assert len(told) == 1
    ours = [record for record in caplog.records if record.name.split(".")[0] == "conflictmap"]
    assert {record.levelname for record in ours} == {"INFO", "DEBUG"}
    assert any("read a.txt, 14 characters" in record.getMessage() for record in ours)


@pytest.mark.formats
def test_daily_files_are_one_dataset_an_empty_day_among_them(tmp_path: Path) -> None:
    from pyarrow import dataset

    days = [MENTIONS, cm.geoparse(Document(id="2", text="Nothing is named here.")), cm.geoparse("Calm in Kapan.")]
    for number, day in enumerate(days):
        cm.write(day, tmp_path / f"{number}.parquet")
        cm.write(day, tmp_path / f"{number}.gpkg")
    together = dataset.dataset(tmp_path, format="parquet", exclude_invalid_files=True)
    assert together.to_table().num_rows == len(MENTIONS) + 1
    assert {str(file.physical_schema.remove_metadata()) for file in together.get_fragments()} == {
        str(together.schema.remove_metadata())
    }
    for suffix, read in ((".parquet", gpd.read_parquet), (".gpkg", lambda path: gpd.read_file(path, layer="mentions"))):
        every = pd.concat([read(path) for path in sorted(tmp_path.glob(f"*{suffix}"))], ignore_index=True)
        assert len(cm.map(every).to_html()) > 100_000
        assert every.crs == "EPSG:4326"
    every = pd.concat([cm.read_table(path) for path in sorted(tmp_path.glob("*.gpkg"))], ignore_index=True)
    assert every.dtypes.equals(MENTIONS.dtypes)
