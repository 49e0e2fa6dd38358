"""Apostrophes and hyphens, however they are typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from conflictmap import Document
from conflictmap.corrections.applying import Decisions
from conflictmap.corrections.overrides import Override
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.detect import detect_language
from conflictmap.language.folding import fold, fold_text
from conflictmap.model.mention import Mention

Reader = Callable[..., list[Mention]]

APOSTROPHES = "'’ʼʹʻ´`＇′"
HYPHENS = "-‐‑−﹣－"


@pytest.mark.parametrize("sign", APOSTROPHES)
@pytest.mark.parametrize(
    ("code", "text", "usual"),
    [
        ("tr", "Ankara~da konuştular, Bakü~ye uçtular, Şuşa~dan döndüler.", "’"),
        ("tr", "Laçın~ın yakınlarında, Hankendi~ne 7 km uzaklıkta ateş açıldı.", "'"),
        ("az", "Dünən Bakı~da və Qarabağ~da danışdılar.", "’"),
        ("en", "Artsakh~s leader and Armenia~s borders; Turkey~s support for Baku.", "’"),
        ("en", "The Arts~akh authorities spoke in Stepanakert.", "’"),
    ],
)
def test_an_apostrophe_is_one_whatever_its_character(
    read_text: Reader, sign: str, code: str, text: str, usual: str
) -> None:
    typed = text.replace("~", sign)
    expected = read_text(text.replace("~", usual), code)
    assert expected
    found = read_text(typed, code)
    assert [typed[m.start : m.end] for m in found] == [m.surface for m in found]
    assert [replace(m, surface="") for m in found] == [replace(m, surface="") for m in expected]


@pytest.mark.parametrize("sign", HYPHENS)
@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Armenia~backed groups left the Goris~Sisian road."),
        ("en", "It burned 20~25 km north~east of Shusha and in Nagorno~Karabakh."),
        ("en", "The Armenia~Azerbaijan border is long; Al~Bab is far."),
        ("ru", "Пост стоял в 15~20 километрах от Шуши, трасса Горис ~ Сисиан закрыта."),
        ("az", "ABŞ~dan qonaq gəldi, Ermənistan~Azərbaycan münaqişəsi bitdi."),
        ("hy", "ՀՀ~ում լուռ էր, Գորիս~Սիսիան ճանապարհը փակ է։"),
    ],
)
def test_a_hyphen_is_one_whatever_its_character(read_text: Reader, sign: str, code: str, text: str) -> None:
    typed = text.replace("~", sign)
    expected = read_text(text.replace("~", "-"), code)
    assert expected
    found = read_text(typed, code)
    assert [typed[m.start : m.end] for m in found] == [m.surface for m in found]

    def but_for_the_sign(mentions: list[Mention]) -> list[Mention]:
        relations = [m.relation and replace(m.relation, text=m.relation.text.replace(sign, "-")) for m in mentions]
        return [replace(m, surface="", relation=r) for m, r in zip(mentions, relations, strict=True)]

    assert but_for_the_sign(found) == but_for_the_sign(expected)


@pytest.mark.parametrize("sign", APOSTROPHES + HYPHENS)
def test_names_are_looked_up_and_corrected_with_any_of_them(gazetteer: Gazetteer, sign: str) -> None:
    usual = gazetteer.named(fold("Nagorno-Karabakh"))
    assert gazetteer.named(fold(f"Nagorno{sign}Karabakh")) == usual
    decision = Override("Qwx’yz-Tepe", "shusha", document="1")
    document = Document(id="1", text=f"Fires near Qwx{sign}yz{sign}Tepe.")
    [mention], _ = Decisions.of([decision], gazetteer).apply(document, [], gazetteer)
    assert (mention.place_id, mention.surface) == ("shusha", f"Qwx{sign}yz{sign}Tepe")


@pytest.mark.parametrize("sign", APOSTROPHES)
def test_an_apostrophe_tells_turkish_from_english(sign: str) -> None:
    assert detect_language(f"Ağdam{sign}da, Laçın{sign}dan, Şuşa{sign}ya") == "tr"


def test_accents_that_quote_a_name_stay_quotes() -> None:
    assert fold_text("`Shusha´ 5′ −3")[0] == "`Shusha´ 5′ -3"
