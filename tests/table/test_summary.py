"""Mentions counted by place, district, day and source."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

import conflictmap as cm
from conflictmap import Document, InputError, OutputError
from conflictmap.table.write import FORMATS

REPORTS = [
    Document(id="a", text="Goris was calm. Baku said so. Qwerin village too.", date=dt.date(2020, 10, 4), source="S"),
    Document(id="b", text="Calm in Goris and in Kapan.", date=dt.date(2020, 10, 6), source="S"),
    Document(id="c", text="Calm in Kapan and in Goris."),
]


@pytest.fixture(scope="module")
def mentions() -> gpd.GeoDataFrame:
    return cm.geoparse(REPORTS)


@pytest.mark.parametrize("by", ["place", "district", "day", "source"])
def test_counts_add_up(mentions: gpd.GeoDataFrame, by: str) -> None:
    counts = cm.summary(mentions, by=by)
    assert counts.mentions.sum() == len(mentions)
    assert (counts.literal + counts.associative).tolist() == counts.mentions.tolist()
    assert dict(counts.dtypes) == dict(cm.summary(mentions.iloc[:0], by=by).dtypes)


def test_a_place_has_its_mentions_reports_dates_score_and_point(mentions: gpd.GeoDataFrame) -> None:
    counts = cm.summary(mentions)
    assert counts.place_id.tolist()[:2] == ["goris", "kapan"]
    assert counts.place_id.isna().tolist() == [False, False, False, True]
    goris = counts.iloc[0]
    assert (goris.mentions, goris.reports, goris.literal, goris.associative) == (3, 3, 3, 0)
    assert (goris.first_date, goris.last_date) == (pd.Timestamp(2020, 10, 4), pd.Timestamp(2020, 10, 6))
    of_goris = mentions[mentions.place_id == "goris"]
    assert goris.mean_score == round(of_goris.score.mean(), 4)
    assert goris.geometry.equals(of_goris.geometry.iloc[0])
    assert counts.crs == "EPSG:4326"


def test_a_district_has_its_own_name_and_point(mentions: gpd.GeoDataFrame, gazetteer: cm.Gazetteer) -> None:
    syunik = cm.summary(mentions, by="district").iloc[0]
    assert (syunik.district_id, syunik.district, syunik.iso_3166_2, syunik.mentions) == ("syunik", "Syunik", "AM-SU", 5)
    assert (syunik.geometry.x, syunik.geometry.y) == (gazetteer["syunik"].lon, gazetteer["syunik"].lat)


def test_days_are_in_their_order_and_the_undated_last(mentions: gpd.GeoDataFrame) -> None:
    days = cm.summary(mentions, by="day")
    assert days.date.dt.day.tolist()[:2] == [4, 6]
    assert (days.date.isna().tolist(), days.mentions.tolist()) == ([False, False, True], [3, 2, 2])
    assert days.geometry.isna().all()


@pytest.mark.formats
@pytest.mark.parametrize("suffix", [name for name, format_ in FORMATS.items() if format_.summaries])
@pytest.mark.parametrize("by", ["place", "day"])
def test_a_summary_is_written_like_a_table(mentions: gpd.GeoDataFrame, by: str, suffix: str, tmp_path: Path) -> None:
    counts = cm.summary(mentions, by=by)
    path = cm.write(counts, tmp_path / f"s{suffix}")
    if suffix in {".csv", ".xlsx"}:
        back = pd.read_csv(path) if suffix == ".csv" else pd.read_excel(path, engine="openpyxl")
    elif suffix in {".parquet", ".geoparquet"}:
        back = gpd.read_parquet(path)
    else:
        back = gpd.read_file(path, layer="mentions" if suffix == ".gpkg" else None)
    assert back.mentions.tolist() == counts.mentions.tolist()


@pytest.mark.parametrize("suffix", [".jsonl", ".kml"])
def test_formats_of_mentions_take_no_summary(mentions: gpd.GeoDataFrame, suffix: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds mentions, no summary of them"):
        cm.write(cm.summary(mentions), tmp_path / f"s{suffix}")


def test_other_ways_of_counting_are_refused(mentions: gpd.GeoDataFrame) -> None:
    with pytest.raises(InputError, match="by 'week': choose one of place, district, day, source"):
        cm.summary(mentions, by="week")
    with pytest.raises(InputError, match="the table lacks the columns score"):
        cm.summary(mentions.drop(columns="score"))
