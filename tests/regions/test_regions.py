"""Dated areas: what is drawn on which day, and which places lie inside."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from geopandas import GeoDataFrame
from pyproj import Geod
from shapely import Point
from shapely.geometry.base import BaseGeometry

from conflictmap import regions
from conflictmap._errors import GeodataError, InputError
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.regions import _files

WGS84 = Geod(ellps="WGS84")

# Region ids by day, in drawing order; each day stands for a period.
DRAWN = {
    "1922-06-01": "",
    "1923-07-06": "",
    "1923-07-07": "nkao",
    "1950-06-01": "nkao",
    "1991-11-26": "nkao",
    "1992-06-01": "nkao_1991_1994",
    "1994-05-11": "nkao_1991_1994",
    "1994-05-12": "nkao_1994_2020 held_outside_1994_2020 line_1994_2020",
    "2010-06-01": "nkao_1994_2020 held_outside_1994_2020 line_1994_2020",
    "2020-09-26": "nkao_1994_2020 held_outside_1994_2020 line_1994_2020",
    "2020-09-27": "nkao_war_2020 held_2020_09_27 claimed_2020_09_27 line_2020_09_27",
    "2020-10-01": "nkao_war_2020 held_2020_09_27 claimed_2020_09_27 line_2020_09_27",
    "2020-11-09": "nkao_war_2020 held_2020_11_09 claimed_2020_11_09 taken_2020_11_09 line_2020_11_09",
    "2020-11-15": "nkao_2020_2023 aghdam_2020_11 kalbajar_2020_11 lachin_2020_11 zone_2020_11 corridor_2020_2022",
    "2020-11-20": "nkao_2020_2023 kalbajar_2020_11 lachin_2020_11 zone_2020_11 corridor_2020_2022",
    "2020-11-22": "nkao_2020_2023 kalbajar_2020_11 lachin_2020_11 zone_2020_11 corridor_2020_2022",
    "2020-11-25": "nkao_2020_2023 lachin_2020_11 zone_2020_11 corridor_2020_2022",
    "2020-11-28": "nkao_2020_2023 lachin_2020_11 zone_2020_11 corridor_2020_2022",
    "2020-12-01": "nkao_2020_2023 zone_2020_2022 corridor_2020_2022",
    "2020-12-10": "nkao_2020_2023 zone_2020_2022 corridor_2020_2022",
    "2022-08-25": "nkao_2020_2023 zone_2020_2022 corridor_2020_2022",
    "2022-09-15": "nkao_2020_2023 zone_2022_2023 corridor_2022_2023",
    "2023-09-20": "nkao_late_2023",
    "2023-10-15": "nkao_late_2023",
    "2023-12-31": "nkao_late_2023",
    "2024-01-01": "nkao_reference",
    "2025-06-01": "nkao_reference",
}

# Places by where they lie: in the oblast of 1923-1991 or not; on the Armenian side of the line of September 2020
# or not; in the area of the Russian peacekeepers of December 2020 or not.
MEMBERS = {
    (
        1,
        1,
        1,
    ): """stepanakert askeran khojaly martakert martuni_khojavend chartar karmir_shuka vank_martakert haterk badara
        amaras ashan aygestan berdashen chldran drmbon gishi herher hin_shen khachmach khnapat khndzristan kichan
        kochoghot lisagor machkalashen mets_shen_martakert mets_shen_shushi nngi parukh shosh sos vaghuhas yeghtsahogh
        getavan gulyatagh kusapat maghavuz mokhratagh tonashen umudlu gavahin haghorti kolkhozashen
        sarushen skhtorashen norshen_martuni""",
    (
        1,
        1,
        0,
    ): """shusha hadrut togh azokh mataghis talish_martakert mets_tagher karintak tumi hin_tagher khtsaberd taghaser
        drakhtik banadzor jrakus avetaranots sghnakh bulutan melikjanli sor_hadrut edilli tsakuri vank_hadrut
        ataghut susanlig edisha""",
    (1, 0, 0): "gapanli gizil_oba maragha margushevan chaylu levonarkh seysulan kuropatkino",
    (0, 1, 1): "lachin zabukh sus_lachin",
    (
        0,
        1,
        0,
    ): """aghdam fuzuli jabrayil zangilan qubadli kalbajar minjivan dadivank khanlig istisu zar_kalbajar
        soltanli padar_qubadli javahirli garagashli yusifjanli marzili novruzlu papravend namirli shuraabad
        takagaya kend_horadiz dordchinar garvend_fuzuli dilagarda chakhirli""",
    (0, 0, 0): """horadiz agdam_district_hq_quzanli tartar barda ganja beylagan goranboy goris kapan vardenis naftalan
        shahumyan_goranboy gulistan getashen alkhanli jermuk sotk tegh kornidzor nerkin_hand yerevan tovuz
        aghdam_tovuz gazakh nakhchivan_city mingachevir yevlakh dashkasan baku gashalti khindiristan orta_garvand
        ayag_garvand ahmadaghali chamanli evoghlu mahrizli gazyan_tartar shukurbeyli_fuzuli jojug_marjanli""",
}
DISTRICTS_OF_NOVEMBER_2020 = {
    "aghdam_2020_11": "aghdam papravend javahirli garagashli marzili yusifjanli novruzlu nor_maragha magsudlu",
    "kalbajar_2020_11": "kalbajar istisu zar_kalbajar dadivank jomard takagaya",
    "lachin_2020_11": "pichanis gorchu minkend malibey hochaz farajan",
}


def shape(day: str, style: str) -> BaseGeometry:
    drawn = regions.at(day)
    return drawn[drawn["style"] == style].geometry.iloc[0]


def square_kilometres(area: BaseGeometry) -> float:
    return abs(WGS84.geometry_area_perimeter(area)[0]) / 1e6


def held_in_2020() -> BaseGeometry:
    """All land on the Armenian side of the line of contact: what the line leaves of the oblast and its surroundings."""
    both = shapely.union_all([shape("2010-06-01", "hatch"), shape("2010-06-01", "hatch_light")])
    pieces = shapely.polygonize([shapely.union_all([both.boundary, shape("2010-06-01", "line")])])
    return max((piece for piece in pieces.geoms if both.contains(piece.representative_point())), key=lambda p: p.area)


def point(gazetteer: Gazetteer, place_id: str) -> Point:
    return Point(gazetteer[place_id].lon, gazetteer[place_id].lat)


@pytest.mark.parametrize("day", DRAWN)
def test_each_day_shows_its_own_areas(day: str) -> None:
    assert regions.at(day).region_id.tolist() == DRAWN[day].split()


@pytest.mark.parametrize("day", ["2024-01-01", "2025-06-01", "2026-11-01"])
def test_from_2024_on_only_a_thin_line_refers_to_the_former_oblast(day: str) -> None:
    assert regions.at(day)["style"].tolist() == ["reference"]


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
    oblast = shape("1950-06-01", "outline")
    for day in sorted(changes):
        drawn = regions.at(day)
        assert sum(geometry.equals(oblast) for geometry in drawn.geometry) == 1, day


def test_every_row_says_where_it_comes_from_and_how_exact_it_is() -> None:
    rows = regions.regions()
    for column in ("label", "label_az", "label_hy", "label_ru", "status", "area_source", "licence"):
        assert rows[column].str.len().min() > 2, column
    assert (rows.accuracy_km > 0).all()
    assert rows.geometry.is_valid.all()
    assert rows.region_id.is_unique


def test_the_handover_weeks_name_the_districts() -> None:
    drawn = regions.at("2020-11-15").set_index("region_id")
    for region, name, day in (
        ("aghdam_2020_11", "Aghdam", "20 November"),
        ("kalbajar_2020_11", "Kalbajar", "25 November"),
        ("lachin_2020_11", "Lachin", "1 December"),
    ):
        assert name in drawn.label[region]
        assert day in drawn.label[region]
        assert day in drawn.note["zone_2020_11"]


@pytest.mark.parametrize("region", DISTRICTS_OF_NOVEMBER_2020)
def test_districts_to_be_handed_over_hold_their_own_places(gazetteer: Gazetteer, region: str) -> None:
    areas = regions.regions().set_index("region_id").geometry
    for place_id in DISTRICTS_OF_NOVEMBER_2020[region].split():
        held = {other for other in DISTRICTS_OF_NOVEMBER_2020 if areas[other].contains(point(gazetteer, place_id))}
        assert held == {region}, place_id


def test_districts_to_be_handed_over_lie_side_by_side_outside_the_zone() -> None:
    drawn = regions.at("2020-11-15").set_index("region_id").geometry
    shapes = [drawn[name] for name in (*DISTRICTS_OF_NOVEMBER_2020, "zone_2020_11")]
    for first, second in itertools.combinations(shapes, 2):
        assert square_kilometres(first.intersection(second)) < 1
    # Kalbajar, Lachin and the held part of Aghdam as the published sum of 7,634 km2 counts them.
    for name, published in (("kalbajar_2020_11", 1936), ("lachin_2020_11", 1835), ("aghdam_2020_11", 842)):
        assert square_kilometres(drawn[name]) == pytest.approx(published, rel=0.08), name


def test_places_lie_inside_the_right_areas(gazetteer: Gazetteer) -> None:
    areas = (shape("1950-06-01", "outline"), held_in_2020(), shape("2020-12-10", "zone"))
    wrong = {
        place_id: found
        for expected, names in MEMBERS.items()
        for place_id in names.split()
        if (found := tuple(int(area.contains(point(gazetteer, place_id))) for area in areas)) != expected
    }
    assert wrong == {}


def test_the_corridor_left_lachin_town_in_august_2022(gazetteer: Gazetteer) -> None:
    before, after = shape("2022-08-25", "zone"), shape("2022-08-26", "zone")
    left = [point(gazetteer, place_id) for place_id in ("lachin", "zabukh", "sus_lachin")]
    kept = [point(gazetteer, place_id) for place_id in ("stepanakert", "hin_shen", "mets_shen_shushi")]
    assert all(before.contains(at) for at in left + kept)
    assert not any(after.contains(at) for at in left)
    assert all(after.contains(at) for at in kept)


@pytest.mark.parametrize("day", ["2021-06-01", "2023-06-01"])
def test_the_corridor_lies_in_the_zone_from_the_border_on(day: str) -> None:
    zone, corridor = shape(day, "zone"), shape(day, "line")
    armenia = regions.boundaries().set_index("iso_a2").geometry["AM"]
    inside = corridor.difference(armenia)
    assert inside.difference(zone.buffer(0.002)).length < 0.002
    assert corridor.intersects(armenia.buffer(0.02))


@pytest.mark.parametrize(
    ("day", "style", "published"),
    [
        ("1950-06-01", "outline", 4388),
        ("2010-06-01", "hatch_light", 7634),  # five districts, 842 km2 of Aghdam, 462 km2 of Fuzuli
        ("2021-06-01", "zone", 2900),
    ],
)
def test_areas_agree_with_published_figures(day: str, style: str, published: float) -> None:
    assert square_kilometres(shape(day, style)) == pytest.approx(published, rel=0.03)


def test_the_land_held_until_2020_agrees_with_published_figures() -> None:
    held = held_in_2020()
    assert square_kilometres(held) == pytest.approx(11_458, rel=0.03)
    assert square_kilometres(held.intersection(shape("2010-06-01", "hatch"))) == pytest.approx(3824, rel=0.03)


def test_the_line_of_contact_is_the_edge_of_the_held_land() -> None:
    line, held = shape("2010-06-01", "line"), held_in_2020()
    assert line.difference(held.boundary.buffer(0.002)).length < 0.01
    assert 200 < WGS84.geometry_length(line) / 1000 < 260


def test_the_held_land_keeps_clear_of_the_oblast_and_inside_azerbaijan() -> None:
    held, oblast = shape("2000-06-01", "hatch_light"), shape("2000-06-01", "hatch")
    azerbaijan = regions.boundaries().set_index("iso_a2").geometry["AZ"].buffer(0.002)
    assert square_kilometres(held.intersection(oblast)) < 5
    assert square_kilometres(held.difference(azerbaijan)) < 1


def test_lines_are_those_of_their_day() -> None:
    everything = regions.lines()
    assert everything.line_id.is_unique
    before, after = regions.lines("2022-08-25"), regions.lines(dt.date(2022, 8, 26))
    assert {"lachin_corridor_2020", "goris_stepanakert_road_old"} <= set(before.line_id)
    assert {"lachin_corridor_2022", "goris_stepanakert_road_new"} <= set(after.line_id)
    assert not set(before.line_id) & {"lachin_corridor_2022", "goris_stepanakert_road_new"}
    assert not (regions.lines("2025-01-01").kind == "corridor").any()
    lasting = {"vardenis_martakert_road", "omar_pass", "sotk_pass", "vorotan_pass"}
    for day in ("1950-06-01", "2010-06-01", "2025-01-01"):
        assert lasting <= set(regions.lines(day).line_id)


def test_lines_run_past_the_places_they_are_named_after(gazetteer: Gazetteer) -> None:
    lines = {
        **regions.lines().set_index("line_id").geometry,
        **regions.rivers().set_index("river_id").geometry,
    }
    for line_id, names in {
        "goris_stepanakert_road_old": "goris tegh zabukh lachin lisagor shusha stepanakert",
        "goris_stepanakert_road_new": "goris kornidzor hakari_bridge hin_shen lisagor shusha stepanakert",
        "vardenis_martakert_road": "vardenis sotk dadivank charektar getavan drmbon martakert",
        "tartar": "istisu kalbajar dadivank getavan sarsang mataghis tartar",
        "khachen": "vank_martakert arajadzor kichan khachen_reservoir",
        "hakari": "lachin zabukh hakari_bridge gulabird khanlig",
        "vorotan": "angeghakot sisian vorotan_village qubadli",
        "aras": "julfa khudafarin minjivan",
        "kura": "mingachevir yevlakh",
    }.items():
        far = {n for n in names.split() if point(gazetteer, n).distance(lines[line_id]) > 0.06}
        assert far == set(), line_id


@pytest.mark.parametrize("table", [regions.rivers, regions.lines])
def test_rivers_and_lines_say_what_they_are_and_how_exact(
    table: Callable[[], GeoDataFrame], gazetteer: Gazetteer
) -> None:
    rows = table()
    for column in ("name", "name_az", "name_hy", "name_ru", "source", "licence"):
        assert rows[column].str.len().min() > 2, column
    assert (rows.accuracy_km > 0).all()
    assert rows.geometry.is_valid.all()
    assert set(rows.place_id.dropna()) <= {place.id for place in gazetteer}
    assert rows.geometry.within(shapely.box(40, 37, 52, 43)).all()


def test_a_caller_cannot_change_the_shipped_tables() -> None:
    regions.boundaries()["name"] = "changed"
    assert "Armenia" in set(regions.boundaries()["name"])


def test_a_damaged_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged = tmp_path / "lakes.geojson"
    damaged.write_text('{"type": "FeatureCollection"}')
    monkeypatch.setattr(_files, "geodata_path", lambda _name: damaged)
    _files.layer.cache_clear()
    with pytest.raises(GeodataError, match=r"lakes\.geojson"):
        regions.lakes()


def _next_day(day: str) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat()
