"""Spelling keys: candidates across scripts, never identities."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.gazetteer.keys import romanise, similarity, spelling_key, spelling_keys


@pytest.mark.parametrize(
    ("spelling", "place_id"),
    [
        ("შუშა", "shusha"),
        ("ლაჩინი", "lachin"),
        ("სტეფანაკერტი", "stepanakert"),
        ("شوشا", "shusha"),
        ("خان‌کندی", "stepanakert"),
        ("کلبجر", "kalbajar"),
        ("Ходжавенд", "martuni_khojavend"),
        ("Մատաղիս", "mataghis"),
        ("Джебраил", "jabrayil"),
        ("Gubadly", "qubadli"),
        ("Zengilan", "zangilan"),
    ],
)
def test_a_spelling_of_any_script_proposes_its_place_first_among_settlements(
    gazetteer: Gazetteer, spelling: str, place_id: str
) -> None:
    assert gazetteer.alike(spelling)[0] == place_id


def test_the_names_of_one_place_in_five_scripts_share_a_key() -> None:
    assert len({spelling_key(name) for name in ("Shusha", "Shushi", "Şuşa", "Шуша", "Շուշի", "შუშა")}) == 1
    assert spelling_key("شوشا") in spelling_keys("Shusha")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kashen", "Kashatagh"),
        ("Khndzristan", "Khindiristan"),
        ("Hin Tagher", "Mets Tagher"),
        ("Khachmach", "Khachmaz"),
    ],
)
def test_places_with_near_names_keep_their_own_keys(one: str, other: str) -> None:
    assert spelling_key(one) != spelling_key(other)


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Çaylı", "chayli"),
        ("Naxçıvan", "nakhchivan"),
        ("Երևան", "yerevan"),
        ("Ոսկեպար", "voskepar"),
        ("Щорс", "shchors"),
        ("Ağcəbədi", "aghjabadi"),
        ("İrəvan", "iravan"),
        ("აღდამი", "aghdami"),
    ],
)
def test_names_are_romanised_as_the_press_of_the_region_would(name: str, latin: str) -> None:
    assert romanise(name) == latin


@given(st.text(max_size=40))
def test_any_text_has_a_plain_romanisation_and_a_key(text: str) -> None:
    latin = romanise(text)
    assert latin.isascii()
    assert latin == latin.lower()
    assert romanise(latin) == latin
    assert spelling_key(text).isascii()
    assert 0 <= similarity(latin, "shusha") <= 1
