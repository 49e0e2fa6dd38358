"""What goes into a page comes out of it: columns, mentions, texts within a budget."""

from __future__ import annotations

import datetime as dt
import re

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictmap as cm
from conflictmap import Document, InputError
from conflictmap.mapping import FullTexts, build_map
from conflictmap.mapping._columns import numbers_of, unpacked, varints

from .conftest import REPORTS
from .reader import MEANT, Page


@given(st.lists(st.integers(0, 2**62)), st.lists(st.integers(-(2**62), 2**62)))
def test_columns_of_any_numbers_survive(plain: list[int], signed: list[int]) -> None:
    block = varints(plain) + varints(signed, signed=True)
    assert numbers_of(block, [False, True]) == [plain, signed]


def test_a_negative_number_in_a_plain_column_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="cannot hold negative"):
        varints([3, -1])


@pytest.mark.parametrize("documents", [None, REPORTS], ids=["sentences", "full texts"])
def test_every_mention_survives_the_packing(mentions: gpd.GeoDataFrame, documents: list[Document] | None) -> None:
    found = Page(cm.map(mentions, documents=documents).to_html()).rows()
    columns = ["document_id", "place_id", "surface", "start", "sentence", "role", "precision", "score"]
    expected = mentions[columns].astype(object).where(mentions[columns].notna(), None)
    expected["score"] = expected["score"].astype(float).round(2)
    expected["precision"] = expected["precision"].fillna("")

    def where(row: dict[str, object]) -> tuple[object, object]:
        return row["document_id"], row["start"]

    assert sorted(found, key=where) == sorted(expected.to_dict("records"), key=where)


def test_reports_stand_in_the_order_of_their_dates_the_undated_first(mentions: gpd.GeoDataFrame) -> None:
    page = Page(cm.map(mentions).to_html())
    assert page.reports["id"] == ["c", "a", "b"]
    first = (dt.date(2020, 10, 4) - dt.date(1970, 1, 1)).days
    assert page.meta["firstDay"] == first
    assert page.core["day"] == [0, 1, 16]


def test_names_stand_in_every_language_and_as_written(mentions: gpd.GeoDataFrame) -> None:
    page = Page(cm.map(mentions).to_html())
    shusha = page.names["ids"].index("shusha")
    assert page.meta["names"][shusha] == "Shusha/Shushi"
    assert (page.names["az"][shusha], page.names["ru"][shusha]) == ("Şuşa", "Шуша")
    assert page.names["written"][shusha] == ["Shushi", "Shusha"]
    assert "Panahabad" in page.names["all"][shusha].split("\n")


def test_places_lie_in_the_outline_of_their_district(mentions: gpd.GeoDataFrame) -> None:
    page = Page(cm.map(mentions).to_html())
    shusha = page.names["ids"].index("shusha")
    district = page.ground["districts"][page.core["outline"][shusha] - 1]
    assert district["place_id"] == "shusha_district"


def test_full_texts_come_whole_and_with_their_offsets(mentions: gpd.GeoDataFrame) -> None:
    page = Page(cm.map(mentions, documents=REPORTS).to_html())
    assert page.texts() == [[0, document.text] for document in (REPORTS[2], REPORTS[0], REPORTS[1])]
    sentences = Page(cm.map(mentions, documents=REPORTS, texts="sentences").to_html())
    assert sentences.texts()[0][1::2] == ["Moscow has promised help.", "The Fuzuli district was mapped."]
    none = Page(cm.map(mentions, documents=REPORTS, texts="none").to_html())
    assert [row["sentence"] for row in none.rows()] == [None] * len(mentions)
    assert {row["surface"] for row in none.rows()} == set(mentions.surface)


def test_documents_that_are_not_those_read_are_refused(mentions: gpd.GeoDataFrame) -> None:
    changed = [Document(id="a", text="Something else entirely was here before."), *REPORTS[1:]]
    with pytest.raises(InputError, match="document 'a': its text does not hold 'Baku' at 0"):
        cm.map(mentions, documents=changed)


def crowd(reports: int, text: str) -> tuple[gpd.GeoDataFrame, list[Document]]:
    """Many reports of different words that name Goris surely and Kapan less surely."""
    words = np.random.default_rng(3).integers(10**8, 10**9, (reports, 30))
    documents = [
        Document(id=str(i), date=dt.date(2020, 1, 1) + dt.timedelta(i), text=text.format(" ".join(map(str, row))))
        for i, row in enumerate(words)
    ]
    return cm.geoparse(documents), documents


@pytest.fixture(scope="module")
def many() -> tuple[gpd.GeoDataFrame, list[Document]]:
    return crowd(400, "Goris was calm {0}. A note without names {0}.")


def test_a_page_keeps_to_its_size_mentions_first_then_sentences_then_full_texts(
    many: tuple[gpd.GeoDataFrame, list[Document]],
) -> None:
    mentions, documents = many
    whole = cm.map(mentions, documents=documents).to_html()
    assert Page(whole).extent["reports"] == 400
    bare = len(cm.map(mentions, texts="none").to_html())
    previous = (-1, -1)
    for room in (2_000, 20_000, 60_000, 110_000, 150_000, 400_000):
        html = cm.map(mentions, documents=documents, max_size=bare + 2_000 + room).to_html()
        assert len(html.encode()) <= bare + 2_000 + room
        page = Page(html)
        assert len(page.rows()) == len(mentions)
        kept = (page.extent["sentences"], page.extent["reports"])
        assert kept >= previous, "more room never keeps less"
        assert kept[1] == 0 or kept[0] == page.extent["allSentences"], "no full text before the last sentence"
        assert kept[0] == sum(row["sentence"] is not None for row in page.rows())
        previous = kept
    assert previous == (400, 400)


def test_the_newest_texts_stay_longest(many: tuple[gpd.GeoDataFrame, list[Document]]) -> None:
    mentions, documents = many
    bare = len(cm.map(mentions, texts="none").to_html())
    page = Page(cm.map(mentions, documents=documents, max_size=bare + 40_000).to_html())
    kept = [bool(pieces) for pieces in page.texts()]
    assert 0 < sum(kept) < 400
    assert kept == sorted(kept), "reports are in the order of time; those kept are the last"


def test_texts_that_no_page_of_the_size_can_hold_are_not_held_while_reading(
    many: tuple[gpd.GeoDataFrame, list[Document]],
) -> None:
    mentions, documents = many
    size = len(cm.map(mentions, texts="none").to_html()) + 100_000
    long = [Document(id=one.id, date=one.date, text=one.text + "\nCalm." * 10_000) for one in documents]
    held = FullTexts(size)
    for document in reversed(long):
        held.add(document)
    texts = list(held.by_id.values())[::-1]
    assert len(texts) == 400
    assert 0 < sum(map(bool, texts)) < 200
    assert sum(len(text or "") for text in texts) <= 20 * size
    assert [text is not None for text in texts] == sorted(text is not None for text in texts), "the newest are held"
    page = cm.map(mentions, documents=long, max_size=size).to_html()
    assert Page(build_map(mentions, documents=held, max_size=size).to_html()).extent == Page(page).extent
    assert Page(page).extent["allReports"] == 400


def test_the_surest_sentences_stay_before_newer_ones(many: tuple[gpd.GeoDataFrame, list[Document]]) -> None:
    mentions, documents = many
    sure = mentions.copy()
    sure["score"] = np.where(np.arange(len(sure)) < 100, 0.9, 0.3)
    bare = len(cm.map(sure, texts="none").to_html())
    page = Page(cm.map(sure, documents=documents, max_size=bare + 15_000).to_html())
    kept = [row["score"] for row in page.rows() if row["sentence"]]
    assert 0 < len(kept) <= 100
    assert set(kept) == {0.9}


def test_a_size_too_small_for_the_mentions_is_refused_with_the_size_needed(mentions: gpd.GeoDataFrame) -> None:
    with pytest.raises(InputError, match=r"max_size 100 kB: the mentions alone need 0\.\d+ MB"):
        cm.map(mentions, max_size="100 kB").to_html()
    with pytest.raises(InputError, match="max_size 'tiny' is not a size"):
        cm.map(mentions, max_size="tiny")


def test_the_size_that_is_said_to_be_needed_is_enough_and_more_than_was_asked_for(mentions: gpd.GeoDataFrame) -> None:
    least = len(cm.map(mentions, texts="none").to_html())
    for below in (1, 500, 5_000, 20_000):
        with pytest.raises(InputError, match="the mentions alone need") as refused:
            cm.map(mentions, max_size=least - 3_000 - below).to_html()
        needed = re.search(r"need ([\d.]+) MB", str(refused.value))
        assert needed is not None
        assert float(needed[1]) * 1e6 > least - below
        assert len(cm.map(mentions, max_size=f"{needed[1]}MB").to_html()) <= float(needed[1]) * 1e6


def test_further_columns_of_the_table_come_along(mentions: gpd.GeoDataFrame) -> None:
    page = Page(cm.map(mentions).to_html())
    why = page.json("why")
    assert {"reason", "candidates", "role_score", "ucdp_precision", "acled_precision", "relation"} <= set(why)
    assert page.core["radius"][page.names["ids"].index("jabrayil")] == round(
        10 * mentions[mentions.place_id == "jabrayil"].radius_km.iloc[0]
    )
    assert len(numbers_of(unpacked(page.blocks["reasons"]), [False] * len(why))) == len(why)


def test_a_table_without_the_further_columns_is_a_map_too(mentions: gpd.GeoDataFrame) -> None:
    bare = mentions.drop(
        columns=["role_score", "ucdp_precision", "acled_precision", "relation", "meant_lat", "radius_km"]
    )
    page = Page(cm.map(bare).to_html())
    assert set(page.json("why")) == {"reason", "candidates", "meant_lon"}
    assert set(page.core["radius"]) == {0}
    assert page.columns("meant", MEANT, signed={"lat", "lon"})["row"] == []


def test_where_words_lead_off_a_place_their_circle_comes_along(mentions: gpd.GeoDataFrame) -> None:
    table = mentions.copy()
    row = table.index[table.place_id == "jabrayil"][0]
    table["relation"] = None
    table.loc[row, ["relation", "meant_lat", "meant_lon", "radius_km"]] = ["20 km north of", 39.58, 47.03, 4.2]
    page = Page(cm.map(table).to_html())
    meant = page.columns("meant", MEANT, signed={"lat", "lon"})
    assert [page.rows()[at]["place_id"] for at in meant["row"]] == ["jabrayil"]
    assert (meant["lat"], meant["lon"], meant["radius"]) == ([3958000], [4703000], [42])


def test_offsets_count_code_points(mentions: gpd.GeoDataFrame) -> None:
    last = [row for row in Page(cm.map(mentions).to_html()).rows() if row["sentence"] and "🙂" in row["sentence"]]
    assert last
    for row in last:
        offset = row["sentence"].rindex(row["surface"])
        assert offset >= 0


def test_any_selection_of_rows_is_a_map(mentions: gpd.GeoDataFrame) -> None:
    for rows in (mentions.iloc[:0], mentions[mentions.place_id.isna()], mentions.sample(frac=1, random_state=1)):
        assert len(Page(cm.map(rows, documents=REPORTS).to_html()).rows()) == len(rows)


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("document_id", None, "row 2 of the table: its document_id is missing"),
        ("sentence", None, "row 2 of the table: its surface or sentence is no text"),
        ("sentence_start", 10_000, "row 2 of the table: its start lies before its sentence"),
        ("end", 0, "row 2 of the table: its end does not lie behind its start"),
        ("end", 2**40, "row 2 of the table: its end lies behind any report's"),
        ("radius_km", -1.0, "row 2 of the table: its radius_km is not between 0 and 20,040"),
        ("meant_lat", 91.0, "row 2 of the table: its meant_lat is not between -90 and 90"),
        ("score", 1.5, "row 2 of the table: its score is not between 0 and 1"),
        ("score", np.nan, "row 2 of the table: its score is not between 0 and 1"),
    ],
)
def test_rows_no_page_can_show_are_refused(
    mentions: gpd.GeoDataFrame, column: str, value: object, message: str
) -> None:
    table = mentions.copy()
    table.loc[table.index[2], column] = value
    with pytest.raises(InputError, match=message):
        cm.map(table)


def test_the_page_says_what_it_was_made_of(mentions: gpd.GeoDataFrame) -> None:
    facts = Page(cm.map(mentions).to_html()).meta["provenance"]
    assert facts["version"] == cm.__version__
    assert (facts["reports"], facts["mentions"]) == (3, len(mentions))
    assert all(re.fullmatch("[0-9a-f]{12}", facts[key]) for key in ("gazetteer", "rules", "areas", "table"))
    fewer = Page(cm.map(mentions.iloc[1:]).to_html()).meta["provenance"]
    assert fewer["table"] != facts["table"]
    assert fewer["gazetteer"] == facts["gazetteer"]


def test_areas_are_those_of_the_median_report_or_of_the_date_given(mentions: gpd.GeoDataFrame) -> None:
    assert Page(cm.map(mentions).to_html()).meta["date"] == "2020-10-04"
    given_day = Page(cm.map(mentions, date=dt.date(2021, 5, 1)).to_html()).meta
    assert (given_day["date"], given_day["dateGiven"]) == ("2021-05-01", True)
    assert Page(cm.map(mentions.assign(date=pd.NaT)).to_html()).meta["date"] is None
    with pytest.raises(InputError, match="'autumn' is not a date"):
        cm.map(mentions, date="autumn")
