"""Texts in a script that their language was, or is elsewhere, written in: read in the script of its tables."""

from __future__ import annotations

from functools import cache

from conflictmap.language.scripts import scripts
from conflictmap.language.sections import Grammar
from conflictmap.language.tables import Language, languages, section

_OWN_IN = 50  # one of the letters that tell the language stands in so many
_FOREIGN_IN = 100  # and no letter that it lacks in so many


def language_in(script: str, letters: str) -> str:
    """Return the code of the language that writes in a script beside its own, empty where none does.

    Parameters
    ----------
    script : str
        A writing system, by its name in ``scripts.toml``.
    letters : str
        The letters of a text in it.

    Examples
    --------
    >>> language_in("cyrillic", "ДағлыгГарабағдавәзијјәт"), language_in("cyrillic", "ТаулыҚарабақтағыжағдай")
    ('az', '')
    """
    for code in languages():
        other = section(code, "grammar", Grammar).other_script
        if other.script != script:
            continue
        own = sum(map(letters.count, other.own + other.own.upper()))
        known = sum(map(letters.count, _pairs(code)))
        if own * _OWN_IN > len(letters) and (len(letters) - known) * _FOREIGN_IN <= len(letters):
            return code
    return ""


def in_own_script(visible: str, language: Language) -> str:
    """Return a text letter by letter in the script of a language's tables, where most of it is in the other one.

    Examples
    --------
    >>> from conflictmap.language.tables import language
    >>> in_own_script("Дағлыг Гарабағда, Ҝәнҹәдә", language("az"))
    'Dağlıq Qarabağda, Gəncədə'
    """
    other = language.other_script
    if not other.script or visible.isascii():
        return visible
    written = sum(map(len, scripts()[other.script].runs.findall(visible)))
    if not written or written <= sum(map(len, scripts()[language.detection.script].runs.findall(visible))):
        return visible
    return visible.translate({ord(letter): own for letter, own in _pairs(language.code).items()})


@cache
def _pairs(code: str) -> dict[str, str]:
    other = section(code, "grammar", Grammar).other_script
    small = dict(zip(other.written, other.read, strict=True))
    return {letter.upper(): own.upper() for letter, own in small.items()} | small
