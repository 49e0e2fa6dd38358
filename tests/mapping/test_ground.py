"""The ground of a page: what areas consist of, where their circles stand, and what orients the reader."""

from __future__ import annotations

import io

import geopandas as gpd
import numpy as np
import pytest
from shapely import Point

import conflictmap as cm
from conflictmap import Document, regions
from conflictmap.gazetteer import Gazetteer
from conflictmap.mapping._backdrop import backdrop, relief
from conflictmap.mapping._extents import extents, spots
from conflictmap.mapping._ground import dated, ground

from .reader import Page


def outline(place_id: str) -> object:
    """The ground an area consists of."""
    frames = {"districts": regions.districts(simplified=True), "land": regions.boundaries(simplified=True)}
    frames["dated"] = dated()
    parts = [frames[layer].geometry.iloc[i] for layer, rows in extents()[place_id].items() for i in rows]
    return gpd.GeoSeries(parts).union_all()


def test_every_area_with_an_outline_is_a_place_of_the_gazetteer_and_no_town() -> None:
    gazetteer = Gazetteer.load(additions=False)
    kinds = {place_id: gazetteer[place_id].kind for place_id in extents()}
    assert not {place_id for place_id, kind in kinds.items() if kind in {"city", "town", "village"}} - {
        "yerevan",
        "baku",
    }
    assert {"nagorno_karabakh", "gegharkunik", "lachin_district", "nakhchivan_ar", "az", "am"} <= set(extents())


@pytest.mark.parametrize(
    "place_id", ["nagorno_karabakh", "artsakh", "gegharkunik", "nakhchivan_ar", "karabakh_economic_region", "az"]
)
def test_the_circle_of_an_area_stands_inside_it_apart_from_the_towns_named(place_id: str) -> None:
    gazetteer = Gazetteer.load(additions=False)
    ids = [place_id, "stepanakert", "shusha", "goris", "gavar", "nakhchivan_city", "lachin"]
    lat, lon = (np.array([getattr(gazetteer[one], axis) for one in ids]) for axis in ("lat", "lon"))
    (spot,) = spots(ids, lat, lon).values()
    assert outline(place_id).contains(Point(spot[1], spot[0]))
    km = np.hypot(lat[1:] - spot[0], (lon[1:] - spot[1]) * np.cos(np.radians(40))) * 111.2
    assert km.min() > 5
    lake = regions.lakes().set_index("name").geometry["Lake Sevan"]
    assert place_id != "gegharkunik" or not lake.contains(Point(spot[1], spot[0]))


def test_two_names_of_one_area_do_not_cover_each_other() -> None:
    found = spots(["artsakh", "nagorno_karabakh"], np.array([39.82, 39.82]), np.array([46.75, 46.75]))
    assert found[0] != found[1]


def test_the_table_keeps_the_points_of_areas_that_the_page_moves() -> None:
    mentions = cm.geoparse(Document(id="a", text="Fighting went on in Nagorno-Karabakh and the Lachin district."))
    page = Page(cm.map(mentions).to_html())
    assert page.core["lat"][page.names["ids"].index("nagorno_karabakh")] == round(100_000 * mentions.geometry.y.iloc[0])
    assert set(page.meta["spots"]) == set(page.meta["extents"]) == {"0", "1"}


def test_the_relief_is_a_small_grey_picture_with_flat_water() -> None:
    from PIL import Image

    picture = np.asarray(Image.open(io.BytesIO(relief())).convert("L"), dtype=int)
    rows, columns = picture.shape
    assert len(relief()) < 20_000
    assert abs(picture[: rows // 4, -columns // 12 :] - 128).max() < 12, "the Caspian Sea"
    assert picture.std() > 10


def test_the_world_has_the_states_a_report_may_lead_to_and_leaves_the_fine_ground_free() -> None:
    named = {state.get("name") for state in backdrop()["world"]}
    assert {"Russia", "France", "Germany", "Turkey", "Iran", "Kazakhstan"} <= named
    south, west, north, east = ground()["frame"]
    fine = gpd.GeoSeries.from_wkt(
        [f"POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))"]
    )
    assert max(shape.intersection(fine[0]).area for shape in regions.world().geometry) < 1e-9


def test_towns_are_named_in_every_language_villages_neutrally() -> None:
    towns = backdrop()["towns"]
    goris = towns["name"].index("Goris")
    assert (towns["name_hy"][goris], towns["name_ru"][goris]) == ("Գորիս", "Горис")
    assert len(towns["name"]) == len(towns["lat"]) == len(towns["rank"]) > len(towns["name_hy"])
    assert towns["rank"] == sorted(towns["rank"])
    assert sum(towns["lat"][: goris + 1]) / 1000 == pytest.approx(39.511, abs=0.02)
