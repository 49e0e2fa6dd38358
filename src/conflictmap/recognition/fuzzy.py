"""Names the gazetteer lists in another spelling, as writers of one language hear those of another."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from conflictmap.recognition.matcher import WELL_KNOWN, WELL_KNOWN_LETTERS
from conflictmap.recognition.non_places import is_known_otherwise
from conflictmap.recognition.phrases import names_street

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.language.text import Text
    from conflictmap.recognition.phrases import CandidateSpan

_SURE = 0.7  # likeness from which a spelling is taken for a listed name
_SHORTEST = 4
_MOST_WORDS = 2


def spelt_alike(text: Text, item: CandidateSpan, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the places that bear a name spelt much like one the gazetteer lacks, whatever ending it carries."""
    end = text.ends[item.last]
    surface = text.visible[text.starts[item.first] : end]
    found = tuple(dict.fromkeys((*mistyped(text, item, gazetteer), *_alike(text, surface, gazetteer))))
    word = text.visible[text.starts[item.last] : end]
    for base in text.language.bases(text.words[item.last]):
        if found:
            break
        # Endings are known by their folded letters, names by the letters themselves.
        found = gazetteer.alike(surface[: len(surface) - len(word)] + _unfolded(word, base))
    return found


def mistyped(text: Text, item: CandidateSpan, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the places whose name a capitalised word, or a few, miss by one letter, and that are no other words."""
    words = text.words[item.first : item.last + 1]
    if len(words) > _MOST_WORDS:
        return ()
    heads = [text.language.bases(word) if text.language.inflection else (word,) for word in words[:-1]]
    for spelling in product(*heads, text.language.bases(words[-1])):
        whole = spelling[-1] == words[-1] or not text.language.suffixes
        # Few words are so near a name; what else they may be is asked of these alone.
        if found := gazetteer.mistyped(" ".join(spelling), whole=whole):
            return () if _is_another_word(text, item, words) else found
    return ()


def _is_another_word(text: Text, item: CandidateSpan, words: Sequence[str]) -> bool:
    """Tell whether a word that is one letter off a name is a known one itself."""
    return any(
        word in text.language.everyday or is_known_otherwise(word, text.language) for word in words
    ) or text.writes_small(item.first, item.last)


def is_surely_mistyped(text: Text, item: CandidateSpan, gazetteer: Gazetteer) -> bool:
    """Tell whether a capitalised word can only be the name of a state, the region or a large town, one letter off."""
    if text.ends[item.last] - text.starts[item.first] < WELL_KNOWN_LETTERS - 1:
        return False
    places = [gazetteer[place] for place in mistyped(text, item, gazetteer)]
    return any(place.importance >= WELL_KNOWN for place in places)


def is_respelt(text: Text, item: CandidateSpan, gazetteer: Gazetteer) -> bool:
    """Tell whether a capitalised word, or two, can only be a listed place spelt otherwise."""
    if not text.language.transliterates or item.last - item.first >= _MOST_WORDS:
        return False
    if text.ends[item.last] - text.starts[item.first] < _SHORTEST or names_street(text, item.first, item.last):
        return False
    surface = text.visible[text.starts[item.first] : text.ends[item.last]]
    if surface.isupper():
        return False  # a headline or an acronym
    word = text.visible[text.starts[item.last] : text.ends[item.last]]
    head = surface[: len(surface) - len(word)]
    return any(
        gazetteer.alike(head + _unfolded(word, base), at_least=_SURE)
        for base in text.language.bases(text.words[item.last])
    )


def _alike(text: Text, surface: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Places spelt much like a name; languages that spell by ear take it from no other press."""
    return gazetteer.alike(surface, presses=not text.language.transliterates)


def _unfolded(word: str, base: str) -> str:
    """A base in the letters of the word it was taken from, as far as they go together."""
    return word[: len(base)] + base[len(word) :] if len(base) > len(word) else word[: len(base)]
