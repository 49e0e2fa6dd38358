"""What keeps a name from being a place speaks for one mention, and takes no other away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conflictmap.model.mention import Mention

Reader = Callable[..., list[Mention]]


def found(mentions: list[Mention]) -> list[str]:
    return [mention.surface for mention in mentions]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        # A person with a whole name of his own stands behind the place.
        ("en", "A letter from the President of Azerbaijan Ilham Aliyev was read out.", ["Azerbaijan"]),
        ("en", "The Ambassador to Armenia Olivier Duval left.", ["Armenia"]),
        ("en", "They met the President of Georgia Salome Zourabichvili.", ["Georgia"]),
        ("en", "A protest in Yerevan Nikol Pashinyan called absurd.", ["Yerevan"]),
        ("en", "The country is a neighbour of Christian Armenia.", ["Armenia"]),
        ("en", "Men of the Artsakh War came to the rally.", ["Artsakh"]),
        ("en", "The Goris Sisian road is closed.", ["Goris", "Sisian"]),
        # Where owners stand first only the last word of a person's name is inflected.
        (
            "hy",
            "Հայաստանի Հանրապետության քաղաքացիները տուն դարձան։ Հայաստանի գյուղերը խաղաղ են։",
            ["Հայաստանի", "Հայաստանի"],
        ),
        ("hy", "Գորիսի Միրզոյան փողոցը փակ է։", ["Գորիսի"]),
        ("az", "Füzulinin Qoçəhmədli kəndində mina partlayıb.", ["Füzulinin", "Qoçəhmədli"]),
        ("az", "Laçının Zabux kəndinə köç başlayıb.", ["Laçının", "Zabux"]),
        ("az", "Qarabağ yenə gündəmdədir.", ["Qarabağ"]),
        # One person of that name does not take the town away.
        (
            "tr",
            "Gence'de iki ev yıkıldı. Gence halkı uyumadı. Bir de Gence Hasanoğlu adlı çocuk vardı.",
            ["Gence", "Gence"],
        ),
        ("en", "Shells fell on Goris. Goris Petrosyan was unhurt. He stayed in Goris.", ["Goris", "Goris"]),
    ],
)
def test_evidence_about_one_mention_takes_no_other_away(
    read_text: Reader, language: str, text: str, names: list[str]
) -> None:
    assert found(read_text(text, language)) == names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Goris Petrosyan thanked the jury. Later Goris went home."),
        ("en", "Tatev Brown joined the choir."),
        ("en", "My classmate Shusha won a prize."),
        ("ru", "Горис Иванович молчал."),
        ("tr", "Laçin Demir eve döndü."),
        ("az", "Laçın Əliyev çıxış etdi."),
        ("hy", "Սևան Գրիգորյանը երգեց։"),
        ("hy", "Վարդան Արարատի Մկրտչյանը խոսեց։"),
    ],
)
def test_persons_keep_their_names(read_text: Reader, language: str, text: str) -> None:
    assert found(read_text(text, language)) == []


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "A fire broke out in the Sevan restaurant in Paris.", "Sevan"),
        ("en", "The Shusha hotel has forty rooms.", "Shusha"),
        ("en", "Goris vodka was sold out.", "Goris"),
        ("en", "Shirvan is a brand of carpet.", "Shirvan"),
        ("en", "The ferry Shusha left the harbour.", "Shusha"),
        ("en", "They sang the song Lachin.", "Lachin"),
        ("en", "She was awarded the order of Shusha.", "Shusha"),
        ("en", "Goris.am wrote of the match.", "Goris"),
        ("en", "Kapan drew 2-2 with Urartu in the league.", "Kapan"),
        ("en", "Lachin Inc sold its shares.", "Lachin"),
        ("ru", "Ресторан «Шуша» закрыли.", "Шуша"),
        ("ru", "Теплоход «Гянджа» вышел в море.", "Гянджа"),
        ("ru", "Клуб «Капан» победил 3:1 в матче лиги.", "Капан"),
        ("az", "Laçın restoranı bağlandı.", "Laçın"),
        ("tr", "Şuşa Caddesi kapalı.", "Şuşa"),
        ("tr", "İzmir'de Bakü Sokağı asfaltlandı.", "Bakü"),
        ("hy", "«Գորիս» հյուրանոցը վաճառվեց։", "Գորիս"),
    ],
)
def test_houses_ships_wares_and_teams_are_no_places(read_text: Reader, language: str, text: str, name: str) -> None:
    assert name not in found(read_text(text, language))


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "The hotel in Shusha has forty rooms.", "Shusha"),
        ("en", "A restaurant in Sevan burned down.", "Sevan"),
        ("en", "Armenia lost 2-1 in the vote on the cup.", "Armenia"),
        ("hy", "Ջերմուկի հյուրանոցները լի են։", "Ջերմուկի"),
        ("tr", "Goris meydanında kalabalık var.", "Goris"),
        ("tr", "Gence'deki restoran kapandı.", "Gence"),
    ],
)
def test_what_lies_in_a_place_leaves_it_one(read_text: Reader, language: str, text: str, name: str) -> None:
    assert name in found(read_text(text, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He teaches at UCLA."),
        ("en", "She moved from Acme Technologies to a bank."),
        ("en", "A question from Tural Karimli was not answered."),
        ("en", "They call it the Road of Hope."),
        ("en", "The history of Caucasian Albania is disputed."),
        ("az", "Şəhərdə su yox idi. Şəhərin bazarı bağlı idi."),
        ("az", "Xanların sarayı dağılıb."),
        ("tr", "Ayrıca iki köprü yıkıldı."),
        ("ru", "Фильм о том, как царь Иоанн Грозный правил."),
        ("hy", "Վերջին շրջանում լարված է։"),
    ],
)
def test_everyday_words_firms_and_history_are_no_places(read_text: Reader, language: str, text: str) -> None:
    assert found(read_text(text, language)) == []


def test_the_word_for_a_feature_is_no_place_where_its_name_follows(read_text: Reader) -> None:
    assert found(read_text("Boats crossed the Bay of Baku.")) == ["Baku"]
    assert found(read_text("Planes circled over the Sea of Japan.")) == ["Sea of Japan"]


def test_what_a_state_calls_itself_is_no_part_of_its_name(read_text: Reader) -> None:
    assert found(read_text("He lives in the Republic of Artsakh.")) == ["Artsakh"]


def test_an_abbreviation_keeps_its_last_stop(read_text: Reader) -> None:
    assert found(read_text("The U.S. Secretary of State came to Goris.")) == ["U.S.", "Goris"]


def test_two_places_can_share_their_name(read_text: Reader) -> None:
    both = read_text("Verin and Nerkin Shorzha were hit at night.")
    assert [mention.place_id for mention in both] == ["verin_shorzha", "nerkin_shorzha"]


@pytest.mark.parametrize(
    ("language", "text"), [("tr", "ŞUŞA'DA PATLAMA, BAKÜ'DE SİREN"), ("ru", "ЕРЕВАН ОБВИНЯЕТ БАКУ")]
)
def test_a_capital_makes_no_name_in_a_headline_of_capitals(read_text: Reader, language: str, text: str) -> None:
    assert all(mention.candidates for mention in read_text(text, language))


def test_one_person_does_not_take_a_town_from_a_long_report(read_text: Reader) -> None:
    report = "Goris Petrosyan wrote this. " + "Goris is quiet. " * 12
    assert found(read_text(report)) == ["Goris"] * 12


def test_small_words_in_capitals_are_no_towns(read_text: Reader) -> None:
    assert found(read_text("SHELLS FELL ON THE VILLAGE OF TALISH AT NIGHT.")) == ["TALISH"]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", '{"place": "Goris", "dead": 3}', ["Goris"]),
        ("en", '"Shusha","Goris","Kapan"', ["Shusha", "Goris", "Kapan"]),
        ("ru", "Банк России и команда Армении молчат.", ["России", "Армении"]),
        ("az", "Restoran Şuşadadır.", ["Şuşadadır"]),
        ("hy", "«Խոր Վիրապ» արգելավայրը փակ է։", ["Խոր Վիրապ"]),
    ],
)
def test_a_value_in_quotation_marks_or_an_owner_is_no_things_name(
    read_text: Reader, language: str, text: str, names: list[str]
) -> None:
    assert found(read_text(text, language)) == names


def test_a_town_in_a_state_far_away_is_not_the_great_one(read_text: Reader) -> None:
    town, state = read_text("Two died in a crash in St. Petersburg, Florida.")
    assert (town.place_id, state.place_id) == ("gn4171563", "us-fl")
    assert read_text("They fled to Tbilisi, Georgia.")[0].place_id == "tbilisi"
