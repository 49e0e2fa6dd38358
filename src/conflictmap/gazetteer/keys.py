"""Spelling keys: what stays of a Latin spelling when transliteration habits are taken away.

A key proposes candidates for a spelling that is not listed, where the text says that a place is meant.
It is never an identity: different places share keys.
"""

from __future__ import annotations

import re

from conflictmap.gazetteer.folding import fold

# Read from the left, the longest first. Letters that one side or era writes for another share a sign.
_SIGNS = {
    "dzh": "j", "tch": "c", "dj": "j", "zh": "j", "ch": "c", "sh": "x", "ts": "s", "dz": "z", "ph": "f",
    "kh": "k", "gh": "k", "g": "k", "q": "k", "h": "k", "x": "k", "k": "k", "c": "j", "j": "j", "w": "v",
}  # fmt: skip
_PIECE = re.compile("|".join(sorted(_SIGNS, key=len, reverse=True)) + "|[aeiouy]+|[a-z]")
_SHORTEST = 4


def spelling_key(name: str) -> str:
    """Return the key of a Latin spelling, empty when the name is too short or not Latin.

    Parameters
    ----------
    name : str
        A name in Latin script.

    Returns
    -------
    str
        Consonant classes with every run of vowels as ``a``; doubled signs count once.

    Examples
    --------
    >>> spelling_key("Javakhirli") == spelling_key("Javahirli"), spelling_key("Madaghiz") == spelling_key("Madagiz")
    (True, True)
    >>> spelling_key("Sus")
    ''
    """
    folded = fold(name)
    if not folded.isascii():
        return ""
    words = []
    for word in folded.split(" "):
        signs = ["a" if piece[0] in "aeiouy" else _SIGNS.get(piece, piece) for piece in _PIECE.findall(word)]
        words.append("".join(sign for i, sign in enumerate(signs) if i == 0 or sign != signs[i - 1]))
    key = " ".join(words)
    return key if len(key) >= _SHORTEST else ""
