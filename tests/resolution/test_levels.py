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


@pytest.mark.parametrize(
    ("language", "text", "surface", "place_id"),
    [
        ("en", "Shells fell on villages of the Tartar, Aghdam and Goranboy districts.", "Tartar", "tartar_district"),
        (
            "en",
            "Some thirty settlements of Fuzuli, Khojavend and Shusha districts are empty.",
            "Fuzuli",
            "fuzuli_district",
        ),
        ("en", "Rescuers reached the Karvachar (Kelbajar) district.", "Karvachar", "kalbajar_district"),
        ("en", "Rescuers reached the Gubadli (Kashunik) district.", "Kashunik", "qubadli_district"),
        ("en", "Gunfire hit Garvand of Fuzuli, Yarimja of Tartar.", "Fuzuli", "fuzuli_district"),
        (
            "en",
            "Units hold Dolanlar and Bunyadli villages of Khojavend, Dagh Tumas of Jabrayil.",
            "Khojavend",
            "khojavend_district",
        ),
        ("en", "Six districts were to follow: Lachin, Kalbajar and Zangilan.", "Kalbajar", "kalbajar_district"),
        ("en", "Jabrayil was a district of vineyards.", "Jabrayil", "jabrayil_district"),
        ("en", "Mines found: Tovuz – Aghdam, Kokhanabi.", "Tovuz", "tovuz_district"),
        ("en", "Mines found: Tovuz – Aghdam, Kokhanabi.", "Aghdam", "aghdam_tovuz"),
        ("ru", "Обстреляны сёла Тертерского и Агдамского районов.", "Тертерского", "tartar_district"),
        ("ru", "Сёла Гегаркуника остались без света.", "Гегаркуника", "gegharkunik"),
        ("ru", "В Котайке прошёл град.", "Котайке", "kotayk"),
        ("ru", "Четыре села Казахского района переданы.", "Казахского", "gazakh_district"),
        ("hy", "Տավուշի չորս գյուղերը հանձնվեցին։", "Տավուշի", "tavush"),
        ("hy", "Սյունիքի մարզի Տեղ գյուղը, Տավուշի մարզի Ոսկեպար գյուղը կրակի տակ են։", "Տավուշի", "tavush"),
        ("hy", "Կոտայքում կարկուտ տեղաց։", "Կոտայքում", "kotayk"),
        ("az", "Tovuz rayonunun Əlibəyli, Qazax rayonunun Məzəm kəndləri atəşə tutulub.", "Qazax", "gazakh_district"),
        ("az", "Kəlbəcərin üç kəndi boşdur.", "Kəlbəcərin", "kalbajar_district"),
        ("az", "Qazaxın 4 kəndi qaytarıldı.", "Qazaxın", "gazakh_district"),
        ("az", "Naxçıvanın Kərki kəndi boşdur.", "Naxçıvanın", "nakhchivan_ar"),
        ("az", "Naxçıvanın Kərki kəndi boşdur.", "Kərki", "karki"),
        ("az", "Tovuz və Qazax rayonlarının kəndləri boşdur.", "Qazax", "gazakh_district"),
        ("tr", "Kelbecer’in üç köyü boşaltıldı.", "Kelbecer", "kalbajar_district"),
        ("tr", "Ordu, Tovuz'un Ağdam, Dondar Kuşçu ve Vahidli köylerini vurdu.", "Tovuz", "tovuz_district"),
        ("tr", "Ordu, Tovuz'un Ağdam, Dondar Kuşçu ve Vahidli köylerini vurdu.", "Ağdam", "aghdam_tovuz"),
        ("tr", "Terter, Ağdam'ın Guzanlı kasabası ve Berde vuruldu.", "Ağdam", "aghdam_district"),
        ("tr", "Kars’ın Akyaka ilçesindeki kapı açıldı.", "Kars", "tr-36"),
    ],
)
def test_what_is_said_of_a_name_makes_an_area_of_it(
    read_text: Reader, language: str, text: str, surface: str, place_id: str
) -> None:
    assert place(read_text(text, language), surface) == place_id


def test_a_district_keeps_its_list_to_itself(read_text: Reader) -> None:
    mentions = read_text("Tovuz ilçesinin Alibeyli, Gence ilçesinin köyleri vuruldu.", "tr")
    assert place(mentions, "Alibeyli") == "alibeyli_tovuz"
    assert place(mentions, "Gence") == "ganja"


def test_towns_in_a_list_are_those_of_the_areas_behind_them(read_text: Reader) -> None:
    mentions = read_text("Martuni, Gegharkunik and Martuni, Nagorno-Karabakh were both named.")
    assert [m.place_id for m in mentions if m.surface == "Martuni"] == ["martuni_gegharkunik", "martuni_khojavend"]


@pytest.mark.parametrize(
    ("language", "text", "surfaces", "town"),
    [
        ("en", "Shusha had 17 quarters: Mardinli, Saatli and Kocharli.", ("Mardinli", "Saatli", "Kocharli"), "shusha"),
        ("en", "The quarters of Shusha were Mardinli, Saatli and Kocharli.", ("Saatli", "Kocharli"), "shusha"),
        ("ru", "В Шуше было 17 кварталов: Мердинли, Саатлы и Кочарли.", ("Мердинли", "Саатлы"), "shusha"),
        ("ru", "Кварталы Шуши: Мердинли, Саатлы, Кочарли.", ("Мердинли", "Кочарли"), "shusha"),
        ("az", "Şəhərin – Şuşanın məhəllələri: Mərdinli, Saatlı, Köçərli.", ("Mərdinli", "Köçərli"), "shusha"),
        ("az", "Şuşanın Mərdinli və Köçərli məhəllələri bərpa olunur.", ("Mərdinli", "Köçərli"), "shusha"),
        ("az", "Gəncənin Balaban məhəlləsində ev yıxılıb.", ("Balaban",), "ganja"),
        ("tr", "Şuşa'da 17 mahalle vardı: Merdinli, Saatlı ve Köçerli.", ("Merdinli", "Köçerli"), "shusha"),
        ("tr", "Gence'nin Balaban mahallesinde ev yıkıldı.", ("Balaban",), "ganja"),
        ("hy", "Շուշիում երեք թաղամաս կար՝ Մեղրեցոց, Ագուլեցոց, Գյանջեցոց։", ("Մեղրեցոց", "Ագուլեցոց"), "shusha"),
    ],
)
def test_a_quarter_lies_in_its_town_though_villages_have_its_name(
    read_text: Reader, language: str, text: str, surfaces: tuple[str, ...], town: str
) -> None:
    mentions = read_text(text, language)
    assert {place(mentions, surface) for surface in surfaces} == {town}
    assert any(m.place_id == town and m.surface not in surfaces for m in mentions)


@pytest.mark.parametrize(
    ("language", "text", "surface", "place_id"),
    [
        ("en", "In the first quarter Goris exported milk.", "Goris", "goris"),
        ("en", "The Kond neighbourhood of Yerevan was dark.", "Kond", "kond_yerevan"),
        ("en", "From Shusha we drove to two villages: Saatli and Kocharli.", "Kocharli", "kocharli_tartar"),
        ("az", "Şuşadan iki kəndə getdik: Mərdinli və Köçərli.", "Köçərli", "kocharli_tartar"),
    ],
)
def test_what_is_no_quarter_or_is_listed_as_one_stays_where_it_is(
    read_text: Reader, language: str, text: str, surface: str, place_id: str
) -> None:
    assert place(read_text(text, language), surface) == place_id


@pytest.mark.parametrize(
    ("language", "text", "surface", "place_id"),
    [
        ("en", "The village of Aghdam was hit.", "Aghdam", "aghdam_tovuz"),
        ("ru", "Село Агдам обстреляно.", "Агдам", "aghdam_tovuz"),
        ("hy", "Աղդամ գյուղը կրակի տակ է։", "Աղդամ", "aghdam_tovuz"),
        ("az", "Ağdam kəndi atəşə tutulub.", "Ağdam", "aghdam_tovuz"),
        ("tr", "Ağdam köyü vuruldu.", "Ağdam", "aghdam_tovuz"),
        ("az", "Orconikidze kəndi boşdur.", "Orconikidze", "gn147364"),
        ("az", "Füzuliyə, Cəbrayılın Horovlu kəndinə ailələr köçür.", "Füzuliyə", "fuzuli"),
        ("en", "The village of Shusha was hit.", "Shusha", "shusha"),
        ("en", "The town of Aghdam was hit.", "Aghdam", "aghdam"),
        ("ru", "Поезд шёл в Орджоникидзе.", "Орджоникидзе", "vladikavkaz"),
        ("tr", "Tren Orconikidze'ye gitti.", "Orconikidze", "vladikavkaz"),
        ("hy", "Գնացքը հասավ Օրջոնիկիձե։", "Օրջոնիկիձե", "vladikavkaz"),
    ],
)
def test_what_is_called_a_village_is_not_the_city_of_its_name(
    read_text: Reader, language: str, text: str, surface: str, place_id: str
) -> None:
    assert place(read_text(text, language), surface) == place_id


@pytest.mark.parametrize(
    ("language", "text", "surface", "place_id"),
    [
        ("tr", "Karadağ ve Sırbistan NATO ile görüştü.", "Karadağ", "me"),
        ("tr", "Karadağ'da seçim yapıldı.", "Karadağ", "me"),
        ("az", "Qaradağ rayonundan 31 ailə yola çıxdı.", "Qaradağ", "garadagh_baku"),
        ("tr", "İran'ın Karadağ bölgesinde deprem oldu.", "Karadağ", "arasbaran"),
        ("tr", "Güney Azerbaycan'da gösteri var.", "Güney Azerbaycan", "south_azerbaijan"),
        ("az", "Cənubi Azərbaycanda etiraz var.", "Cənubi Azərbaycanda", "south_azerbaijan"),
        ("ru", "В Иранском Азербайджане прошли акции.", "Иранском Азербайджане", "south_azerbaijan"),
        ("tr", "Doğu Türkistan'da kamplar var.", "Doğu Türkistan", "cn-xj"),
        ("tr", "Doğu Azerbaycan eyaletinde deprem oldu.", "Doğu Azerbaycan", "ir-01"),
        ("tr", "Batı Azerbaycan eyaletinde deprem oldu.", "Batı Azerbaycan", "ir-02"),
        ("tr", "Kuzey Osetya'da patlama oldu.", "Kuzey Osetya", "ru-se"),
        ("tr", "Kuzey Irak'ta operasyon var.", "Irak", "iq"),
    ],
)
def test_a_country_or_region_with_a_village_s_name_is_told_from_it(
    read_text: Reader, language: str, text: str, surface: str, place_id: str
) -> None:
    assert place(read_text(text, language), surface) == place_id


@pytest.mark.parametrize(
    ("language", "text", "surface"),
    [
        ("en", "It is cold in the Nakhchivan Autonomous Republic.", "Nakhchivan"),
        ("en", "It is cold in the Autonomous Republic of Nakhchivan.", "Nakhchivan"),
        ("en", "The Nagorno-Karabakh Autonomous Oblast had a council.", "Nagorno-Karabakh"),
        ("az", "Naxçıvan Muxtar Respublikasında hava soyuqdur.", "Naxçıvan"),
        ("az", "Naxçıvan Muxtar Respublikasının sərhədi uzundur.", "Naxçıvan"),
        ("az", "Naxçıvan MR-də hava soyuqdur.", "Naxçıvan"),
        ("tr", "Nahçıvan Özerk Cumhuriyeti'nde hava soğuk.", "Nahçıvan"),
        ("tr", "Doğu Azerbaycan eyaletinde deprem oldu.", "Doğu Azerbaycan"),
        ("ru", "В Нахичеванской Автономной Республике холодно.", "Нахичеванской"),
        ("ru", "В Нахичеванской АР холодно.", "Нахичеванской"),
        ("hy", "Նախիջևանի Ինքնավար Հանրապետությունում ցուրտ է։", "Նախիջևանի"),
        ("hy", "Արցախի Հանրապետությունում ընտրություններ են։", "Արցախի"),
        ("en", "The South Caucasus was calm.", "South Caucasus"),
        ("en", "A court in Licking County, Ohio, freed him.", "Licking County"),
    ],
)
def test_a_name_is_marked_without_the_words_for_what_it_is(
    read_text: Reader, language: str, text: str, surface: str
) -> None:
    assert surface in [mention.surface for mention in read_text(text, language)]
