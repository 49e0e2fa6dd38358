"""References to the military grid: points of their own, as exact as their digits; nothing that only looks like them."""

from __future__ import annotations

import pytest

from conflictmap import Document, Gazetteer
from conflictmap.model.mention import Mention
from conflictmap.pipeline import Tools, analyse
from conflictmap.recognition.coordinates import coordinates

LAT, LON = 39.7596, 46.7498
DEGREE_KM = 111.2


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools(Gazetteer.load())


def points(text: str, tools: Tools) -> list[Mention]:
    found = analyse(Document(id="1", text=text, language="en"), tools).mentions
    return [mention for mention in found if mention.kind == "coordinates"]


@pytest.mark.parametrize(
    "stated",
    [
        "38S PK 49889 02539",
        "38SPK4988902539",
        "38SPK 49889 02539",
        "38S PK 4988902539",
        "38 S PK 49889 02539",
        "38\u00a0S\u00a0PK\u00a049889\u00a002539",
        "38S\nPK 49889 02539",
        "38spk4988902539",
        "38S PK 4988 0253",
        "38SPK49880253",
        "38S PK 498 025",
        "38SPK498025",
    ],
)
@pytest.mark.parametrize(
    "frame",
    [
        "A strike was seen at {}.",
        "({})",
        "MGRS: {}, no one was hurt.",
        "Удар нанесён в районе {}, сообщили в штабе.",
        "{}",
    ],
)
def test_a_reference_is_a_point_of_its_own(stated: str, frame: str, tools: Tools) -> None:
    [mention] = points(frame.format(stated), tools)
    assert mention.surface == stated
    [place] = mention.points
    assert place.country == "AZ"
    assert mention.place_id == place.id
    assert mention.precision == "exact"
    assert (place.lat, place.lon) == pytest.approx((LAT, LON), abs=0.001)
    assert mention.score > 0.9


@pytest.mark.parametrize(
    ("stated", "side", "radius", "precision"),
    [
        ("38SPK4988902539", "1 m", 0.1, "exact"),
        ("38SPK49880253", "10 m", 0.1, "exact"),
        ("38SPK498025", "100 m", 0.1, "exact"),
        ("38SPK4902", "1 km", 1.0, "exact"),
        ("38SPK40", "10 km", 10.0, "near"),
    ],
)
def test_it_is_as_exact_as_its_digits(stated: str, side: str, radius: float, precision: str, tools: Tools) -> None:
    [mention] = points(f"Grid {stated} was shelled.", tools)
    assert mention.reason == f"coordinates in the text (MGRS, to {side})"
    assert mention.meant is not None
    assert (mention.meant.radius_km, mention.precision) == (radius, precision)
    [place] = mention.points
    assert abs(place.lat - LAT) * DEGREE_KM < max(radius, 0.2)


def test_its_letters_are_no_name(tools: Tools) -> None:
    text = "Strike near 38S NJ 12345 67890 at dawn; a plant in NJ was closed."
    found = analyse(Document(id="1", text=text, language="en"), tools).mentions
    assert [mention.surface for mention in found] == ["38S NJ 12345 67890", "NJ"]


# The middle of Tbilisi, Ankara, Baku, Bogota, Sydney, Nairobi, Svalbard and Bergen, by an independent converter.
@pytest.mark.parametrize(
    ("stated", "lat", "lon"),
    [
        ("38TMM8348215799", 41.6938, 44.8015),
        ("36SVK8801220374", 39.9334, 32.8597),
        ("39TVE0594370268", 40.3777, 49.8920),
        ("18NXL0291020787", 4.7110, -74.0721),
        ("56HLH3436850948", -33.8688, 151.2093),
        ("37MBU5763457079", -1.2921, 36.8219),
        ("33XWG1427883355", 78.2232, 15.6267),
        ("32VKN9735300648", 60.3913, 5.3221),
    ],
)
def test_the_whole_world_has_the_grid(stated: str, lat: float, lon: float) -> None:
    [point] = coordinates(f"MGRS {stated}")
    assert (point.lat, point.lon) == pytest.approx((lat, lon), abs=0.0001)


@pytest.mark.parametrize(
    "text",
    [
        "an S-300PMU2 battery and a 2S19 Msta",
        "The 9K720 Iskander and the 9M723 missile",
        "5V55R missiles of the S-300",
        "a 9P140 Uragan, a 2S7M Malka 203 mm",
        "MiG-29 38 and Su-30MKI 1234",
        "Mi-8MTV 38S fuses",
        "flight 38 SNJ 1234",
        "flight TK 1234 and J2 8021",
        "Flight No. 38SPK4902 was late",
        "рейс 38SPK4902 задержан",
        "plate 38 SNJ 12",
        "car 34 ABC 123 and 10 AA 123",
        "a car with the plate 38SPK4902",
        "the postcode SW1A 1AA, K1A 0B1, EC1A 4902",
        "AZ1000 Baku, AM 0010 Yerevan",
        "serial number 38SPK49025123",
        "Part no. 38SPK4902",
        "order 38SPK4902 of the ministry",
        "Invoice #38SPK4902",
        "№38SPK4902",
        "passport AN 1234567",
        "паспорт серии 38SPK4902",
        "the aircraft 4K-AZ01, 4KAZ1234",
        "IBAN AZ21 NABZ 0000 0000 1370 1000 1944",
        "ISIN US0378331005, VIN 1HGCM82633A004352",
        "the 38th brigade, 38TH KM 1234",
        "38SAM1234",
        "38SPK490",
        "38SPK49 025",
        "38S PK 4902 km",
        "38SPK4902mm",
        "38SPK4902-11",
        "38SPK4902.55",
        "38SPK 4902 8811 22",
        "X38SPK4902",
        "https://example.org/38SPK4902",
        "file_38SPK4902.jpg",
        "61SPK4902",
        "38OPK4902",
        "38SIK4902",
        "38NPK4902",
        "33TWN1234",
        "12SGX123456",
        "38S",
        "PK 49889 02539",
        "on 12 OCT 2020 1234",
        "10 DEC 2020",
        "12 NOV 2020, 38 SEP 2020",
        "15 APR 1993",
        "39 TUR 2020",
        "10 JUN 20 2020",
        "score 38SPK 49",
        "the GPS jammers of 39 SUV 45",
        "coordinated by 38 SPK 4902",
        "25 PCS 1000",
        "37 GRU 2022",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert coordinates(text) == []
