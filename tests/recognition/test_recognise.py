"""Recognition: which names are found, where they begin and end, and which are none."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap import Document
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.text import fold_document
from conflictmap.model.mention import Mention
from conflictmap.recognition.matcher import Matcher
from conflictmap.recognition.recognise import recognise

Reader = Callable[..., list[Mention]]


def surfaces(mentions: list[Mention]) -> list[str]:
    return [mention.surface for mention in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fighting went on in Nagorno-Karabakh and near Lake Sevan.", ["Nagorno-Karabakh", "Lake Sevan"]),
        ("The Lachin corridor was shut.", ["Lachin corridor"]),
        ("STEPANAKERT, NOVEMBER 3. Calm.", ["STEPANAKERT"]),
        ("Posted under #NagornoKarabakh and #Shushi.", ["NagornoKarabakh", "Shushi"]),
        ("The Goris-Sisian road is open, and so is the M2 highway.", ["Goris", "Sisian", "M2 highway"]),
        (
            "Armenia’s Syunik Province borders Azerbaijan's Zangilan district.",
            ["Armenia", "Syunik", "Azerbaijan", "Zangilan"],
        ),
        ("The US and the U.K. spoke to us.", ["US", "U.K."]),
    ],
)
def test_listed_names_are_found_at_their_full_length(read_text: Reader, text: str, expected: list[str]) -> None:
    assert surfaces(read_text(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Foreign Minister Ararat Mirzoyan spoke about the OSCE Minsk Group.",
        "Shushan Stepanyan denied it, and Lachin Mammadov agreed.",
        "Qarabag FC won, said Press TV.",
        "The Bishkek Protocol and the Treaty of Kars were quoted.",
        "Suleymanli disagreed with Togrul Mammadbeyli, said Ali Amiri.",
        "He smoked ganja. Ganja is banned, unlike ganja oil.",
        "Armenian and Azerbaijani troops, a Grad launcher and an SOS call.",
        "It was turkey for dinner, and china on the table.",
    ],
)
def test_persons_institutions_demonyms_and_common_words_are_no_places(read_text: Reader, text: str) -> None:
    assert surfaces(read_text(text)) == []


@pytest.mark.parametrize(
    ("text", "unlisted"),
    [
        ("They left the village of Qwerin at night.", ["Qwerin"]),
        ("Wexley village was shelled.", ["Wexley"]),
        (
            "The villages of Qwerin, Blorkand and Yukhari Zmand of the Fuzuli district were named.",
            ["Qwerin", "Blorkand", "Yukhari Zmand"],
        ),
        ("Qwerin, Blorkand and Zmandli in Fuzuli were named.", ["Qwerin", "Blorkand", "Zmandli"]),
        ("He lives in Qwerin (Azerbaijan).", ["Qwerin"]),
    ],
)
def test_generic_words_and_lists_find_names_no_gazetteer_has(read_text: Reader, text: str, unlisted: list[str]) -> None:
    assert [m.surface for m in read_text(text) if not m.candidates] == unlisted


@pytest.mark.parametrize(
    "text",
    [
        "The village of Armenian settlers was quiet.",
        "He met President Novak and Mayor Brandt in May.",
        "The town of March was cold.",
    ],
)
def test_titles_demonyms_and_months_are_not_taken_for_names(read_text: Reader, text: str) -> None:
    assert [m.surface for m in read_text(text) if not m.candidates] == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "ru",
            "Обстреляны Степанакерт, город Шуши и окрестности Гадрута. В Нагорном Карабахе спокойно.",
            ["stepanakert", "shusha", "hadrut", "nagorno_karabakh"],
        ),
        ("az", "Ağdama və Füzuliyə qayıdış başladı, Şuşada sakitlikdir.", ["aghdam", "fuzuli", "shusha"]),
        ("hy", "Ստեփանակերտում և Շուշիից հեռու հանգիստ է։", ["stepanakert", "shusha"]),
        ("tr", "Karabağ'da ve Şuşa'nın çevresinde çatışma sürüyor.", ["nagorno_karabakh", "shusha"]),
    ],
)
def test_inflected_names_are_found_in_each_language(
    read_text: Reader, language: str, text: str, expected: list[str]
) -> None:
    found = [m.place_id for m in read_text(text, language)]
    assert found == expected


def test_world_towns_need_evidence(read_text: Reader) -> None:
    assert surfaces(read_text("Reading is fun, and Split happens.")) == []
    assert "Aleppo" in surfaces(read_text("Fighters from Syria were recruited in Aleppo."))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\u202bShusha\u202c and Shu\u00adsha and S\u0327us\u0327a",
        "🙂 Shusha 🙂 Շուշի ‏Шуша",
        "Shusha\r\nLachin\r\n\r\nHadrut",
        "Nagorno\u200d-Karabakh",
        "(((((Shusha,,,,of the the of in",
    ],
)
def test_odd_text_keeps_exact_offsets(gazetteer: Gazetteer, text: str) -> None:
    for mention in recognise(Document(id="x", text=text), gazetteer):
        assert text[mention.start : mention.end] == mention.surface
        assert mention.sentence_start <= mention.start < mention.end <= mention.sentence_end


PIECES = st.sampled_from(
    ["Shusha", "Baku", "Nagorno-Karabakh", "the villages of", "district", ",", " and ", "(", ")", ". ", "\n", "\n\n", " ", "'s",
     "\u0301", "\u200b", "\u202e", "🙂", "İ", "ß", "Шуше", "Շուշիում", "of ", "-", "#", "said", "Qwerin", "Aghdam", "A" * 40]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_gives_ordered_disjoint_mentions_with_exact_offsets(gazetteer: Gazetteer, text: str) -> None:
    mentions = recognise(Document(id="x", text=text), gazetteer)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.surface
        assert mention.sentence_start <= mention.start < mention.end <= mention.sentence_end
    assert all(left.end <= right.start for left, right in itertools.pairwise(mentions))


def test_an_endless_paragraph_is_cut_into_readable_sentences(gazetteer: Gazetteer) -> None:
    text = "calm in Goris and " * 4000
    mentions = recognise(Document(id="x", text=text), gazetteer)
    assert len(mentions) == 4000
    assert max(m.sentence_end - m.sentence_start for m in mentions) <= 1000


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sen. Bob Marlow said the Hat maker had nothing to say. Gay rights groups met the Bank director."),
        ("en", "Both changed hands. The villages were empty, and The valley was quiet."),
        (
            "en",
            "Stalin drew the line, Salem Haddad said. Rest of the convoy left. Male civilians and Ariel Katz stayed.",
        ),
        ("en", "Van Dyke and Lev Ostrov read a Top story about TeX."),
        ("ru", "Джохар Дудаев молчал. Вали Гасымов и Тор Нильсен уехали. Рака не нашли."),
        ("ru", "Топ новостей: Лев Никитин и Гагарин открыли Институт. Парни молчат, Банк закрыт."),
        ("az", "Payızda yeni yol açıldı. Saray hələ bağlıdır."),
    ],
)
def test_everyday_words_and_persons_that_are_also_village_names_are_none(
    read_text: Reader, language: str, text: str
) -> None:
    assert [m.surface for m in read_text(text, language)] == []


def test_an_address_makes_a_town_of_a_name_and_a_state_of_georgia(read_text: Reader) -> None:
    text = "ATHENS, Ga. – A van hit a wall in Macon, Georgia, and another in Tbilisi."
    assert surfaces(read_text(text)) == ["ATHENS", "Ga", "Macon", "Georgia", "Tbilisi"]
    assert [mention.place_id for mention in read_text(text)] == ["gn4180386", "us-ga", "gn4207400", "us-ga", "tbilisi"]


def test_an_unlisted_name_behind_a_preposition_of_place_is_a_mention(read_text: Reader) -> None:
    text = "Smoke rose near Qwertyan. He came from Zxcvber, not from Parliament, and spoke in English."
    assert surfaces(read_text(text)) == ["Qwertyan", "Zxcvber"]


def test_a_list_behind_a_preposition_is_taken_whole(read_text: Reader) -> None:
    text = "Fighters were buried in Qwertyan, Zxcvber and Rastan; later Qwertyan fell silent."
    assert surfaces(read_text(text)) == ["Qwertyan", "Zxcvber", "Rastan", "Qwertyan"]


def test_a_misspelt_name_in_a_list_with_a_place_is_a_mention(read_text: Reader) -> None:
    text = "Columns left Ijevan and Noyemberiann at noon."
    assert surfaces(read_text(text)) == ["Ijevan", "Noyemberiann"]


@pytest.mark.parametrize(
    "text",
    [
        "Then Jivan Kapan spoke.",
        "Lawyers of Georgia Ganja, a chemist, agreed.",
        "It was J. Jordan who wrote it.",
        "Tatev, his aide, left.",
        "The singer Goris bowed.",
        "On March 27 it rained.",
        "Twelve villages voted.",
    ],
)
def test_names_of_people_and_days_are_no_places(read_text: Reader, text: str) -> None:
    assert read_text(text) == []


def test_a_city_stays_a_city_beside_a_person_of_its_name(read_text: Reader) -> None:
    text = "Paris Tatevosyan spoke. They met again in Paris."
    assert [mention.start for mention in read_text(text)] == [text.rindex("Paris")]


def test_words_that_only_follow_places_are_evidence(read_text: Reader) -> None:
    text = "Six attacks in the Bakhmut direction failed; Benghazi-based officers said nothing."
    assert surfaces(read_text(text)) == ["Bakhmut", "Benghazi"]


def test_initials_are_no_abbreviation_across_a_broken_text(read_text: Reader) -> None:
    assert surfaces(read_text("The U.S. envoy left for the UK.")) == ["U.S.", "UK"]
    assert read_text("u@U§S lines of noise U)K") == []


@pytest.mark.parametrize("collecting", [True, False])
def test_building_the_tables_leaves_the_collector_of_garbage_as_it_was(
    gazetteer: Gazetteer, *, collecting: bool
) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        names = Matcher(gazetteer)
        assert names.spans(fold_document(Document(id="1", text="თბილისი", language="ka")))
        assert gc.isenabled() == collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_reading_a_report_again_finds_the_same(gazetteer: Gazetteer) -> None:
    text = (
        "Villages of the Tovuz district, Aghdam and Qwxyz among them, were calm; Karvachar (Kelbajar) District was not."
    )
    report = Document(id="1", text=text)
    assert recognise(report, gazetteer) == recognise(report, gazetteer)
