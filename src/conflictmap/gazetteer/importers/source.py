"""Which gazetteer a file is, and its places one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from conflictmap._errors import InputError
from conflictmap._files import is_file
from conflictmap.gazetteer.importers import geonames, openstreetmap, own_table, whosonfirst
from conflictmap.gazetteer.importers.records import OnProblem, Record


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
    if not is_file(path):
        raise InputError(f"{path}: no such file")
    suffixes = "".join(path.suffixes[-2:]).lower()
    passed: Counter[str] = Counter()
    if path.suffix.lower() in {".txt", ".zip"}:
        more = geonames.alternate_names(alternate_names, on_problem) if alternate_names else {}
        return Source("GeoNames dump", geonames.records(path, more, on_problem, passed), passed=passed)
    if alternate_names:
        raise InputError(f"{alternate_names}: alternate names go with a GeoNames dump, which {path.name} is not")
    if path.suffix.lower() in {".geojson", ".json"}:
        return Source("Who's On First GeoJSON", whosonfirst.from_geojson(path, on_problem, passed), passed=passed)
    if path.suffix.lower() in {".sqlite", ".db"}:
        return Source("Who's On First SQLite", whosonfirst.from_sqlite(path, on_problem, passed), passed=passed)
    if path.suffix.lower() == ".osm" or suffixes.endswith(".pbf"):
        return Source("OpenStreetMap extract", openstreetmap.records(path, on_problem, passed), passed=passed)
    if path.suffix.lower() in {".csv", ".tsv"}:
        return Source("table", own_table.records(path, on_problem, passed), outright=True, passed=passed)
    raise InputError(
        f"{path}: no gazetteer format for this suffix; use a GeoNames .txt or .zip, Who's On First .geojson or "
        ".sqlite, OpenStreetMap .osm or .pbf, or a .csv with columns name, lat, lon"
    )
