"""GeoNames dumps, as text or in the zip they come in, with the table of alternate names."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from conflictmap._errors import InputError, Problem
from conflictmap._files import is_file
from conflictmap.gazetteer.importers.records import (
    LANGUAGES,
    BadLineError,
    ElsewhereError,
    OnProblem,
    Record,
    by_script,
    country_code,
    decoded,
    digits,
    first_usable,
    fit_name,
    lines_of,
    point,
    settlement,
    whole_number,
)

_BROKEN_ARCHIVE = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError)
_HOPELESS = 1000  # broken lines after which a file with fewer good ones is not read on
_FIELDS = 19
_ALTERNATE_FIELDS = (8, 10)  # alternateNames.txt, alternateNamesV2.txt
_KINDS = {
    "PPLX": "", "ADM1": "province", "ADM2": "district", "STM": "river", "STMI": "river", "LK": "lake", "LKI": "lake",
    "RSV": "reservoir", "MT": "mountain", "PK": "mountain", "MTS": "mountain", "HLL": "hill", "PASS": "pass",
    "AIRP": "airport", "AIRB": "base", "MSTY": "monastery", "CH": "monastery", "BDG": "bridge", "MN": "mine",
    "MNCU": "mine", "MNAU": "mine", "DAM": "infrastructure",
}  # fmt: skip


def records(
    path: Path, more: Mapping[str, Mapping[str, tuple[str, ...]]], on_problem: OnProblem, passed: Counter[str]
) -> Iterator[Record]:
    """Yield the places of a dump; `more` holds further names by id and language."""
    good = broken = 0
    for number, line in lines(path):
        if not line:
            continue
        try:
            fields = decoded(line).split("\t")
            if len(fields) != _FIELDS:
                raise BadLineError(f"has {len(fields)} columns instead of {_FIELDS}")  # noqa: TRY301
            lat, lon = point(fields[4], fields[5])
            country = country_code(fields[8])
            identifier = digits(fields[0])
            name = first_usable(fields[1:3])
        except BadLineError as error:
            on_problem(Problem(f"{path.name}, line {number}", str(error)))
            broken += not isinstance(error, ElsewhereError)
            if broken > _HOPELESS and good < broken:
                raise InputError(
                    f"{path}: not a GeoNames dump; {broken} of its first {number} lines are broken"
                ) from error
            continue
        good += 1
        people = whole_number(fields[14])
        kind = _kind(fields[6], fields[7], people)
        if not kind:
            passed["features of kinds that are not mapped"] += 1
            continue
        names = by_script([fields[1], fields[2], *fields[3].split(",")])
        for language, spellings in more.get(identifier, {}).items():
            names[language] = tuple(dict.fromkeys((*spellings, *names.get(language, ()))))
        yield Record(f"gn{identifier}", name, kind, lat, lon, country, names, identifier, people)
    if not good:
        raise InputError(f"{path}: not a GeoNames dump; none of its lines can be used")


def _kind(feature_class: str, code: str, people: int) -> str:
    if code in _KINDS:
        return _KINDS[code]
    return settlement(people) if feature_class == "P" else ""


def alternate_names(path: Path, on_problem: OnProblem) -> dict[str, dict[str, tuple[str, ...]]]:
    """GeoNames' names by language; links, codes and colloquial names are left out."""
    if not is_file(path):
        raise InputError(f"{path}: no such file")
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for number, line in lines(path):
        try:
            fields = decoded(line).split("\t")
            if len(fields) not in _ALTERNATE_FIELDS:
                raise BadLineError(f"has {len(fields)} columns instead of 8 or 10")  # noqa: TRY301
        except BadLineError as error:
            on_problem(Problem(f"{path.name}, line {number}", str(error)))
            continue
        _, identifier, language, name = fields[:4]
        if language in LANGUAGES and fields[6] != "1" and (checked := fit_name(name)):
            names = found.setdefault(identifier, {})
            names[language] = (*names.get(language, ()), checked)
    return found


def lines(path: Path, name: str = "") -> Iterator[tuple[int, bytes]]:
    """Number the lines of a file, or of the dump inside GeoNames' zip."""
    try:
        with _binary(path, name) as file:
            yield from lines_of(file, path)
    except _BROKEN_ARCHIVE as error:
        raise InputError(f"{path}: cannot be unpacked ({error}); unpack it and name the dump") from None


def _binary(path: Path, name: str) -> IO[bytes]:
    if path.suffix.lower() != ".zip":
        return path.open("rb")
    try:
        archive = zipfile.ZipFile(path)
        inside = [entry for entry in archive.namelist() if entry.endswith(".txt") and "readme" not in entry.lower()]
    except zipfile.BadZipFile as error:
        raise InputError(f"{path}: not a zip file ({error})") from error
    if len(inside) != 1:
        raise InputError(
            f"{path}: holds {len(inside)} .txt files besides the readme, not one; unpack it and name the dump"
        )
    return archive.open(name or inside[0])
