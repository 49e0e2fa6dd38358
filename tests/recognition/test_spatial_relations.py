"""Spatial expressions: which words beside a name place something near, off, inside or between, in five languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap import Document
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.tables import language, languages
from conflictmap.model.mention import Mention, SpatialRelation
from conflictmap.recognition.recognise import recognise
from conflictmap.recognition.spatial_relations import bearing_of

Reader = Callable[..., list[Mention]]


def relation_of(mentions: list[Mention], place_id: str) -> SpatialRelation:
    [found] = [mention.relation for mention in mentions if mention.place_id == place_id]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "text", "written", "kilometres", "spread", "bearing"),
    [
        ("en", "Smoke rose 20 km north of Shusha.", "20 km north of", 20, 0, 0),
        ("en", "It lies 12.5 km to the west of the town of Shushi.", "12.5 km to the west of", 12.5, 0, 270),
        ("en", "A post stood 15–20 kilometres north-east of Shusha.", "15–20 kilometres north-east of", 17.5, 2.5, 45),
        ("en", "From 8 to 10 km south-south-west of Shusha it burned.", "8 to 10 km south-south-west of", 9, 1, 202.5),
        ("en", "They halted five kilometres from Shusha.", "five kilometres from", 5, 0, None),
        ("en", "A post stood 0.750 km north of Shusha.", "0.750 km north of", 0.75, 0, 0),
        ("en", "A post stood 1,500 metres north of Shusha.", "1,500 metres north of", 1.5, 0, 0),
        ("en", "Twenty-five km east of Shusha a bridge fell.", "Twenty-five km east of", 25, 0, 90),
        ("en", "The camp, 10 miles southeast of Shusha, is empty.", "10 miles southeast of", 16.09344, 0, 135),
        ("en", "In June 2021 20 km north of Shusha it burned.", "20 km north of", 20, 0, 0),
        ("en", "Ten to twelve km from Shusha it burned.", "Ten to twelve km from", 11, 1, None),
        ("en", "A base 10 km SE of Shusha burned.", "10 km SE of", 10, 0, 135),
        ("en", "Guns stood 1,500 metres from Shusha.", "1,500 metres from", 1.5, 0, None),
        ("ru", "Бой шел в 20 км к северу от Шуши.", "20 км к северу от", 20, 0, 0),
        ("ru", "Пост стоял в 15–20 километрах юго-западнее города Шуши.", "15–20 километрах юго-западнее", 17.5, 2.5, 225),
        ("ru", "В двадцати километрах от Шуши горел лес.", "двадцати километрах от", 20, 0, None),
        ("ru", "В пяти-десяти километрах от Шуши горел лес.", "пяти-десяти километрах от", 7.5, 2.5, None),
        ("ru", "Отряд встал в пятистах шагах, в 500 метрах от Шуши.", "500 метрах от", 0.5, 0, None),
        ("az", "Şuşadan 20 km şimalda tüstü görünürdü.", "20 km şimalda", 20, 0, 0),
        ("az", "Şuşa şəhərindən 15-20 kilometr cənub-şərqdə post var.", "15-20 kilometr cənub-şərqdə", 17.5, 2.5, 135),
        ("az", "Şuşanın on iki km qərbində körpü var.", "on iki km qərbində", 12, 0, 270),
        ("az", "Şuşadan beş kilometr məsafədə dayandılar.", "beş kilometr məsafədə", 5, 0, None),
        ("hy", "Շուշիից 20 կմ հյուսիս ծուխ էր երևում։", "20 կմ հյուսիս", 20, 0, 0),
        ("hy", "Շուշի քաղաքից տասնհինգ կիլոմետր հարավ-արևմուտք կամուրջ կա։", "տասնհինգ կիլոմետր հարավ-արևմուտք", 15, 0, 225),
        ("hy", "Շուշիից 7 կմ հեռավորության վրա կանգնեցին։", "7 կմ հեռավորության", 7, 0, None),
        ("tr", "Şuşa'nın 20 km kuzeyinde duman görüldü.", "20 km kuzeyinde", 20, 0, 0),
        ("tr", "Şuşa kentinin on beş kilometre güneybatısında köprü var.", "on beş kilometre güneybatısında", 15, 0, 225),
        ("tr", "Şuşa'ya 7 km uzaklıkta durdular.", "7 km uzaklıkta", 7, 0, None),
    ],
)  # fmt: skip
def test_a_distance_off_a_place_is_read_with_its_bearing(
    read_text: Reader, code: str, text: str, written: str, kilometres: float, spread: float, bearing: float | None
) -> None:
    relation = relation_of(read_text(text, code), "shusha")
    assert (relation.kind, relation.text) == ("offset", written)
    assert relation.distance_km == pytest.approx(kilometres)
    assert relation.spread_km == pytest.approx(spread)
    assert relation.bearing == bearing
    assert relation.sector == (22.5 if bearing == 202.5 else 45)


@pytest.mark.parametrize(
    ("code", "text", "written"),
    [
        ("en", "It burned between Goris and Sisian at night.", "between Goris and Sisian"),
        ("en", "It burned between the towns of Goris and Sisian.", "between the towns of Goris and Sisian"),
        ("en", "A post between Goris (Armenia) and Sisian (Armenia) was hit.", "between Goris (Armenia) and Sisian"),
        ("en", "The Goris–Sisian road was shut.", "Goris–Sisian road"),
        ("en", "Fire was opened in the Goris-Sisian direction.", "Goris-Sisian direction"),
        ("en", "The highway from Goris to Sisian was shut.", "highway from Goris to Sisian"),
        ("ru", "Между Горисом и Сисианом шел дождь.", "Между Горисом и Сисианом"),
        ("ru", "Между городами Горис и Сисиан шел дождь.", "Между городами Горис и Сисиан"),
        ("ru", "Трасса Горис — Сисиан закрыта.", "Трасса Горис — Сисиан"),
        ("ru", "Дорога из Гориса в Сисиан закрыта.", "Дорога из Гориса в Сисиан"),
        ("az", "Gorus ilə Sisian arasında yağış yağırdı.", "Gorus ilə Sisian arasında"),
        ("az", "Gorus–Sisian yolu bağlıdır.", "Gorus–Sisian yolu"),
        ("hy", "Գորիսի և Սիսիանի միջև անձրև էր։", "Գորիսի և Սիսիանի միջև"),
        ("hy", "Գորիս–Սիսիան ճանապարհը փակ է։", "Գորիս–Սիսիան ճանապարհը"),
        ("tr", "Goris ile Sisian arasındaki yol kapalı.", "Goris ile Sisian arasındaki"),
        ("tr", "Goris-Sisian karayolu kapalı.", "Goris-Sisian karayolu"),
    ],
)  # fmt: skip
def test_what_lies_between_two_places_is_said_of_both(read_text: Reader, code: str, text: str, written: str) -> None:
    mentions = read_text(text, code)
    goris, sisian = (next(m for m in mentions if m.place_id == place_id) for place_id in ("goris", "sisian"))
    assert goris.relation == SpatialRelation("between", written, partner=sisian.start)
    assert sisian.relation == SpatialRelation("between", written, partner=goris.start)
    assert all(m.relation is None for m in mentions if m.place_id == "am")


@pytest.mark.parametrize(
    ("code", "text", "kind"),
    [
        ("en", "A drone fell near Hadrut.", "near"),
        ("en", "A drone fell close to the village of Hadrut.", "near"),
        ("en", "A drone fell on the outskirts of Hadrut.", "edge"),
        ("en", "A drone flew towards Hadrut.", "toward"),
        ("en", "It is calm in the Hadrut direction.", "toward"),
        ("en", "A drone fell north of Hadrut.", "side"),
        ("ru", "Возле Гадрута упал дрон.", "near"),
        ("ru", "Дрон упал в окрестностях Гадрута.", "near"),
        ("ru", "Дрон упал на окраине Гадрута.", "edge"),
        ("ru", "Дрон летел в сторону Гадрута.", "toward"),
        ("ru", "Дрон упал к северу от Гадрута.", "side"),
        ("ru", "Дрон упал юго-восточнее Гадрута.", "side"),
        ("az", "Dron Hadrut yaxınlığında düşdü.", "near"),
        ("az", "Hadrut istiqamətində sakitlikdir.", "toward"),
        ("az", "Dron Hadrutun şimalında düşdü.", "either"),
        ("hy", "Դրոնն ընկավ Հադրութի մոտ։", "near"),
        ("hy", "Հադրութի ուղղությամբ հանգիստ է։", "toward"),
        ("hy", "Դրոնն ընկավ Հադրութից հյուսիս։", "either"),
        ("tr", "Dron Hadrut yakınlarında düştü.", "near"),
        ("tr", "Dron Hadrut yönünde uçtu.", "toward"),
        ("tr", "Dron Hadrut'un kuzeyinde düştü.", "either"),
    ],
)
def test_words_beside_a_name_say_near_it_or_beside_it(read_text: Reader, code: str, text: str, kind: str) -> None:
    assert relation_of(read_text(text, code), "hadrut").kind == kind


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "It rained in the northern part of the Aghdam district."),
        ("ru", "В северной части Агдамского района шел дождь."),
        ("az", "Ağdam rayonunun şimal hissəsində yağış yağırdı."),
        ("hy", "Աղդամի շրջանի հյուսիսային մասում անձրև էր։"),
        ("tr", "Ağdam ilinin kuzey kesiminde yağmur yağdı."),
    ],
)
def test_a_part_of_a_district_is_read(read_text: Reader, code: str, text: str) -> None:
    relation = relation_of(read_text(text, code), "aghdam_district")
    assert (relation.kind, relation.bearing) == ("part", 0)


def test_near_is_said_once_for_a_whole_list(read_text: Reader) -> None:
    english = read_text("Shells fell near Hadrut, Goris and Kapan, not in Lachin.")
    turkish = read_text("Hadrut ve Goris yakınlarında patlama oldu.", "tr")
    assert [m.relation.kind if m.relation else None for m in english] == ["near", "near", "near", None]
    assert [m.relation.kind if m.relation else None for m in turkish] == ["near", "near"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Shots were heard on the border between Armenia and Azerbaijan."),
        ("en", "The Armenia–Azerbaijan border was quiet."),
        ("ru", "Выстрелы слышны на границе Армении и Азербайджана."),
        ("ru", "Граница между Арменией и Азербайджаном закрыта."),
        ("az", "Ermənistan–Azərbaycan sərhədində sakitlikdir."),
        ("az", "Ermənistan ilə Azərbaycan sərhədində sakitlikdir."),
        ("hy", "Հայաստանի և Ադրբեջանի սահմանին հանգիստ է։"),
        ("tr", "Ermenistan-Azerbaycan sınırında sessizlik var."),
    ],
)
def test_the_border_of_two_countries_is_a_line_and_not_two_governments(read_text: Reader, code: str, text: str) -> None:
    one, other = read_text(text, code)
    assert (one.role, other.role) == ("literal", "literal")
    assert one.relation
    assert other.relation
    assert (one.relation.kind, one.relation.partner) == ("border", other.start)
    assert (other.relation.kind, other.relation.partner) == ("border", one.start)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Snow fell in southern Armenia."),
        ("en", "The border with Armenia is shut."),
        ("ru", "На севере Армении выпал снег."),
        ("az", "Ermənistanın şimalında qar yağdı."),
        ("tr", "Ermenistan'ın kuzeyinde kar yağdı."),
    ],
)
def test_a_part_or_a_border_of_a_country_is_ground_and_no_government(read_text: Reader, code: str, text: str) -> None:
    [mention] = read_text(text, code)
    assert mention.role == "literal"
    assert mention.relation


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("az", "Azərbaycan sərhəd qoşunları bildirib."),
        ("hy", "Հայաստանի սահմանապահ զորքերը հերքեց։"),
        ("tr", "Ermenistan sınır birlikleri açıkladı."),
        ("en", "Armenia and Azerbaijan agreed on talks between Armenia and Azerbaijan."),
    ],
)
def test_border_guards_and_talks_are_no_ground(read_text: Reader, code: str, text: str) -> None:
    assert [mention.relation for mention in read_text(text, code)] == [None] * len(read_text(text, code))


@pytest.mark.parametrize(
    "text",
    [
        "Calm in Goris. Near the road stood a car; Kapan slept.",
        "Talks between Yerevan and Baku went on.",
        "An agreement between Goris and Kapan was signed.",
        "Five men from Goris came 20 km on foot.",
        "The North helped Goris, and the West helped Kapan.",
        "He was born 20 years ago in Goris, south or north.",
        "North-south talks: Goris.",
    ],
)
def test_other_words_make_no_relation(read_text: Reader, text: str) -> None:
    assert [mention.relation for mention in read_text(text)] == [None] * len(read_text(text))


@pytest.mark.parametrize("front", ["southern front", "northern front", "contact line", "eastern direction"])
def test_a_front_without_a_name_is_no_mention(read_text: Reader, front: str) -> None:
    assert [m.surface for m in read_text(f"Fighting went on along the {front}, and on the {front} of Hadrut.")] in (
        ["Hadrut"],
        ["contact line", "contact line", "Hadrut"],
    )


def test_a_name_no_gazetteer_has_keeps_its_relation(read_text: Reader) -> None:
    [mention] = read_text("A drone fell 3 km west of the village of Qwerin.")
    assert mention.place_id is None
    assert mention.relation is not None
    assert (mention.relation.distance_km, mention.relation.bearing) == (3, 270)


@given(st.lists(st.sampled_from(["north", "east", "south", "west"]), max_size=3))
def test_a_bearing_lies_between_the_winds_it_is_made_of(winds: list[str]) -> None:
    bearing = bearing_of(winds)
    if bearing is None:
        assert not winds or len(set(winds)) > 1
        return
    assert 0 <= bearing < 360
    assert (bearing / 22.5).is_integer()
    first = {"north": 0, "east": 90, "south": 180, "west": 270}[winds[0]]
    assert min(abs(bearing - first), 360 - abs(bearing - first)) <= 45


@pytest.mark.parametrize("code", languages())
def test_every_language_says_all_of_it(code: str) -> None:
    space = language(code).spatial
    kinds = {kind for place in ("before", "after") for kind in getattr(space, place)}
    assert {"offset", "near", "edge", "toward", "between", "border", "part"} <= kinds
    assert kinds & {"side", "either"}
    assert set(range(1, 21)) - {11, 12, 13, 14, 15, 16, 17, 18, 19} <= set(space.numbers.values())


PIECES = st.sampled_from(
    ["Shusha", "Goris", "between", "and", "20", "km", "-", "–", ",", ".", "north", "of", "from", "the", "villages of", "road",
     "border", "near", "(", ")", "\n", "\u202e", "🙂", "Шуше", "между", "в 5 км", "arasında", "miles", "1,500", "twenty", "’s", "12.5"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join))
def test_any_text_is_read_and_partners_are_mentions(gazetteer: Gazetteer, text: str) -> None:
    mentions = recognise(Document(id="x", text=text), gazetteer)
    starts = {mention.start for mention in mentions}
    for mention in mentions:
        if mention.relation:
            assert mention.relation.partner is None or mention.relation.partner in starts - {mention.start}
            assert mention.relation.text
