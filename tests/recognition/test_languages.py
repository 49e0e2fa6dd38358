"""Names and what stands beside them in Russian, Azerbaijani, Armenian and Turkish."""

from __future__ import annotations

import shutil
from importlib.resources import files
from typing import TYPE_CHECKING, TypeAlias

import pytest

from conflictmap.language.detect import detect_language
from conflictmap.language.tables import language, languages, section
from conflictmap.model.document import Document
from conflictmap.recognition.matcher import matcher
from conflictmap.recognition.recognise import recognise
from conflictmap.resolution.resolve import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.model.mention import Mention

Reader: TypeAlias = "Callable[[str, str], list[Mention]]"


@pytest.fixture
def read(gazetteer: Gazetteer) -> Reader:
    def reader(code: str, text: str) -> list[Mention]:
        report = Document(id="report", text=text, language=code)
        return resolve(recognise(report, gazetteer), gazetteer, report)

    return reader


@pytest.mark.parametrize(
    ("code", "sentence", "forms", "place"),
    [
        ("az", "Dünən {} danışdılar.", "Ağdam Ağdamın Ağdama Ağdamı Ağdamda Ağdamdan Ağdamdakı Ağdamdır Ağdamadək", "aghdam"),
        ("az", "Dünən {} danışdılar.", "Şuşa Şuşanın Şuşaya Şuşanı Şuşada Şuşadan Şuşadakılar Şuşayadək", "shusha"),
        ("az", "Dünən {} danışdılar.", "Xankəndi Xankəndinin Xankəndinə Xankəndini Xankəndidə Xankəndində Xankəndindəki", "stepanakert"),
        ("az", "Dünən {} danışdılar.", "Qarabağın Qarabağda Qarabağdan Qarabağa", "nagorno_karabakh"),
        ("az", "Yol {} aparır.", "Köhnəqışlaq Köhnəqışlağa Köhnəqışlağın Köhnəqışlaqda", "kohnagishlag"),
        ("hy", "Երեկ {} խոսեցին։", "Շուշի Շուշին Շուշիի Շուշիին Շուշիում Շուշիից Շուշիով", "shusha"),
        ("hy", "Երեկ {} խոսեցին։", "Բաքու Բաքուն Բաքվի Բաքվին Բաքվում Բաքվից Բաքվով", "baku"),
        ("hy", "Երեկ {} խոսեցին։", "Մեղրի Մեղրին Մեղրիի Մեղրու Մեղրիում Մեղրուց", "meghri"),
        ("hy", "Երեկ {} խոսեցին։", "Գորիս Գորիսը Գորիսն Գորիսի Գորիսին Գորիսում Գորիսից Գորիսով", "goris"),
        ("hy", "Երեկ {} խոսեցին։", "Մոսկվա Մոսկվան Մոսկվայի Մոսկվային Մոսկվայում Մոսկվայից", "moscow"),
        ("ru", "Вчера говорили: {} – там тихо.", "Шуша Шуши Шуше Шушу Шушой", "shusha"),
        ("ru", "Вчера говорили: {} – там тихо.", "Степанакерт Степанакерта Степанакерту Степанакертом Степанакерте", "stepanakert"),
        ("ru", "Вчера говорили: {} – там тихо.", "Нахичеваник Нахичеваника Нахичеванике", "nakhichevanik"),
        ("ru", "Вчера говорили: {} – там тихо.", "Кубатлы Кубатлов Кубатлам Кубатлами Кубатлах", "qubadli"),
        ("ru", "Вчера говорили: {} – там тихо.", "Сумгаит Сумгаита Сумгаитом Сумгаите", "sumgait"),
        ("tr", "Dün {} konuştular.", "Şuşa Şuşa'nın Şuşa'ya Şuşa’yı Şuşa’da Şuşa'dan Şuşa’daki Şuşada Şuşadan", "shusha"),
        ("tr", "Dün {} konuştular.", "Laçın Laçın'ın Laçın’a Laçın'da Laçın’dan Laçın'daki Laçında LAÇIN'DA", "lachin"),
        ("tr", "Dün {} konuştular.", "Hankendi'nin Hankendi’ne Hankendi'nde Hankendi’nden Hankendinde", "stepanakert"),
    ],
)  # fmt: skip
def test_a_name_is_found_in_every_case(read: Reader, code: str, sentence: str, forms: str, place: str) -> None:
    found = {form: [m.place_id for m in read(code, sentence.format(form))] for form in forms.split()}
    assert found == {form: [place] for form in found}


@pytest.mark.parametrize(
    ("code", "text", "places"),
    [
        ("ru", "Обстреляны села Тертерского, Агдамского и Гедабейского районов.", ["tartar_district", "aghdam_district", "gadabay_district"]),
        ("ru", "Дорога идет через Губадлинский район.", ["qubadli_district"]),
        ("ru", "Тихо в Гегаркуникской области.", ["gegharkunik"]),
        ("ru", "В Тавушском марзе открыли школу.", ["tavush"]),
        ("ru", "Погиб житель Аскеранского р-на.", ["askeran_district"]),
        ("az", "Tovuz rayonunun Ağdam kəndində sakitlikdir.", ["tovuz_district", "aghdam_tovuz"]),
        ("az", "Ağdam və Füzuli rayonlarından xəbər var.", ["aghdam_district", "fuzuli_district"]),
        ("hy", "Թովուզի շրջանի Աղդամ գյուղում հանգիստ է։", ["tovuz_district", "aghdam_tovuz"]),
        ("hy", "Տավուշի մարզից լուր կա։", ["tavush"]),
        ("hy", "Ասկերանի և Մարտունու շրջաններում լուռ է։", ["askeran_district", "martuni_district"]),
        ("tr", "Tovuz rayonunun Ağdam köyünde sessizlik var.", ["tovuz_district", "aghdam_tovuz"]),
        ("tr", "Laçın, Kelbecer ve Kubatlı illerine dönüş başladı.", ["lachin_district", "kalbajar_district", "qubadli_district"]),
    ],
)  # fmt: skip
def test_generic_words_tell_districts_and_villages_apart(read: Reader, code: str, text: str, places: list[str]) -> None:
    assert [m.place_id for m in read(code, text)] == places


@pytest.mark.parametrize(
    ("code", "text", "names"),
    [
        ("ru", "Министры были в Праге, Брюсселе, Гранаде, Женеве, Гааге и Вене.", ["Prague", "Brussels", "Granada", "Geneva", "The Hague", "Vienna"]),
        ("az", "Nazirlər Praqada, Brüsseldə, Soçidə, Haaqada və Vaşinqtonda olublar.", ["Prague", "Brussels", "Sochi", "The Hague", "Washington"]),
        ("hy", "Նախարարները Պրահայում, Բրյուսելում, Ժնևում և Վաշինգտոնում էին։", ["Prague", "Brussels", "Geneva", "Washington"]),
        ("tr", "Bakanlar Moskova'da, Kahire’de, Viyana'da, Lahey'de ve Atina’daydı.", ["Moscow", "Cairo", "Vienna", "The Hague", "Athens"]),
        ("tr", "Gemi Trabzon'dan Soçi'ye gitti.", ["Trabzon", "Sochi"]),
        ("ru", "Беженцы из Абхазии живут и в Дагестане, и в Крыму.", ["Abkhazia", "Republic of Dagestan", "Crimea"]),
    ],
)  # fmt: skip
def test_the_cities_where_states_meet_are_found(
    read: Reader, gazetteer: Gazetteer, code: str, text: str, names: list[str]
) -> None:
    assert [gazetteer[m.place_id].name for m in read(code, text) if m.place_id] == names


@pytest.mark.parametrize(
    ("code", "text", "places"),
    [
        ("tr", "Kurye Kazah'tan Yevlah’a, oradan Sumgayıt'a geçti.", ["gazakh", "yevlakh", "sumgait"]),
        ("tr", "Kervan Cermuk'ta durdu.", ["jermuk"]),
        ("az", "Karvan Aqarakda dayandı.", ["agarak"]),
        ("hy", "Զորքը Շուշիից շարժվեց դեպի Քյոսալար։", ["shusha", "kosalar"]),
        ("ru", "Колонна вышла к Тертерчаю и Зиланлы.", ["tartar_river", "zilanli"]),
    ],
)
def test_names_spelt_by_ear_lead_to_their_places(read: Reader, code: str, text: str, places: list[str]) -> None:
    assert [m.place_id for m in read(code, text)] == places


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "Тигран Карапетян и Шуша Гусейнова пели вместе."),
        ("hy", "Գորիս Հակոբյանը և Սևան Ղազարյանը հաղթեցին։"),
        ("az", "Araz Səmədli tarda çaldı."),
        ("az", "Laçın müəllim dərs deyir."),
        ("az", "Görüş gec bitdi."),
        ("az", "Səhər tezdən yağış yağdı."),
        ("tr", "Erdoğan sustu. Ordu yorgundu. Aralık soğuk geçti."),
        ("tr", "Laçın Bey şarkı söyledi."),
    ],
)
def test_persons_and_everyday_words_are_no_places(read: Reader, code: str, text: str) -> None:
    assert [m.surface for m in read(code, text)] == []


def test_a_capital_before_a_surname_stays_a_place_behind_a_preposition_or_with_an_ending(read: Reader) -> None:
    assert [m.place_id for m in read("ru", "В Ереване Карапетян промолчал.")] == ["yerevan"]
    assert [m.place_id for m in read("hy", "Երևանում Կարապետյանը լռեց։")] == ["yerevan"]


def test_a_route_by_dashes_names_its_towns(read: Reader) -> None:
    assert [m.place_id for m in read("hy", "Փակ է Իջևան–Նոյեմբերյան ճանապարհը։")] == ["ijevan", "noyemberyan"]
    assert [m.place_id for m in read("ru", "Рельсы Нахичевань – Ереван сняты.")][1:] == ["yerevan"]


def test_postpositions_place_something_near_a_name(read: Reader) -> None:
    def told(code: str, text: str) -> list[tuple[str | None, str]]:
        return [(m.place_id, m.relation.kind if m.relation else "") for m in read(code, text)]

    assert told("az", "Şuşa yaxınlığında atəş açılıb.") == [("shusha", "near")]
    assert told("tr", "Laçın'ın yakınlarında ateş açıldı.") == [("lachin", "near")]
    assert told("hy", "Գորիս քաղաքում տոն է։") == [("goris", "")]


def test_abbreviations_of_states_carry_endings_behind_a_hyphen(read: Reader) -> None:
    assert [m.place_id for m in read("hy", "ՀՀ-ում և ԱՄՆ-ից ժամանածները լուռ էին։")] == ["am", "us"]
    assert [m.place_id for m in read("az", "ABŞ-dan qonaq gəldi.")] == ["us"]


def test_every_paragraph_is_read_in_its_own_language(read: Reader) -> None:
    text = "В Тертерском районе тихо.\n\nTovuz rayonunun Ağdam kəndində də sakitlikdir.\n\nԹովուզի շրջանում հանգիստ է։"
    mentions = read("ru", text)
    assert [m.place_id for m in mentions] == ["tartar_district", "tovuz_district", "aghdam_tovuz", "tovuz_district"]
    assert [text[m.start : m.end] for m in mentions] == [m.surface for m in mentions]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Gence kentine yine roket atıldı", "tr"),
        ("Clashes near Şuşa and Ağdam went on", "en"),
        ("Şuşada sakitlikdir, Ağdərədə də", "az"),
        ("Թալիշում լուռ է", "hy"),
    ],
)
def test_a_headline_is_enough_to_tell_the_language(text: str, code: str) -> None:
    assert detect_language(text) == code


TABLES = {
    "grammar": """
owner = "of"
transliterates = true
conjunctions = ["kaj"]
[detection]
script = "latin"
words = ["kaj", "estas", "la"]
words_in = 10
[endings]
vowels = "aeiou"
any.literal = ["io"]
any.other = ["n"]
""",
    "places": """
plural = "oj$"
[feature_terms]
settlement = ["urbo", "vilagho"]
district = ["distrikto"]
""",
    "roles": """
before_place = ["en"]
""",
    "non_places": "",
}


@pytest.fixture
def constructed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A language that is one more folder of tables, and nothing else."""
    shutil.copytree(str(files("conflictmap.language") / "data"), tmp_path / "data")
    (tmp_path / "data" / "eo").mkdir()
    for name, table in TABLES.items():
        (tmp_path / "data" / "eo" / f"{name}.toml").write_text(table, encoding="utf-8")
    monkeypatch.setattr("conflictmap.language.tables.files", lambda _: tmp_path)
    caches = (language, languages, section, matcher)
    for cached in caches:
        cached.cache_clear()
    yield
    monkeypatch.undo()
    for cached in caches:
        cached.cache_clear()


@pytest.mark.usefixtures("constructed")
def test_a_table_is_all_a_new_language_needs(read: Reader) -> None:
    mentions = read("eo", "En Goris-distrikto ploris. Lachinio venis homoj. Urbo Hadrutn dormas en Aghdam distrikto.")
    assert [(m.surface, m.place_id) for m in mentions][1:] == [
        ("Lachinio", "lachin"),
        ("Hadrutn", "hadrut"),
        ("Aghdam", "aghdam_district"),
    ]
