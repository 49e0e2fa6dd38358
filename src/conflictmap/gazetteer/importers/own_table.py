"""Tables of one's own: columns name, lat and lon, and what else they say."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from conflictmap._errors import InputError, Problem
from conflictmap.gazetteer.importers.records import (
    LANGUAGES,
    BadLineError,
    OnProblem,
    Record,
    by_script,
    country_code,
    decoded,
    first_usable,
    fit_name,
    lines_of,
    merged,
    point,
)
from conflictmap.regions.point import country_at

_COLUMNS = {
    "name": ("name", "asciiname", "toponym", "place"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "kind": ("kind", "type", "feature", "fclass"),
    "country": ("country", "iso_a2", "country_code", "cc"),
    "names": ("names", "alternatenames", "aliases", "other_names"),
    "id": ("id", "place_id", "geonameid"),
}
_VALUES = re.compile("[;|]")


@dataclass(frozen=True, slots=True)
class _Header:
    """Where the values of a table stand: `columns` by what they are, `languages` by the language of their names."""

    width: int
    columns: dict[str, int]
    languages: dict[str, int]


def records(path: Path, on_problem: OnProblem, passed: Counter[str]) -> Iterator[Record]:
    """Yield the places of a table."""
    with path.open("rb") as file:
        lines = lines_of(file, path)
        text = _head_text(next(lines, (1, b""))[1], path)
        delimiter = _delimiter(path, text)
        header = _header(path, text, delimiter)
        for number, line in lines:
            if not line.strip():
                continue
            try:
                yield _record(_values(line, delimiter, header.width), header, passed)
            except BadLineError as error:
                on_problem(Problem(f"{path.name}, line {number}", str(error)))


def _head_text(head: bytes, path: Path) -> str:
    try:
        return decoded(head).lstrip("\ufeff")
    except BadLineError as error:
        raise InputError(f"{path}, line 1: {error}") from error


def _delimiter(path: Path, head: str) -> str:
    if path.suffix.lower() == ".tsv" or "\t" in head:
        return "\t"
    return ";" if ";" in head and "," not in head else ","


def _header(path: Path, head: str, delimiter: str) -> _Header:
    try:
        header = [column.strip().lower() for column in next(csv.reader([head], delimiter=delimiter), [])]
    except csv.Error as error:
        raise InputError(f"{path}, line 1: not the header of a table ({error})") from None
    columns = {what: next((header.index(n) for n in names if n in header), -1) for what, names in _COLUMNS.items()}
    lacking = [what for what in ("name", "lat", "lon") if columns[what] < 0]
    if lacking:
        raise InputError(f"{path}: the header lacks {' and '.join(lacking)}; a table needs columns name, lat and lon")
    languages = {code: header.index(f"names_{code}") for code in LANGUAGES if f"names_{code}" in header}
    return _Header(len(header), columns, languages)


def _values(line: bytes, delimiter: str, width: int) -> list[str]:
    try:
        values = next(csv.reader([decoded(line)], delimiter=delimiter))
    except csv.Error as error:
        raise BadLineError(f"not a line of a table ({error})") from error
    if len(values) != width:
        raise BadLineError(f"has {len(values)} columns instead of {width}")
    return values


def _record(values: Sequence[str], header: _Header, passed: Counter[str]) -> Record:
    given = {what: values[i].strip() if i >= 0 else "" for what, i in header.columns.items()}
    lat, lon = point(given["lat"], given["lon"])
    name = first_usable([given["name"]])
    country = country_code(given["country"] or country_at(lat, lon))
    own = {code: tuple(filter(None, map(fit_name, _VALUES.split(values[i])))) for code, i in header.languages.items()}
    names = merged(by_script([name, *_VALUES.split(given["names"])]), own)
    identifier = re.sub("[^a-z0-9]+", "_", given["id"].lower()).strip("_")
    kind = _kind(given["kind"].lower(), passed)
    return Record(f"own_{identifier}" if identifier else "", name, kind, lat, lon, country, names)


def _kind(given: str, passed: Counter[str]) -> str:
    if given and not re.fullmatch("[a-z_]{2,30}", given):
        passed["kinds that are not words, taken as villages"] += 1
        return "village"
    return given or "village"
