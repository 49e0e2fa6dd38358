"""The ground of the map: borders, lakes, and the dated areas of the conflict."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from conflictmap._errors import GeodataError, InputError
from conflictmap._geodata import geodata_path

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["at", "boundaries", "country_at", "lakes", "regions"]


def boundaries(*, simplified: bool = False) -> gpd.GeoDataFrame:
    """Return the land of Azerbaijan, Armenia and their neighbours.

    The polygons form a coverage without overlaps, cut to 40–52°E, 37–43°N. Exclaves belong to the state
    that holds them by law.

    Parameters
    ----------
    simplified : bool, default False
        The coarse copy drawn on map pages (3 decimals) instead of the full one (5 decimals).

    Returns
    -------
    geopandas.GeoDataFrame
        Columns ``iso_a2``, ``name`` and ``geometry``, one row per country, EPSG:4326. Lines of OpenStreetMap
        contributors, ODbL 1.0.

    Raises
    ------
    GeodataError
        If the shipped file is missing or damaged.

    Examples
    --------
    >>> boundaries().iso_a2.tolist()
    ['AZ', 'AM', 'GE', 'IR', 'TR', 'RU', 'IQ', 'SY']
    """
    return _frame("boundaries_page.geojson" if simplified else "boundaries.geojson").copy()


def lakes(*, simplified: bool = False) -> gpd.GeoDataFrame:
    """Return the lakes and reservoirs inside `boundaries`, the largest first.

    Parameters
    ----------
    simplified : bool, default False
        Only lakes from 10 km², coarsely drawn, instead of all from 1 km².

    Returns
    -------
    geopandas.GeoDataFrame
        Columns ``name`` (missing for most), ``km2`` and ``geometry``, EPSG:4326. Lines of OpenStreetMap
        contributors of 2017, ODbL 1.0.

    Raises
    ------
    GeodataError
        If the shipped file is missing or damaged.

    Examples
    --------
    >>> "Lake Sevan" in set(lakes(simplified=True).name)
    True
    """
    return _frame("lakes_page.geojson" if simplified else "lakes.geojson").copy()


def regions() -> gpd.GeoDataFrame:
    """Return every dated area and line of the conflict, of all periods.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per shape and period in drawing order, EPSG:4326. ``region_id``; ``label`` (neutral English),
        ``label_az``, ``label_hy``, ``label_ru``; ``valid_from`` and ``valid_to`` (ISO dates, both days
        included; None while it lasts); ``style`` (``hatch``, ``hatch_light``, ``zone``, ``line``,
        ``outline``, ``reference``); ``status`` and ``note`` in a sentence; ``source``, ``licence``;
        ``accuracy_km``, within which nothing may be read from the shape; ``geometry``.

    Raises
    ------
    GeodataError
        If the shipped file is missing or damaged.

    See Also
    --------
    at : the areas of one day.

    Examples
    --------
    >>> regions().crs.to_epsg()
    4326
    """
    return _frame("regions.geojson").copy()


def at(date: str | dt.date) -> gpd.GeoDataFrame:
    """Return the areas and lines of the conflict as they stood on a day.

    Parameters
    ----------
    date : str or datetime.date
        The day, as ``YYYY-MM-DD`` or a date.

    Returns
    -------
    geopandas.GeoDataFrame
        The rows of `regions` valid on that day, in drawing order; none before 7 July 1923.

    Raises
    ------
    InputError
        If `date` is not a day.
    GeodataError
        If the shipped file is missing or damaged.

    Examples
    --------
    >>> at("2010-06-01").label.tolist()  # doctest: +NORMALIZE_WHITESPACE
    ['Nagorno-Karabakh', 'Adjacent districts of Azerbaijan under Armenian control',
     'Line of contact (1994–2020)']
    """
    day = _iso(date)
    frame = regions()
    begun, over = frame.valid_from <= day, frame.valid_to.fillna("9999-12-31") < day
    return frame[begun & ~over].reset_index(drop=True)


def country_at(lat: float, lon: float) -> str:
    """Return the country of a point by internationally recognised borders.

    Parameters
    ----------
    lat, lon : float
        Degrees, EPSG:4326.

    Returns
    -------
    str
        ISO 3166-1 alpha-2 code; empty at sea and outside 40–52°E, 37–43°N.

    Examples
    --------
    >>> country_at(39.76, 46.75), country_at(40.18, 44.51), country_at(0, 0)
    ('AZ', 'AM', '')
    """
    import shapely

    frame = _frame("boundaries.geojson")
    inside = shapely.contains_xy(frame.geometry.to_numpy(), lon, lat)
    return next(iter(frame.iso_a2[inside]), "")


def _iso(date: str | dt.date) -> str:
    try:
        day = dt.date.fromisoformat(date) if isinstance(date, str) else date
        return day.isoformat()[:10]
    except (AttributeError, ValueError) as error:
        raise InputError(f"{date!r} is not a day; write it as YYYY-MM-DD, for example 2020-11-10") from error


@cache
def _frame(name: str) -> gpd.GeoDataFrame:
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
