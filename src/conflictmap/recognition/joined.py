"""Words written without the blanks between them, told by the capitals inside: "NagornoKarabakh", "#HadrutUnderFire"."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from conflictmap.language.folding import fold_letters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap.language.text import Source
    from conflictmap.recognition.matcher import Matcher

# The capital is looked for first: there are few of them.
_CAPITALS = "A-ZÇĞİÖŞÜƏА-ЯЁԱ-Ֆ"
_SMALL = "a-zçğıöşüəа-яёա-և"
_SEAM = re.compile(f"[{_CAPITALS}](?<=[{_SMALL}].)")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 60  # letters of what can be a few words
_SHORTEST = 4  # letters of a name among other words


def parted(source: Source, names: Matcher) -> Source:
    """Put blanks between words that are written as one, where listed names stand among them.

    Parameters
    ----------
    source : Source
        A folded text.
    names : Matcher
        The listed names. A hashtag may hold other words, too; any other word must be made of names alone.

    Returns
    -------
    Source
        The text with the words apart, and offsets that lead back; the same where none are joined.
    """
    seams = sorted(_seams(source, names))
    if not seams:
        return source
    origin = range(len(source.visible) + 1) if source.offsets is None else source.offsets
    offsets: list[int] = []
    visible: list[str] = []
    folded: list[str] = []
    for start, end in pairwise([0, *seams, len(source.visible)]):
        if start:
            visible.append(" ")
            folded.append(" ")
            offsets.append(origin[start])
        visible.append(source.visible[start:end])
        folded.append(source.folded[start:end])
        offsets += origin[start:end]
    offsets.append(origin[len(source.visible)])
    return replace(source, visible="".join(visible), folded="".join(folded), offsets=offsets)


def _seams(source: Source, names: Matcher) -> Iterator[int]:
    """Where words that are written as one are to be parted."""
    visible, read = source.visible, 0
    for seam in _SEAM.finditer(visible):
        if seam.start() < read:
            continue
        start = seam.start()
        while start > read and visible[start - 1].isalpha():
            start -= 1
        word = _WORD.match(visible, start)
        if word is None:
            continue
        read = word.end()
        if read - start <= _LONGEST:
            yield from _parts(source, names, start, read)


def _parts(source: Source, names: Matcher, start: int, end: int) -> Iterator[int]:
    visible = source.visible
    seams = [match.start() for match in _SEAM.finditer(visible, start, end)]
    words = [visible[first:last] for first, last in pairwise([start, *seams, end])]
    piece = " ".join(words)
    apart = replace(source, visible=piece, folded=fold_letters(piece), offsets=None)
    found = names.regional(apart)
    named = sum(last - first for first, last in found)
    if visible[start - 1 : start] == "#":
        # The matcher knows names with their generic word: "#GanjaCity".
        generic = (0, len(words[0])) in found and bool(source.language.kind_of(fold_letters(" ".join(words[1:]))))
        if not generic and any(last - first >= _SHORTEST for first, last in found):
            yield from seams
    elif named == len(piece) - (len(found) - 1):
        yield from seams
