"""The shipped tables and borders: sound, complete, and the files their manifest speaks of."""

from __future__ import annotations

import csv
import hashlib
import itertools
import json
import re
import tomllib
from collections import Counter
from typing import Any

import pytest
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

import conflictmap
from conflictmap import regions
from conflictmap._geodata import geodata_path
from conflictmap.gazetteer.demonyms import demonyms
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.folding import fold
from conflictmap.model.place import DISTRICT_KINDS, SETTLEMENT_KINDS, Place

MANIFEST = json.loads(geodata_path("PROVENANCE.json").read_text(encoding="utf-8"))
KINDS_INSIDE = SETTLEMENT_KINDS | {"airport", "archaeological_site", "checkpoint", "hill", "monastery"}
NOT_DRAWN = {
    "gn585369",  # Neft Daşları, on piles in the Caspian Sea
}
EXCLAVES = {"barkhudarli": "AZ", "sofulu_gazakh": "AZ", "yukhari_askipara": "AZ", "karki": "AZ", "artsvashen": "AM"}


def square_kilometres(area: BaseGeometry) -> float:
    return abs(Geod(ellps="WGS84").geometry_area_perimeter(area)[0]) / 1e6


@pytest.fixture(scope="module")
def theatre(gazetteer: Gazetteer) -> list[Place]:
    return [place for place in gazetteer if place.tier == "theatre" and not place.id.startswith("gn")]


@pytest.fixture(scope="module")
def countries() -> dict[str, BaseGeometry]:
    frame = regions.boundaries()
    return dict(zip(frame.iso_a2, frame.geometry, strict=True))


@pytest.mark.parametrize("name", MANIFEST["files"])
def test_each_file_is_the_one_its_manifest_describes(name: str) -> None:
    data = geodata_path(name).read_bytes()
    entry = MANIFEST["files"][name]
    assert hashlib.sha256(data).hexdigest() == entry["sha256"]
    if name.endswith(".csv"):
        assert data.count(b"\n") - 1 == entry["rows"]
    elif name.endswith(".geojson"):
        assert len(json.loads(data)["features"]) == entry["rows"]
    assert entry["licence"]
    assert entry["retrieved_from"] or entry["written_by_hand"]


def test_every_source_is_pinned() -> None:
    named = {source for entry in MANIFEST["files"].values() for source in entry["made_from"]}
    for source in named:
        assert len(MANIFEST["sources"][source]["sha256"]) == 64
        assert MANIFEST["sources"][source]["licence"]


def test_the_wheel_carries_every_file_and_its_licence() -> None:
    project = tomllib.loads((geodata_path("PROVENANCE.json").parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    for name in (*MANIFEST["files"], "PROVENANCE.json", "LICENSES"):
        assert carried[f"geodata/{name}"] == f"conflictmap/geodata/{name}"


@pytest.mark.parametrize("simplified", [False, True])
def test_borders_fit_together_exactly(simplified: bool) -> None:
    geometry = regions.boundaries(simplified=simplified).geometry.to_numpy()
    assert shapely.is_valid(geometry).all()
    assert shapely.coverage_is_valid(geometry)


@pytest.mark.parametrize("simplified", [False, True])
def test_countries_do_not_overlap(simplified: bool) -> None:
    frame = regions.boundaries(simplified=simplified)
    for (a, first), (b, second) in itertools.combinations(zip(frame.iso_a2, frame.geometry, strict=True), 2):
        assert square_kilometres(first.intersection(second)) < 0.0005, (a, b)


def test_karki_is_an_exclave_of_some_size_inside_armenia(
    gazetteer: Gazetteer, countries: dict[str, BaseGeometry]
) -> None:
    at = shapely.Point(gazetteer["karki"].lon, gazetteer["karki"].lat)
    [karki] = [part for part in countries["AZ"].geoms if part.contains(at)]
    assert 8 < square_kilometres(karki) < 19
    assert karki.exterior.covered_by(countries["AM"].boundary)
    notes = regions.boundaries().set_index("iso_a2").note
    assert "Karki/Tigranashen" in notes["AZ"]
    assert "1.5 km" in notes["AZ"]


@pytest.mark.parametrize(("code", "published"), [("AZ", 86_600), ("AM", 29_743)])
def test_areas_agree_with_published_figures(countries: dict[str, BaseGeometry], code: str, published: float) -> None:
    assert square_kilometres(countries[code]) == pytest.approx(published, rel=0.012)


def test_settlements_of_the_two_states_lie_in_their_own(
    gazetteer: Gazetteer, countries: dict[str, BaseGeometry]
) -> None:
    outside = set()
    for place in gazetteer:
        if place.country not in {"AZ", "AM"} or place.kind not in KINDS_INSIDE:
            continue
        if not shapely.contains_xy(countries[place.country], place.lon, place.lat):
            outside.add(place.id)
    assert outside == NOT_DRAWN


@pytest.mark.parametrize("simplified", [False, True])
def test_districts_cover_the_two_states_and_fit_together(countries: dict[str, BaseGeometry], simplified: bool) -> None:
    rows = regions.districts(simplified=simplified)
    assert shapely.is_valid(rows.geometry.to_numpy()).all()
    assert shapely.coverage_is_valid(rows.geometry.to_numpy())
    assert rows.iso_3166_2.is_unique
    assert rows.kind.value_counts().to_dict() == {"district": 66, "city": 12, "province": 10}
    for state in ("AZ", "AM"):
        units = shapely.union_all(rows[rows.iso_a2 == state].geometry.to_numpy())
        assert square_kilometres(units.symmetric_difference(countries[state])) < (300 if simplified else 0.1)


def test_districts_are_called_what_they_are(gazetteer: Gazetteer) -> None:
    rows = regions.districts().set_index("iso_3166_2")
    assert rows.index.str[:2].tolist() == rows.iso_a2.tolist()
    for code, place_id in rows.place_id.dropna().items():
        assert gazetteer[place_id].country == code[:2], code
    assert rows.place_id.dropna().is_unique
    assert (rows.place_id["AZ-LAC"], rows["name"]["AZ-LAC"]) == ("lachin_district", "Lachin")
    assert (rows.place_id["AZ-LAN"], rows.name_ru["AZ-LAN"]) == ("lankaran_district", "Ленкоранский район")
    assert rows["name"]["AZ-XA"] == "Khankendi/Stepanakert"
    for column in ("name", "name_az", "name_ru"):
        assert rows[column].str.len().min() > 2, column
    assert rows.name_hy.notna().all()
    assert rows.accuracy_km.between(2, 6).all()


def test_most_places_lie_in_the_polygon_of_their_district(theatre: list[Place]) -> None:
    units = regions.districts().dropna(subset="place_id").set_index("place_id").geometry
    places = [p for p in theatre if p.district in units.index and p.kind in SETTLEMENT_KINDS]
    inside = [shapely.contains_xy(units[place.district], place.lon, place.lat) for place in places]
    assert len(places) > 500
    assert sum(inside) / len(places) > 0.88  # the rest is within some kilometres: not a way to tell a district


@pytest.mark.parametrize(
    ("place_id", "code"),
    [("karki", "AZ-SAD"), ("artsvashen", "AM-GR"), ("barkhudarli", "AZ-QAZ"), ("lachin_airport", "AZ-LAC")],
)
def test_exclaves_belong_to_their_district(gazetteer: Gazetteer, place_id: str, code: str) -> None:
    rows = regions.districts()
    at = gazetteer[place_id]
    assert rows[shapely.contains_xy(rows.geometry.to_numpy(), at.lon, at.lat)].iso_3166_2.tolist() == [code]


@pytest.mark.parametrize("place_id", EXCLAVES)
def test_exclaves_belong_to_the_state_that_holds_them_by_law(
    gazetteer: Gazetteer, countries: dict[str, BaseGeometry], place_id: str
) -> None:
    place = gazetteer[place_id]
    assert place.country == EXCLAVES[place_id]
    assert shapely.contains_xy(countries[EXCLAVES[place_id]], place.lon, place.lat)


def test_every_district_named_is_a_district_of_the_same_state(gazetteer: Gazetteer, theatre: list[Place]) -> None:
    for place in theatre:
        if place.district:
            district = gazetteer[place.district]
            assert district.kind in DISTRICT_KINDS, place.id
            assert district.country == place.country, place.id


def test_all_first_level_units_are_named(theatre: list[Place]) -> None:
    units = Counter(place.country for place in theatre if place.kind in {"district", "province"})
    assert units["AM"] >= 10  # Yerevan is the eleventh
    assert units["AZ"] >= 66


def test_no_place_stands_twice(theatre: list[Place]) -> None:
    ids = Counter(place.geonames_id for place in theatre if place.geonames_id and place.tier == "theatre")
    assert [geonames_id for geonames_id, count in ids.items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Xankəndi", "stepanakert"),
        ("Степанакерт", "stepanakert"),
        ("Madagiz", "mataghis"),
        ("Suqovuşan", "mataghis"),
        ("Aghdara", "martakert"),
        ("Varanda", "fuzuli"),
        ("Kelbadjar", "kalbajar"),
        ("Berdzor", "lachin"),
        ("Vardashat", "edisha"),
        ("Yuxarı Rəfədinli", "yukhari_rafadinli"),
        ("Юхары Маральян", "yukhari_maralyan"),
        ("Lerik District", "lerik_district"),
        ("South Caucasus", "south_caucasus"),
        ("Caspian Sea", "caspian_sea"),
        ("Türkiye", "tr"),
        ("U.S.", "us"),
        ("Великобритания", "gb"),
        ("Վրաստան", "ge"),
        ("Bash Karvend", "bash_garvand"),
        ("Ashagy Seyidahmedly", "seydahmadli"),
        ("Nerqin Hand", "nerkin_hand"),
        ("Kizilhajily", "gizilhajili_gazakh"),
        ("Khin Tager", "hin_tagher"),
        ("Ahılkelek", "akhalkalaki"),
        ("Kvemo-Kartli", "ge-kk"),
        ("Upper Lars", "upper_lars"),
        ("Kobani", "gn172256"),
        ("Rastan", "gn172946"),
        ("St. Louis", "gn4407066"),
        ("St Petersburg", "saint_petersburg"),
        ("Viyana", "gn2761369"),
        ("Vaşinqton", "gn4140963"),
        ("Эль-Фашер", "gn379555"),
        ("Mass.", "us-ma"),
        ("N.Y.", "us-ny"),
        ("Gaza Strip", "ps-gzz"),
        ("Anadolu", "anatolia"),
    ],
)
def test_names_of_every_side_lead_to_their_place(gazetteer: Gazetteer, name: str, place_id: str) -> None:
    assert gazetteer.lookup(name)[0].id == place_id


def test_saints_are_found_in_full_and_abbreviated(gazetteer: Gazetteer) -> None:
    for name in ("St Louis", "St. Louis", "Saint Louis"):
        assert "gn4407066" in {place.id for place in gazetteer.lookup(name)}, name


def test_crimea_lies_in_the_state_that_holds_it_by_law(gazetteer: Gazetteer) -> None:
    assert {place.country for place in gazetteer.lookup("Crimea")} == {"UA"}
    assert gazetteer["ua-43"].country == "UA"


@pytest.mark.parametrize("name", ["Maarrat Misrin", "Watkinsville", "Avdiivka", "Zuwara"])
def test_towns_of_other_wars_and_local_news_need_evidence(gazetteer: Gazetteer, name: str) -> None:
    assert {place.tier for place in gazetteer.lookup(name)} <= {"world", "country"}
    assert gazetteer.lookup(name)


def test_names_far_away_written_by_hand_are_in_the_long_table(gazetteer: Gazetteer) -> None:
    with (geodata_path("PROVENANCE.json").parent / "build" / "elsewhere.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        rows = list(csv.DictReader(file))
    assert [row["place_id"] for row in rows] == sorted({row["place_id"] for row in rows})
    for row in rows:
        place = gazetteer[row["place_id"]]
        assert place.tier == row["tier"] or not row["tier"], place.id
        for language in ("en", "az", "hy", "ru", "tr"):
            listed = {fold(name.text) for name in place.names}
            assert {fold(text) for text in row[f"names_{language}"].split(";")} - {""} <= listed, place.id


def test_names_in_languages_without_a_column_are_in_the_long_table(gazetteer: Gazetteer) -> None:
    with (geodata_path("PROVENANCE.json").parent / "build" / "tongues.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["place_id"] for row in rows] == sorted({row["place_id"] for row in rows})
    for row in rows:
        listed = {(name.text, name.language) for name in gazetteer[row["place_id"]].names}
        for column in filter(lambda column: column.startswith("names_"), row):
            code = column.removeprefix("names_")
            assert {(text, code) for text in row[column].split(";") if text} <= listed, row["place_id"]


def test_both_names_of_a_place_stand_in_alphabetical_order(theatre: list[Place]) -> None:
    for place in theatre:
        parts = place.name.split(" (")[0].split("/")
        assert parts == sorted(parts), place.id


@pytest.mark.parametrize("table", ["places.csv", "world.csv"])
def test_tables_are_sorted_and_hold_no_formulas(table: str) -> None:
    with geodata_path(table).open(encoding="utf-8", newline="") as file:
        rows: list[dict[str, Any]] = list(csv.DictReader(file))
    ids = [row["place_id"] for row in rows]
    assert ids == sorted(set(ids))
    assert not [value for row in rows for value in row.values() if value.startswith(("=", "+", "@"))]


def test_the_page_copies_are_small() -> None:
    for name, limit in (
        ("boundaries_page.geojson", 130_000),
        ("lakes_page.geojson", 25_000),
        ("districts_page.geojson", 150_000),
    ):
        assert geodata_path(name).stat().st_size < limit
    assert len(regions.boundaries(simplified=True)) == len(regions.boundaries())
    assert len(regions.lakes(simplified=True)) < len(regions.lakes())


def test_the_theatre_is_covered(theatre: list[Place]) -> None:
    areas = regions.regions().set_index("region_id").geometry
    oblast, held = areas["nkao"], areas["nkao"].union(areas["held_outside_1994_2020"])
    assert len(theatre) >= 1_100
    inside = {
        area: sum(
            place.kind in SETTLEMENT_KINDS and bool(shapely.contains_xy(shape, place.lon, place.lat))
            for place in theatre
        )
        for area, shape in (("oblast", oblast), ("held", held))
    }
    assert inside["oblast"] >= 200
    assert inside["held"] >= 600
    for province, least in (("syunik", 100), ("gegharkunik", 50), ("tavush", 50), ("vayots_dzor", 25)):
        assert sum(place.district == province for place in theatre) >= least, province


def test_most_places_are_named_in_all_four_languages(theatre: list[Place]) -> None:
    full = [place for place in theatre if {"en", "az", "hy", "ru"} <= {name.language for name in place.names}]
    assert len(full) >= 1_200


@pytest.mark.parametrize(("column", "script"), [("hy", "\u0530-\u058f\ufb13-\ufb17"), ("ru", "\u0400-\u04ff")])
def test_names_stand_in_the_column_of_their_script(theatre: list[Place], column: str, script: str) -> None:
    allowed = re.compile(rf"[{script}\d\s.,«»“”„…—’'()–-]+")
    wrong = [(p.id, n.text) for p in theatre for n in p.names if n.language == column and not allowed.fullmatch(n.text)]
    assert [name for name in wrong if name[1] not in {"TRIPP"}] == []


def test_namesakes_are_mutual_and_complete(theatre: list[Place], gazetteer: Gazetteer) -> None:
    by_name: dict[str, set[str]] = {}
    for place in theatre:
        for other in place.namesakes:
            assert place.id in gazetteer[other].namesakes, (place.id, other)
        if place.kind in SETTLEMENT_KINDS:
            for key in {fold(name.text) for name in place.names if not name.used_by}:
                by_name.setdefault(key, set()).add(place.id)
    for ids in by_name.values():
        for place_id in ids:
            assert ids - {place_id} <= set(gazetteer[place_id].namesakes), place_id


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Martuni", {"martuni_khojavend", "martuni_gegharkunik", "martuni_chambarak"}),
        ("Aghdam", {"aghdam", "aghdam_tovuz"}),
        ("Khojavend", {"martuni_khojavend", "khojavand"}),
    ],
)
def test_known_namesakes_are_all_listed(gazetteer: Gazetteer, name: str, ids: set[str]) -> None:
    assert {place.id for place in gazetteer.lookup(name)} == ids


def test_names_of_an_era_belong_to_places_and_carry_their_years(gazetteer: Gazetteer) -> None:
    with geodata_path("names_dated.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 120
    for row in rows:
        names = gazetteer[row["place_id"]].names
        assert row["name"] in {name.text for name in names}, row
        for day in (row["valid_from"], row["valid_to"]):
            assert re.fullmatch(r"|\d{4}(-\d\d(-\d\d)?)?", day), row
        assert not row["valid_to"] or row["valid_from"] <= row["valid_to"], row
    assert gazetteer["ganja"].name_in("ru", "1970-01-01") == "Кировабад"
    assert gazetteer["ganja"].name_in("ru", "2020-01-01") == "Гянджа"
    assert gazetteer["stepanakert"].name_in("az", "1980-01-01") == "Stepanakert"


def test_demonyms_lead_to_places_and_are_none_themselves(gazetteer: Gazetteer) -> None:
    table = demonyms()
    assert len(table) >= 350
    assert {word.language for word in table.values()} == {"en", "ru", "az", "hy", "tr", "fr"}
    for word in table.values():
        assert word.place_id in gazetteer, word
        assert word.kind in {"demonym", "adjective"}
    text = "Armenians, Azerbaijanis and Karabakhis met Russian officers; бакинский чиновник молчал."
    assert conflictmap.geoparse(conflictmap.Document(id="1", text=text)).empty


def test_points_no_source_confirms_are_drawn_as_areas(theatre: list[Place]) -> None:
    doubtful = [place for place in theatre if place.confidence == "low" and place.kind in SETTLEMENT_KINDS]
    assert doubtful
    assert {place.precision for place in doubtful} == {"near"}
    assert {place.confidence for place in theatre} == {"high", "medium", "low", "label point"}


def test_coordinates_have_three_decimals(theatre: list[Place]) -> None:
    assert all(round(place.lat, 3) == place.lat and round(place.lon, 3) == place.lon for place in theatre)
