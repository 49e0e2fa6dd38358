"""Roles: the place itself, or those who rule and act there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from conflictmap.recognition import Mention

CASES = [
    ("{Baku} would agree to a truce.", "associative"),
    ("Talks in capital {Baku} went on.", "literal"),
    ("{Yerevan}-backed groups left.", "associative"),
    ("{Moscow} has promised help.", "associative"),
    ("Shells hit the strategic town of {Shusha}.", "literal"),
    ("The Ministry of Defence of {Armenia} spoke.", "associative"),
    ("{Armenia}'s foreign minister spoke.", "associative"),
    ("{Armenia}'s borders are near.", "literal"),
    ("{Armenia}'s Syunik Province is near.", "literal"),
    ("The authorities of {Nagorno-Karabakh} spoke.", "associative"),
    ("The conflict between {Azerbaijan} and Armenia goes on.", "associative"),
    ("The border between {Azerbaijan} and Armenia is long.", "literal"),
    ("The road between {Goris} and Kapan is open.", "literal"),
    ("Troops crossed into {Armenia}.", "literal"),
    ("There were no plans against {Armenia}.", "associative"),
    ("{Turkey}'s support for the offer was noted.", "associative"),
    ("{BAKU}, Oct 27 (Agency) - Nothing happened.", "literal"),
    ("Residents of {Stepanakert} slept in cellars.", "literal"),
    ("{Goris} authorities opened the school.", "associative"),
    ("Shelling of {Hadrut} was denied.", "literal"),
    ("“{Azerbaijan} fights on its own land,” he said.", "associative"),
    ("There was no reason for {Russia} to intervene.", "associative"),
    ("The army of {Azerbaijan} moved.", "associative"),
    ("People fled to {Armenia}.", "literal"),
    ("Both {Yerevan} and Baku accused each other.", "associative"),
    ("The village of Movses ({Armenia}) was hit.", "literal"),
    ("{Stepanakert} was shelled again.", "literal"),
    ("{Baku} was calm on Monday.", "literal"),
    ("{Baku} was told to wait.", "associative"),
    ("The district was returned to {Azerbaijan}.", "associative"),
    ("Armenia returned the district to {Azerbaijan} in November.", "associative"),
    ("He said that {Paris}, a co-chair, would mediate.", "associative"),
    ("Crowds met on {Yerevan}'s Republic Square.", "literal"),
    ("The EU mission in {Armenia} patrols.", "literal"),
    ("Talks between {Baku} and Yerevan took place.", "associative"),
    ("Weapons were sold to {Armenia}.", "associative"),
]


@pytest.mark.parametrize(("marked", "role"), CASES)
def test_english_roles(read_text: Callable[..., list[Mention]], marked: str, role: str) -> None:
    start = marked.index("{")
    text = marked.replace("{", "").replace("}", "")
    [mention] = [m for m in read_text(text) if m.start == start]
    assert mention.role == role, mention.role_reason


@pytest.mark.parametrize(
    ("language", "marked", "role"),
    [
        ("ru", "Министерство обороны {Армении} сообщило об этом.", "associative"),
        ("ru", "В {Армении} пройдут выборы.", "literal"),
        ("az", "{Ermənistan} silahlı qüvvələri atəş açıb.", "associative"),
        ("az", "{Bakıda} görüş keçirilib.", "literal"),
        ("tr", "{Ankara} saldırıyı kınadı.", "associative"),
        ("hy", "{Երևանում} հանդիպում է եղել։", "literal"),
    ],
)
def test_roles_in_other_languages(
    read_text: Callable[..., list[Mention]], language: str, marked: str, role: str
) -> None:
    start = marked.index("{")
    text = marked.replace("{", "").replace("}", "")
    [mention] = [m for m in read_text(text, language) if m.start == start]
    assert mention.role == role, mention.role_reason


def test_a_list_without_words_of_its_own_takes_its_neighbours_role(
    read_text: Callable[..., list[Mention]],
) -> None:
    mentions = read_text("Talks were held in Georgia, Armenia and Azerbaijan.")
    assert {mention.role for mention in mentions} == {"literal"}
