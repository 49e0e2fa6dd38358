"""The gazetteer as a geopy geocoder, and the chain behind it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import geopandas.tools
import geopy
import numpy as np
import pandas as pd
import pytest
from geopy.exc import ConfigurationError, GeocoderQueryError, GeocoderServiceError
from geopy.geocoders.base import Geocoder

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.gazetteer.geocoding import GazetteerGeocoder, GeocoderChain


@pytest.fixture(scope="module")
def geocoder() -> GazetteerGeocoder:
    return GazetteerGeocoder(gazetteer=Gazetteer.load())


class Service(Geocoder):  # type: ignore[misc]
    """An online service that answers from a table and counts the questions."""

    def __init__(self, answers: dict[str, geopy.Location] | None = None, *, down: bool = False) -> None:
        super().__init__()
        self.answers, self.down, self.asked = answers or {}, down, 0

    def geocode(self, query: str, **_: Any) -> list[geopy.Location] | None:
        self.asked += 1
        if self.down:
            raise GeocoderServiceError("service is down")
        return [self.answers[query]] if query in self.answers else None

    def __str__(self) -> str:
        return "service"


ATLANTIS = geopy.Location("Atlantis", (31.0, -24.0), {"address": {"country_code": "pt"}})


def test_geopandas_geocodes_offline() -> None:
    found = geopandas.tools.geocode(["Shushi", "Jabrayil", "Goris", "Qwxyz"], provider=GazetteerGeocoder)
    assert found.crs.to_epsg() == 4326
    assert found.address.tolist()[:3] == [
        "Shusha/Shushi, Shusha District, Azerbaijan",
        "Jabrayil, Jabrayil District, Azerbaijan",
        "Goris, Syunik, Armenia",
    ]
    assert found.geometry[3].is_empty


@pytest.mark.parametrize(
    ("query", "place_id"),
    [
        ("Шуши", "shusha"),
        ("Martuni", "martuni_khojavend"),
        ("Martuni, Gegharkunik", "martuni_gegharkunik"),
        ("Martuni, Armenia", "martuni_gegharkunik"),
        ("Aghdam, Tovuz", "aghdam_tovuz"),
        ("შუშა", "shusha"),
    ],
)
def test_a_name_and_what_holds_it_lead_to_one_place(geocoder: GazetteerGeocoder, query: str, place_id: str) -> None:
    location = geocoder.geocode(query)
    assert isinstance(location, geopy.Location)
    assert location.raw["id"] == place_id


def test_all_namesakes_are_returned_when_asked_for(geocoder: GazetteerGeocoder) -> None:
    locations = geocoder.geocode("Martuni", exactly_one=False)
    assert isinstance(locations, list)
    assert {location.raw["country"] for location in locations} == {"AZ", "AM"}
    only = geocoder.geocode("Martuni", exactly_one=False, country_codes=["am"])
    assert isinstance(only, list)
    assert {location.raw["country"] for location in only} == {"AM"}
    limited = geocoder.geocode("Martuni", exactly_one=False, limit=1)
    assert isinstance(limited, list)
    assert len(limited) == 1


def test_addresses_come_in_the_language_asked_for(geocoder: GazetteerGeocoder) -> None:
    assert str(geocoder.geocode("Goris", language="ru")).startswith("Горис, ")
    with pytest.raises(GeocoderQueryError, match="language 'xx'"):
        geocoder.geocode("Goris", language="xx")


@pytest.mark.parametrize("query", ["", " , Armenia"])
def test_an_empty_query_is_an_error_that_says_so(geocoder: GazetteerGeocoder, query: str) -> None:
    with pytest.raises(GeocoderQueryError, match="empty"):
        geocoder.geocode(query)


def test_unknown_names_have_no_place(geocoder: GazetteerGeocoder) -> None:
    assert geocoder.geocode("Qwxyz") is None
    assert geocoder.geocode("Qwxyz", exactly_one=False) is None


def test_a_point_leads_to_the_places_around_it_nearest_first(geocoder: GazetteerGeocoder) -> None:
    near = geocoder.reverse("39.76, 46.75", exactly_one=False, limit=5)
    assert isinstance(near, list)
    assert near[0].raw["id"] == "shusha"
    assert len(near) == 5
    assert geocoder.reverse((0, 0)) is None
    with pytest.raises(GeocoderQueryError, match="not a point"):
        geocoder.reverse("nowhere")


def test_nothing_is_asked_online_for_names_the_gazetteer_has(tmp_path: Path) -> None:
    service = Service()
    chain = GeocoderChain(service, cache=tmp_path / "answers.sqlite", pause=0)
    assert chain.geocode("Shushi").raw["id"] == "shusha"
    assert chain.reverse((39.76, 46.75)).raw["id"] == "shusha"
    assert service.asked == 0


def test_online_answers_are_kept_on_disk(tmp_path: Path) -> None:
    cache = tmp_path / "cache" / "answers.sqlite"
    service = Service({"Atlantis-on-Sea": ATLANTIS})
    for _ in range(2):
        location = GeocoderChain(service, cache=cache, pause=0).geocode("Atlantis-on-Sea")
        assert (location.latitude, location.longitude) == (31.0, -24.0)
        assert location.raw["geocoder"] == "service"
    assert service.asked == 1
    assert GeocoderChain(service, cache=cache, pause=0).geocode("Atlantis-on-Sea", country_codes="AM") is None


def test_that_a_name_is_unknown_online_is_kept_too(tmp_path: Path) -> None:
    service = Service()
    chain = GeocoderChain(service, cache=tmp_path / "a.sqlite", pause=0)
    assert chain.geocode("Qwxyz") is None
    assert chain.geocode("Qwxyz") is None
    assert service.asked == 1


def test_questions_to_one_service_keep_their_distance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    chain = GeocoderChain(Service(), cache=tmp_path / "a.sqlite", pause=60)
    chain.geocode("Qwxyz")
    chain.geocode("Zyxwq")
    assert slept[0] == 0
    assert 55 < slept[1] <= 60


def test_a_service_that_fails_gives_way_to_the_next_and_is_not_remembered(tmp_path: Path) -> None:
    down, up = Service(down=True), Service({"Atlantis-on-Sea": ATLANTIS})
    chain = GeocoderChain(down, up, cache=tmp_path / "a.sqlite", pause=0)
    assert chain.geocode("Atlantis-on-Sea").address == "Atlantis"
    with pytest.raises(GeocoderServiceError, match="down"):
        GeocoderChain(down, cache=tmp_path / "b.sqlite", pause=0).geocode("Atlantis-on-Sea")


def test_a_cache_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    service = Service({"Atlantis-on-Sea": ATLANTIS})
    chain = GeocoderChain(service, cache=tmp_path / "file" / "a.sqlite", pause=0)
    assert chain.geocode("Atlantis-on-Sea").address == "Atlantis"


@pytest.mark.parametrize(
    ("service", "options", "message"),
    [
        ("nominatim", {}, "user_agent"),
        ("geonames", {}, "username"),
        ("altavista", {}, "not one of nominatim, photon, geonames"),
    ],
)
def test_services_are_told_what_they_demand(service: str, options: dict[str, str], message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        GeocoderChain(service, **options)


def test_the_known_services_can_be_named(tmp_path: Path) -> None:
    GeocoderChain(
        "nominatim", "photon", "geonames", user_agent="a newsroom", username="me", cache=tmp_path / "a.sqlite"
    )


@pytest.mark.parametrize("missing", [None, float("nan"), np.nan, pd.NA, pd.NaT])
def test_a_missing_name_is_no_place_and_asks_nobody(missing: object, tmp_path: Path) -> None:
    service = Service({"nan": ATLANTIS, "None": ATLANTIS, "<NA>": ATLANTIS, "NaT": ATLANTIS})
    for geocoder in (GazetteerGeocoder(), GeocoderChain(service, cache=tmp_path / "a.sqlite", pause=0)):
        assert geocoder.geocode(missing) is None  # type: ignore[arg-type]
        assert geocoder.geocode(missing, exactly_one=False) is None  # type: ignore[arg-type]
