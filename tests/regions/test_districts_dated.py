"""Districts as they were: which there were on a day, what lies in them, how large they are."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest
import shapely
from geopandas import GeoDataFrame
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from conflictmap import regions
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.model.place import SETTLEMENT_KINDS

SOVIET_OBLAST = {"askeran_raion", "hadrut_raion", "martakert_raion", "martuni_raion", "shusha_raion"}
FORMER = {
    "askeran_district": ("askeran_raion", "askeran_province_1994"),
    "hadrut_district": ("hadrut_raion", "hadrut_province_1994"),
    "kashatagh": (None, "kashatagh_province_1994"),
    "martakert_district": ("martakert_raion", "martakert_province_1994"),
    "martuni_district": ("martuni_raion", "martuni_province_1994"),
    "shahumyan_province": (None, "shahumyan_province_1994"),
    "shusha_district": ("shusha_raion", "shushi_province_1994"),
}


@pytest.fixture(scope="module")
def units() -> GeoDataFrame:
    return regions.districts_dated()


def square_kilometres(area: BaseGeometry) -> float:
    return abs(Geod(ellps="WGS84").geometry_area_perimeter(area)[0]) / 1e6


def test_every_unit_says_what_it_was_and_how_exact_it_is(units: GeoDataFrame, gazetteer: Gazetteer) -> None:
    assert units.unit_id.is_unique
    for column in ("name", "name_az", "name_hy", "name_ru", "status", "valid_from", "source", "licence"):
        assert units[column].str.len().min() > 2, column
    assert units.accuracy_km.between(4, 6).all()
    assert units.geometry.is_valid.all()
    assert units.geometry.within(shapely.box(40, 37, 52, 43)).all()
    assert set(units.place_id.dropna()) <= {place.id for place in gazetteer}
    ended = units.dropna(subset="valid_to")
    assert (ended.valid_from < ended.valid_to).all()


@pytest.mark.parametrize(
    ("day", "there", "gone"),
    [
        ("1988-02-20", SOVIET_OBLAST | {"shahumyan_raion", "goris_raion"}, {"hadrut_province_1994"}),
        ("1991-06-01", SOVIET_OBLAST, {"shahumyan_raion"}),
        ("1992-06-01", {"vardenis_raion"}, SOVIET_OBLAST),
        ("2010-06-01", {"kashatagh_province_1994", "shahumyan_province_1994"}, {"goris_raion"}),
        ("2021-06-01", {"kashatagh_province_2020", "martuni_province_2020"}, {"hadrut_province_1994"}),
        ("2023-06-01", {"askeran_province_2022"}, {"kashatagh_province_2020"}),
        ("2024-01-01", {"aghdara_district"}, {"askeran_province_2022"}),
    ],
)
def test_each_day_has_its_own_units(day: str, there: set[str], gone: set[str]) -> None:
    found = set(regions.districts_dated(day).unit_id)
    assert there <= found
    assert not gone & found


@pytest.mark.parametrize("day", ["1988-02-20", "2010-06-01", "2021-06-01", "2023-06-01"])
def test_units_of_one_day_do_not_overlap(day: str) -> None:
    rows = regions.districts_dated(day)
    for (one, first), (other, second) in itertools.combinations(zip(rows.unit_id, rows.geometry, strict=True), 2):
        assert square_kilometres(first.intersection(second)) < 8, (one, other)


def test_districts_of_the_oblast_fill_it(units: GeoDataFrame) -> None:
    shapes = units.set_index("unit_id").geometry
    oblast = regions.at("1988-02-20").geometry.iloc[0]
    filled = shapely.union_all([*(shapes[unit] for unit in SOVIET_OBLAST), shapes["stepanakert_city_soviet"]])
    assert square_kilometres(filled.symmetric_difference(oblast)) < 30


@pytest.mark.parametrize("period", [0, 1])
def test_settlements_lie_in_the_unit_they_were_in(units: GeoDataFrame, gazetteer: Gazetteer, period: int) -> None:
    shapes = units.set_index("unit_id").geometry
    whole = shapely.union_all([shapes[pair[period]] for pair in FORMER.values() if pair[period]])
    told: Counter[bool] = Counter()
    for place in gazetteer:
        if place.kind not in SETTLEMENT_KINDS or not shapely.contains_xy(whole, place.lon, place.lat):
            continue
        named = [unit for former in place.formerly_in if (unit := FORMER.get(former, (None, None))[period])]
        if named:
            told[any(shapely.contains_xy(shapes[unit], place.lon, place.lat) for unit in named)] += 1
    assert told.total() > (190 if period == 0 else 400)
    assert told[True] / told.total() > 0.97


def test_aghdara_is_as_large_as_its_law_says(units: GeoDataFrame) -> None:
    aghdara = units.set_index("unit_id").geometry["aghdara_district"]
    assert square_kilometres(aghdara) == pytest.approx(1_661, rel=0.08)


def test_artsvashen_was_of_krasnoselsk(units: GeoDataFrame, gazetteer: Gazetteer) -> None:
    place = gazetteer["artsvashen"]
    held = units[shapely.contains_xy(units.geometry.to_numpy(), place.lon, place.lat)].unit_id
    assert held.tolist() == ["krasnoselsk_raion"]
