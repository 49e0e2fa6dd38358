"""Captions: one report of what is said."""

from __future__ import annotations

import pytest

from conflictmap._errors import UnreadableError
from conflictmap.documents.parts import Choices, Source
from conflictmap.documents.readers.captions import read

SRT = """1
00:00:01,000 --> 00:00:04,000
<i>Two shells fell near</i>
{\\an8}Martakert at night.

2
00:00:05,000 --> 00:00:06,500 X1:1 X2:2
- Barda was calm.
[gunfire]

3
00:00:07,000 --> 00:00:08,000
1,500 people left Goris.
"""
VTT = """WEBVTT - Evening news

STYLE
::cue { color: Baku }

NOTE made in Sumgait

intro
00:01.000 --> 00:04.000 align:start
<v Anna>Two shells fell near

00:04.000 --> 00:05.000
Two shells fell near
<00:04.500><c>Karmir</c> Shuka &amp; Goris.
"""


def test_captions_are_running_text_without_times_and_marks() -> None:
    for text in (SRT, SRT.replace("\n", "\r\n"), "\ufeff" + SRT):
        [part] = read(Source("a.srt", data=text.encode()), Choices())
        assert part.text == "Two shells fell near Martakert at night. Barda was calm. 1,500 people left Goris."
    [part] = read(Source("a.vtt", data=VTT.encode()), Choices())
    assert (part.text, part.title) == ("Two shells fell near Karmir Shuka & Goris.", "Evening news")


def test_what_holds_no_times_is_no_captions() -> None:
    with pytest.raises(UnreadableError, match="no captions"):
        list(read(Source("a.srt", data=b"Barda was calm."), Choices()))
