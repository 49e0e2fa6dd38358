"""Roles: the place itself, or those who rule and act there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conflictmap.language.rules import reliabilities
from conflictmap.language.words import Words
from conflictmap.model.mention import ASSOCIATIVE, LITERAL, Mention
from conflictmap.recognition.roles.chain import RULES, asked

MARK = re.compile(r"\{([^{}|]+)\|([LA])\}")

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


def sentences() -> list[tuple[str, str]]:
    """Sentences of `roles/<language>.txt`: "{Baku|A} said" for an actor, "in {Baku|L}" for the place."""
    return [
        (file.stem, line)
        for file in sorted((Path(__file__).parent / "roles").glob("*.txt"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]


@pytest.mark.parametrize(("language", "marked"), sentences())
def test_roles_in_every_language(read_text: Callable[..., list[Mention]], language: str, marked: str) -> None:
    text, wanted, position = "", {}, 0
    for mark in MARK.finditer(marked):
        text += marked[position : mark.start()]
        wanted[len(text)] = {"L": LITERAL, "A": ASSOCIATIVE}[mark[2]]
        text += mark[1]
        position = mark.end()
    text += marked[position:]
    mentions = read_text(text, language)
    reasons = [(m.surface, m.role_reason) for m in mentions]
    assert {m.start: m.role for m in mentions if m.start in wanted} == wanted, reasons


def test_every_rule_has_a_reliability_and_every_mention_a_score(read_text: Callable[..., list[Mention]]) -> None:
    rules = {rule.name for owner in ("of", "follows", "precedes") for rule in asked(RULES, owner, power=True)}
    measured = reliabilities("conflictmap.recognition.roles")
    assert rules | {"brackets", "neighbour", "listed", "relation", "default"} == set(measured)
    assert all(0 < score < 1 for table in measured.values() for score in table.values())
    [told, silent] = read_text("The army of Armenia moved. Hadrut again.")
    assert told.role_score > 0.9
    assert 0 < silent.role_score < 1


def test_a_star_in_a_table_stands_for_any_ending() -> None:
    words = Words(["ordu", "prezident*"])
    assert [word in words for word in ("prezident", "prezidentin", "preziden", "ordu", "ordubad", "")] == [
        True,
        True,
        False,
        True,
        False,
        False,
    ]


def test_a_list_without_words_of_its_own_takes_its_neighbours_role(
    read_text: Callable[..., list[Mention]],
) -> None:
    mentions = read_text("Talks were held in Georgia, Armenia and Azerbaijan.")
    assert {mention.role for mention in mentions} == {"literal"}


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Border rules changed.\n#### Iran\nThe crossing near Meghri is open.", "en", "Iran"),
        ("### Armenia - Take normal precautions\nTake care.", "en", "Armenia"),
        (
            "The breakaway region has elected a new president, its election commission says\nTurkey\nTroops left.",
            "en",
            "Turkey",
        ),
        (
            "The breakaway region has elected a new president, its commission says\nYEREVAN, Armenia (AP) Talks go on.",
            "en",
            "Armenia",
        ),
        (
            "Следователь по особо важным делам задержан по подозрению во взятке\nТурция\nСМИ сообщили о боях.",
            "ru",
            "Турция",
        ),
        ("Gündem\nAzerbaycan\nHavalar ısınıyor.", "tr", "Azerbaycan"),
        ("Bakü\x92de yapılan törene bakanlar katıldı.", "tr", "Bakü"),
    ],
)
def test_headings_datelines_and_apostrophes_of_pages(
    read_text: Callable[..., list[Mention]], text: str, language: str, name: str
) -> None:
    [mention] = [mention for mention in read_text(text, language) if mention.surface == name]
    assert mention.role == LITERAL, mention.role_reason
