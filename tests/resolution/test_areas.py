"""Bare names that an area and its town share, as the sentences of ``areas.txt`` mean them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.model.mention import Mention
from conflictmap.model.place import SETTLEMENT_KINDS

Reader = Callable[..., list[Mention]]

AREAS = frozenset({"district", "province"})
_MARKED = re.compile(r"\[([^\]]+)\]|\{([^}]+)\}")


def sentences() -> Iterator[tuple[str, str]]:
    for line in (Path(__file__).parent / "areas.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _, text = line.partition(" ")
            yield code, text.replace("/", "\n")


@pytest.mark.parametrize(("code", "text"), list(sentences()))
def test_a_bare_name_is_put_at_the_level_that_is_meant(read_text: Reader, code: str, text: str) -> None:
    mentions = {m.surface: m for m in read_text(_MARKED.sub(lambda name: name[1] or name[2], text), code)}
    gazetteer = Gazetteer.load()
    for area, town in _MARKED.findall(text):
        mention = mentions[area or town]
        place = gazetteer[mention.place_id or ""]
        assert place.kind in (AREAS if area else SETTLEMENT_KINDS), (mention.surface, mention.reason)


def test_a_reason_says_which_words_made_an_area_of_a_name(read_text: Reader) -> None:
    (barda, *_) = read_text("Cotton was sown in Barda and Tartar.")
    assert "“cotton” is said of land" in barda.reason.lower()
