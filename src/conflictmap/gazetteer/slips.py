"""Slips of the hand: names with one letter left out, put in, changed, or swapped with one beside it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_SHORTEST = 7  # letters of a name of which one slip leaves enough to know it by
_OPEN_END = 8  # and of a name that is known without its last letter
_SWAPPED = 3  # letters over which two change places: "Parakavar"
_SEEN = 3  # letters at the beginning or the end that a slip leaves as they are


class Slips:
    """Names, found by spellings that are one slip away from them.

    Parameters
    ----------
    names : iterable of (str, str)
        Folded names and the ids of their places.

    Examples
    --------
    >>> slips = Slips([("stepanakert", "stepanakert"), ("martuni", "martuni_khojavend")])
    >>> slips.places("stepanakret"), slips.places("stepanaker"), slips.places("martunis"), slips.places("tepanakert")
    (('stepanakert',), ('stepanakert',), (), ())
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._places: dict[str, dict[str, None]] = {}
        self._by_end: dict[tuple[str, str], list[str]] = {}
        for name, place_id in names:
            if len(name) < _SHORTEST:
                continue
            if name not in self._places:
                for key in _keys(name):
                    self._by_end.setdefault(key, []).append(name)
            self._places.setdefault(name, {})[place_id] = None
        self.names = lru_cache(maxsize=4096)(self._names)

    def places(self, word: str, *, whole: bool = True) -> tuple[str, ...]:
        """Return the ids of the places whose names are one slip from a folded word, none where the names differ.

        A word that is not `whole` is what an ending was taken from: no slip is at its end.
        """
        found = [self._places[name] for name in self.names(word) if whole or name[-1] == word[-1] != word[-2]]
        if not found or not set.intersection(*map(set, found)):
            return ()
        return tuple(dict.fromkeys(place for places in found for place in places))

    def _names(self, word: str) -> tuple[str, ...]:
        if len(word) < _SHORTEST - 1 or word in self._places:
            return ()
        near = dict.fromkeys(name for key in _keys(word) for name in self._by_end.get(key, ()))
        return tuple(name for name in near if _is_slip(word, name))


def _keys(name: str) -> tuple[tuple[str, str], ...]:
    """One slip leaves the first letters or the last ones alone; the very first letter it always does."""
    return (("begins", name[:_SEEN]), (name[0], name[-_SEEN:]))


def _is_slip(word: str, name: str) -> bool:
    """Tell whether one slip makes a word of a name; what only follows the name is an ending and no slip."""
    if abs(len(word) - len(name)) > 1:
        return False
    short = min(len(word), len(name))
    begin = next((i for i in range(short) if word[i] != name[i]), short)
    end = next((i for i in range(short - begin) if word[-1 - i] != name[-1 - i]), short - begin)
    typed, meant = word[begin : len(word) - end], name[begin : len(name) - end]
    if typed == meant[::-1] and len(typed) > 1:
        return len(typed) <= _SWAPPED
    if not end:
        doubled = typed == name[-1] and not meant
        return (doubled or (not typed and len(meant) == 1)) and len(name) >= _OPEN_END
    return len(typed) <= 1 and len(meant) <= 1
