"""Who's On First, as GeoJSON and as SQLite."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from conflictmap._errors import InputError, Problem
from conflictmap.gazetteer.importers.records import (
    BadLineError,
    OnProblem,
    Record,
    by_script,
    country_code,
    digits,
    first_usable,
    fit_name,
    json_of,
    merged,
    point,
    settlement,
    whole_number,
)

_KINDS = {
    "locality": "village", "region": "province", "county": "district", "country": "", "neighbourhood": "",
}  # fmt: skip
_LANGUAGE_OF = {"aze": "az", "hye": "hy", "rus": "ru", "tur": "tr", "eng": "en", "kat": "other", "fas": "other"}


def from_geojson(path: Path, on_problem: OnProblem, passed: Counter[str]) -> Iterator[Record]:
    """Yield the places of a Feature or a FeatureCollection."""
    try:
        content = json_of(path.read_bytes())
    except BadLineError as error:
        raise InputError(f"{path}: {error}") from None
    features = content.get("features", [content]) if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise InputError(f"{path}: not GeoJSON; a Feature or a FeatureCollection is needed")
    yield from _records(((f"feature {n}", feature) for n, feature in enumerate(features, 1)), path, on_problem, passed)


def from_sqlite(path: Path, on_problem: OnProblem, passed: Counter[str]) -> Iterator[Record]:
    """Yield the places of a database."""
    import sqlite3

    try:
        with sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True) as connection:
            rows = connection.execute("SELECT id, body FROM geojson ORDER BY id").fetchall()
    except sqlite3.Error as error:
        raise InputError(f"{path}: not a Who's On First database with a table geojson ({error})") from error
    finally:
        if "connection" in locals():
            connection.close()

    def features() -> Iterator[tuple[str, Any]]:
        for identifier, body in rows:
            try:
                yield f"record {identifier}", json_of(str(body))
            except BadLineError as error:
                on_problem(Problem(f"{path.name}, record {identifier}", str(error)))

    yield from _records(features(), path, on_problem, passed)


def _records(
    features: Iterable[tuple[str, Any]], path: Path, on_problem: OnProblem, passed: Counter[str]
) -> Iterator[Record]:
    for where, feature in features:
        try:
            record = _record(feature)
        except BadLineError as error:
            on_problem(Problem(f"{path.name}, {where}", str(error)))
        except (AttributeError, KeyError, TypeError):
            on_problem(Problem(f"{path.name}, {where}", "not a GeoJSON feature with properties"))
        else:
            if record is None:
                passed["records of kinds that are not mapped, or superseded"] += 1
            else:
                yield record


def _record(feature: Any) -> Record | None:
    """One feature's place; None for kinds that are not mapped, and for what another record replaced."""
    properties = feature["properties"]
    if "wof:id" not in properties:
        raise BadLineError("has no wof:id; only Who's On First GeoJSON can be read")
    lat, lon = point(
        properties.get("lbl:latitude", properties.get("geom:latitude")),
        properties.get("lbl:longitude", properties.get("geom:longitude")),
    )
    country = country_code(properties.get("wof:country", ""))
    identifier = digits(str(properties["wof:id"]))
    known = (properties.get("wof:concordances") or {}).get("gn:id", "")
    kind = _KINDS.get(properties.get("wof:placetype"), "")
    if not kind or str(properties.get("mz:is_current", "")) == "0" or properties.get("wof:superseded_by"):
        return None
    name = first_usable([str(properties.get("wof:name", ""))])
    people = whole_number(properties.get("wof:population"))
    kind = settlement(people) if kind == "village" else kind
    names = merged(by_script([name]), _names(properties))
    return Record(f"wof{identifier}", name, kind, lat, lon, country, names, str(known or ""), people)


def _names(properties: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Names by the language of our columns, from keys such as ``name:aze_x_preferred``."""
    names: dict[str, tuple[str, ...]] = {}
    for key, values in properties.items():
        tag = key.removeprefix("name:").split("_x_")[0]
        if key.startswith("name:") and tag in _LANGUAGE_OF and isinstance(values, list):
            language = _LANGUAGE_OF[tag]
            names[language] = (*names.get(language, ()), *filter(None, map(fit_name, map(str, values))))
    return names
