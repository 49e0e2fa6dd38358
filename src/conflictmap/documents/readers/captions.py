"""Captions of recordings: what is said, as running text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from conflictmap._errors import UnreadableError
from conflictmap.documents.encodings import text_of
from conflictmap.documents.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap.documents.parts import Choices, Source

_BLOCK = re.compile(r"\n[ \t]*\n\s*")
_TIME = re.compile(
    r"^[ \t]*(?:\d+:)?\d{1,2}:\d\d[.,]\d{1,3}[ \t]*(?:-->|,)[ \t]*(?:\d+:)?\d{1,2}:\d\d[.,]\d{1,3}.*$", re.MULTILINE
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<[\d:.]+>|\{\\[^{}]*\}")
_LEAD = re.compile(r"^[ \t]*(?:[-–—][ \t]+|>>+[ \t]*)")
_SOUND = re.compile(r"^[ \t]*(?:\[[^\[\]]*\]|\([^()]*\)|♪.*)[ \t]*$")
_TITLE = re.compile(r"\AWEBVTT[ \t]*-?[ \t]*([^\n]*)")


def read(source: Source, choices: Choices) -> Iterator[Part]:
    """Read one file of captions as one report."""
    text = text_of(source, choices).replace("\r\n", "\n").replace("\r", "\n")
    said: list[str] = []
    timed = False
    for block in _BLOCK.split(text):
        time = _TIME.search(block)
        if time is None:  # headers, styles, comments
            continue
        timed = True
        for line in block[time.end() :].split("\n"):
            words = _LEAD.sub("", html.unescape(_TAG.sub("", line))).strip()
            # Captions made by machines roll: each cue repeats the line before it.
            if words and not _SOUND.match(words) and said[-1:] != [words]:
                said.append(words)
    if not timed:
        raise UnreadableError("no captions: no line holds a time and an arrow")
    title = _TITLE.match(text)
    yield Part(" ".join(said), title=title[1].strip() or None if title else None)
