"""The order of the rules on roles: five pairs depend on it, and no others may come to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from conflictmap import Document
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.language.rules import Rule, every
from conflictmap.model.mention import ASSOCIATIVE, LITERAL
from conflictmap.recognition.recognise import recognise
from conflictmap.recognition.roles import chain
from conflictmap.recognition.roles.outcome import Role
from conflictmap.recognition.roles.window import Window

MARK = re.compile(r"\{([^{}|]+)\|[LA]\}")
Chain = tuple[Rule[Window, Role], ...]

# For each pair: a sentence in which both rules have an answer, and a different one.
PAIRS = [
    ("seat", "locative_ending", "tr", "Ankara'dan kınama", "Ankara", ASSOCIATIVE),
    ("seat", "locative_ending", "az", "Bakıdan Parisə cavab verildi.", "Bakıdan", ASSOCIATIVE),
    ("party", "preposition", "en", "India has sold rocket launchers to Armenia.", "Armenia", ASSOCIATIVE),
    ("doer", "what_it_has", "tr", "Rusya'nın bu bölgeleri tanıması tepki çekti.", "Rusya", ASSOCIATIVE),
    ("undergoes", "subject", "en", "Stepanakert came under rocket fire at dawn.", "Stepanakert", LITERAL),
]


def swapped(rules: Chain, earlier: str, later: str) -> Chain:
    """The chain with two of its rules in each other's place."""
    place = {rule.name: index for index, rule in enumerate(rules)}
    order = list(rules)
    order[place[earlier]], order[place[later]] = rules[place[later]], rules[place[earlier]]
    return tuple(order)


def roles(gazetteer: Gazetteer, language: str, text: str) -> dict[str, str]:
    found = recognise(Document(id="1", text=text, language=language), gazetteer)
    return {f"{mention.surface} {mention.start}": mention.role for mention in found}


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[Window]:
    """What the rules are asked about, gathered while texts are read."""
    seen: list[Window] = []
    gather = chain.window_around

    def kept(*args: object, **told: object) -> Window:
        seen.append(gather(*args, **told))  # type: ignore[arg-type]
        return seen[-1]

    monkeypatch.setattr(chain, "window_around", kept)
    return seen


@pytest.mark.parametrize(("earlier", "later", "language", "text", "name", "role"), PAIRS)
def test_pair_whose_order_matters(
    gazetteer: Gazetteer,
    monkeypatch: pytest.MonkeyPatch,
    windows: list[Window],
    earlier: str,
    later: str,
    language: str,
    text: str,
    name: str,
    role: str,
) -> None:
    def read() -> str:
        return next(said for where, said in roles(gazetteer, language, text).items() if where.startswith(name))

    assert read() == role
    [window] = [seen for seen in windows if seen.text.visible[seen.text.starts[seen.item.first] :].startswith(name)]
    answers = {rule.name: answer.name for rule, answer in every(chain.RULES, window)}
    assert {answers[earlier], answers[later]} == {LITERAL, ASSOCIATIVE}
    monkeypatch.setattr(chain, "RULES", swapped(chain.RULES, earlier, later))
    assert read() != role


def sentences() -> Iterator[tuple[str, str]]:
    for file in sorted((Path(__file__).parent / "roles").glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            yield file.stem, MARK.sub(r"\1", line)


def test_no_other_neighbours_depend_on_their_order(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch, windows: list[Window]
) -> None:
    kept = {(earlier, later) for earlier, later, *_ in PAIRS}
    together: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for sentence in sentences():
        windows.clear()
        roles(gazetteer, *sentence)
        for window in windows:
            answering = {
                rule.name
                for rule, _ in every(chain.asked(chain.RULES, window.text.language.owner, window.power), window)
            }
            for earlier, later in pairwise(rule.name for rule in chain.RULES):
                if {earlier, later} <= answering:
                    together.setdefault((earlier, later), set()).add(sentence)
    assert kept <= set(together)
    expected = {sentence: roles(gazetteer, *sentence) for several in together.values() for sentence in several}
    rules = chain.RULES
    depending = set()
    for pair, several in together.items():
        monkeypatch.setattr(chain, "RULES", swapped(rules, *pair))
        if any(roles(gazetteer, *sentence) != expected[sentence] for sentence in several):
            depending.add(pair)
    assert depending == kept
