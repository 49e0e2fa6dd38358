"""Names as they are printed: broken, noted, without capitals, beside addresses, and points as coordinates."""

from __future__ import annotations

import random

import pytest

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.detect import detect_language
from conflictmap.model.document import Document
from conflictmap.model.mention import Mention
from conflictmap.pipeline import Tools, analyse
from conflictmap.recognition.coordinates import coordinates


@pytest.fixture(scope="module")
def tools(gazetteer: Gazetteer) -> Tools:
    return Tools(gazetteer)


def read(text: str, tools: Tools, language: str = "") -> list[Mention]:
    analysis = analyse(Document(id="1", text=text, language=language or detect_language(text)), tools)
    assert not analysis.failed, analysis.problems
    for mention in analysis.mentions:
        assert text[mention.start : mention.end] == mention.surface
        assert mention.sentence_start <= mention.start < mention.end <= mention.sentence_end <= len(text)
    return list(analysis.mentions)


def found(text: str, tools: Tools, language: str = "") -> dict[str, str | None]:
    return {mention.surface: mention.place_id for mention in read(text, tools, language)}


@pytest.mark.parametrize(
    ("text", "surface", "place"),
    [
        ("Fighting went on in Nagorno-\nKarabakh.", "Nagorno-\nKarabakh", "nagorno_karabakh"),
        ("Fighting went on in Nagorno- Karabakh.", "Nagorno- Karabakh", "nagorno_karabakh"),
        ("NAGORNO-\nKARABAKH REPORTS CALM", "NAGORNO-\nKARABAKH", "nagorno_karabakh"),
        ("Shells fell in Step-\nanakert.", "Step-\nanakert", "stepanakert"),
        ("SHELLS FELL IN STEP-\nANAKERT.", "STEP-\nANAKERT", "stepanakert"),
        ("Shells fell in Step-\r\n   anakert.", "Step-\r\n   anakert", "stepanakert"),
        ("> Shells fell in Step-\n> anakert.", "Step-\n> anakert", "stepanakert"),
        ("Shells fell in Step‐\nanakert.", "Step‐\nanakert", "stepanakert"),
        ("They left Marta-\nkert.", "Marta-\nkert", "martakert"),
        ("Бои идут у Степа-\nнакерта.", "Степа-\nнакерта", "stepanakert"),
        ("Бои в Нагорном Кара-\nбахе.", "Нагорном Кара-\nбахе", "nagorno_karabakh"),
        ("Колонна прошла Мартунин-\nский район.", "Мартунин-\nский", "khojavend_district"),
        ("Բախումներ Ստեփա-\nնակերտում։", "Ստեփա-\nնակերտում", "stepanakert"),
        ("Բախումներ Մար֊\nտակերտում։", "Մար֊\nտակերտում", "martakert"),
        ("Füzu-\nlidə döyüşlər gedir.", "Füzu-\nlidə", "fuzuli"),
        ("Xan-\nkəndi şəhərində sakitlikdir.", "Xan-\nkəndi", "stepanakert"),
        ("Kel-\nbecer'de çatışma var.", "Kel-\nbecer", "kalbajar"),
        ("Shells fell in Step\u00adanakert.", "Step\u00adanakert", "stepanakert"),
        ("Shells fell in Step\u00ad\nanakert.", "Step\u00ad\nanakert", "stepanakert"),
        ("The road to Karmir\nShuka is open.", "Karmir\nShuka", "karmir_shuka"),
        ("The road to Karmir\r\n> Shuka is open.", "Karmir\r\n> Shuka", "karmir_shuka"),
        ("The road to Karmir  Shuka is open.", "Karmir  Shuka", "karmir_shuka"),
        ("The road to Karmir\u00a0Shuka is open.", "Karmir\u00a0Shuka", "karmir_shuka"),
        ("Дорога в Кармир\nШуку закрыта.", "Кармир\nШуку", "karmir_shuka"),
        ("He flew to New\nYork for the session.", "New\nYork", "new_york"),
        ("Dağlık\nKarabağ'da çatışma.", "Dağlık\nKarabağ", "nagorno_karabakh"),
        ("Dağlıq\nQarabağda döyüşlər.", "Dağlıq\nQarabağda", "nagorno_karabakh"),
        ("Լեռնային\nՂարաբաղում կրակոցներ։", "Լեռնային\nՂարաբաղում", "nagorno_karabakh"),
    ],
)
def test_a_broken_name_is_found_whole(text: str, surface: str, place: str, tools: Tools) -> None:
    assert found(text, tools)[surface] == place


@pytest.mark.parametrize(
    "text",
    [
        "Goris\nKapan\nSisian",
        "Goris\r\nKapan\r\nSisian",
        "Горис\nКапан\nСисиан",
        "Goris\tKapan\tSisian",
        "- Goris\n- Kapan\n- Sisian",
    ],
)
def test_lines_and_columns_are_names_of_their_own(text: str, tools: Tools) -> None:
    assert list(found(text, tools).values()) == ["goris", "kapan", "sisian"]


def test_a_hyphen_between_two_names_stays(tools: Tools) -> None:
    assert list(found("The Goris-\nKapan road was closed.", tools).values()) == ["goris", "kapan"]
    assert [m.role for m in read("Azerbaijan-\ncontrolled land near Goris.", tools)] == ["associative", "literal"]


@pytest.mark.parametrize(
    "text",
    [
        "Hadrut1",
        "Hadrut12",
        "Hadrut²",
        "Hadrut¹²",
        "Hadrut[3]",
        "Hadrut(4)",
        "Hadrut*",
        "Hadrut**",
        "Hadrut†",
        "Hadrutᵃ",
    ],
)
def test_a_note_mark_does_not_hide_a_name(text: str, tools: Tools) -> None:
    assert found(f"Shelling hit {text} overnight.", tools) == {"Hadrut": "hadrut"}


@pytest.mark.parametrize("text", ["Удар по Гадруту1 был сильным.", "Hadrut² şəhəri boşdur.", "Հադրութ¹ քաղաքը։"])
def test_nor_in_other_languages(text: str, tools: Tools) -> None:
    assert list(found(text, tools).values()) == ["hadrut"]


@pytest.mark.parametrize(
    "address",
    [
        "www.shusha.example",
        "press@goris.am",
        "goris.pdf",
        "/hadrut/index.html",
        "https://x.example/Kapan",
        "@goris_news",
        "shusha.az/x",
    ],
)
def test_an_address_is_no_place(address: str, tools: Tools) -> None:
    assert found(f"More at {address}, from Lachin.", tools) == {"Lachin": "lachin"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("shelling near hadrut and shusha, two wounded", ["hadrut", "shusha"]),
        ("Breaking: fire in karmir shuka and nagorno-karabakh", ["karmir_shuka", "nagorno_karabakh"]),
        ("i was in armenia and in yerevan then", ["am", "yerevan"]),
        ("обстрел гадрута, жители едут в ереван", ["hadrut", "yerevan"]),
        ("բախումներ ստեփանակերտում և մարտակերտում", ["stepanakert", "martakert"]),
        ("hadrutda və şuşada döyüşlər gedir", ["hadrut", "shusha"]),
        ("hadrut ve şuşa'da çatışma çıktı", ["hadrut", "shusha"]),
        ("shells fell in nagorno-\nkarabakh and in step-\nanakert", ["nagorno_karabakh", "stepanakert"]),
        ("Calm in Baku.\n\nvideo shows strikes on agdam at dawn", ["baku", "aghdam"]),
    ],
)
def test_a_text_without_capitals_is_read(text: str, places: list[str], tools: Tools) -> None:
    mentions = read(text, tools)
    assert [mention.place_id for mention in mentions] == places
    for mention in mentions:
        small = mention.surface.islower()
        assert ("text without capitals" in mention.reason) == small
        assert mention.score < 0.8 or not small


@pytest.mark.parametrize(
    "text",
    [
        "no one can rest at the bank of the river, male soldiers ate humus and mush",
        "the ararat mirzoyan interview was long",
        "мир и заря, горький день, жители сели в автобус, газа нет",
        "ազատ մարդիկ հաղթանակ տարան, պարտեզ կար",
        "bulaq başında dağlar var, gözəl bir gün, qala yoxdur",
        "güneşli bir gün, tatlı su, uzun hayat, ayrıca görüş oldu",
        "The soldiers of the unit had no rest and the bank was closed in Goris.",
    ],
)
def test_everyday_words_are_no_places(text: str, tools: Tools) -> None:
    assert [mention.surface for mention in read(text, tools)] in ([], ["Goris"])


@pytest.mark.parametrize(
    "stated",
    [
        "39.76, 46.75",
        "(39.7600, 46.7500)",
        "39.7600° N, 46.7500° E",
        "39.76N, 46.75E",
        "N39.76 E46.75",
        "39.7600N, 46.7500E",
        "N 39.7600, E 46.7500",
        "39°45'36\"N 46°45'00\"E",
        "39°45′36″ N, 46°45′00″ E",
        "39° 45' 36\" N, 46° 45' 0\" E",
        "39°45.6'N 46°45.0'E",
        "39°45′36″ с. ш. 46°45′00″ в. д.",
        "39°45'36\"K 46°45'00\"D",
        "39,7600; 46,7500",
        "46.7500° E, 39.7600° N",
        "https://www.openstreetmap.org/?mlat=39.76&mlon=46.75#map=12/39.76/46.75",
        "https://www.openstreetmap.org/#map=14/39.7600/46.7500",
        "https://www.google.com/maps/@39.76,46.75,12z",
        "https://maps.google.com/?q=39.76,46.75",
        "https://www.google.com/maps/place/X/data=!3d39.76!4d46.75",
        "https://yandex.ru/maps/?ll=46.75%2C39.76&z=12",
        "https://yandex.com/maps/?pt=46.75,39.76",
        "geo:39.76,46.75",
    ],
)
def test_coordinates_are_a_point(stated: str, tools: Tools) -> None:
    [mention] = read(f"A strike was seen at {stated}.", tools, "en")
    assert mention.surface == stated.strip("()")
    assert mention.kind == "coordinates"
    assert mention.reason == "coordinates in the text"
    [place] = mention.points
    assert (round(place.lat, 3), round(place.lon, 3), place.country) == (39.76, 46.75, "AZ")
    assert place.id == mention.place_id == "point:39.76,46.75"
    assert mention.score > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "on 12.05, 13.05 and later",
        "12.05.2021, 13.05.2021",
        "it rose from 39.76, 46.75 to 50.20",
        "prices of 39.76, 46.75",
        "$39.76, 46.75",
        "39.76, 46.75 km",
        "39.76, 46.75 km2",
        "39.76, 46.75 manat",
        "39.76%, 46.75%",
        "курс 39.76, 46.75 рубля",
        "39.76, 46.75, 51.20",
        "20° and 25°",
        "39.5°C and 46.7°C",
        "39,55°С и 41,25°С",
        "at 10.30, 11.45",
        "1.25, 3.50",
        "version 1.2.34, 5.67.8",
        "1,000,000 and 2,000,000",
        "95.0000, 200.0000",
        "https://shop.example/39.76,46.75",
    ],
)
def test_other_numbers_are_none(text: str) -> None:
    assert coordinates(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The office at 5 Main Street, {}, was closed.",
        "Send it to 12 Baker Street, {}.",
        "He lives at 7 Moscow Street, {}.",
        "10 Park Avenue, {}.",
        "3 Hill Lane, {}.",
    ],
)
def test_a_street_is_no_town(text: str, tools: Tools) -> None:
    assert found(text.format("Berlin"), tools) == {"Berlin": "gn2950159"}
    assert found(text.format("Yerevan"), tools) == {"Yerevan": "yerevan"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Улица Ленина, 5, Ереван.", "yerevan"),
        ("Он живёт на ул. Ленина в Гадруте.", "hadrut"),
        ("O, Moskva prospektində, Bakıda yaşayırdı.", "baku"),
        ("Bakü Caddesi 12, Ankara.", "gn323786"),
        ("Մոսկվա փողոց 5, Երևան։", "yerevan"),
    ],
)
def test_nor_is_it_in_other_languages(text: str, place: str, tools: Tools) -> None:
    assert list(found(text, tools).values()) == [place]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Anti-Yerevan slogans were shouted.", "Yerevan"),
        ("Pro-Baku protesters blocked the road.", "Baku"),
        ("A pro-Moscow politician left the hall.", "Moscow"),
        ("The pro-\nMoscow party lost.", "Moscow"),
        ("Baku-controlled media reported it.", "Baku"),
        ("The Azerbaijan-controlled part was quiet.", "Azerbaijan"),
        ("Armenia-occupied land lay idle.", "Armenia"),
        ("Ankara-trained fighters came.", "Ankara"),
        ("Moscow-hosted talks failed.", "Moscow"),
        ("В городе прошёл про-Москва митинг.", "Москва"),
        ("Звучали анти-Ереван лозунги.", "Ереван"),
        ("Лидер, подконтрольный Баку, уехал.", "Баку"),
        ("Лояльные Москве люди ушли.", "Москве"),
        ("Bakü yanlısı göstericiler yürüdü.", "Bakü"),
        ("Anti-Ermenistan sloganlar atıldı.", "Ermenistan"),
        ("Anti-Ermənistan şüarlar səsləndi.", "Ermənistan"),
        ("Moskva yönümlü partiya uduzdu.", "Moskva"),
        ("Հնչեցին հակա-Երևան կոչեր։", "Երևան"),
    ],
)
def test_who_is_for_or_against_a_government_speaks_of_it(text: str, name: str, tools: Tools) -> None:
    assert {mention.surface: mention.role for mention in read(text, tools)} == {name: "associative"}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Convoy route: Goris to Lachin.", ["goris", "lachin"]),
        ("Patrol route: Goris to Kapan.", ["goris", "kapan"]),
        ("Army Says It Took Hadrut From Separatists", ["hadrut"]),
        ("Rescuers Pull Survivors From Rubble In Ganja", ["ganja"]),
        ("Ministry Denies Reports Of Attack On Civilians In Shusha", ["shusha"]),
        ("Soldiers Seized Weapons From Militants Near Goris", ["goris"]),
        ("President Arrives Late At Summit With Families From Kapan", ["kapan"]),
    ],
)
def test_capitals_of_headlines_and_labels_make_no_places(text: str, places: list[str], tools: Tools) -> None:
    assert list(found(text, tools).values()) == places


def test_offsets_are_exact_under_random_breaking(tools: Tools) -> None:
    rng = random.Random(2)
    text = "Shelling hit Karmir Shuka, Stepanakert and New York. Families from Martakert left for Nagorno-Karabakh on Monday."
    gaps = [" ", " ", "  ", "\n", "\r\n", "\n  ", "\n> ", "\u00a0", "\t", "\n\n"]
    breaks = ["", "", "", "", "", "", "", "", "-\n", "\u00ad", "\u00ad\n", "-\r\n> ", "\u200b", "1", "²"]
    for _ in range(200):
        broken = "".join(rng.choice(gaps) if c == " " else c + rng.choice(breaks) for c in text)
        read(broken, tools, "en")  # which looks at every span
