"""How places are stored: the theatre's table read at once, long tables kept as text until a row is asked for."""

from __future__ import annotations

import csv
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from conflictmap._errors import GeodataError
from conflictmap.language.folding import fold
from conflictmap.model.place import LANGUAGES, Name, Place

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping
    from pathlib import Path

LONG_COLUMNS = (
    "place_id", "name", "kind", "lat", "lon", "country", "admin1", "population", "importance", "names_en", "names_az",
    "names_hy", "names_ru", "names_tr", "names_other", "geonames_id", "tier", "keys",
)  # fmt: skip
"""Columns of a long table: ``tier`` says how much evidence a name needs, ``keys`` are its names folded."""
ALIASES = "names"
"""Tier of lines that only add spellings to a place of another table."""
_TAGGED = re.compile(r"(.*\S) ?\(([a-z]{2})\)")  # Haut-Karabakh(fr)
_FEW = 50  # ids searched for in the text before its lines are sorted by id


class Table(Protocol):
    """What the gazetteer asks of a table of places."""

    def get(self, place_id: str) -> Place | None:
        """Return the place with an id."""

    def named(self, folded: str) -> list[str]:
        """Return the ids of the places with a folded name."""

    def outright(self) -> list[Place]:
        """Return the places whose names count without further evidence, by id."""

    def evidence_keys(self, known: Container[str]) -> Iterator[tuple[str, list[str]]]:
        """Yield id and folded names of every line whose names need evidence."""

    def others(self, known: Container[str]) -> Iterator[Place]:
        """Yield the places that need evidence, without those `known`."""


class TheatreTable:
    """The hand-written table of the theatre, with the eras of its names.

    Parameters
    ----------
    path : pathlib.Path
        ``places.csv``.
    eras : pathlib.Path
        ``names_dated.csv``: names of a side or era, by place.

    Raises
    ------
    GeodataError
        If an id stands twice.
    """

    def __init__(self, path: Path, eras: Path) -> None:
        self._rows: dict[str, dict[str, str]] = {}
        for row in _rows(path):
            if row["place_id"] in self._rows:
                raise GeodataError(f"{path.name}: the id {row['place_id']} stands twice")
            self._rows[row["place_id"]] = row
        self._eras = eras

    def get(self, place_id: str) -> Place | None:
        """Return the place with an id."""
        row = self._rows.get(place_id)
        return self._place(row) if row else None

    def named(self, folded: str) -> list[str]:
        """Return the ids of the places with a folded name."""
        return self._by_name.get(folded, [])

    def outright(self) -> list[Place]:
        """Return every place, by id."""
        return [self._place(row) for row in self._rows.values()]

    def _place(self, row: Mapping[str, str]) -> Place:
        around: list[str] = []
        unit = self._rows.get(row["district"], {}).get("district", "")
        while unit and unit not in around:
            around.append(unit)
            unit = self._rows.get(unit, {}).get("district", "")
        return _theatre_place(row, tuple(around), self._dated.get(row["place_id"], ()))

    def evidence_keys(self, known: Container[str]) -> Iterator[tuple[str, list[str]]]:  # noqa: ARG002
        """Yield nothing: all its names count outright."""
        return iter(())

    def others(self, known: Container[str]) -> Iterator[Place]:  # noqa: ARG002
        """Yield nothing: all its places are outright."""
        return iter(())

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = {}
        for place_id, row in self._rows.items():
            for key in {fold(text) for text, _ in _spellings(row)}:
                index.setdefault(key, []).append(place_id)
        for place_id, names in self._dated.items():
            for key in {fold(name.text) for name in names}:
                if place_id not in index.setdefault(key, []):
                    index[key].append(place_id)
        return index

    @cached_property
    def _dated(self) -> dict[str, list[Name]]:
        dated: dict[str, list[Name]] = {}
        for row in _rows(self._eras):
            name = Name(row["name"], row["language"], row["valid_from"], row["valid_to"], row["used_by"])
            dated.setdefault(row["place_id"], []).append(name)
        return dated


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _theatre_place(row: Mapping[str, str], within: tuple[str, ...], dated: Iterable[Name]) -> Place:
    try:
        with_era: dict[tuple[str, str], list[Name]] = {}
        for name in dated:
            with_era.setdefault((name.text, name.language), []).append(name)
        listed = [name for plain in _names(row) for name in with_era.pop((plain.text, plain.language), [plain])]
        return Place(
            id=row["place_id"],
            name=row["name"],
            kind=row["kind"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            district=row["district"],
            importance=float(row["importance"]),
            tier="theatre",
            names=(*listed, *(name for names in with_era.values() for name in names)),
            geonames_id=row["geonames_id"],
            source=row["source"],
            confidence=row["confidence"],
            within=within,
            formerly_in=_split(row["formerly_in"]),
            namesakes=_split(row["namesakes"]),
            note=row["note"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise GeodataError(f"gazetteer: the row {row.get('place_id')!r} is damaged ({error})") from error


def _names(row: Mapping[str, str]) -> tuple[Name, ...]:
    return tuple(Name(text, language) for text, language in dict.fromkeys(_spellings(row)))


def _spellings(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if "/" not in row["name"]:
        yield _untagged(row["name"]), "en"
    for language in LANGUAGES:
        value = row.get(f"names_{language}")
        if value:
            for text in value.split(";"):
                tagged = _TAGGED.fullmatch(text) if text.endswith(")") else None
                yield (tagged[1], tagged[2]) if tagged else (_untagged(text), language)


def _split(value: str) -> tuple[str, ...]:
    return tuple(filter(None, value.split(";")))


def _untagged(text: str) -> str:
    """``Yelizavetpol(1804-1918)`` → ``Yelizavetpol``."""
    return text.split("(", 1)[0].strip()


class LongTable:
    """A table of many places, one a line; a line becomes a Place when it is asked for.

    Parameters
    ----------
    content : bytes
        The file, UTF-8: a header, then lines of `LONG_COLUMNS` without quoting, sorted by id.
    source, confidence : str
        What its places say of themselves.
    where : str
        The file's name, for messages.

    Raises
    ------
    GeodataError
        If the header is not the expected one.
    """

    def __init__(self, content: bytes, *, source: str, confidence: str, where: str) -> None:
        header, _, body = content.partition(b"\n")
        if header.split(b",") != [column.encode() for column in LONG_COLUMNS]:
            raise GeodataError(f"{where}: not a table of this version's columns; rebuild it or add its source again")
        # Every line begins and ends with a line end, so that ids and keys can be searched for as they stand.
        # Bytes are searched, since decoding the whole would take longer than one look-up.
        self._body = b"\n" + body
        self._asked = 0
        self._source, self._confidence, self._where = source, confidence, where

    @cached_property
    def lines(self) -> dict[str, str]:
        """Every line by the id it begins with."""
        return {line[: line.index(",")]: line for line in self._text(self._body).split("\n") if line}

    def get(self, place_id: str) -> Place | None:
        """Return the place with an id."""
        self._asked += 1
        if "lines" in self.__dict__ or self._asked > _FEW:  # split already, or worth it
            line = self.lines.get(place_id, "")
        else:
            begin = self._body.find(f"\n{place_id},".encode()) + 1
            line = self._line(begin) if begin else ""
        return self.place(line) if line and not self.is_alias(line) else None

    def named(self, folded: str) -> list[str]:
        """Return the ids of the places with a folded name, by searching the text."""
        found, end, wanted = [], 0, folded.encode()
        while (at := self._body.find(wanted, end)) >= 0:
            end = at + len(wanted)
            line = self._line(at)
            if folded in _keys(line):
                found.append(line[: line.index(",")])
                end = self._body.index(b"\n", at)
        return found

    @staticmethod
    def is_alias(line: str) -> bool:
        """Tell whether a line only adds spellings to a place of another table."""
        return line.rsplit(",", 2)[1] == ALIASES

    def outright(self) -> list[Place]:
        """Return the places whose names count without further evidence, by id."""
        found = []
        for tier in ("country", "theatre"):
            end = 0
            while (at := self._body.find(f",{tier},".encode(), end)) >= 0:
                end = self._body.index(b"\n", at)
                line = self._line(at)
                if line.rsplit(",", 2)[1] == tier:
                    found.append(self.place(line))
        return sorted(found, key=lambda place: place.id)

    def others(self, known: Container[str]) -> Iterator[Place]:
        """Yield the places that need evidence, without those `known`."""
        for place_id, line in self.lines.items():
            if place_id not in known and not self.is_alias(line):
                yield self.place(line)

    def evidence_keys(self, known: Container[str]) -> Iterator[tuple[str, list[str]]]:
        """Yield id and folded names of every line whose names need evidence; `known` ids do not, but for aliases."""
        for place_id, line in self.lines.items():
            if place_id not in known or self.is_alias(line):
                yield place_id, _keys(line)

    def _line(self, at: int) -> str:
        """The line that holds a byte."""
        begin = self._body.rindex(b"\n", 0, at + 1) + 1 if self._body[at : at + 1] != b"\n" else at + 1
        return self._text(self._body[begin : self._body.index(b"\n", begin)])

    def _text(self, content: bytes) -> str:
        try:
            return content.decode()
        except UnicodeDecodeError as error:
            raise GeodataError(f"{self._where}: not UTF-8 ({error}); add its source again") from error

    def place(self, line: str) -> Place:
        """Return the place of a line.

        Raises
        ------
        GeodataError
            If the line is damaged.
        """
        try:
            row: dict[str, Any] = dict(zip(LONG_COLUMNS, line.split(","), strict=True))
            return Place(
                id=row["place_id"],
                name=row["name"],
                kind=row["kind"],
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                country=row["country"],
                # Of GeoNames' codes of first-level regions only the ones in letters are ISO's, as our ids are.
                district=f"{row['country']}-{row['admin1']}".lower() if row["admin1"].isalpha() else "",
                importance=float(row["importance"]),
                tier=row["tier"],
                names=_names(row),
                geonames_id=row["geonames_id"],
                source=self._source,
                confidence=self._confidence,
            )
        except ValueError as error:
            place_id = line.split(",", maxsplit=1)[0]
            raise GeodataError(f"{self._where}: the line of {place_id!r} is damaged ({error})") from error


def _keys(line: str) -> list[str]:
    return line[line.rindex(",") + 1 :].split(";")


def long_table(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the text of a long table, sorted by id, with the keys of its names.

    Parameters
    ----------
    rows : iterable of mapping
        Values by the names of `LONG_COLUMNS`; missing ones are empty, ``keys`` is computed.

    Returns
    -------
    str
        The file's text.
    """
    lines = [",".join(LONG_COLUMNS)]
    for row in sorted(rows, key=lambda row: str(row["place_id"])):
        plain = {column: _plain(row.get(column, "")) for column in LONG_COLUMNS}
        plain["keys"] = ";".join(filter(None, dict.fromkeys(fold(name.text) for name in _names(plain))))
        lines.append(",".join(plain.values()))
    return "\n".join(lines) + "\n"


def _plain(value: object) -> str:
    """A value without the characters that separate values, and without a formula's first character."""
    text = " ".join(str(value).replace(",", " ").replace('"', "").split())
    return text if _is_number(text) else text.lstrip("=+@-\t ")


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
