"""The table: one row per mention, documented columns, every row leading back to its text."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

import conflictmap as cm
from conflictmap import Document

REPORTS = [
    Document(
        id="a",
        text="Baku said Shusha was calm.\n\nThe village of Qwerin was named.",
        title="A",
        url="https://example.org/a",
    ),
    Document(id="b", text="Nothing is named here."),
    Document(id="c", text="Շուշիում հանգիստ է։", language="hy"),
]


@pytest.fixture(scope="module")
def mentions() -> gpd.GeoDataFrame:
    return cm.geoparse(REPORTS)


def test_the_columns_are_those_documented_in_their_order(mentions: gpd.GeoDataFrame) -> None:
    assert list(mentions.columns) == list(cm.COLUMNS)
    assert mentions.crs == "EPSG:4326"
    assert str(mentions.date.dtype) == "datetime64[s]"


def test_text_is_of_one_type_whatever_it_holds_and_whatever_is_installed(mentions: gpd.GeoDataFrame) -> None:
    text = pd.StringDtype("python", na_value=np.nan)
    for table in (mentions, cm.geoparse(REPORTS[2]), cm.geoparse(REPORTS[1])):
        named = ("title", "url", "source", "surface", "place_id", "relation", "reason")
        assert [table[name].dtype for name in named] == [text] * len(named)


def test_a_broken_text_is_read_listed_and_drawn() -> None:
    broken = Document(id="\ud83d", text="Calm in Hadrut \ud83d, and in Martuni.", title="\ud83d", source="\ud83d")
    table = cm.geoparse(broken)
    assert list(table["sentence"]) == [broken.text] * 2
    assert list(table["title"]) == ["\ud83d"] * 2
    assert set(cm.review(table)["sentence"]) == {broken.text}
    assert "Calm" in str(cm.explain(table))
    assert len(cm.map(table, documents=[broken]).to_html()) > 1_000


def test_every_row_leads_back_to_its_text(mentions: gpd.GeoDataFrame) -> None:
    texts = {report.id: report.text for report in REPORTS}
    for row in mentions.itertuples():
        text = texts[row.document_id]
        assert text[row.start : row.end] == row.surface
        assert row.sentence in text
        assert row.sentence[row.start - row.sentence_start : row.end - row.sentence_start] == row.surface


def test_points_are_where_the_gazetteer_says_and_missing_where_nothing_fits(
    mentions: gpd.GeoDataFrame,
) -> None:
    shusha = mentions[mentions.place_id == "shusha"]
    assert shusha.geometry.x.tolist() == pytest.approx([46.75, 46.75], abs=0.01)
    assert shusha.geometry.y.tolist() == pytest.approx([39.76, 39.76], abs=0.01)
    [unplaced] = mentions[mentions.surface == "Qwerin"].itertuples()
    assert unplaced.geometry is None
    assert pd.isna(unplaced.place_id)


def test_no_mention_at_all_gives_an_empty_table_with_all_columns() -> None:
    empty = cm.geoparse(Document(id="b", text="Nothing is named here."))
    assert len(empty) == 0
    assert list(empty.columns) == list(cm.COLUMNS)


def test_something_else_than_documents_is_refused() -> None:
    with pytest.raises(cm.InputError, match=r"use conflictmap\.read"):
        cm.geoparse(["Shusha"])  # type: ignore[list-item]


def test_the_same_reports_give_the_same_table(mentions: gpd.GeoDataFrame) -> None:
    assert mentions.equals(cm.geoparse(REPORTS))
