"""Precision: how exactly a mention is meant, which ground, and what the field's event data sets would code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

import conflictmap as cm
from conflictmap import Document, regions
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.geoprecision import codes, midpoint, offset, radius_km
from conflictmap.model.mention import Mention
from conflictmap.model.place import PRECISION

Reader = Callable[..., list[Mention]]
GEOD = Geod(ellps="WGS84")
LATITUDES, LONGITUDES = st.floats(-60, 60), st.floats(-179, 179)


def of(mentions: list[Mention], place_id: str) -> Mention:
    [mention] = [mention for mention in mentions if mention.place_id == place_id]
    assert mention.meant is not None
    return mention


@pytest.mark.parametrize(
    ("text", "precision", "ucdp", "acled"),
    [
        ("Shells fell in Hadrut.", "exact", 1, 1),
        ("Shells fell near Hadrut.", "near", 2, 2),
        ("Shells fell 20 km north of Hadrut.", "near", 2, 2),
        ("Shells fell in the Fuzuli district.", "district", 3, 2),
        ("Shells fell in the south of the Fuzuli district.", "district", 3, 2),
        ("Shells fell in the Syunik Province.", "region", 4, 3),
        ("Shells fell between Fuzuli and Hadrut.", "line", 5, 2),
        ("Shells fell between Goris and Hadrut.", "line", 5, 3),
        ("Shells fell 90 km north of Hadrut.", "line", 5, 3),
        ("They walked along the Aras.", "line", 5, 3),
        ("They flew to Iran.", "country", 6, 3),
        ("Ships crossed the Caspian Sea.", "region", 7, 3),
    ],
)
def test_classes_lead_to_the_codes_of_ucdp_and_acled(text: str, precision: str, ucdp: int, acled: int) -> None:
    row = cm.geoparse(Document(id="1", text=text)).iloc[-1]
    assert (row.precision, row.ucdp_precision, row.acled_precision) == (precision, ucdp, acled)


def test_every_class_of_the_gazetteer_has_codes(gazetteer: Gazetteer) -> None:
    for precision in {"exact", "near", *PRECISION.values()}:
        ucdp, acled = codes(precision, None, 100)
        assert ucdp is not None
        assert 1 <= ucdp <= 7
        assert acled is not None
        assert 1 <= acled <= 3
    assert all(radius_km(place) > 0 for place in gazetteer.outright)


def test_the_place_stays_where_the_name_refers_to(gazetteer: Gazetteer) -> None:
    table = cm.geoparse(Document(id="1", text="Smoke rose 20 km north of Shusha."))
    [row] = table.itertuples()
    shusha = gazetteer["shusha"]
    assert (row.geometry.y, row.geometry.x) == (shusha.lat, shusha.lon)
    assert row.relation == "20 km north of"
    azimuth, _, metres = GEOD.inv(shusha.lon, shusha.lat, row.meant_lon, row.meant_lat)
    assert metres == pytest.approx(20_000, abs=20)
    assert azimuth == pytest.approx(0, abs=0.1)
    assert 1 < row.radius_km < 20


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "It burned 10 km west of Goris."),
        ("ru", "Горело в 10 км к западу от Гориса."),
        ("az", "Gorusdan 10 km qərbdə yanğın oldu."),
        ("hy", "Գորիսից 10 կմ արևմուտք հրդեհ էր։"),
        ("tr", "Goris'in 10 km batısında yangın çıktı."),
    ],
)
def test_every_language_leads_to_the_same_ground(read_text: Reader, gazetteer: Gazetteer, code: str, text: str) -> None:
    meant = of(read_text(text, code), "goris").meant
    goris = gazetteer["goris"]
    assert meant is not None
    assert (meant.lat, meant.lon) == pytest.approx(offset(goris.lat, goris.lon, 270, 10), abs=1e-4)


def test_finer_winds_and_ranges_leave_more_or_less_open(read_text: Reader) -> None:
    def reach(words: str) -> float:
        meant = of(read_text(f"It burned {words} Goris."), "goris").meant
        assert meant is not None
        return meant.radius_km

    assert reach("20 km north-north-east of") < reach("20 km north-east of") < reach("15–25 km north-east of")
    assert reach("20 km north-east of") < reach("20 km from")
    assert reach("in") < reach("on the outskirts of") < reach("near") < reach("in the direction of")


def test_between_two_places_is_the_circle_over_them(read_text: Reader, gazetteer: Gazetteer) -> None:
    mentions = read_text("It burned between Goris and Kapan.")
    goris, kapan = of(mentions, "goris"), of(mentions, "kapan")
    assert goris.meant == kapan.meant
    assert goris.meant is not None
    for place_id in ("goris", "kapan"):
        place = gazetteer[place_id]
        metres = GEOD.inv(place.lon, place.lat, goris.meant.lon, goris.meant.lat)[2]
        assert metres / 1000 == pytest.approx(goris.meant.radius_km, abs=0.1)


def test_a_flight_between_far_cities_is_no_stretch_of_land(read_text: Reader) -> None:
    mention = of(read_text("A flight between Goris and Lisbon was late. Goods came."), "goris")
    assert mention.precision == "exact"


def test_the_border_of_neighbours_is_where_they_touch(read_text: Reader) -> None:
    for text, pair in [
        ("Shots were heard on the border between Armenia and Azerbaijan.", ("am", "az")),
        ("Shots were heard on the border of the Tavush Province and the Tovuz district.", ("tavush", "tovuz_district")),
    ]:
        mentions = read_text(text)
        one, other = of(mentions, pair[0]), of(mentions, pair[1])
        assert one.precision == other.precision == "line"
        assert one.meant == other.meant
        assert one.meant is not None
        here = (one.meant.lat, one.meant.lon)
        around = {regions.country_at(*offset(*here, bearing, 3)) for bearing in range(0, 360, 30)}
        assert {"AM", "AZ"} <= around


def test_the_northern_part_of_a_district_lies_in_its_north(read_text: Reader, gazetteer: Gazetteer) -> None:
    district = gazetteer["aghdam_district"]
    mention = of(read_text("It rained in the northern part of the Aghdam district."), "aghdam_district")
    assert mention.meant is not None
    assert district.lat < mention.meant.lat < offset(district.lat, district.lon, 0, radius_km(district))[0]
    assert mention.meant.radius_km == pytest.approx(radius_km(district) / 2**0.5, abs=0.1)


def test_radii_of_districts_have_the_area_of_their_polygons(gazetteer: Gazetteer) -> None:
    polygons = regions.districts().set_index("place_id")
    for place_id in ("tovuz_district", "fuzuli_district", "syunik"):
        area = 3.14159 * radius_km(gazetteer[place_id]) ** 2
        assert area == pytest.approx(polygons.km2[place_id], rel=0.02)


def test_villages_the_gazetteer_lacks_are_somewhere_in_their_district(read_text: Reader, gazetteer: Gazetteer) -> None:
    mention = read_text("A drone fell 3 km west of the village of Qwerin in the Fuzuli district.")[0]
    assert (mention.place_id, mention.precision) == ("fuzuli_district", "district")
    assert mention.meant is not None
    assert mention.meant.radius_km == radius_km(gazetteer["fuzuli_district"])


def test_without_a_place_nothing_is_claimed(tmp_path: Path) -> None:
    table = cm.geoparse(Document(id="1", text="A drone fell near the village of Qwerin."))
    [row] = table.itertuples()
    assert row.relation == "near"
    assert pd.isna(row.precision)
    assert pd.isna(row.ucdp_precision)
    assert pd.isna(row.acled_precision)
    assert pd.isna(row.meant_lat)
    assert pd.isna(row.radius_km)
    written = json.loads(cm.write(table, tmp_path / "m.geojson").read_text(encoding="utf-8"))
    assert written["features"][0]["properties"]["ucdp_precision"] is None


def test_files_carry_the_codes_as_whole_numbers(tmp_path: Path) -> None:
    table = cm.geoparse(Document(id="1", text="Smoke rose 20 km north of Shusha."))
    [line] = cm.write(table, tmp_path / "m.jsonl").read_text(encoding="utf-8").splitlines()
    [mention] = json.loads(line)["mentions"]
    assert (mention["ucdp_precision"], mention["acled_precision"]) == (2, 2)
    assert (mention["precision"], mention["relation"]) == ("near", "20 km north of")
    assert mention["meant_lat"] > mention["lat"]
    assert ",2,2,20 km north of," in cm.write(table, tmp_path / "m.csv").read_text(encoding="utf-8")


@given(LATITUDES, LONGITUDES, st.floats(0, 359.99), st.floats(0.01, 500))
def test_distance_and_bearing_lead_there_and_back(lat: float, lon: float, bearing: float, kilometres: float) -> None:
    far = offset(lat, lon, bearing, kilometres)
    azimuth, back, metres = GEOD.inv(lon, lat, far[1], far[0])
    assert metres / 1000 == pytest.approx(kilometres, rel=1e-6)
    assert abs((azimuth - bearing + 180) % 360 - 180) < 1e-3
    assert offset(*far, back, kilometres) == pytest.approx((lat, lon), abs=1e-6)


@given(LATITUDES, LONGITUDES, st.floats(0, 359.99), st.floats(0.01, 400))
def test_the_middle_is_as_far_from_both_ends(lat: float, lon: float, bearing: float, kilometres: float) -> None:
    other = offset(lat, lon, bearing, kilometres)
    circle = midpoint((lat, lon), other)
    for end in ((lat, lon), other):
        metres = GEOD.inv(end[1], end[0], circle.lon, circle.lat)[2]
        assert metres / 1000 == pytest.approx(circle.radius_km, rel=1e-6)
    assert circle.radius_km == pytest.approx(kilometres / 2, rel=1e-6)
