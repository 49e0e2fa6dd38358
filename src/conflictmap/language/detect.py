"""Which language a text is in, and where it changes from one paragraph to the next."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from conflictmap.language.characters import ANY_APOSTROPHE, QUOTES
from conflictmap.language.other_scripts import language_in
from conflictmap.language.scripts import Script, beyond_ascii, scripts
from conflictmap.language.sections import Grammar
from conflictmap.language.tables import DEFAULT, languages, other_languages, section
from conflictmap.language.writing import Detection, InAscii, OtherLanguage

if TYPE_CHECKING:
    from conflictmap.model.document import Document

UNKNOWN = "und"
"""The code of a text in a script that is not listed."""

_ASCII_WORD = re.compile(r"[a-z]+(?:'[a-z]*)*")
_BEGINNING = 800  # code points of a text in plain letters that tell its language
_EVERYDAY = 2  # what an everyday word counts as, to be told from the shape of another
_TOLD_IN, _EVERYDAY_IN = 3, 20  # one word in so many must tell, and one in so many be an everyday word
_FIRST, _EVERYDAY_OF_DEFAULT = 200, 8  # code points that tell the default language by one everyday word in so many
_FEWEST, _FEWEST_SHAPES = 2, 4  # words that must tell, and where none of them is an everyday word
_PARAGRAPH = re.compile(r"\n\s*\n")
_SAMPLE = 5000  # code points that tell a text's language
_PASSAGE = 20  # letters from which a paragraph's script tells its language
_CLEAR = 3  # times the strength that is enough, with which no other language need be asked
_STOPS = dict.fromkeys(map(ord, f".,;:!?()/،؛؟{QUOTES}"), " ")
_SURE = 3  # different everyday words from which a text is in a language that cannot be read
_DOCUMENTS = 1  # kept at once: the stages ask about the one they are at


def detect_language(text: str) -> str:
    """Tell the language of a text from its script, letters and words.

    Parameters
    ----------
    text : str
        Any text; the first 5,000 code points decide.

    Returns
    -------
    str
        The language whose ``[detection]`` or line in ``others.toml`` says most clearly that the text is in it, or the
        one its script belongs to; ``"en"`` where letters of several scripts are mixed and nothing tells, ``"und"``
        where most letters are of a script that is not listed.

    Examples
    --------
    >>> detect_language("Ağdərə yaxınlığında atəş açılıb"), detect_language("Бои идут у Гадрута")
    ('az', 'ru')
    >>> detect_language("Il governo di Baku ha detto che non ci sono stati scontri con gli armeni.")
    'it'
    """
    sample = text[:_SAMPLE]
    letters = "".join(c for c in sample if c.isalpha())
    most = (name for name, script in scripts().items() if _length(script, letters) * 2 > len(letters))
    script = next(most, "")
    if not script and letters and sum(_length(known, letters) for known in scripts().values()) * 2 < len(letters):
        return UNKNOWN
    own = scripts()[script].language if script else DEFAULT
    script = script or section(DEFAULT, "grammar", Grammar).detection.script
    words = Counter(sample.replace("İ", "i").lower().translate(_STOPS).split())
    clearest, code = 1.0, own
    for hint in _hints(script):
        if (strength := hint.strength(sample, letters, words)) > clearest:
            clearest, code = strength, hint.code
        if clearest > _CLEAR:
            break
    if code != own or not letters.isascii():
        return code if code != own else language_in(script, letters) or own
    return language_in_ascii(sample) or own


def language_in_ascii(sample: str) -> str:
    """Tell the language of a text in plain Latin letters by its first words; empty where few of them tell.

    Examples
    --------
    >>> language_in_ascii("v Shushe i pod Gadrutom tiho"), language_in_ascii("Susada ve Xankendide sakitdir")
    ('ru', 'az')
    """
    # Most such texts are in the default language, and quickly told.
    first = sample[:_FIRST].lower().split()
    if sum(map(_in_ascii()[DEFAULT].words.__contains__, first)) * _EVERYDAY_OF_DEFAULT > len(first):
        return DEFAULT
    beginning = sample[:_BEGINNING].lower().replace("’", "'")
    words = _ASCII_WORD.findall(beginning)
    told = {
        code: [_tells(word, said) for word in words] for code, said in _in_ascii().items() if said.own.search(beginning)
    }
    best = max(told, key=lambda code: len(words) and sum(map(bool, told[code])))
    everyday, all_told = told[best].count(_EVERYDAY), sum(map(bool, told[best]))
    if everyday * _EVERYDAY_IN > len(words):
        return best if all_told >= _FEWEST and all_told * _TOLD_IN > len(words) else ""
    return best if all_told >= _FEWEST_SHAPES and all_told * 2 >= len(words) else ""


def _tells(word: str, said: InAscii) -> int:
    return _EVERYDAY if word in said.words else int(bool(said.shapes.fullmatch(word)))


@cache
def _in_ascii() -> dict[str, InAscii]:
    tables = {code: section(code, "grammar", Grammar).in_ascii for code in languages()}
    return {code: said for code, said in tables.items() if said.words}


@dataclass(frozen=True, slots=True)
class _Hint:
    """How a text is told to be in one of the languages of a script."""

    code: str
    said: Detection
    endings: re.Pattern[str] | None

    def strength(self, sample: str, letters: str, words: Counter[str]) -> float:
        """How much of what tells the language a text has: more than 1 is enough."""
        said = self.said
        own = sum(map(letters.count, said.letters))
        if not letters or (said.letters and not own):
            return 0
        total = words.total()
        met = [words[word] for word in said.words if word in words]
        common = 0 if len(met) < _SURE and isinstance(said, OtherLanguage) else sum(met)
        ends = len(self.endings.findall(sample)) if self.endings else 0
        return max(own * said.letters_in / len(letters), common * said.words_in / total, ends * said.endings_in / total)


@cache
def _hints(script: str) -> tuple[_Hint, ...]:
    codes = (DEFAULT, *(code for code in languages() if code != DEFAULT))
    told = {code: section(code, "grammar", Grammar).detection for code in codes} | other_languages()
    hints = []
    for code, said in told.items():
        if said.script == script and (said.letters_in or said.words_in or said.endings_in):
            endings = "|".join(said.endings).replace("'", ANY_APOSTROPHE)
            hints.append(_Hint(code, said, re.compile(rf"(?:{endings})\b") if endings else None))
    return tuple(hints)


@lru_cache(maxsize=_DOCUMENTS)
def passages(document: Document) -> tuple[tuple[int, int, str], ...]:
    r"""Cut a text where its script changes from one paragraph to the next.

    Parameters
    ----------
    document : Document
        A report.

    Returns
    -------
    tuple of (int, int, str)
        Start, end and language of each passage, in order; one passage when the whole text is in the script of its
        language.

    Examples
    --------
    >>> from conflictmap.model.document import Document
    >>> passages(Document(id="1", text="Бои у Гадрута.\n\nFighting near Hadrut goes on.", language="ru"))
    ((0, 16, 'ru'), (16, 45, 'en'))
    """
    text = document.text
    beyond = beyond_ascii(text)
    own = section(DEFAULT, "grammar", Grammar).detection.script
    read = _read_scripts().items()
    used = {name: script for name, script in read if script.runs.search(text if name == own else beyond)}
    if not used or set(used) == {_script(document.language)}:
        return ((0, len(text), _in_own_letters(text, document.language)),)
    bounds = [0, *(match.end() for match in _PARAGRAPH.finditer(text)), len(text)]
    found: list[tuple[int, int, str]] = []
    for start, end in pairwise(bounds):
        language = _passage_language(text[start:end], document.language, used)
        if found and found[-1][2] == language:
            found[-1] = (found[-1][0], end, language)
        elif end > start:
            found.append((start, end, language))
    return tuple(found)


def _in_own_letters(text: str, language: str) -> str:
    """The language of a text in Latin letters that is said to be in the default one: another in other letters."""
    if language != DEFAULT or not text[:_BEGINNING].isascii():
        return language
    told = language_in_ascii(text)
    return told if told and _script(told) != _script(language) else language


@cache
def _read_scripts() -> dict[str, Script]:
    """The scripts of the languages that have tables."""
    read = {section(code, "grammar", Grammar).detection.script for code in languages()}
    return {name: script for name, script in scripts().items() if name in read}


def _script(language: str) -> str:
    known = other_languages().get(language)
    code = language if language in languages() else known.read_as if known else DEFAULT
    script: str = section(code, "grammar", Grammar).detection.script
    return script


def _passage_language(paragraph: str, language: str, used: dict[str, Script]) -> str:
    """The paragraph's own language where most of it is in another script than the report's language."""
    letters = {name: _length(script, paragraph) for name, script in used.items()}
    own = letters.get(_script(language), 0)
    if own * 2 >= sum(letters.values()) or max(letters.values()) < _PASSAGE:
        return language
    return detect_language(paragraph)


def _length(script: Script, text: str) -> int:
    return sum(map(len, script.runs.findall(text)))
