"""Spelling keys: what stays of a spelling, in any of the theatre's scripts, when transliteration habits are taken away.

A key proposes candidates for a spelling that is not listed, where the text says that a place is meant.
It is never an identity: different places share keys.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import lru_cache

from conflictmap.language.folding import fold

# Letters as English-language press of the region writes them. Azerbaijani letters stand here because folding
# would make c of ç and s of ş.
_LETTERS = str.maketrans(
    {
        **dict(zip("çşəğxı", ("ch", "sh", "a", "gh", "kh", "i"), strict=True)),
        **dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", (
            "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch * y * e yu ya".replace("*", "").split(" ")
        ), strict=True)),
        **dict(zip("әғҝҹөүһҡҥі", ("a", "gh", "g", "j", "o", "u", "h", "k", "n", "i"), strict=True)),
        **dict(zip("աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ", (
            "a b g d e z e a t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f".split(" ")
        ), strict=True)),
        **dict(zip("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", (
            "a b g d e v z t i k l m n o p zh r s t u p k gh g sh ch ts dz ts ch kh j h".split(" ")
        ), strict=True)),
        **dict(zip("ابپتثجچحخدذرزژسشصضطظغفقکكگلمنهوییىيةەآأإئؤع", (
            "a b p t s j ch h kh d z r z zh s sh s z t z gh f gh k k g l m n h v y y y y h a a a a y v *"
            .replace("*", "").split(" ")
        ), strict=True)),
    }
)  # fmt: skip
_ARMENIAN_GROUPS = (("եւ", "ev"), ("և", "ev"), ("ու", "u"))
_AZERBAIJANI = re.compile("[çşəğı]")
_ARABIC = re.compile("[\u0600-\u06ff]")
# Read from the left, the longest first. Letters that one side or era writes for another share a sign.
_SIGNS = {
    "dzh": "j", "tch": "c", "dj": "j", "zh": "j", "ch": "c", "sh": "x", "ts": "s", "dz": "z", "ph": "f",
    "kh": "k", "gh": "k", "g": "k", "q": "k", "h": "k", "x": "k", "k": "k", "c": "j", "j": "j", "w": "v",
}  # fmt: skip
# How other languages spell the sounds of the region's names; the scholars' c stands for ts.
_PRESSES = tuple(
    (re.compile(f"({'|'.join(sorted(of, key=len, reverse=True))})"), of)
    for of in (
        {"tch": "ch", "dj": "j", "ch": "sh", "ou": "u"},
        {"tsch": "ch", "dsch": "j", "sch": "sh", "ch": "kh", "j": "y", "w": "v"},
        {"ch": "ch", "sc": "sc", "ck": "ck", "c": "ts"},
    )
)
_OF_A_PRESS = re.compile("tch|dj|ou|sch|(?<!s)c(?![hk])")
_PIECE = re.compile("|".join(sorted(_SIGNS, key=len, reverse=True)) + "|[aeiouy]+|[a-z]")
_SHORTEST = 4
_FINAL_H = re.compile("(?<![cgksz])h$")
_SKELETON = "~"  # begins the keys of a script that writes no short vowels


@lru_cache(maxsize=1 << 14)
def romanise(name: str) -> str:
    """Return a name of any script in plain lower-case Latin letters, as the region's press would spell it.

    Parameters
    ----------
    name : str
        A name in Latin, Cyrillic, Armenian, Georgian, Persian or another script.

    Returns
    -------
    str
        Lower-case ASCII words. The theatre's scripts follow tables of this module, all others AnyAscii.

    Examples
    --------
    >>> romanise("Şuşa"), romanise("Шуша"), romanise("Շուշի"), romanise("შუშა"), romanise("شوشی")
    ('shusha', 'shusha', 'shushi', 'shusha', 'shvshy')
    >>> romanise("Ստեփանակերտ"), romanise("Воскепар"), romanise("Cəbrayıl")
    ('stepanakert', 'voskepar', 'jabrayil')
    """
    text = unicodedata.normalize("NFC", name).replace("İ", "i").lower()
    if text.isascii():
        return fold(text)
    if _AZERBAIJANI.search(text):
        text = text.replace("c", "j").replace("q", "g")
    for group, latin in _ARMENIAN_GROUPS:
        text = text.replace(group, latin)
    # The letters ե and ո begin a word as ye and vo.
    text = re.sub(r"\bե", "ye", re.sub(r"\bո(?!վ)", "vo", text))
    text = text.translate(_LETTERS)
    if not fold(text).isascii():
        from anyascii import anyascii  # only for letters the tables lack

        text = anyascii(text)
    return fold(text)


@lru_cache(maxsize=1 << 14)
def spelling_key(name: str) -> str:
    """Return the key of a spelling, empty when the name is too short.

    Parameters
    ----------
    name : str
        A name in Latin, Cyrillic, Armenian, Georgian or Persian script.

    Returns
    -------
    str
        Consonant classes with every run of vowels as ``a``; doubled signs count once. Persian and Arabic
        spellings, which leave vowels out, have keys of consonants only, begun by ``~``.

    See Also
    --------
    spelling_keys : both sorts of keys of a listed name.

    Examples
    --------
    >>> spelling_key("Javakhirli") == spelling_key("Javahirli"), spelling_key("Madaghiz") == spelling_key("Մատաղիս")
    (True, False)
    >>> {spelling_key(name) for name in ("Shusha", "Shushi", "Şuşa", "Шуша", "Շուշի", "შუშა")}
    {'xaxa'}
    >>> spelling_key("Sus"), spelling_key("کلبجر")
    ('', '~klbjr')
    """
    if _ARABIC.search(name):
        return _skeleton(romanise(name))
    return _pattern(romanise(name))


def spelling_keys(name: str) -> tuple[str, ...]:
    """Return every key under which a listed name may be asked for.

    Parameters
    ----------
    name : str
        A name in any script.

    Returns
    -------
    tuple of str
        Its key and its key of consonants, without empty ones.

    Examples
    --------
    >>> spelling_keys("Kalbajar")
    ('kalbajar', '~klbjr')
    """
    key = spelling_key(name)
    keys = (key,) if key.startswith(_SKELETON) else (key, _skeleton(romanise(name)))
    return tuple(filter(None, keys))


def readings(romanised: str) -> tuple[str, ...]:
    """Return the spellings that a romanised name stands for where another language's press wrote it.

    Parameters
    ----------
    romanised : str
        A name as `romanise` returns it.

    Returns
    -------
    tuple of str
        What the French, the German and the scholarly romanisation make of it, in the region's own; without the name
        itself.

    Examples
    --------
    >>> readings("djermouk"), readings("jraghacner")
    (('jermuk', 'dyermouk'), ('yraghacner', 'jraghatsner'))
    >>> readings("shusha")
    ()
    """
    if not _OF_A_PRESS.search(romanised):
        return ()
    read = ("".join(of.get(piece, piece) for piece in pattern.split(romanised)) for pattern, of in _PRESSES)
    return tuple(dict.fromkeys(spelling for spelling in read if spelling != romanised))


def similarity(one: str, other: str) -> float:
    """Return how alike two romanised names are, from 0 to 1.

    Parameters
    ----------
    one, other : str
        Names as `romanise` returns them.

    Returns
    -------
    float
        Ratio of matching letters (Ratcliff and Obershelp).

    Examples
    --------
    >>> similarity("shusha", "shushi") > similarity("shusha", "shikhali")
    True
    """
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()


def _pattern(romanised: str) -> str:
    key = " ".join(map(_signs, romanised.split(" ")))
    return key if len(key) >= _SHORTEST else ""


def _skeleton(romanised: str) -> str:
    """Consonants only; v and a final h are vowels as often as not in Persian script."""
    key = "".join(re.sub("[av]", "", _signs(_FINAL_H.sub("", word))) for word in romanised.split(" "))
    return f"{_SKELETON}{key}" if len(key) > 1 else ""


def _signs(word: str) -> str:
    signs = ["a" if piece[0] in "aeiouy" else _SIGNS.get(piece, piece) for piece in _PIECE.findall(word)]
    return "".join(sign for i, sign in enumerate(signs) if i == 0 or sign != signs[i - 1])
