"""Roads, railways and passes: complete, inside the window, and between the places they are named after."""

from __future__ import annotations

import itertools
import re

import pytest
import shapely
from geopandas import GeoDataFrame
from pyproj import Geod

from conflictmap import regions
from conflictmap.gazetteer.gazetteer import Gazetteer

GEOD = Geod(ellps="WGS84")
# What a name holds beside the places: its generic word, what follows it, the number of the road in brackets.
NO_PLACE = re.compile(r" (road|railway|yolu|dəmir yolu)\b.*")
# "Laçın şəhərindən keçən Gorus–Xankəndi yolu": what the road passes stands first.
PASSED = re.compile(r".* keçən ")


@pytest.fixture(scope="module")
def lines() -> GeoDataFrame:
    return regions.lines()


def kilometres(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return float(GEOD.inv(one[0], one[1], other[0], other[1])[2]) / 1000


def ends_named(*names: str) -> list[list[str]]:
    """The spellings of the first and of the last place in the names of a line."""
    routes = [PASSED.sub("", NO_PLACE.sub("", name)).split("–") for name in names]
    assert min(len(route) for route in routes) > 1, names
    return [[part for route in routes for part in route[end].split("/")] for end in (0, -1)]


def test_kinds_are_those_the_page_draws(lines: GeoDataFrame) -> None:
    assert set(lines.kind) == {"corridor", "pass", "railway", "road"}
    assert (lines.kind == "road").sum() >= 25
    assert (lines.kind == "railway").sum() >= 15
    assert (lines.kind == "pass").sum() >= 8


def test_every_line_is_named_in_four_languages_and_lies_in_the_window(lines: GeoDataFrame) -> None:
    for column in ("name", "name_az", "name_hy", "name_ru"):
        assert lines[column].str.len().min() > 5, column
    assert lines.geometry.within(shapely.box(40, 37, 52, 43)).all()
    assert lines.accuracy_km.between(1, 6).all()


def test_roads_and_railways_end_at_the_places_of_their_names(lines: GeoDataFrame, gazetteer: Gazetteer) -> None:
    wrong = []
    for row in lines[lines.kind.isin({"road", "railway"})].itertuples():
        for name, end in zip(ends_named(row.name, row.name_az), (0, -1), strict=True):
            found = [place for spelling in name for place in gazetteer.lookup(spelling)]
            if not any(kilometres((place.lon, place.lat), row.geometry.coords[end]) <= 5 for place in found):
                wrong.append((row.line_id, name))
    assert wrong == []


def test_points_of_a_line_follow_each_other_within_forty_kilometres(lines: GeoDataFrame) -> None:
    for row in lines[lines.kind != "pass"].itertuples():
        gaps = [kilometres(*pair) for pair in itertools.pairwise(row.geometry.coords)]
        assert max(gaps) <= 40, row.line_id
        assert min(gaps) > 0, row.line_id


def test_passes_lie_at_the_place_of_the_gazetteer(lines: GeoDataFrame, gazetteer: Gazetteer) -> None:
    for row in lines[(lines.kind == "pass") & lines.place_id.notna()].itertuples():
        place = gazetteer[row.place_id]
        assert kilometres((place.lon, place.lat), row.geometry.coords[0]) < 2, row.line_id


@pytest.mark.parametrize(
    ("day", "open_", "closed"),
    [
        ("1989-06-01", "meghri_railway gyumri_kars_railway ijevan_gazakh_railway", "tbilisi_kars_railway"),
        ("2010-06-01", "goris_kapan_road yerevan_sotk_railway", "meghri_railway horadiz_minjivan_railway"),
        ("2021-10-01", "goris_kapan_road horadiz_aghband_railway", "tatev_aghvani_road ahmadbeyli_shusha_road"),
        ("2022-06-01", "tatev_aghvani_road ahmadbeyli_shusha_road", "goris_kapan_road"),
        ("2026-01-01", "barda_aghdam_railway_new toghanali_kalbajar_road", "barda_aghdam_railway_old"),
    ],
)
def test_lines_are_drawn_while_they_were_in_use(day: str, open_: str, closed: str) -> None:
    drawn = set(regions.lines(day).line_id)
    assert set(open_.split()) <= drawn
    assert not set(closed.split()) & drawn


def test_days_of_a_line_are_in_order(lines: GeoDataFrame) -> None:
    both = lines.dropna(subset=["valid_from", "valid_to"])
    assert (both.valid_from <= both.valid_to).all()
