"""Writing systems: which letters belong to one, and whose language a text in it is unless something tells otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from conflictmap.language.strict import parsed, read

_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


@dataclass(frozen=True)
class Script:
    """A writing system.

    Attributes
    ----------
    letters : str
        Its letters, as they stand in a class of a pattern.
    language : str
        Code of the language of a text in it that no table's ``[detection]`` tells apart.
    """

    letters: str
    language: str

    @cached_property
    def runs(self) -> re.Pattern[str]:
        """Matches a run of its letters."""
        return re.compile(f"[{self.letters}]+")


@cache
def scripts() -> dict[str, Script]:
    """Return the writing systems by their names, as the table lists them."""
    source = files("conflictmap.language") / "data" / "scripts.toml"
    where = "language/data/scripts.toml"
    table = parsed(source.read_text(encoding="utf-8"), where)
    return {name: read(Script, values, f"{where}: {name}") for name, values in table.items()}


def beyond_ascii(text: str) -> str:
    """Return the different characters of a text beyond ASCII: they are few, and tell which scripts stand in it.

    Examples
    --------
    >>> sorted(beyond_ascii("Şuşa, Goris")), beyond_ascii("Goris")
    (['Ş', 'ş'], '')
    """
    return "" if text.isascii() else "".join(set(_BEYOND_ASCII.findall(text)))


@cache
def language_of(letter: str) -> str:
    """Return the code of the language that a letter's script belongs to, empty for a letter of none.

    Examples
    --------
    >>> language_of("ш"), language_of("շ"), language_of("ş"), language_of("7")
    ('ru', 'hy', 'en', '')
    """
    return next((script.language for script in scripts().values() if script.runs.match(letter)), "")
