"""Pages as they are printed: datelines, labels, captions, bullets, tables; the whole name is found and nothing else is.

In ``pages/`` names stand in braces and ``⏎`` for a line end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from conflictmap.model.mention import Mention

LINES = [
    (code, line.replace("⏎", "\n"))
    for code in ("en", "ru", "hy", "az", "tr")
    for line in (Path(__file__).parent / "pages" / f"{code}.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("language", "marked"), LINES)
def test_names_are_found_in_every_part_of_a_page(
    read_text: Callable[..., list[Mention]], language: str, marked: str
) -> None:
    mentions = read_text(re.sub(r"[{}]", "", marked), language)
    assert [mention.surface for mention in mentions] == re.findall(r"\{([^}]+)\}", marked)
    lines = [mention.start for mention in mentions if "\n" in _sentence(marked, mention)]
    assert not lines


def _sentence(marked: str, mention: Mention) -> str:
    return re.sub(r"[{}]", "", marked)[mention.sentence_start : mention.sentence_end]
