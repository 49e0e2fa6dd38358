"""Readers of other gazetteers: GeoNames dumps, Who's On First, OpenStreetMap extracts, tables of one's own."""

from __future__ import annotations

import csv
import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, TypeAlias

from conflictmap._errors import InputError, Problem

THEATRE = frozenset({"AM", "AZ", "GE", "IR", "TR", "RU", "IQ", "SY"})
"""Countries whose places may be added: those of the map."""

_SOUTH, _NORTH, _WEST, _EAST = -90.0, 90.0, -180.0, 180.0
_LONGEST_NAME = 80
_HOPELESS = 1000  # broken lines after which a file with fewer good ones is not read on
_GEONAMES_FIELDS = 19
_ALTERNATE_FIELDS = (8, 10)  # alternateNames.txt, alternateNamesV2.txt
_GEONAMES_KINDS = {
    "PPLX": "", "ADM1": "province", "ADM2": "district", "STM": "river", "STMI": "river", "LK": "lake", "LKI": "lake",
    "RSV": "reservoir", "MT": "mountain", "PK": "mountain", "MTS": "mountain", "HLL": "hill", "PASS": "pass",
    "AIRP": "airport", "AIRB": "base", "MSTY": "monastery", "CH": "monastery", "BDG": "bridge", "MN": "mine",
    "MNCU": "mine", "MNAU": "mine", "DAM": "infrastructure",
}  # fmt: skip
_WOF_KINDS = {
    "locality": "village", "region": "province", "county": "district", "country": "", "neighbourhood": "",
}  # fmt: skip
_OSM_KINDS = {
    "city": "city", "town": "town", "village": "village", "hamlet": "village", "isolated_dwelling": "",
}  # fmt: skip
_OSM_NATURAL = {"peak": "mountain", "saddle": "pass", "mountain_pass": "pass"}
_CITY, _TOWN = 50_000, 5_000
_LANGUAGES = ("az", "hy", "ru", "tr", "en")
_WOF_LANGUAGES = {"aze": "az", "hye": "hy", "rus": "ru", "tur": "tr", "eng": "en", "kat": "other", "fas": "other"}
_SCRIPTS = (
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("az", re.compile("[əƏğĞıİşŞ]")),
    ("en", re.compile("^[\u0020-\u024f\u02b0-\u02ff\u1e00-\u1eff\u2019\u2018-]+$")),
)
# Control and direction characters could disguise a name; the others separate values or begin formulas and markup.
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff;,|\"<>{}=@+]")
_COLUMNS = {
    "name": ("name", "asciiname", "toponym", "place"),
    "lat": ("lat", "latitude", "y"),
    "lon": ("lon", "lng", "long", "longitude", "x"),
    "kind": ("kind", "type", "feature", "fclass"),
    "country": ("country", "iso_a2", "country_code", "cc"),
    "names": ("names", "alternatenames", "aliases", "other_names"),
    "id": ("id", "place_id", "geonameid"),
}

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


@dataclass(slots=True)
class Source:
    """A file being read: what it is, its records one by one, and what was passed over and why."""

    title: str
    records: Iterator[Record]
    outright: bool = False
    passed: Counter[str] = field(default_factory=Counter)


def open_source(path: Path, *, alternate_names: Path | None, on_problem: OnProblem) -> Source:
    """Recognise a gazetteer's format and prepare to read it.

    Parameters
    ----------
    path : pathlib.Path
        A GeoNames dump (``.txt``, or the ``.zip`` it comes in), Who's On First (``.geojson`` or ``.sqlite``/``.db``),
        an OpenStreetMap extract (``.osm``, ``.osm.pbf``), or a ``.csv``/``.tsv`` with columns name, lat and lon.
    alternate_names : pathlib.Path or None
        GeoNames' table of alternate names (``alternateNamesV2.txt``), for names with their language.
    on_problem : callable
        Called with every line that cannot be used.

    Returns
    -------
    Source
        Its ``records`` raise nothing for bad lines; they are reported and passed over.

    Raises
    ------
    InputError
        If the file is missing, unreadable, or in no known format.
    """
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    suffixes = "".join(path.suffixes[-2:]).lower()
    passed: Counter[str] = Counter()
    if path.suffix.lower() in {".txt", ".zip"}:
        more = _alternates(alternate_names, on_problem) if alternate_names else {}
        return Source("GeoNames dump", _geonames(path, more, on_problem, passed), passed=passed)
    if alternate_names:
        raise InputError(f"{alternate_names}: alternate names go with a GeoNames dump, which {path.name} is not")
    if path.suffix.lower() in {".geojson", ".json"}:
        return Source("Who's On First GeoJSON", _wof_geojson(path, on_problem, passed), passed=passed)
    if path.suffix.lower() in {".sqlite", ".db"}:
        return Source("Who's On First SQLite", _wof_sqlite(path, on_problem, passed), passed=passed)
    if path.suffix.lower() == ".osm" or suffixes.endswith(".pbf"):
        return Source("OpenStreetMap extract", _osm(path, on_problem, passed), passed=passed)
    if path.suffix.lower() in {".csv", ".tsv"}:
        return Source("table", _table(path, on_problem, passed), outright=True, passed=passed)
    raise InputError(
        f"{path}: no gazetteer format for this suffix; use a GeoNames .txt or .zip, Who's On First .geojson or "
        ".sqlite, OpenStreetMap .osm or .pbf, or a .csv with columns name, lat, lon"
    )


class _BadLineError(ValueError):
    """Why a line cannot be used, in words for the user."""


class _ElsewhereError(_BadLineError):
    """A line that is sound, of a place outside the theatre."""


def _lines(path: Path, name: str = "") -> Iterator[tuple[int, bytes]]:
    """Number the lines of a file, or of the dump inside GeoNames' zip."""
    with _binary(path, name) as file:
        for number, line in enumerate(file, start=1):
            yield number, line.rstrip(b"\r\n")


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


def _geonames(
    path: Path, more: Mapping[str, Mapping[str, tuple[str, ...]]], on_problem: OnProblem, passed: Counter[str]
) -> Iterator[Record]:
    good = broken = 0
    for number, line in _lines(path):
        if not line:
            continue
        try:
            fields = _decoded(line).split("\t")
            if len(fields) != _GEONAMES_FIELDS:
                raise _BadLineError(f"has {len(fields)} columns instead of {_GEONAMES_FIELDS}")  # noqa: TRY301
            lat, lon = _point(fields[4], fields[5])
            country = _country(fields[8])
            identifier = _digits(fields[0])
        except _BadLineError as error:
            on_problem(Problem(f"{path.name}, line {number}", str(error)))
            broken += not isinstance(error, _ElsewhereError)
            if broken > _HOPELESS and good < broken:
                raise InputError(
                    f"{path}: not a GeoNames dump; {broken} of its first {number} lines are broken"
                ) from error
            continue
        good += 1
        people = int(fields[14]) if fields[14].isdigit() else 0
        kind = _geonames_kind(fields[6], fields[7], people)
        if not kind:
            passed["features of kinds that are not mapped"] += 1
            continue
        names = _by_script([fields[1], fields[2], *fields[3].split(",")])
        for language, spellings in more.get(identifier, {}).items():
            names[language] = tuple(dict.fromkeys((*spellings, *names.get(language, ()))))
        yield Record(f"gn{identifier}", _name(fields[1]), kind, lat, lon, country, names, identifier, people)
    if not good:
        raise InputError(f"{path}: not a GeoNames dump; none of its lines can be used")


def _geonames_kind(feature_class: str, code: str, people: int) -> str:
    if code in _GEONAMES_KINDS:
        return _GEONAMES_KINDS[code]
    return _settlement(people) if feature_class == "P" else ""


def _settlement(people: int) -> str:
    return "city" if people >= _CITY else "town" if people >= _TOWN else "village"


def _alternates(path: Path, on_problem: OnProblem) -> dict[str, dict[str, tuple[str, ...]]]:
    """GeoNames' names by language; links, codes and colloquial names are left out."""
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for number, line in _lines(path):
        try:
            fields = _decoded(line).split("\t")
            if len(fields) not in _ALTERNATE_FIELDS:
                raise _BadLineError(f"has {len(fields)} columns instead of 8 or 10")  # noqa: TRY301
        except _BadLineError as error:
            on_problem(Problem(f"{path.name}, line {number}", str(error)))
            continue
        _, identifier, language, name = fields[:4]
        if language in _LANGUAGES and fields[6] != "1" and (checked := _name(name)):
            names = found.setdefault(identifier, {})
            names[language] = (*names.get(language, ()), checked)
    return found


def _wof_geojson(path: Path, on_problem: OnProblem, passed: Counter[str]) -> Iterator[Record]:
    try:
        content = json.loads(path.read_bytes().decode("utf-8"))
    except (UnicodeDecodeError, ValueError) as error:
        raise InputError(f"{path}: not JSON in UTF-8 ({error})") from error
    features = content.get("features", [content]) if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise InputError(f"{path}: not GeoJSON; a Feature or a FeatureCollection is needed")
    yield from _wof_features(
        ((f"feature {n}", feature) for n, feature in enumerate(features, 1)), path, on_problem, passed
    )


def _wof_sqlite(path: Path, on_problem: OnProblem, passed: Counter[str]) -> Iterator[Record]:
    import sqlite3

    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            rows = connection.execute("SELECT id, body FROM geojson ORDER BY id").fetchall()
    except sqlite3.Error as error:
        raise InputError(f"{path}: not a Who's On First database with a table geojson ({error})") from error
    finally:
        if "connection" in locals():
            connection.close()

    def features() -> Iterator[tuple[str, Any]]:
        for identifier, body in rows:
            try:
                yield f"record {identifier}", json.loads(body)
            except (TypeError, ValueError) as error:
                on_problem(Problem(f"{path.name}, record {identifier}", f"not JSON ({error})"))

    yield from _wof_features(features(), path, on_problem, passed)


def _wof_features(
    features: Iterable[tuple[str, Any]], path: Path, on_problem: OnProblem, passed: Counter[str]
) -> Iterator[Record]:
    for where, feature in features:
        try:
            properties = feature["properties"]
            if "wof:id" not in properties:
                raise _BadLineError("has no wof:id; only Who's On First GeoJSON can be read")  # noqa: TRY301
            lat, lon = _point(
                properties.get("lbl:latitude", properties.get("geom:latitude")),
                properties.get("lbl:longitude", properties.get("geom:longitude")),
            )
            country = _country(properties.get("wof:country", ""))
            identifier = _digits(str(properties["wof:id"]))
            known = (properties.get("wof:concordances") or {}).get("gn:id", "")
        except _BadLineError as error:
            on_problem(Problem(f"{path.name}, {where}", str(error)))
            continue
        except (AttributeError, KeyError, TypeError):
            on_problem(Problem(f"{path.name}, {where}", "not a GeoJSON feature with properties"))
            continue
        people = _number(properties.get("wof:population"))
        kind = _WOF_KINDS.get(properties.get("wof:placetype"), "")
        if not kind or str(properties.get("mz:is_current", "")) == "0" or properties.get("wof:superseded_by"):
            passed["records of kinds that are not mapped, or superseded"] += 1
            continue
        names: dict[str, tuple[str, ...]] = {}
        for key, values in properties.items():
            tag = key.removeprefix("name:").split("_x_")[0]
            if key.startswith("name:") and tag in _WOF_LANGUAGES and isinstance(values, list):
                language = _WOF_LANGUAGES[tag]
                names[language] = (*names.get(language, ()), *filter(None, map(_name, map(str, values))))
        name = _name(str(properties.get("wof:name", "")))
        if not name:
            on_problem(Problem(f"{path.name}, {where}", "has no usable wof:name"))
            continue
        yield Record(
            f"wof{identifier}", name, _settlement(people) if kind == "village" else kind, lat, lon, country,
            _merged(_by_script([name]), names), str(known or ""), people,
        )  # fmt: skip


def _osm(path: Path, on_problem: OnProblem, passed: Counter[str]) -> Iterator[Record]:
    """Named nodes of settlements, peaks and passes, read by GDAL."""
    import pyogrio

    try:
        frame = pyogrio.read_dataframe(path, layer="points", use_arrow=False)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise InputError(f"{path}: not an OpenStreetMap extract that GDAL can read ({error})") from error
    for fields in frame.to_dict("records"):
        row = {name: value for name, value in fields.items() if isinstance(value, str)}  # a missing value is NaN
        tags = _hstore(row.get("other_tags", ""))
        kind = _OSM_KINDS.get(row.get("place", ""), "") or _OSM_NATURAL.get(tags.get("natural", ""), "")
        if tags.get("mountain_pass") == "yes":
            kind = kind or "pass"
        name = _name(row.get("name", ""))
        if not kind or not name:
            passed["nodes without a name or of a kind that is not mapped"] += 1
            continue
        where = f"{path.name}, node {row.get('osm_id')}"
        try:
            identifier = _digits(str(row.get("osm_id")))
            lat, lon = _point(fields["geometry"].y, fields["geometry"].x)
            country = _country(tags.get("is_in:country_code", tags.get("addr:country", "")) or _country_at(lat, lon))
        except _BadLineError as error:
            on_problem(Problem(where, str(error)))
            continue
        names = {
            tag[5:]: (checked,) for tag, value in tags.items() if tag[5:] in _LANGUAGES and (checked := _name(value))
        }
        older = [_name(value) for tag, value in tags.items() if tag in {"old_name", "alt_name", "int_name"}]
        people = _number(tags.get("population"))
        merged = _merged(_by_script([name, *older]), names)
        yield Record(f"osm{identifier}", name, kind, lat, lon, country, merged, "", people)


def _country_at(lat: float, lon: float) -> str:
    """The country by our own borders, for nodes that do not name theirs."""
    from conflictmap.regions.point import country_at

    return country_at(lat, lon)


def _hstore(text: str) -> dict[str, str]:
    """GDAL's ``"key"=>"value","key"=>"value"``."""
    return {
        key: re.sub(r"\\(.)", r"\1", value)
        for key, value in re.findall(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"', text)
    }


def _table(path: Path, on_problem: OnProblem, passed: Counter[str]) -> Iterator[Record]:
    lines = _lines(path)
    _, head = next(lines, (1, b""))
    header_text = _text_or_error(head, path)
    delimiter = (
        "\t"
        if path.suffix.lower() == ".tsv" or "\t" in header_text
        else ";"
        if ";" in header_text and "," not in header_text
        else ","
    )
    header = [
        column.strip().lower() for column in next(csv.reader([header_text.lstrip("\ufeff")], delimiter=delimiter), [])
    ]
    columns = {what: next((header.index(n) for n in names if n in header), -1) for what, names in _COLUMNS.items()}
    lacking = [what for what in ("name", "lat", "lon") if columns[what] < 0]
    if lacking:
        raise InputError(f"{path}: the header lacks {' and '.join(lacking)}; a table needs columns name, lat and lon")
    by_language = {
        language: header.index(f"names_{language}") for language in _LANGUAGES if f"names_{language}" in header
    }
    for number, line in lines:
        if not line.strip():
            continue
        try:
            values = next(csv.reader([_decoded(line)], delimiter=delimiter))
            if len(values) != len(header):
                raise _BadLineError(f"has {len(values)} columns instead of {len(header)}")  # noqa: TRY301
            given = {what: values[i].strip() if i >= 0 else "" for what, i in columns.items()}
            lat, lon = _point(given["lat"], given["lon"])
            name = _name(given["name"])
            if not name:
                raise _BadLineError("has no usable name")  # noqa: TRY301
            country = _country(given["country"] or _country_at(lat, lon))
        except _BadLineError as error:
            on_problem(Problem(f"{path.name}, line {number}", str(error)))
            continue
        except csv.Error as error:
            on_problem(Problem(f"{path.name}, line {number}", f"not a line of a table ({error})"))
            continue
        names = _by_script([name, *re.split("[;|]", given["names"])])
        own = {
            language: tuple(filter(None, map(_name, re.split("[;|]", values[i]))))
            for language, i in by_language.items()
        }
        kind = given["kind"].lower()
        if kind and not re.fullmatch("[a-z_]{2,30}", kind):
            passed["kinds that are not words, taken as villages"] += 1
            kind = ""
        identifier = re.sub("[^a-z0-9]+", "_", given["id"].lower()).strip("_")
        yield Record(
            f"own_{identifier}" if identifier else "", name, kind or "village", lat, lon, country, _merged(names, own)
        )


def _text_or_error(line: bytes, path: Path) -> str:
    try:
        return _decoded(line)
    except _BadLineError as error:
        raise InputError(f"{path}, line 1: {error}") from error


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _BadLineError(f"is not UTF-8 (byte {error.start + 1})") from error


def _point(lat: object, lon: object) -> tuple[float, float]:
    try:
        point = float(str(lat)), float(str(lon))
    except ValueError as error:
        raise _BadLineError(f"coordinates {lat!r}, {lon!r} are not numbers") from error
    if not (_SOUTH <= point[0] <= _NORTH and _WEST <= point[1] <= _EAST):  # also false for NaN
        raise _BadLineError(f"coordinates {point[0]:g}, {point[1]:g} are out of range")
    return round(point[0], 5), round(point[1], 5)


def _country(code: object) -> str:
    country = str(code).strip().upper()
    if country not in THEATRE:
        raise _ElsewhereError(f"country {country or '(none)'} is outside the theatre ({', '.join(sorted(THEATRE))})")
    return country


def _digits(text: str) -> str:
    if not re.fullmatch("[0-9]{1,19}", text):
        raise _BadLineError(f"id {text[:30]!r} is not a number")
    return text


def _number(value: object) -> int:
    text = str(value if value is not None else "")
    return int(text) if re.fullmatch("[0-9]{1,10}", text) else 0


def _name(text: str) -> str:
    """A name fit to be listed: one line, no separators of our tables, not too long, with letters in it."""
    name = " ".join(_UNFIT.sub(" ", text).split()).lstrip("-' ")
    return name if 1 < len(name) <= _LONGEST_NAME and any(char.isalpha() for char in name) else ""


def _by_script(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Untagged names by the language their letters suggest."""
    found: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(filter(None, map(_name, names))):
        language = next((code for code, letters in _SCRIPTS if letters.search(name)), "other")
        found[language] = (*found.get(language, ()), name)
    return found


def _merged(*sets: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    languages = dict.fromkeys(language for names in sets for language in names)
    return {
        language: tuple(dict.fromkeys(name for names in sets for name in names.get(language, ())))
        for language in languages
    }
