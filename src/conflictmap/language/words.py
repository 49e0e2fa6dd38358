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

    __slots__ = ("_heads", "_lengths", "_shortest", "_stems", "_whole")

    def __init__(self, words: Iterable[str] = ()) -> None:
        listed = set(words)
        self._stems = frozenset(word[:-1] for word in listed if word.endswith("*"))
        self._whole = frozenset(word for word in listed if not word.endswith("*"))
        self._lengths = frozenset(map(len, self._stems))
        # Few words begin as the shortest of these beginnings could.
        self._shortest = min(self._lengths, default=0)
        self._heads = frozenset(stem[: self._shortest] for stem in self._stems)

    def __contains__(self, word: str) -> bool:
        if word in self._whole:
            return True
        if word[: self._shortest] not in self._heads:
            return False
        return any(word[:length] in self._stems for length in self._lengths)
