"""Sets of words, some of them given by how they begin."""

from __future__ import annotations

from collections.abc import Iterable


class Words:
    """A set of words, some of them given by how they begin ("prezident*": with whatever ending).

    Examples
    --------
    >>> words = Words(["ordu", "prezident*"])
    >>> "prezidentinin" in words, "ordu" in words, "ordubad" in words
    (True, True, False)
    """

    __slots__ = ("_lengths", "_stems", "_whole")

    def __init__(self, words: Iterable[str] = ()) -> None:
        listed = set(words)
        self._stems = frozenset(word[:-1] for word in listed if word.endswith("*"))
        self._whole = frozenset(word for word in listed if not word.endswith("*"))
        self._lengths = tuple(sorted({len(stem) for stem in self._stems}))

    def __contains__(self, word: str) -> bool:
        if word in self._whole:
            return True
        for length in self._lengths:
            if length > len(word):
                return False
            if word[:length] in self._stems:
                return True
        return False
