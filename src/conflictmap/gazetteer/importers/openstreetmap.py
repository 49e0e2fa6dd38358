"""OpenStreetMap extracts, read by GDAL."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from conflictmap._errors import InputError, Problem
from conflictmap.gazetteer.importers.records import (
    LANGUAGES,
    BadLineError,
    OnProblem,
    Record,
    by_script,
    country_code,
    digits,
    fit_name,
    merged,
    point,
    whole_number,
)
from conflictmap.regions.point import country_at

_KINDS = {
    "city": "city", "town": "town", "village": "village", "hamlet": "village", "isolated_dwelling": "",
}  # fmt: skip
_NATURAL = {"peak": "mountain", "saddle": "pass", "mountain_pass": "pass"}


def records(path: Path, on_problem: OnProblem, passed: Counter[str]) -> Iterator[Record]:
    """Named nodes of settlements, peaks and passes, read by GDAL."""
    import pyogrio

    try:
        frame = pyogrio.read_dataframe(path, layer="points", use_arrow=False)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as error:
        raise InputError(f"{path}: not an OpenStreetMap extract that GDAL can read ({error})") from error
    for fields in frame.to_dict("records"):
        row = {name: value for name, value in fields.items() if isinstance(value, str)}  # a missing value is NaN
        tags = _hstore(row.get("other_tags", ""))
        kind = _KINDS.get(row.get("place", ""), "") or _NATURAL.get(tags.get("natural", ""), "")
        if tags.get("mountain_pass") == "yes":
            kind = kind or "pass"
        name = fit_name(row.get("name", ""))
        if not kind or not name:
            passed["nodes without a name or of a kind that is not mapped"] += 1
            continue
        where = f"{path.name}, node {row.get('osm_id')}"
        try:
            identifier = digits(str(row.get("osm_id")))
            lat, lon = point(fields["geometry"].y, fields["geometry"].x)
            country = country_code(tags.get("is_in:country_code", tags.get("addr:country", "")) or country_at(lat, lon))
        except BadLineError as error:
            on_problem(Problem(where, str(error)))
            continue
        names = {
            tag[5:]: (checked,) for tag, value in tags.items() if tag[5:] in LANGUAGES and (checked := fit_name(value))
        }
        older = [fit_name(value) for tag, value in tags.items() if tag in {"old_name", "alt_name", "int_name"}]
        people = whole_number(tags.get("population"))
        yield Record(
            f"osm{identifier}", name, kind, lat, lon, country, merged(by_script([name, *older]), names), "", people
        )


def _hstore(text: str) -> dict[str, str]:
    """GDAL's ``"key"=>"value","key"=>"value"``."""
    return {
        key: re.sub(r"\\(.)", r"\1", value)
        for key, value in re.findall(r'"((?:[^"\\]|\\.)*)"=>"((?:[^"\\]|\\.)*)"', text)
    }
