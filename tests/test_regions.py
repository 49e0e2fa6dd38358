"""Dated areas: what is drawn on which day, and which places lie inside."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from pyproj import Geod
from shapely import Point
from shapely.geometry.base import BaseGeometry

from conflictmap import regions
from conflictmap._errors import GeodataError, InputError
from conflictmap.gazetteer import Gazetteer

WGS84 = Geod(ellps="WGS84")

DRAWN = {
    "1920-06-01": [],
    "1923-07-06": [],
    "1950-06-01": ["hatch"],
    "1992-06-01": ["hatch"],
    "2000-06-01": ["hatch", "hatch_light", "line"],
    "2020-09-26": ["hatch", "hatch_light", "line"],
    "2020-10-20": ["hatch", "hatch_light", "line"],
    "2020-11-21": ["hatch", "zone"],
    "2021-06-01": ["hatch", "zone"],
    "2022-10-01": ["hatch", "zone"],
    "2023-10-15": ["hatch"],
    "2025-06-01": ["reference"],
}

# Place: inside the oblast of 1923-1991, in the land held outside it until 2020, in the area of the Russian
# peacekeepers in 2021. Whole towns and villages, none within two kilometres of a line.
MEMBERS = {
    "stepanakert": (1, 0, 1),
    "askeran": (1, 0, 1),
    "khojaly": (1, 0, 1),
    "martakert": (1, 0, 1),
    "martuni_khojavend": (1, 0, 1),
    "chartar": (1, 0, 1),
    "karmir_shuka": (1, 0, 1),
    "vank_martakert": (1, 0, 1),
    "haterk": (1, 0, 1),
    "badara": (1, 0, 1),
    "shusha": (1, 0, 0),
    "hadrut": (1, 0, 0),
    "togh": (1, 0, 0),
    "azokh": (1, 0, 0),
    "mataghis": (1, 0, 0),
    "talish_martakert": (1, 0, 0),
    "mets_tagher": (1, 0, 0),
    "lachin": (0, 1, 1),
    "zabukh": (0, 1, 1),
    "aghdam": (0, 1, 0),
    "fuzuli": (0, 1, 0),
    "jabrayil": (0, 1, 0),
    "zangilan": (0, 1, 0),
    "qubadli": (0, 1, 0),
    "kalbajar": (0, 1, 0),
    "minjivan": (0, 1, 0),
    "dadivank": (0, 1, 0),
    "horadiz": (0, 0, 0),
    "agdam_district_hq_quzanli": (0, 0, 0),
    "tartar": (0, 0, 0),
    "barda": (0, 0, 0),
    "ganja": (0, 0, 0),
    "beylagan": (0, 0, 0),
    "goranboy": (0, 0, 0),
    "goris": (0, 0, 0),
    "kapan": (0, 0, 0),
    "vardenis": (0, 0, 0),
}


def shape(day: str, style: str) -> BaseGeometry:
    drawn = regions.at(day)
    return drawn[drawn["style"] == style].geometry.iloc[0]


def square_kilometres(area: BaseGeometry) -> float:
    return abs(WGS84.geometry_area_perimeter(area)[0]) / 1e6


@pytest.mark.parametrize("day", DRAWN)
def test_each_day_shows_its_own_areas(day: str) -> None:
    assert regions.at(day)["style"].tolist() == DRAWN[day]


@pytest.mark.parametrize(
    ("day", "label"),
    [
        ("1950-06-01", "Nagorno-Karabakh Autonomous Oblast (Azerbaijan SSR)"),
        ("1992-06-01", "Nagorno-Karabakh (former NKAO)"),
        ("2021-06-01", "Nagorno-Karabakh"),
        ("2023-10-15", "Nagorno-Karabakh (former NKAO; under Azerbaijani control)"),
        ("2025-06-01", "Former Nagorno-Karabakh Autonomous Oblast (1923–1991)"),
    ],
)
def test_the_oblast_is_labelled_by_its_time(day: str, label: str) -> None:
    assert regions.at(day).label.iloc[0] == label


def test_a_day_may_be_given_as_a_date() -> None:
    written = regions.at("2020-11-10").region_id.tolist()
    assert regions.at(dt.date(2020, 11, 10)).region_id.tolist() == written
    assert regions.at(dt.datetime(2020, 11, 10, 18, 30, tzinfo=dt.UTC)).region_id.tolist() == written


@pytest.mark.parametrize("day", ["yesterday", "2020-13-01", "", None, 2020])
def test_what_is_not_a_day_is_refused(day: object) -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        regions.at(day)  # type: ignore[arg-type]


def test_the_outline_of_the_oblast_is_never_missing_and_never_twice() -> None:
    rows = regions.regions()
    changes = {*rows.valid_from, *(_next_day(day) for day in rows.valid_to.dropna())}
    oblast = shape("1950-06-01", "hatch")
    for day in sorted(changes):
        drawn = regions.at(day)
        assert sum(geometry.equals(oblast) for geometry in drawn.geometry) == 1, day


def test_every_row_says_where_it_comes_from_and_how_exact_it_is() -> None:
    rows = regions.regions()
    for column in ("label", "label_az", "label_hy", "label_ru", "status", "source", "licence"):
        assert rows[column].str.len().min() > 2, column
    assert (rows.accuracy_km > 0).all()
    assert rows.geometry.is_valid.all()
    assert rows.region_id.is_unique


def test_the_handover_weeks_name_the_districts() -> None:
    [note] = regions.at("2020-11-21").note.dropna()
    for district, day in (("Aghdam", "20 November"), ("Kalbajar", "25 November"), ("Lachin", "1 December")):
        assert district in note
        assert day in note


@pytest.mark.parametrize("place_id", MEMBERS)
def test_places_lie_inside_the_right_areas(gazetteer: Gazetteer, place_id: str) -> None:
    point = Point(gazetteer[place_id].lon, gazetteer[place_id].lat)
    areas = (shape("1950-06-01", "hatch"), shape("2000-06-01", "hatch_light"), shape("2021-06-01", "zone"))
    assert tuple(int(area.contains(point)) for area in areas) == MEMBERS[place_id]


def test_the_corridor_left_lachin_town_in_august_2022(gazetteer: Gazetteer) -> None:
    before, after = shape("2022-08-25", "zone"), shape("2022-08-26", "zone")
    points = {i: Point(gazetteer[i].lon, gazetteer[i].lat) for i in ("lachin", "zabukh", "stepanakert")}
    assert [before.contains(point) for point in points.values()] == [True, True, True]
    assert [after.contains(point) for point in points.values()] == [False, False, True]


@pytest.mark.parametrize(
    ("day", "style", "published"),
    [
        ("1950-06-01", "hatch", 4388),
        ("2000-06-01", "hatch_light", 7634),  # five districts, 842 km2 of Aghdam, 462 km2 of Fuzuli
        ("2021-06-01", "zone", 3035),  # the middle of the published figures, 2,900 and 3,170
    ],
)
def test_areas_agree_with_published_figures(day: str, style: str, published: float) -> None:
    assert square_kilometres(shape(day, style)) == pytest.approx(published, rel=0.03)


def test_the_line_of_contact_is_as_long_as_its_source() -> None:
    line = shape("2000-06-01", "line")
    assert WGS84.geometry_length(line) / 1000 == pytest.approx(202.6, rel=0.02)


def test_the_held_land_keeps_clear_of_the_oblast_and_inside_azerbaijan() -> None:
    held, oblast = shape("2000-06-01", "hatch_light"), shape("2000-06-01", "hatch")
    azerbaijan = regions.boundaries().set_index("iso_a2").geometry["AZ"].buffer(0.002)
    assert square_kilometres(held.intersection(oblast)) < 5
    assert square_kilometres(held.difference(azerbaijan)) < 1


def test_a_caller_cannot_change_the_shipped_tables() -> None:
    regions.boundaries()["name"] = "changed"
    assert "Armenia" in set(regions.boundaries()["name"])


def test_a_damaged_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = tmp_path / "lakes.geojson"
    damaged.write_text('{"type": "FeatureCollection"}')
    monkeypatch.setattr(regions, "geodata_path", lambda _name: damaged)
    regions._frame.cache_clear()
    with pytest.raises(GeodataError, match=r"lakes\.geojson"):
        regions.lakes()


def _next_day(day: str) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()
