"""How texts in a language are written, and by which signs they are told: sections of its `grammar.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from conflictmap.language.strict import NEVER

_NONE: frozenset[str] = frozenset()
_ANYTHING = re.compile("")


@dataclass(frozen=True, kw_only=True)
class Detection:
    """How a text in this language is told from others of its script.

    Attributes
    ----------
    script : str
        The writing system, by its name in ``scripts.toml``.
    letters : str
        Letters that other languages of the script lack; one of them must occur.
    letters_in : int
        One of them in so many letters tells the language by itself; 0 where they never do.
    words : frozenset of str
        Everyday words as they are written; one in `words_in` words tells the language.
    endings : tuple of str
        Patterns of what words end in as they are written, an apostrophe standing for every apostrophe; one in
        `endings_in` words tells the language.
    """

    script: str
    letters: str = ""
    letters_in: int = 0
    words: frozenset[str] = _NONE
    words_in: int = 0
    endings: tuple[str, ...] = ()
    endings_in: int = 0


@dataclass(frozen=True, kw_only=True)
class OtherLanguage(Detection):
    """A language without tables, as ``others.toml`` lists it.

    Attributes
    ----------
    name : str
        What it is called in English.
    read_as : str
        Code of the language whose tables read the names in its texts all the same.
    """

    name: str
    read_as: str


@dataclass(frozen=True, kw_only=True)
class OtherScript:
    """A script that the language is written in beside that of its tables, as it once was, or is elsewhere.

    Attributes
    ----------
    script : str
        The writing system, by its name in ``scripts.toml``.
    written, read : str
        Its letters, and in the same order those of the tables' script.
    own : str
        Those of them that tell the language from others of the script.
    """

    script: str = ""
    written: str = ""
    read: str = ""
    own: str = ""


@dataclass(frozen=True, kw_only=True)
class InAscii:
    """Texts in the language that are typed in plain Latin letters.

    Attributes
    ----------
    own : re.Pattern
        What must occur in such a text, to tell it from those of a language much like it.
    words : frozenset of str
        Everyday words that tell such a text.
    shapes : re.Pattern
        Shapes of other words that tell it; they match whole words.
    letters : dict of str to str
        Pattern of Latin letters → letters of the tables' script, in the order in which they are tried; none where the
        tables are read in Latin letters.
    """

    own: re.Pattern[str] = _ANYTHING
    words: frozenset[str] = _NONE
    shapes: re.Pattern[str] = NEVER
    letters: dict[str, str] = field(default_factory=dict)
