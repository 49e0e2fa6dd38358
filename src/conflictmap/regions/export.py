"""The whole ground as one GeoPackage, for QGIS, GeoPandas and everything else that reads one."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap._errors import OutputError
from conflictmap._files import write_whole
from conflictmap._versions import ATTRIBUTION, DISCLAIMER, versions
from conflictmap.regions import war_of_2020
from conflictmap.regions._files import day_before, table
from conflictmap.regions.areas import at, regions
from conflictmap.regions.control import spans, told
from conflictmap.regions.ground import boundaries, districts, districts_dated, lakes, lines, rivers, world

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd

_NO_CLOCK = "1970-01-01T00:00:00.000Z"  # in place of the times that GDAL writes
_NUMBERS = ["lat", "lon", "importance", "accuracy_km"]


def export(path: str | Path) -> Path:
    """Write all geodata into one GeoPackage.

    Parameters
    ----------
    path : str or Path
        Ends in ``.gpkg``. A file that is there is replaced once the new one is whole.

    Returns
    -------
    pathlib.Path
        The file, with a layer each for ``boundaries``, ``districts``, ``districts_dated``, ``lakes``, ``rivers``,
        ``lines``, ``areas`` (all dated areas), ``areas_war_2020`` (the areas of each day of the war), ``control`` (who
        held each settlement, a row for each span of days), ``control_changes`` (what was announced, handed over or
        lost, with sources), ``places`` and ``world``; EPSG:4326. The same geodata give the same bytes.

    Raises
    ------
    OutputError
        If the name does not end in ``.gpkg``, or the file cannot be written.
    GeodataError
        If a shipped file is missing.

    See Also
    --------
    at, control : the same for one day.

    Examples
    --------
    >>> import tempfile, geopandas
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     changes = geopandas.read_file(export(f"{folder}/ground.gpkg"), layer="control_changes")
    >>> changes[changes.place_id == "jabrayil"].change_date.tolist()
    ['1993-08-23', '2020-10-04']
    """
    path = Path(path)
    if path.suffix.lower() != ".gpkg":
        raise OutputError(f"{path}: the ground is written as a GeoPackage; name a file that ends in .gpkg")
    with tempfile.TemporaryDirectory(prefix="conflictmap-") as folder:
        made = Path(folder, "ground.gpkg")
        _written(made)
        write_whole(path, lambda file: file.write(made.read_bytes()))
    return path


def _written(path: Path) -> None:
    import pyogrio

    made_of = versions()
    facts = {
        "title": "The ground of the Armenia–Azerbaijan conflict",
        "program": f"conflictmap {made_of['version']}",
        "areas": made_of["areas"],
        "gazetteer": made_of["gazetteer"],
        "attribution": ATTRIBUTION,
        "note": DISCLAIMER,
    }
    for name, frame in _layers():
        options = {"DESCRIPTION": f"{ATTRIBUTION}. {DISCLAIMER}"}
        pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG", layer_options=options, dataset_metadata=facts)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE gpkg_contents SET last_change = ?", (_NO_CLOCK,))
        database.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (_NO_CLOCK,))


def _layers() -> Iterator[tuple[str, gpd.GeoDataFrame]]:
    yield "boundaries", boundaries()
    yield "districts", districts()
    yield "districts_dated", districts_dated()
    yield "lakes", lakes()
    yield "rivers", rivers()
    yield "lines", lines()
    yield "areas", regions()
    yield "areas_war_2020", _days_of_war()
    yield "control", _points(_spans())
    yield "control_changes", _points(_changes())
    yield "places", _points(dict(row) for row in table("places.csv"))
    yield "world", world()


def _days_of_war() -> gpd.GeoDataFrame:
    """Return the areas of every period between two days of change, in the order of time."""
    import pandas as pd

    days = [max(day, war_of_2020.FIRST) for day in war_of_2020.announced()]
    shown = [at(day) for day in sorted(set(days))]
    frame: gpd.GeoDataFrame = pd.concat([areas[areas.outline != "oblast"] for areas in shown], ignore_index=True)
    return frame


def _spans() -> Iterator[dict[str, Any]]:
    """Return a row for each span of days in which one side held a place."""
    for place, scope, known in spans():
        ends = [*(day_before(span["since"]) for span in known[1:]), ""]
        for span, until in zip(known, ends, strict=True):
            yield {**told(place, scope, span["since"]), "until": until, "lat": place["lat"], "lon": place["lon"]}


def _changes() -> Iterator[dict[str, Any]]:
    points = {row["place_id"]: row for row in table("places.csv")}
    sources = {row["source_id"]: row["url"] for row in table("control_sources.csv")}
    for row in table("control.csv"):
        place = points[row["place_id"]]
        renamed = {"change_date": row["date"], "from_control": row["from"], "to_control": row["to"]}
        urls = {key: sources.get(value, value) for key, value in row.items() if "source" in key}
        kept = {key: value for key, value in row.items() if key not in {"date", "from", "to"}}
        yield {**kept, **renamed, **urls, "place": place["name"], "lat": place["lat"], "lon": place["lon"]}


def _points(rows: Iterator[dict[str, Any]]) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import pandas as pd

    frame = pd.DataFrame(rows)
    for name in frame.columns.intersection(_NUMBERS):
        frame[name] = pd.to_numeric(frame[name], errors="coerce")
    frame = frame.replace("", None)
    points = gpd.points_from_xy(frame.lon, frame.lat)
    return gpd.GeoDataFrame(frame.drop(columns=["lat", "lon"]), geometry=points, crs="EPSG:4326")
