"""Words that spell a place and are none, and places beside words that guard against them.

In ``non_places/`` and ``guards/`` a name in square brackets is no place, and one in braces is, and
``⏎`` stands for a line end. Every line of ``non_places/`` names a real place, too, most of them the same one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conflictmap.model.mention import Mention

LANGUAGES = ("en", "ru", "hy", "az", "tr")
_MARK = re.compile(r"\[([^\]]+)\]|\{([^}]+)\}")


def lines(folder: str) -> list[tuple[str, str]]:
    files = [(code, Path(__file__).parent / folder / f"{code}.txt") for code in LANGUAGES]
    texts = [(code, line) for code, file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [(code, line.replace("⏎", "\n")) for code, line in texts if line and not line.startswith("#")]


@pytest.mark.parametrize(("language", "marked"), [*lines("non_places"), *lines("guards")])
def test_names_are_places_where_places_are_meant(
    read_text: Callable[..., list[Mention]], language: str, marked: str
) -> None:
    text, none, places = "", [], []
    for part in re.split(r"(\[[^\]]+\]|\{[^}]+\})", marked):
        inner = part[1:-1] if _MARK.fullmatch(part) else part
        if inner != part:
            (none if part[0] == "[" else places).append((len(text), len(text) + len(inner)))
        text += inner
    mentions = read_text(text, language)

    def found(start: int, end: int) -> bool:
        return any(mention.start < end and start < mention.end for mention in mentions)

    assert [text[slice(*span)] for span in none if found(*span)] == []
    assert [text[slice(*span)] for span in places if not found(*span)] == []


def test_there_are_sixty_sentences_of_each_language() -> None:
    spoken = [code for code, _ in lines("non_places")]
    assert all(spoken.count(code) >= 60 for code in LANGUAGES)
