"""Who held what on a day: every change on its day, claims apart from what both sides say, areas that fit them."""

from __future__ import annotations

import csv
import datetime as dt
import itertools
from collections import Counter
from functools import cache
from typing import Any

import pytest
import shapely
from geopandas import GeoDataFrame
from pyproj import Geod
from shapely import Point
from shapely.geometry.base import BaseGeometry

import conflictmap
from conflictmap import regions
from conflictmap._errors import InputError
from conflictmap._geodata import geodata_path
from conflictmap.gazetteer.gazetteer import Gazetteer

FIRST, LAST = dt.date(2020, 9, 27), dt.date(2020, 11, 9)
WAR = [(FIRST + dt.timedelta(days=n)).isoformat() for n in range((LAST - FIRST).days + 1)]
HOLDERS = {"az", "am", "az_ssr", "am_ssr", "am_nk", "ru_peacekeepers_area", "contested", "none"}
# Places announced by day, second announcements and heights with them: the numbers that the announcements gave, and
# on 9 November 23 villages, then 48 villages, a settlement and three named heights.
ANNOUNCED = {
    "2020-09-27": 6,
    "2020-10-03": 8,
    "2020-10-04": 10,
    "2020-10-05": 3,
    "2020-10-09": 9,
    "2020-10-14": 8,
    "2020-10-15": 6,
    "2020-10-16": 3,
    "2020-10-17": 8,
    "2020-10-18": 1,
    "2020-10-19": 13,
    "2020-10-20": 25,
    "2020-10-21": 22,
    "2020-10-22": 21,
    "2020-10-23": 13,
    "2020-10-25": 1,
    "2020-10-26": 17,
    "2020-10-28": 13,
    "2020-10-30": 9,
    "2020-11-02": 8,
    "2020-11-04": 7,
    "2020-11-07": 16,
    "2020-11-08": 1,
    "2020-11-09": 75,
}
# Places at an edge that is drawn on their other side, within its accuracy, or whose status no drawn area has.
AT_THE_EDGE = {
    "2010-06-01": set(),
    "2020-09-26": {"lele_tepe"},
    "2020-12-20": {"amiranlar", "mkhitarashen", "nerkin_taghavard", "yukhari_veysalli"},
    "2022-10-15": {"amiranlar", "mkhitarashen", "nerkin_taghavard", "yukhari_veysalli"},
    "2021-06-01": {"amiranlar", "mkhitarashen", "nerkin_taghavard", "yukhari_veysalli"},
}


def rows(name: str = "control.csv") -> list[dict[str, str]]:
    with geodata_path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def of_places() -> list[dict[str, str]]:
    """Rows of single places, not of districts, the oblast, the line or the corridor."""
    units = {"nagorno_karabakh", "line_of_contact", "lachin_corridor"}
    return [row for row in rows() if row["place_id"] not in units and not row["place_id"].endswith("_district")]


@cache
def status(day: str) -> dict[tuple[str, str], Any]:
    return {(row.place_id, row.scope): row for row in regions.control(day).itertuples()}


def day_before(day: str) -> str:
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()


def square_kilometres(area: BaseGeometry) -> float:
    return abs(Geod(ellps="WGS84").geometry_area_perimeter(area)[0]) / 1e6


@cache
def shapes(day: str) -> dict[str, BaseGeometry]:
    """Areas of a day of the war by their kind: held, claimed, taken, line."""
    drawn = regions.at(day)
    return {name.split("_")[0]: shape for name, shape in zip(drawn.region_id, drawn.geometry, strict=True)}


@pytest.fixture(scope="module")
def frames() -> dict[str, GeoDataFrame]:
    return {day: regions.control(day) for day in ["2020-09-26", *WAR, "2020-11-10"]}


def test_every_place_has_the_status_of_each_of_its_rows_on_that_day() -> None:
    for row in of_places():
        now = status(row["date"])[row["place_id"], row["scope"] or "place"]
        said = now.claimed_by if row["status"] == "claimed" else now.held_by.removesuffix("_ssr")
        assert said == row["to"], (row["place_id"], row["date"])
        assert now.since <= row["date"], (row["place_id"], row["date"])
        assert now.basis == "own"


def test_the_day_before_its_first_row_a_place_is_held_by_who_lost_it() -> None:
    first: dict[tuple[str, str], dict[str, str]] = {}
    for row in of_places():
        first.setdefault((row["place_id"], row["scope"] or "place"), row)
    for key, row in first.items():
        before = status(day_before(row["date"]))[key]
        assert before.held_by.removesuffix("_ssr") == row["from"], key
        assert before.claimed_by is None or isinstance(before.claimed_by, float), key


@pytest.mark.parametrize("day", ANNOUNCED)
def test_each_day_of_the_war_has_the_announcements_that_were_counted(day: str) -> None:
    announced = [row for row in of_places() if row["date"] == day and not row["scope"]]
    assert len(announced) == ANNOUNCED[day]


def test_no_other_day_of_the_war_has_one() -> None:
    days = {row["date"] for row in of_places() if WAR[0] <= row["date"] <= WAR[-1]}
    assert days == set(ANNOUNCED)


def test_what_was_announced_twice_says_so() -> None:
    claims = Counter(row["place_id"] for row in of_places() if WAR[0] <= row["date"] <= WAR[-1])
    twice = {place_id for place_id, count in claims.items() if count > 1}
    assert twice == {"abdurrahmanli", "bartaz", "chalabilar", "uchunju_aghali", "zarnali"}
    for row in of_places():
        if row["place_id"] in twice and WAR[0] <= row["date"] <= WAR[-1]:
            assert "announced" in row["note"], row["place_id"]


@pytest.mark.parametrize(
    "day",
    ["1988-01-01", "1991-12-31", "1994-05-12", "2016-04-03", "2020-10-09", "2021-06-01", "2023-09-21", "2026-11-30"],
)
def test_no_place_is_in_two_states_on_a_day(day: str) -> None:
    held = regions.control(day)
    assert not held.duplicated(["place_id", "scope"]).any()
    assert set(held.held_by) <= HOLDERS
    claimed = held[held.claimed_by.notna()]
    assert (claimed.claimed_by != claimed.held_by).all()
    assert (claimed.status == "claimed").all()
    assert (held[held.claimed_by.isna()].status != "claimed").all()


def test_in_the_war_claims_only_grow_until_they_are_agreed(frames: dict[str, GeoDataFrame]) -> None:
    gained = {
        day: set(frame[(frame.claimed_by == "az") | (frame.held_by == "az")].place_id) for day, frame in frames.items()
    }
    held = {day: set(frame[frame.held_by == "az"].place_id) for day, frame in frames.items()}
    for before, day in itertools.pairwise(["2020-09-26", *WAR]):
        assert gained[before] <= gained[day]
        assert held[before] <= held[day]


def test_what_is_denied_is_not_what_both_sides_say(frames: dict[str, GeoDataFrame]) -> None:
    def of(day: str, place_id: str) -> list[Any]:
        of_place = frames[day].set_index("place_id").loc[place_id, ["held_by", "claimed_by", "status"]]
        return list(of_place.fillna(""))

    assert of("2020-10-08", "hadrut") == ["am_nk", "", "both sides"]
    assert of("2020-10-12", "hadrut") == ["am_nk", "az", "claimed"]
    assert of("2020-11-08", "shusha") == ["am_nk", "az", "claimed"]
    assert of("2020-11-09", "shusha") == ["az", "", "both sides"]  # the loss was admitted that day
    assert of("2020-11-10", "hadrut") == ["az", "", "both sides"]
    assert of("2020-11-09", "shosh") == ["am_nk", "az", "claimed"]
    assert of("2020-11-10", "shosh") == ["ru_peacekeepers_area", "", "handed over by agreement"]
    assert frames["2020-10-12"].set_index("place_id").denied_by["hadrut"] == "Defence Ministry of Armenia"


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("1990-06-01", {"karki": "am_ssr", "baghanis_ayrim": "am_ssr", "shusha": "az_ssr", "yerevan": "am_ssr"}),
        ("1992-06-01", {"shusha": "am_nk", "lachin": "am_nk", "kalbajar": "az", "martakert": "am_nk"}),
        ("1993-01-01", {"martakert": "az", "artsvashen": "az", "aghdam": "az", "khojaly": "am_nk"}),
        ("1994-01-01", {"horadiz": "am_nk", "aghdam": "am_nk", "fuzuli": "am_nk", "vank_martakert": "contested"}),
        ("2010-06-01", {"horadiz": "az", "lele_tepe": "am_nk", "gulistan": "none", "gunnut": "none"}),
        ("2020-11-22", {"aghdam": "az", "kalbajar": "am_nk", "lachin": "ru_peacekeepers_area", "pichanis": "am_nk"}),
        ("2020-12-11", {"hin_tagher": "am_nk", "khtsaberd": "am_nk", "pichanis": "az", "gulabird": "az"}),
        ("2020-12-12", {"hin_tagher": "az", "khtsaberd": "az", "vank_martakert": "ru_peacekeepers_area"}),
        ("2023-09-25", {"martakert": "az", "stepanakert": "ru_peacekeepers_area", "chartar": "az"}),
        ("2023-05-01", {"hakari_bridge": "az", "hin_shen": "ru_peacekeepers_area", "lachin": "az"}),
        ("2023-10-01", {"stepanakert": "az", "kornidzor": "am"}),
        ("2024-06-01", {"baghanis_ayrim": "az", "yukhari_askipara": "am", "karki": "am", "artsvashen": "az"}),
    ],
)
def test_towns_and_villages_over_forty_years(day: str, expected: dict[str, str]) -> None:
    held = regions.control(day)
    of = held[held.scope == "place"].set_index("place_id").held_by
    assert {place_id: of[place_id] for place_id in expected} == expected


def test_positions_near_a_village_leave_the_village_as_it_is() -> None:
    found = status("2023-06-01")
    for place_id in ("kut", "jermuk", "nerkin_hand", "tegh"):
        assert found[place_id, "positions"].claimed_by == "az"
        assert found[place_id, "positions"].accuracy_km > 1
        assert (found[place_id, "place"].held_by, found[place_id, "place"].status) == ("am", "unchanged")


@pytest.mark.parametrize("day", AT_THE_EDGE)
def test_settlements_have_the_status_of_the_areas_drawn_for_the_day(day: str) -> None:
    drawn = regions.at(day)
    held = shapely.union_all(drawn[(drawn.held_by == "am_nk") & (drawn.outline != "oblast")].geometry.to_numpy())
    zone = shapely.union_all(drawn[drawn.outline == "zone"].geometry.to_numpy())
    settlements = regions.control(day)
    settlements = settlements[(settlements.scope == "place") & (settlements.accuracy_km <= 1)]
    oblast = drawn[drawn.outline == "oblast"].geometry.iloc[0]
    by_zone = settlements.within(zone) != (settlements.held_by == "ru_peacekeepers_area")
    by_land = settlements.within(held) != (settlements.held_by == "am_nk")
    wrong = settlements[by_zone | (by_land & ~settlements.within(oblast))]
    assert set(wrong.place_id) == AT_THE_EDGE[day]


@pytest.mark.parametrize("day", WAR)
def test_the_areas_of_a_day_share_the_land_held_before_the_war(day: str) -> None:
    drawn = shapes(day)
    parts = [drawn[name] for name in ("held", "claimed", "taken") if name in drawn]
    assert square_kilometres(shapely.union_all(parts)) == pytest.approx(11_464, abs=5)
    assert sum(map(square_kilometres, parts)) == pytest.approx(11_464, abs=5)
    assert all(part.is_valid for part in parts)
    assert drawn["line"].difference(drawn["held"].boundary.buffer(0.002)).length < 0.01


def test_the_land_announced_only_grows() -> None:
    gone = [shapely.union_all([s[name] for name in ("claimed", "taken") if name in s]) for s in map(shapes, WAR)]
    for before, after in itertools.pairwise(gone):
        assert square_kilometres(before.difference(after)) < 0.1
    assert square_kilometres(gone[0]) < 200
    assert square_kilometres(gone[-1]) > 4_000


def test_on_its_last_day_it_is_what_is_drawn_as_azerbaijani_from_the_ceasefire_on() -> None:
    drawn = shapes("2020-11-09")
    after = regions.at("2020-11-10")
    kept = shapely.union_all(after[after.outline.isin(["zone", "district"])].geometry.to_numpy())
    gone = shapely.union_all([drawn["claimed"], drawn["taken"]])
    land = shapely.union_all([drawn["held"], gone])
    left = land.difference(kept)
    assert square_kilometres(left.difference(gone)) < 1
    # Announced on the 7th and 9th inside what was drawn for the peacekeepers two days later.
    assert square_kilometres(gone.difference(left)) < 120


def test_an_area_stands_until_the_next_announcement() -> None:
    ids = [regions.at(day).region_id.tolist() for day in WAR]
    changes = [day for before, (day, now) in zip([[], *ids], zip(WAR, ids, strict=True), strict=False) if before != now]
    assert changes == sorted(ANNOUNCED)
    for day in WAR:
        drawn = regions.at(day)
        assert (drawn.valid_from <= day).all()
        assert (drawn.valid_to >= day).all()
        assert drawn.region_id.is_unique


def test_an_announced_settlement_lies_in_the_land_announced_from_that_day_on(gazetteer: Gazetteer) -> None:
    first: dict[str, str] = {}
    for row in of_places():
        if WAR[0] <= row["date"] <= WAR[-1] and not row["scope"]:
            first.setdefault(row["place_id"], row["date"])
    by_day = {day: shapes(day) for day in {*first.values(), *map(day_before, first.values())} if day >= WAR[0]}
    outside = set()
    for place_id, day in first.items():
        place = gazetteer[place_id]
        if place.confidence == "low":
            continue
        at = Point(place.lon, place.lat)
        parts = by_day[day]
        if (
            not shapely.union_all([parts[name] for name in ("claimed", "taken") if name in parts])
            .buffer(0.006)
            .contains(at)
        ):
            outside.add(place_id)
        if day > WAR[0]:
            assert by_day[day_before(day)]["held"].buffer(0.006).contains(at) or place_id == "chaylu", place_id
    assert outside == {"chaylu"}  # drawn on the other side of the line of contact


def test_outline_and_control_are_two_things() -> None:
    oblast = {day: regions.at(day).iloc[0] for day in ("1990-06-01", "1992-06-01", "1995-06-01", "2023-10-15")}
    assert {row.outline for row in oblast.values()} == {"oblast"}
    assert [row.held_by for row in oblast.values()] == ["az_ssr", "contested", "am_nk", "az"]
    everything = regions.regions()
    assert set(everything.outline) == {"oblast", "adjacent", "district", "zone", "line", "corridor"}
    assert set(everything[everything.outline != "line"].held_by) <= HOLDERS
    assert everything[everything.outline == "line"].held_by.isna().all()


def test_every_status_can_be_traced() -> None:
    held = regions.control("2020-10-25")
    changed = held[held.status != "unchanged"]
    assert changed.since.notna().all()
    assert changed.control_source.str.match(r"https?://|own knowledge$").all()
    assert changed[changed.status == "claimed"].announced_by.notna().all()
    assert not set(held.columns) & set(conflictmap.COLUMNS) - {"place_id", "geometry"}


def test_control_joins_the_table_of_mentions() -> None:
    mentions = conflictmap.geoparse("Heavy fighting was reported in Hadrut.")
    joined = mentions.merge(regions.control("2020-10-12").drop(columns="geometry"), on="place_id")
    assert joined[["surface", "held_by", "claimed_by"]].to_numpy().tolist() == [["Hadrut", "am_nk", "az"]]


@pytest.mark.parametrize("day", ["1987-12-31", "1923-07-07"])
def test_before_the_first_row_nothing_is_said(day: str) -> None:
    with pytest.raises(InputError, match="1988-01-01"):
        regions.control(day)


@pytest.mark.parametrize("day", ["soon", "2020-02-30", None])
def test_what_is_not_a_day_is_refused(day: object) -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        regions.control(day)  # type: ignore[arg-type]


def test_the_table_is_in_order_and_speaks_of_known_places_and_sources(gazetteer: Gazetteer) -> None:
    keys = [tuple(row[column] for column in ("place_id", "scope", "date", "from", "to")) for row in rows()]
    assert keys == sorted(set(keys))
    sources = {row["source_id"] for row in rows("control_sources.csv")} | {"", "own knowledge"}
    for row in rows():
        assert row["place_id"] in gazetteer
        assert {row["source"], row["source2"], row["denial_source"]} <= sources
        assert row["source"]


def test_two_of_three_changes_rest_on_two_sources() -> None:
    counts = Counter(len({row["source"], row["source2"]} - {"", "own knowledge"}) for row in rows())
    assert counts[2] > 350
    assert counts[0] < 20


def test_the_built_files_are_small() -> None:
    assert geodata_path("control_2020.geojson").stat().st_size < 60_000
    assert geodata_path("control_spans.csv").stat().st_size < 160_000
