"""The one table of dashes, quotation marks, apostrophes and stops: which characters stand for the same sign."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

APOSTROPHES = frozenset("'’")
DASHES = frozenset("-–—")
LONG_DASHES = frozenset("–—")
QUOTES = '"“”„«»'
OPENING_QUOTES, CLOSING_QUOTES = '"“„«', '"”»'
"""All of these as they stand in `plain` text."""

APOSTROPHE, DASH = "['’]", "[-–—]"
"""The same as classes of a pattern."""

_HYPHENS = "‐‑֊−﹣－"  # U+2010, U+2011, Armenian, minus, small and full-width hyphen
_LETTER_APOSTROPHES = "ʼʹʻ＇"  # U+02BC, U+02B9, U+02BB, which are letters to Unicode, and the full-width one
_ACCENTS = "´`′"  # an apostrophe where letters stand on both sides
_PLAIN = {
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_LETTER_APOSTROPHES + _ACCENTS, "’"),
    "‒": "–",
    "―": "—",
    "،": ",",
    "؛": ";",
    "؟": "?",
    # What Windows-1252 has where Latin-1 has controls: texts read by the wrong one.
    "\x91": "‘",
    "\x92": "’",
    "\x93": "“",
    "\x94": "”",
    "\x96": "–",
    "\x97": "—",
}
_OTHERS = re.compile(f"[{''.join(_PLAIN)}]")
_REPLACED = re.compile(
    rf"[{_HYPHENS}{_LETTER_APOSTROPHES}‒―،؛؟\x91-\x94\x96\x97]|(?<=[^\W\d_])[{_ACCENTS}](?=[^\W\d_])"
)

ANY_APOSTROPHE = f"['’{_LETTER_APOSTROPHES}{_ACCENTS}]"
"""A class for text as it was typed."""


_FIRST_UNCASED = "\u0590"
_UNCASED = re.compile(f"[{_FIRST_UNCASED}-\u06ff\u10a0-\u10ff]")


def is_capital(letter: str) -> bool:
    """Tell whether a word that begins with a letter is written as names are; scripts without capitals always are."""
    return letter.isupper() or (letter >= _FIRST_UNCASED and bool(_UNCASED.match(letter)))


def are_capital(letters: Sequence[str]) -> tuple[bool, ...]:
    """Tell the same of many words at once.

    Examples
    --------
    >>> are_capital(["G", "i", "თ"]), are_capital(["G", "i"])
    ((True, False, True), (True, False))
    """
    cased = not _UNCASED.search("".join(letters))
    return tuple(map(str.isupper if cased else is_capital, letters))


def is_small(text: str) -> bool:
    """Tell whether a text is in small letters where it could have capitals; Georgian ones count as small to Unicode.

    Examples
    --------
    >>> is_small("shusha"), is_small("თბილისი"), is_small("باکو")
    (True, False, False)
    """
    return text.islower() and not _UNCASED.search(text)


def plain(text: str) -> str:
    """Write apostrophes, hyphens and Arabic stops with the characters that the rules know; the length stays.

    Parameters
    ----------
    text : str
        A text as it was typed.

    Returns
    -------
    str
        The text with ``’`` for every other apostrophe, ``-`` for every other hyphen, the comma for the Arabic one.

    Examples
    --------
    >>> plain("Ankaraʼda, Artsakh`s, Armenia‐backed, 20‑25 km")
    'Ankara’da, Artsakh’s, Armenia-backed, 20-25 km'
    >>> plain("`Shusha´")
    '`Shusha´'
    """
    if not _OTHERS.search(text):
        return text
    return _REPLACED.sub(lambda match: _PLAIN[match.group()], text)
