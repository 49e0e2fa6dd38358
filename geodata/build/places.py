"""The theatre's table: written by hand, kept in order by this script (sorting, decimals, namesakes)."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from pathlib import Path

from conflictmap.language.folding import fold
from conflictmap.model.place import DISTRICT_KINDS

_GENERIC = re.compile(" (district|rayonu|province|region|marz)$")
_Rows = dict[str, dict[str, str]]


def tidy(path: Path) -> str:
    """Return the text of ``places.csv`` sorted by id, with three decimals and every namesake of the table.

    Namesakes written by hand (names easily mistaken for each other) stay; those that share a name are added.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        columns = list(reader.fieldnames or ())
        rows: _Rows = {row["place_id"]: row for row in reader}
    shared = _namesakes(rows)
    for place_id, row in rows.items():
        row["lat"], row["lon"] = f"{float(row['lat']):.3f}", f"{float(row['lon']):.3f}"
        by_hand = {other for other in row["namesakes"].split(";") if other in rows}
        row["namesakes"] = ";".join(sorted(by_hand | shared[place_id]))
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows[place_id] for place_id in sorted(rows))
    return buffer.getvalue()


def _namesakes(rows: _Rows) -> dict[str, set[str]]:
    bearers: dict[str, set[str]] = defaultdict(set)
    for place_id, row in rows.items():
        for name in _names(row):
            bearers[name].add(place_id)
            if row["kind"] in DISTRICT_KINDS:
                bearers[_GENERIC.sub("", name)].add(place_id)
    found: dict[str, set[str]] = defaultdict(set)
    for ids in bearers.values():
        for one in ids:
            found[one] |= {other for other in ids if other != one and not _related(rows[one], rows[other])}
    return found


def _names(row: dict[str, str]) -> set[str]:
    columns = [row["name"], *(value for column, value in row.items() if column.startswith("names_"))]
    spelt = (text.split("(", 1)[0] for value in columns for text in re.split("[;/]", value))
    return {fold(text) for text in spelt} - {""}


def _related(one: dict[str, str], other: dict[str, str]) -> bool:
    """A unit and its centre are no namesakes, nor are units of different times."""
    areas = [row["kind"] in DISTRICT_KINDS for row in (one, other)]
    if all(areas):
        return True
    if not any(areas):
        return False
    unit, place = (one, other) if areas[0] else (other, one)
    return unit["place_id"] in (place["district"], *place["formerly_in"].split(";"))
