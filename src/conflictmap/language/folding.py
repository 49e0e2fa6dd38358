"""Folding: one comparable form for the many ways a name is typed, with offsets kept."""

from __future__ import annotations

import unicodedata

from conflictmap.language.characters import plain
from conflictmap.language.lookalikes import in_one_alphabet
from conflictmap.language.printing import INVISIBLE, unprinted, without_marks

# Letters that decompose into nothing plainer, or whose plain form would be another letter.
_SPECIAL = {
    "ə": "e",
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ß": "s",
    "æ": "a",
    "œ": "o",
    "й": "й",
    "ё": "е",
    "և": "և",
    # Persian keyboards type Arabic yeh, kaf and teh marbuta, too.
    "ي": "ی",
    "ى": "ی",
    "ك": "ک",
    "ة": "ه",
}


class _FoldTable(dict[int, str]):
    """Code point → folded character, computed once for each character met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        lower = char.lower()[0]  # İ has two characters in lower case
        folded = _SPECIAL.get(lower)
        if folded is None:
            base = unicodedata.normalize("NFKD", lower)[0].lower()[0]
            category = unicodedata.category(base)
            folded = _SPECIAL.get(base, base) if category[0] in "LN" and category != "Lm" else " "
        self[code] = folded
        return folded


_TABLE = _FoldTable()


def fold(text: str) -> str:
    """Fold a name for comparison: lower case, no diacritics, every separator a space.

    Parameters
    ----------
    text : str
        A name in any script.

    Returns
    -------
    str
        The folded name, without outer spaces and with inner runs of spaces made one.

    Examples
    --------
    >>> fold("Nagorno-Karabakh"), fold("Kəlbəcər"), fold("Arts’akh"), fold("Йерасх")
    ('nagorno karabakh', 'kelbecer', 'arts akh', 'йерасх')
    """
    if text.isascii() and text.replace(" ", "").isalpha():
        return " ".join(text.lower().split())
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_TABLE).split())


def fold_letters(visible: str) -> str:
    """Fold visible text character by character."""
    return visible.translate(_TABLE)


def fold_text(text: str, *, marks: bool = True) -> tuple[str, str, list[int] | None]:
    """Fold a whole text so that matches can be traced back to its code points.

    Parameters
    ----------
    text : str
        A report's text.
    marks : bool, optional
        Keep the marks of notes and the letters of addresses, which are no words of the text.

    Returns
    -------
    visible : str
        The text without combining and invisible marks and without what its layout put into it, its apostrophes and
        hyphens in `plain` characters, each word in one alphabet.
    folded : str
        `visible` folded, character by character.
    offsets : list of int or None
        ``offsets[i]`` is the offset in `text` of ``visible[i]``, with one more entry for the end;
        None when the two run in step.

    Examples
    --------
    >>> fold_text("In Şuşa")
    ('In Şuşa', 'in susa', None)
    >>> fold_text("Shu\u00adsha")
    ('Shusha', 'shusha', [0, 1, 2, 4, 5, 6, 7])
    """
    visible, offsets = unprinted(text)
    visible = in_one_alphabet(plain(visible if marks else without_marks(visible)))
    return visible, fold_letters(visible), offsets
