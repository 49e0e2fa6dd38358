"""The shipped layers, read once."""

from __future__ import annotations

import csv
import datetime as dt
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from conflictmap._arguments import told
from conflictmap._errors import GeodataError, InputError
from conflictmap._geodata import geodata_path

if TYPE_CHECKING:
    import geopandas as gpd


def valid(frame: gpd.GeoDataFrame, date: str | dt.date) -> gpd.GeoDataFrame:
    day = iso_day(date)
    begun, over = frame.valid_from.fillna("0000-01-01") <= day, frame.valid_to.fillna("9999-12-31") < day
    return frame[begun & ~over].reset_index(drop=True)


def iso_day(date: str | dt.date) -> str:
    try:
        day = dt.date.fromisoformat(date) if isinstance(date, str) else date
        return dt.date(day.year, day.month, day.day).isoformat()
    except (AttributeError, TypeError, ValueError) as error:
        raise InputError(f"{told(date)} is not a day; write it as YYYY-MM-DD, for example 2020-11-10") from error


def day_before(day: str) -> str:
    return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()


@cache
def layer(name: str) -> gpd.GeoDataFrame:
    """Read without GDAL, which would turn the ISO dates into timestamps."""
    import geopandas as gpd

    path = geodata_path(name)
    try:
        features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
        return gpd.GeoDataFrame(
            [feature["properties"] for feature in features],
            geometry=gpd.GeoDataFrame.from_features(features).geometry,
            crs="EPSG:4326",
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise GeodataError(f"{path}: not the GeoJSON that was shipped ({error}); reinstall conflictmap") from error


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    path = geodata_path(name)
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
