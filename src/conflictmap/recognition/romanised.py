"""Texts of a language with another alphabet that are typed in Latin letters: read in its own."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from conflictmap.gazetteer.keys import romanise
from conflictmap.language.folding import fold, fold_letters
from conflictmap.language.scripts import scripts
from conflictmap.language.tables import language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.tables import Language
    from conflictmap.language.text import Source

_WORD = re.compile(r"[a-z]+(?:'+[a-z]*)*", re.IGNORECASE)
_VOWELS = "aeiouy"
_STEM = 4  # letters that the stem of a listed name has at least
_LONGEST_ENDING = 7


def in_own_letters(source: Source, gazetteer: Gazetteer) -> Source:
    """Write a text in Latin letters in the alphabet of its language.

    Parameters
    ----------
    source : Source
        A folded text.
    gazetteer : Gazetteer
        Its names tell how a name is written whose Latin spelling is another language's ("v Hadrute").

    Returns
    -------
    Source
        The text in its own letters, with offsets that lead back to the Latin ones; the same where it is written
        in them already.
    """
    spoken = source.language
    if not spoken.in_ascii.letters or scripts()[spoken.detection.script].runs.search(source.visible):
        return source
    origin = range(len(source.visible) + 1) if source.offsets is None else source.offsets
    names = _names(gazetteer, spoken.code)
    pieces: list[str] = []
    offsets: list[int] = []
    last = 0
    for match in _WORD.finditer(source.visible.replace("’", "'")):
        start, end = match.span()
        word = _respelt(match.group(), spoken, names)
        pieces += (source.visible[last:start], word)
        offsets += origin[last:start]
        # A word begins and ends where the Latin one does; only whole words are names.
        offsets += [origin[min(start + i, end - 1)] for i in range(len(word) - 1)]
        offsets.append(origin[end - 1])
        last = end
    pieces.append(source.visible[last:])
    offsets += origin[last:]
    visible = "".join(pieces)
    return replace(source, visible=visible, folded=fold_letters(visible), offsets=offsets)


def _respelt(word: str, spoken: Language, names: dict[str, str]) -> str:
    """Write a word in the letters of a language, a name as the language writes it."""
    small = word.lower()
    if word[0].isupper():
        own = _name(small, spoken, names) or _letters(small, spoken.code)
        return own.upper() if word.isupper() and len(word) > 1 else own[:1].upper() + own[1:]
    return _letters(small, spoken.code)


def _name(word: str, spoken: Language, names: dict[str, str]) -> str:
    """Return a listed name in whatever case it stands; empty for other words."""
    if word in names:
        return names[word]
    for stem, ending in _cut(word):
        if stem in names and stem[-1] not in _VOWELS:
            return names[stem] + _letters(ending, spoken.code)
        listed = next((stem + vowel for vowel in _VOWELS if stem + vowel in names), "")
        if listed:
            return names[listed].rstrip(spoken.adjectives.dropped) + _letters(ending, spoken.code)
    return ""


def _cut(word: str) -> Iterator[tuple[str, str]]:
    """The ways in which a word may be a stem and an ending of a name or of the adjective made of it."""
    for length in range(1, min(_LONGEST_ENDING, len(word) - _STEM) + 1):
        stem, ending = word[:-length], word[-length:]
        if _ENDING.fullmatch(ending):
            yield stem, ending


_ENDING = re.compile(
    "[aeiouy]|[aeo][jym]|[aoie]v|ami|akh?h?|(?:in)?sk(?:[iy][jy]?|aya|aja|oe|oye|oje|ogo|omu|om|im|oj|oy|uyu|uju|ie|ih|ikh)"
)


@lru_cache(maxsize=2)
def _names(gazetteer: Gazetteer, code: str) -> dict[str, str]:
    """Latin spelling → how the language writes the name: those of one word, of the theatre, countries and capitals."""
    names: dict[str, str] = {}
    for place in gazetteer.outright:
        own = [name.text for name in place.names if name.language == code and name.text.isalpha()]
        for text in own:
            names.setdefault(romanise(text), text.lower())
        if own:
            for name in place.names:
                folded = fold(name.text)
                if folded.isascii() and folded.isalpha() and len(folded) >= _STEM:
                    names.setdefault(folded, own[0].lower())
    return names


@cache
def _letters(word: str, code: str) -> str:
    """Read the letters of a word one after the other."""
    table = language(code).in_ascii.letters
    own = tuple(table.values())
    return _patterns(code).sub(lambda match: own[(match.lastindex or 1) - 1], word)


@cache
def _patterns(code: str) -> re.Pattern[str]:
    return re.compile("|".join(f"({pattern})" for pattern in language(code).in_ascii.letters))
