"""Which of the places of one name is meant: the area or its village, and what a heading or an owner says of a list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conflictmap.model.mention import Mention

Reader = Callable[..., list[Mention]]


def place(mentions: list[Mention], surface: str) -> str | None:
    return next(mention.place_id for mention in mentions if mention.surface == surface)


@pytest.mark.parametrize(
    ("language", "text", "surface", "place_id"),
    [
        ("en", "Soldiers were moved to Syunik at night.", "Syunik", "syunik"),
        ("en", "Schools in Tavush stayed shut.", "Tavush", "tavush"),
        ("en", "The prefect of Gegharkunik resigned.", "Gegharkunik", "gegharkunik"),
        ("en", "Reservists from Shirak were called up.", "Shirak", "shirak"),
        ("en", "Hail fell in Kotayk.", "Kotayk", "kotayk"),
        ("en", "No train runs to the exclave Nakhchivan.", "Nakhchivan", "nakhchivan_ar"),
        ("en", "The city of Nakhchivan was dark.", "Nakhchivan", "nakhchivan_city"),
        ("en", "The village of Tavush was hit.", "Tavush", "tavush_village"),
        ("ru", "Колонна стоит в Сюнике.", "Сюнике", "syunik"),
        ("ru", "В Тавуше открыли школы.", "Тавуше", "tavush"),
        ("hy", "Տավուշում դպրոցները փակ են։", "Տավուշում", "tavush"),
        ("hy", "Սյունիքի համայնքներում մարդիկ հավաքվել են։", "Սյունիքի", "syunik"),
        ("az", "Naxçıvanda hava soyuqdur.", "Naxçıvanda", "nakhchivan_ar"),
        ("tr", "Nahçıvan'a uçak indi.", "Nahçıvan", "nakhchivan_ar"),
        ("en", "Several villages of Gazakh are empty.", "Gazakh", "gazakh_district"),
        ("az", "Ağdam kəndləri boşdur.", "Ağdam", "aghdam_district"),
    ],
)
def test_a_bare_name_means_the_area_that_is_better_known(
    read_text: Reader, language: str, text: str, surface: str, place_id: str
) -> None:
    assert place(read_text(text, language), surface) == place_id


@pytest.mark.parametrize(
    ("language", "text", "surface", "place_id"),
    [
        ("en", "They camped by the river of Tartar.", "Tartar", "tartar_river"),
        ("en", "The river Hakari is low.", "Hakari", "hakari_river"),
        ("az", "Qarqar çayı daşıb.", "Qarqar", "gargar_river"),
        ("az", "Tərtər çayının suyu azalıb.", "Tərtər", "tartar_river"),
    ],
)
def test_a_river_is_found_by_its_bare_name(
    read_text: Reader, language: str, text: str, surface: str, place_id: str
) -> None:
    assert place(read_text(text, language), surface) == place_id


def test_an_owner_inside_a_list_governs_what_follows_it(read_text: Reader) -> None:
    mentions = read_text("Zəngilanın Ağbənd, Laçının Zabux və Sus, Tərtərin Talış kəndləri bərpa olunur.", "az")
    districts = {m.surface: m.place_id for m in mentions if m.surface.endswith(("ın", "in"))}
    assert districts == {
        "Zəngilanın": "zangilan_district",
        "Laçının": "lachin_district",
        "Tərtərin": "tartar_district",
    }
    assert place(mentions, "Zabux") == "zabukh"
    assert place(mentions, "Talış") == "talish_martakert"


def test_a_heading_tells_where_the_list_below_it_lies(read_text: Reader) -> None:
    text = "Laçın rayonunda 120 kənd olub. Kəndləri bunlardır – Ağoğlan, Hüsülü, Malıbəy, Xırmanlar."
    mentions = read_text(text, "az")
    # The only listed Ağoğlan lies elsewhere.
    assert place(mentions, "Ağoğlan") == "lachin_district"
    assert place(mentions, "Hüsülü") == "husulu_lachin"


def test_a_district_before_a_list_of_towns_holds_none_of_them(read_text: Reader) -> None:
    mentions = read_text("Tovuz rayonu Qazax, Gədəbəy və Şəmkir ilə yanaşı Ermənistan sərhədindədir.", "az")
    assert place(mentions, "Qazax") in {"gazakh", "gazakh_district"}


@pytest.mark.parametrize(
    ("language", "text", "surface"),
    [
        ("en", "Fires in Aghdam district\n\nBAKU, May 3. Two people were hurt.", "BAKU"),
        ("ru", "Пожары в Агдамском районе\n\nБАКУ, 3 мая. Ранены двое.", "БАКУ"),
        ("az", "Yanğınlar Ağdam rayonu\n\nBAKI, 3 may. İki nəfər yaralanıb.", "BAKI"),
        ("tr", "Yangınlar Ağdam bölgesi\n\nBAKÜ, 3 Mayıs. İki kişi yaralandı.", "BAKÜ"),
        ("hy", "Հրդեհներ Աղդամի շրջանում\n\nԲԱՔՈՒ, մայիսի 3։ Երկու մարդ է տուժել։", "ԲԱՔՈՒ"),
    ],
)
def test_a_headline_says_nothing_of_the_line_below(read_text: Reader, language: str, text: str, surface: str) -> None:
    assert place(read_text(text, language), surface) == "baku"


def test_a_name_is_not_put_into_a_country_that_it_does_not_lie_in(read_text: Reader) -> None:
    assert place(read_text("A flood hit the village of Aghdam in Iran."), "Aghdam") == "ir"
    assert place(read_text("A bus burned in Gulistan, Uzbekistan."), "Gulistan") is None
