"""The table: one row per mention, documented columns, every row leading back to its text."""

from __future__ import annotations

import geopandas as gpd
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
