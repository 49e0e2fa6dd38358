"""Which listed names are names in small letters, too, and which may be everyday words there."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from conflictmap.language.scripts import language_of
from conflictmap.language.tables import DEFAULT, language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conflictmap.language.text import Source
    from conflictmap.model.place import Place

_SHORTEST, _SHORTEST_VILLAGE = 4, 5  # letters of a name of one word
_STATES_AND_CAPITALS = frozenset({"country", "city"})
_SPACES = 20  # characters behind a village in which its generic word begins


def is_surely_a_name(
    written: str, suffix: str, places: Iterable[Place], source: Source, end: int, *, strict: bool
) -> bool:
    """Tell whether a name in small letters is hardly another word.

    Parameters
    ----------
    written, suffix : str
        The folded form that was found, and the ending it carries.
    places : iterable of Place
        Those that bear it.
    source : Source
        The text.
    end : int
        Where it ends there.
    strict : bool
        Sentences begin with capitals there, so that a country may be a thing: "turkey for dinner".
    """
    known = [place for place in places if place.tier == "theatre" or place.kind in _STATES_AND_CAPITALS]
    if not known:
        return False
    table = source.language
    if " " in written:
        return not all(word in _everyday(table.code) for word in written.split())
    word = written + suffix
    if strict and word in _words()["things"]:
        return False
    if not {written, word}.isdisjoint(_everyday(table.code)) or table.kind_of(word) or word in table.everyday:
        return False
    if any(place.kind != "village" for place in known):
        return len(written) >= _SHORTEST
    behind = source.folded[end : end + _SPACES].split()
    governed = bool(behind) and bool(table.kind_of(behind[0]))
    return len(written) >= _SHORTEST_VILLAGE and (governed or table.code not in _words()["without_dictionary"])


@cache
def _words() -> dict[str, list[str]]:
    source = files("conflictmap.recognition") / "small_print.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _everyday(code: str) -> frozenset[str]:
    """The everyday words of a language, in every form that a name like them is found in."""
    words = _words().get(code, ())
    tables = {word: language(language_of(word[0]) or DEFAULT) for word in words}
    return frozenset(words).union(form for word, table in tables.items() for form in table.forms(word))
