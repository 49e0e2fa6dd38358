"""The ground of the map: borders, districts, lakes, rivers, roads, and the dated areas of the conflict."""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from conflictmap._errors import GeodataError, InputError
from conflictmap._geodata import geodata_path

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["at", "boundaries", "country_at", "districts", "lakes", "lines", "regions", "rivers"]


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
        Columns ``iso_a2``, ``name``, ``km2``, ``note`` and ``geometry``, one row per country, EPSG:4326. Lines of
        OpenStreetMap contributors, ODbL 1.0; the exclave Karki/Tigranashen is drawn by hand.

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


def districts(*, simplified: bool = False) -> gpd.GeoDataFrame:
    """Return the districts, provinces and cities of first level of Azerbaijan and Armenia.

    A context layer: borders inside Azerbaijan may be off by 2–6 km, so that a place's district is told by the
    gazetteer and not by these polygons. The units are those of 2020, without the Aghdara district of 2023.

    Parameters
    ----------
    simplified : bool, default False
        A coarse copy for map pages (3 decimals) instead of the full one (5 decimals).

    Returns
    -------
    geopandas.GeoDataFrame
        ``iso_3166_2``, ``iso_a2``; ``kind`` (``district``, ``province``, ``city``); ``place_id`` of the gazetteer
        where it has the unit; ``name`` (English), ``name_az``, ``name_hy``, ``name_ru`` (missing for some);
        ``km2``; ``accuracy_km``; ``source``, ``licence``; ``geometry``, EPSG:4326, a coverage of the two states.

    Raises
    ------
    GeodataError
        If the shipped file is missing or damaged.

    Examples
    --------
    >>> districts().set_index("iso_3166_2").place_id["AZ-LAC"]
    'lachin_district'
    """
    return _frame("districts_page.geojson" if simplified else "districts.geojson").copy()


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


def rivers() -> gpd.GeoDataFrame:
    """Return the large rivers of the region and, drawn by hand, the rivers of Karabakh.

    Returns
    -------
    geopandas.GeoDataFrame
        ``river_id``; ``place_id`` of the gazetteer where it has the river; ``name`` (neutral English), ``name_az``,
        ``name_hy``, ``name_ru``; ``accuracy_km``; ``source``, ``licence``; ``geometry``, EPSG:4326.

    Raises
    ------
    GeodataError
        If the shipped file is missing or damaged.

    Examples
    --------
    >>> {"Aras", "Kura", "Tartar"} <= set(rivers().name)
    True
    """
    return _frame("rivers.geojson").copy()


def lines(date: str | dt.date | None = None) -> gpd.GeoDataFrame:
    """Return roads, corridors and passes that reports name often, drawn by hand.

    Parameters
    ----------
    date : str or datetime.date, optional
        Only what was in use on this day; everything without it.

    Returns
    -------
    geopandas.GeoDataFrame
        ``line_id``; ``kind`` (``road``, ``corridor``, ``pass``); ``place_id`` of the gazetteer where it has the
        place; ``name`` (neutral English), ``name_az``, ``name_hy``, ``name_ru``; ``valid_from`` and ``valid_to``
        (ISO dates, both days included; None without a limit); ``accuracy_km``, within which nothing may be read
        from the line; ``note``; ``source``, ``licence``; ``geometry`` (passes are points), EPSG:4326.

    Raises
    ------
    InputError
        If `date` is not a day.
    GeodataError
        If the shipped file is missing or damaged.

    Examples
    --------
    >>> now = lines("2022-10-01")
    >>> now[now.kind == "corridor"].name.tolist()
    ['Lachin corridor past Lachin town']
    """
    frame = _frame("lines.geojson").copy()
    return frame if date is None else _valid(frame, date)


def regions() -> gpd.GeoDataFrame:
    """Return every dated area and line of the conflict, of all periods.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per shape and period in drawing order, EPSG:4326. ``region_id``; ``label`` (neutral English),
        ``label_az``, ``label_hy``, ``label_ru``; ``valid_from`` and ``valid_to`` (ISO dates, both days
        included; None while it lasts); ``style`` (``hatch``, ``hatch_light``, ``zone``, ``line``,
        ``reference``); ``status`` and ``note`` in a sentence; ``source``, ``licence``; ``accuracy_km``,
        within which nothing may be read from the shape; ``geometry``.

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
    return _valid(regions(), date)


def _valid(frame: gpd.GeoDataFrame, date: str | dt.date) -> gpd.GeoDataFrame:
    day = _iso(date)
    begun, over = frame.valid_from.fillna("0000-01-01") <= day, frame.valid_to.fillna("9999-12-31") < day
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
