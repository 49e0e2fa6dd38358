"""Whatever a report breaks off, cuts or jumbles, reading it never fails."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap import Document
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.model.mention import ASSOCIATIVE, LITERAL, Mention
from conflictmap.recognition.recognise import recognise

MARK = re.compile(r"\{([^{}|]+)\|[LA]\}")
SENTENCES = {
    file.stem: file.read_text(encoding="utf-8").splitlines() for file in (Path(__file__).parent / "roles").glob("*.txt")
}
NAMES = {
    language: sorted({m[1] for line in lines for m in MARK.finditer(line)}) for language, lines in SENTENCES.items()
}
WORDS = {
    language: sorted({word for line in lines for word in MARK.sub(r"\1", line).split()})
    for language, lines in SENTENCES.items()
}
OPENINGS = ["", "With ", "With the ", "To the ", "From ", "Of the ", "В ", "Из ", "С ", "(", "“", "- ", "\n"]
BREAKS = [
    " ",
    ", ",
    ". ",
    ": ",
    " (",
    ") ",
    " “",
    "” ",
    ' "" ',
    " – ",
    "-",
    "/",
    "\n",
    ",\n",
    "\n\n",
    "'",
    "’s ",
    ", whose ",
]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("With the United States as mediator, talks resumed in Geneva.", [ASSOCIATIVE, LITERAL]),
        ("“With the – Armenia", [ASSOCIATIVE]),
        ("Talks ended (with the United States).", [ASSOCIATIVE]),
        ("It shares a border with the United States.", [LITERAL]),
        ("Baku,\nwhose president spoke, left.", [ASSOCIATIVE]),
        ("In Syria, whose army left, it was calm.", [LITERAL]),
    ],
)
def test_a_name_without_words_around_it_has_a_role(
    read_text: Callable[..., list[Mention]], text: str, roles: list[str]
) -> None:
    assert [mention.role for mention in read_text(text)] == roles


@st.composite
def jumbled(draw: st.DrawFn) -> tuple[str, str]:
    """Clauses that open with a name, or hardly before it, and end or go on anyhow; cut at the front."""
    language = draw(st.sampled_from(sorted(SENTENCES)))
    opening, name, behind = map(st.sampled_from, (OPENINGS, NAMES[language], BREAKS))
    further = st.one_of(st.just(""), st.sampled_from(WORDS[language]))
    clauses = draw(st.lists(st.tuples(opening, name, behind, further, behind), min_size=1, max_size=6))
    return language, "".join(map("".join, clauses))[draw(st.integers(0, 3)) :]


@settings(max_examples=400, deadline=None)
@given(report=jumbled())
def test_jumbled_and_cut_sentences_are_read(report: tuple[str, str]) -> None:
    language, text = report
    for mention in recognise(Document(id="1", text=text, language=language), Gazetteer.load()):
        assert text[mention.start : mention.end] == mention.surface
        assert mention.role in {LITERAL, ASSOCIATIVE}
