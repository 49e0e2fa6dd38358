"""One place of another gazetteer, and what its values must be to be listed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias

from conflictmap._errors import InputError, Problem
from conflictmap._printable import one_line
from conflictmap.language.folding import fold

THEATRE = frozenset({"AM", "AZ", "GE", "IR", "TR", "RU", "IQ", "SY"})
"""Countries whose places may be added: those of the map."""

_SOUTH, _NORTH, _WEST, _EAST = -90.0, 90.0, -180.0, 180.0
_LONGEST_NAME = 80
_LONGEST_LINE = 10**7  # bytes; the longest of GeoNames has 20,000
_LONGEST_REASON = 100
_CITY, _TOWN = 50_000, 5_000
LANGUAGES = ("az", "hy", "ru", "tr", "en")
_SCRIPTS = (
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("az", re.compile("[əƏğĞıİşŞ]")),
    ("en", re.compile("^[\u0020-\u024f\u02b0-\u02ff\u1e00-\u1eff\u2019\u2018-]+$")),
)
# Control and direction characters could disguise a name; the others separate values or begin formulas and markup.
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff;,|\"<>{}=@+]")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)\Z")

OnProblem: TypeAlias = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class Record:
    """One place of another gazetteer.

    Attributes
    ----------
    id : str
        Identifier with its source's prefix: ``gn`` GeoNames, ``wof`` Who's On First, ``osm`` OpenStreetMap;
        empty when the source gives none.
    lat, lon : float
        Degrees, EPSG:4326.
    names : dict of str to tuple of str
        Spellings by language column, checked for length.
    geonames_id : str
        For places of other sources that name their GeoNames record.
    """

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str
    names: Mapping[str, tuple[str, ...]]
    geonames_id: str = ""
    population: int = 0


class BadLineError(ValueError):
    """Why a line cannot be used, in words for the user."""


class ElsewhereError(BadLineError):
    """A line that is sound, of a place outside the theatre."""


def settlement(people: int) -> str:
    """Return the kind of a settlement of so many people."""
    return "city" if people >= _CITY else "town" if people >= _TOWN else "village"


def decoded(line: bytes) -> str:
    """Return a line as text."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadLineError(f"is not UTF-8 (byte {error.start + 1})") from error


def point(lat: object, lon: object) -> tuple[float, float]:
    """Return latitude and longitude, five decimals, that lie on the globe."""
    try:
        point = float(str(lat)), float(str(lon))
    except ValueError as error:
        raise BadLineError(f"coordinates {lat!r}, {lon!r} are not numbers") from error
    if not (_SOUTH <= point[0] <= _NORTH and _WEST <= point[1] <= _EAST):  # also false for NaN
        raise BadLineError(f"coordinates {point[0]:g}, {point[1]:g} are out of range")
    return round(point[0], 5), round(point[1], 5)


def country_code(code: object) -> str:
    """Return the code of a country of the theatre."""
    country = str(code).strip().upper()
    if country not in THEATRE:
        raise ElsewhereError(f"country {country or '(none)'} is outside the theatre ({', '.join(sorted(THEATRE))})")
    return country


def digits(text: str) -> str:
    """Return an id that is a number."""
    if not re.fullmatch("[0-9]{1,19}", text):
        raise BadLineError(f"id {text[:30]!r} is not a number")
    return text


def whole_number(value: object) -> int:
    """Return a count, 0 for anything that is none."""
    text = str(value if value is not None else "")
    return int(text) if re.fullmatch("[0-9]{1,10}", text) else 0


def first_usable(names: Iterable[str]) -> str:
    """Return the first name fit to be listed."""
    name = next(filter(None, map(fit_name, names)), "")
    if not name:
        raise BadLineError("has no usable name")
    return name


def json_of(content: str | bytes) -> Any:
    """Return what JSON says, however it is broken or made to break its reader."""
    try:
        return json.loads(content)
    except RecursionError:
        raise BadLineError("not JSON that can be read (nested too deeply)") from None
    except ValueError as error:  # also bytes that are not UTF-8
        if "integer string conversion" in str(error):
            raise BadLineError("not JSON that can be read (a number too long)") from None
        raise BadLineError(f"not JSON in UTF-8 ({one_line(str(error), _LONGEST_REASON)})") from None


def lines_of(file: IO[bytes], path: Path) -> Iterator[tuple[int, bytes]]:
    """Number the lines of a file, whichever ends they have; one longer than any of a gazetteer is an error."""
    number = 0
    while piece := file.readline(_LONGEST_LINE + 1):
        if len(piece) > _LONGEST_LINE:
            raise InputError(f"{path}, line {number + 1}: longer than {_LONGEST_LINE // 10**6} MB; not a gazetteer")
        for line in piece.splitlines():
            number += 1
            yield number, line


def fit_name(text: str) -> str:
    """A name fit to be listed: one line, no separators of our tables, not too long, with letters in it."""
    name = " ".join(_UNFIT.sub(" ", text).split()).lstrip("-' ")
    name = _IN_BRACKETS.sub(r"\1", name) if name.startswith("(") else name
    letters = any(char.isalpha() for char in fold(name))  # nothing is left of a name that is all remark
    return name if letters and 1 < len(name) <= _LONGEST_NAME else ""


def by_script(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Untagged names by the language their letters suggest."""
    found: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(filter(None, map(fit_name, names))):
        language = next((code for code, letters in _SCRIPTS if letters.search(name)), "other")
        found[language] = (*found.get(language, ()), name)
    return found


def merged(*sets: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return names by language from several sets, each name once."""
    languages = dict.fromkeys(language for names in sets for language in names)
    return {
        language: tuple(dict.fromkeys(name for names in sets for name in names.get(language, ())))
        for language in languages
    }
