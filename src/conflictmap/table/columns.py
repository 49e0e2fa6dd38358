"""The columns of the table of mentions: what each holds, its type, and who needs it. All other lists are made here."""

from __future__ import annotations

from dataclasses import dataclass

TEXT, WHOLE, NUMBER, CODE, DAY, POINT = "str", "int64", "float64", "Int64", "datetime64[s]", "geometry"
"""Types of columns, as pandas calls them. `CODE` is a whole number that may be missing."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table.

    Attributes
    ----------
    name, description : str
        What it is called and what it holds.
    dtype : str
        `TEXT`, `WHOLE`, `NUMBER`, `CODE`, `DAY` or `POINT`. A point is two columns, lat and lon, where a file has no
        geometry of its own.
    missing : bool
        Whether a mention may have no value.
    jsonl : int
        Its place in a mention of a JSONL line, 0 for the id, which the line has once. Lines grow at their end, so that
        whoever read older ones reads newer ones.
    needed_by, used_by : str
        Who cannot do without it, and who uses it where it is there: ``explain``, ``map``, ``review``, ``score``.
    """

    name: str
    dtype: str
    description: str
    missing: bool = False
    jsonl: int = 0
    needed_by: str = ""
    used_by: str = ""


SCHEMA: tuple[Column, ...] = (
    Column(
        "document_id", TEXT, "id of the report, its path below the folder read or its JSONL id",
        needed_by="explain map review score",
    ),
    Column("title", TEXT, "title of the report", missing=True, jsonl=21, needed_by="explain map"),
    Column(
        "date", DAY, "publication date (datetime64[s], NaT when unknown)",
        missing=True, jsonl=22, needed_by="explain map",
    ),
    Column("url", TEXT, "address of the report", missing=True, jsonl=23, needed_by="explain map"),
    Column("source", TEXT, "publisher of the report", missing=True, jsonl=24, needed_by="explain map"),
    Column("language", TEXT, "ISO 639-1 code of the report's language", missing=True, jsonl=25, needed_by="map"),
    Column(
        "start", WHOLE, "offset of the first code point of the name; text[start:end] == surface",
        jsonl=1, needed_by="explain map review score",
    ),
    Column(
        "end", WHOLE, "offset behind the last code point of the name", jsonl=2, needed_by="explain map score",
    ),
    Column("surface", TEXT, "the name as it stands in the report", jsonl=3, needed_by="explain map review"),
    Column(
        "sentence", TEXT, "the sentence around it, exactly as it stands",
        jsonl=13, needed_by="explain map", used_by="review",
    ),
    Column("sentence_start", WHOLE, "offset of the sentence in the text", jsonl=28, needed_by="explain map"),
    Column(
        "role", TEXT, "literal (the place itself) or associative (those who rule or act there)",
        jsonl=4, needed_by="explain map score",
    ),
    Column("role_score", NUMBER, "0 to 1, how sure the role is", jsonl=27),
    Column(
        "place_id", TEXT, "id of the place in the gazetteer; missing when nothing fits",
        missing=True, jsonl=6, needed_by="explain map review",
    ),
    Column(
        "name", TEXT, "neutral name of the place, both names where they are contested",
        missing=True, jsonl=7, needed_by="explain map review",
    ),
    Column(
        "kind", TEXT,
        "city, town, village, district, province, country, river, …; coordinates for a point that the text states, "
        "place for one that a correction sets",
        missing=True, jsonl=8, needed_by="explain map",
    ),
    Column(
        "country", TEXT, "ISO 3166-1 alpha-2 by internationally recognised borders",
        missing=True, jsonl=9, needed_by="explain map",
    ),
    Column(
        "district", TEXT, "district or province that holds the place",
        missing=True, jsonl=26, needed_by="explain map",
    ),
    Column(
        "precision", TEXT,
        "exact, near, district, region, line (or a vague area) or country: how exactly it is meant",
        missing=True, jsonl=14, needed_by="explain map",
    ),
    Column(
        "ucdp_precision", CODE, "the same as UCDP GED's where_prec, 1 to 7; missing without a place",
        missing=True, jsonl=15,
    ),
    Column(
        "acled_precision", CODE, "the same as ACLED's geo_precision, 1 to 3; missing without a place",
        missing=True, jsonl=16,
    ),
    Column(
        "relation", TEXT,
        "words that place something near, off or between, as written: '20 km north of'; missing when none do",
        missing=True, jsonl=17,
    ),
    Column(
        "meant_lat", NUMBER, "latitude of the middle of what is meant: the point itself, or where the relation leads",
        missing=True, jsonl=18,
    ),
    Column("meant_lon", NUMBER, "longitude of the middle of what is meant", missing=True, jsonl=19),
    Column(
        "radius_km", NUMBER,
        "how far from there the meant place may lie or reach, in kilometres; NaN without a place",
        missing=True, jsonl=20,
    ),
    Column("score", NUMBER, "0 to 1, how sure the resolution is", jsonl=10, needed_by="explain map review score"),
    Column(
        "candidates", TEXT, "ids considered with their shares, best first: 'shusha=0.92 shusha_district=0.08'",
        jsonl=11, needed_by="explain", used_by="review",
    ),
    Column(
        "reason", TEXT, "why this place and why this role, in words",
        jsonl=12, needed_by="explain map", used_by="review",
    ),
    Column(
        "role_reason", TEXT, "the words that decided the role, as the reason has them",
        jsonl=29, used_by="explain",
    ),
    Column(
        "decided_by", TEXT,
        "the decision of a person that was followed: 'corrected by overrides.csv line 3', also confirmed or added; "
        "missing when reading alone decided",
        missing=True, jsonl=30, used_by="review",
    ),
    Column(
        "period", TEXT, "month or year of publication where no day is stated: 2020-12, 2020",
        missing=True, jsonl=31,
    ),
    Column(
        "origin", TEXT,
        "file the report was read from and its place in it: 'list.csv, row 7'; missing for texts made by hand",
        missing=True, jsonl=32,
    ),
    Column(
        "given_lat", NUMBER, "latitude that the input gives for the report; NaN where it gives none",
        missing=True, jsonl=33,
    ),
    Column("given_lon", NUMBER, "longitude that the input gives for the report", missing=True, jsonl=34),
    Column(
        "given_km", NUMBER, "distance from there to the named place, in kilometres; NaN where one of them is missing",
        missing=True, jsonl=35,
    ),
    Column("geonames_id", TEXT, "number of the place in GeoNames", missing=True, jsonl=36),
    Column(
        "district_id", TEXT, "id of the district or province that holds the place, or of the place if it is one",
        missing=True, jsonl=37,
    ),
    Column("iso_3166_2", TEXT, "ISO 3166-2 code of that district or province", missing=True, jsonl=38),
    Column(
        "geometry", POINT, "point of the named place in EPSG:4326; missing when the mention has no place",
        missing=True, jsonl=5, needed_by="map", used_by="score",
    ),
)  # fmt: skip
"""The table's columns, in order."""

COLUMNS: dict[str, str] = {column.name: column.description for column in SCHEMA}
"""The table's columns, in order, and what they hold."""

BY_NAME: dict[str, Column] = {column.name: column for column in SCHEMA}
"""The table's columns by name."""


def needed(use: str) -> tuple[str, ...]:
    """Return the columns that a use of the table cannot do without.

    Examples
    --------
    >>> needed("score")
    ('document_id', 'start', 'end', 'role', 'score')
    """
    return tuple(column.name for column in SCHEMA if use in column.needed_by.split())


def used(use: str) -> tuple[str, ...]:
    """Return the columns that a use takes where they are there.

    Examples
    --------
    >>> used("review")
    ('sentence', 'candidates', 'reason', 'decided_by')
    """
    return tuple(column.name for column in SCHEMA if use in column.used_by.split())


def jsonl() -> tuple[str, ...]:
    """Return the columns of a mention in JSONL, in the order of the line.

    Examples
    --------
    >>> jsonl()[:5]
    ('start', 'end', 'surface', 'role', 'geometry')
    """
    held = sorted((column.jsonl, column.name) for column in SCHEMA if column.jsonl)
    return tuple(name for _, name in held)


def flat(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names of columns for a file without geometry, where a point is two numbers.

    Examples
    --------
    >>> flat(("role", "geometry", "place_id"))
    ('role', 'lat', 'lon', 'place_id')
    """
    return tuple(part for name in names for part in (("lat", "lon") if name == "geometry" else (name,)))
