"""Letters typed in the wrong alphabet: a Latin “o” in a Cyrillic or Armenian word, a nought for an O."""

from __future__ import annotations

import re
from itertools import permutations

# Letters of each alphabet that are drawn alike, one column a letter; a dot where an alphabet has none.
DRAWN_ALIKE = {
    "latin": "ABCEHIJKMOPSTXYaceijopsxyhəLUnuqg",
    "cyrillic": "АВСЕНІЈКМОРЅТХУасеіјорѕхуһә......",
    "armenian": ".........Օ.Տ.......յօ....հ.ԼՍոսզց",
}
_LETTERS = {"latin": "A-Za-zƏə\u00c0-\u024f", "cyrillic": "\u0400-\u04ff", "armenian": "\u0531-\u0587"}
_OTHER = f"[{_LETTERS['cyrillic']}{_LETTERS['armenian']}]"
_ANY_OTHER = re.compile("[\u0400-\u0587]")  # one range is several times as quick as two
# A Latin letter with one of another alphabet beside it.
_SEAM = re.compile(rf"[{_LETTERS['latin']}](?:(?={_OTHER})|(?<={_OTHER}.))")
_TO = {
    (one, other): {ord(a): b for a, b in zip(DRAWN_ALIKE[one], DRAWN_ALIKE[other], strict=True) if "." not in {a, b}}
    for one, other in permutations(DRAWN_ALIKE, 2)
}
_WORDS = {name: re.compile(f"[{letters}]") for name, letters in _LETTERS.items()}
_WORD = re.compile(r"[^\W\d_]+")
_NOUGHT = re.compile(r"0(?<=[^\W\d_]0)(?=[^\W\d_])")
_LONGEST = 40  # letters of a word that is looked at


def in_one_alphabet(text: str) -> str:
    """Write words that mix two alphabets in one of them, and an O for the nought inside a word.

    Parameters
    ----------
    text : str
        A text as it was typed.

    Returns
    -------
    str
        The text, as long as before. A word changes only where every letter of one alphabet is drawn like one of the
        other; of two ways the one that changes fewer letters is taken.

    Examples
    --------
    >>> in_one_alphabet("Гopис, Stepаnаkert, Г0рис"), in_one_alphabet("ВМW-клуб, COVID-тест")
    ('Горис, Stepanakert, Горис', 'BMW-клуб, COVID-тест')
    """
    if "0" in text:
        text = _NOUGHT.sub(lambda nought: "O" if text[nought.end()].isupper() else "o", text)
    if text.isascii() or not _ANY_OTHER.search(text):
        return text
    pieces: list[str] = []
    last = 0
    for seam in _SEAM.finditer(text):
        if seam.start() < last:
            continue
        start = seam.start()
        while start > max(last, seam.start() - _LONGEST) and text[start - 1].isalpha():
            start -= 1
        word = _WORD.match(text, start)
        if word and word.end() - start <= _LONGEST:
            pieces += (text[last:start], _unmixed(word.group()))
            last = word.end()
    return "".join([*pieces, text[last:]]) if pieces else text


def _unmixed(word: str) -> str:
    found = {name: sum(1 for _ in letters.finditer(word)) for name, letters in _WORDS.items()}
    used = sorted((name for name, count in found.items() if count), key=found.__getitem__)
    for few, many in zip(used, reversed(used), strict=True):
        table = _TO.get((few, many), {})
        if all(ord(char) in table for char in word if _WORDS[few].match(char)):
            return word.translate(table)
    return word
