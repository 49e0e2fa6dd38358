"""The page as a file: self-contained, inert, the same bytes for the same table."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from pathlib import Path

import folium
import folium.plugins
import geopandas as gpd
import pandas as pd
import pytest

import conflictmap as cm
from conflictmap import InputError, OutputError, UnknownResourceError
from conflictmap.mapping._payload import decode

BLOCK = re.compile(r'<script type="text/plain" id="conflictmap-(\w+)">([A-Za-z0-9+/=]*)</script>')


def blocks(page: str) -> dict[str, dict]:
    return {name: decode(text) for name, text in BLOCK.findall(page)}


def test_the_same_table_gives_the_same_bytes(mentions: gpd.GeoDataFrame) -> None:
    first = cm.map(mentions)
    assert first.to_html() == first.to_html() == cm.map(mentions.copy()).to_html()


def test_nothing_in_the_page_points_to_the_network(mentions: gpd.GeoDataFrame) -> None:
    page = re.sub(r"<script>.*?</script>", "<script>", BLOCK.sub("", cm.map(mentions).to_html()), flags=re.DOTALL)
    assert re.findall(r"""(?:src|href)\s*=\s*["']https?:""", page) == []
    assert "default-src 'none'" in page
    assert "connect-src" not in page
    assert page.index("Content-Security-Policy") < page.index("<script")


def test_the_policy_allows_exactly_the_scripts_of_the_page(mentions: gpd.GeoDataFrame) -> None:
    page = cm.map(mentions).to_html()
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    allowed = set(re.findall(r"'sha256-([^']+)'", page))
    assert {base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in scripts} == allowed
    assert len(scripts) >= 3


def test_mentions_places_and_sentences_survive_the_packing(mentions: gpd.GeoDataFrame) -> None:
    data = blocks(cm.map(mentions).to_html())["mentions"]
    table, places = data["mentions"], data["places"]
    assert len(table["place"]) == len(mentions)
    for row, (place, sentence, start, length) in enumerate(
        zip(table["place"], table["sentence"], table["start"], table["length"], strict=True)
    ):
        units = data["sentences"][sentence].encode("utf-16-le")
        assert units[2 * start : 2 * (start + length)].decode("utf-16-le") == mentions.surface[row]
        assert (places["name"][place] if place >= 0 else None) == (mentions.name[row] if place >= 0 else None)
    assert table["place"][mentions.surface.tolist().index("Qwerin")] == -1
    assert data["reports"]["title"] == ["Calm on the border", "Roads reopened", None]


def test_areas_are_those_of_the_median_report_or_of_the_date_given(mentions: gpd.GeoDataFrame) -> None:
    assert blocks(cm.map(mentions).to_html())["mentions"]["date"] == "2020-10-04"
    given = blocks(cm.map(mentions, date=dt.date(2021, 5, 1)).to_html())["mentions"]
    assert (given["date"], given["dateGiven"]) == ("2021-05-01", True)
    undated = mentions.assign(date=pd.NaT)
    assert blocks(cm.map(undated).to_html())["mentions"]["date"] is None
    with pytest.raises(InputError, match="'autumn' is not a date"):
        cm.map(mentions, date="autumn")


def test_tiles_are_an_explicit_choice_and_open_one_host_only(mentions: gpd.GeoDataFrame) -> None:
    page = cm.map(mentions, tiles="OpenStreetMap").to_html()
    assert "img-src data: https://tile.openstreetmap.org;" in page
    assert "tile.openstreetmap.org" not in BLOCK.sub("", cm.map(mentions).to_html()).split("<style>")[0]
    for bad in (
        "http://tiles.example.org/{z}/{x}/{y}.png",
        "https://a.example.org/",
        "https://a/{z}/{x}/{y}'; script-src *",
    ):
        with pytest.raises(InputError, match="tiles"):
            cm.map(mentions, tiles=bad)


def test_layers_of_the_user_are_carried_along(mentions: gpd.GeoDataFrame) -> None:
    made = cm.map(mentions)
    group = folium.FeatureGroup("my layer").add_to(made.folium_map)
    folium.CircleMarker([40, 47], popup="trusted").add_to(group)
    folium.GeoJson({"type": "Point", "coordinates": [47, 40]}).add_to(made.folium_map)
    folium.LayerControl().add_to(made.folium_map)
    page = made.to_html()
    assert "L.circleMarker" in page
    assert page == made.to_html()


def test_a_layer_that_needs_the_network_is_refused_by_name(mentions: gpd.GeoDataFrame) -> None:
    made = cm.map(mentions)
    folium.plugins.HeatMap([[40, 47]]).add_to(made.folium_map)
    with pytest.raises(UnknownResourceError, match="heat"):
        made.to_html()
    icons = cm.map(mentions)
    folium.Marker([40, 47], icon=folium.Icon(color="red")).add_to(icons.folium_map)
    with pytest.raises(UnknownResourceError, match="Icon"):
        icons.to_html()


def test_a_table_without_its_columns_is_refused(mentions: gpd.GeoDataFrame) -> None:
    with pytest.raises(InputError, match="lacks the columns role, sentence"):
        cm.map(mentions.drop(columns=["sentence", "role"]))


@pytest.mark.parametrize("rows", ["none", "unplaced", "all"])
def test_any_selection_of_rows_is_a_map(mentions: gpd.GeoDataFrame, rows: str) -> None:
    chosen = {"none": mentions.iloc[:0], "unplaced": mentions[mentions.place_id.isna()], "all": mentions}[rows]
    data = blocks(cm.map(chosen).to_html())["mentions"]
    assert len(data["mentions"]["place"]) == len(chosen)


def test_saving_is_whole_or_not_at_all(mentions: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = cm.map(mentions).save(tmp_path / "map.html")
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    with pytest.raises(OutputError, match="does not exist"):
        cm.map(mentions).save(tmp_path / "nowhere" / "map.html")
    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]


def test_a_notebook_gets_a_frame_over_a_still_picture(mentions: gpd.GeoDataFrame) -> None:
    bundle = cm.map(mentions)._repr_mimebundle_()
    assert bundle["text/plain"].startswith("<ConflictMap: ")
    picture = base64.b64decode(re.search(r"svg\+xml;base64,([^\"]+)", bundle["text/html"]).group(1)).decode()
    assert picture.count("<circle") >= 4
    assert 'sandbox="allow-scripts allow-downloads allow-popups"' in bundle["text/html"]


def test_the_seed_of_every_page_is_small(mentions: gpd.GeoDataFrame) -> None:
    assert len(cm.map(mentions).to_html().encode()) < 300_000
