"""The ground of the map: borders, districts, lakes, rivers, roads, and the dated areas of the conflict."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from conflictmap.regions._files import layer, valid

if TYPE_CHECKING:
    import geopandas as gpd


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
    return layer("boundaries_page.geojson" if simplified else "boundaries.geojson").copy()


def world() -> gpd.GeoDataFrame:
    """Return the land of the world's states outside the ground of `boundaries`, coarse.

    Good to some 30 km: it shows where far places lie, and is drawn on map pages. The smallest states and
    islands are left out, as is Antarctica.

    Returns
    -------
    geopandas.GeoDataFrame
        Columns ``iso_a2``, ``name`` and ``geometry``, one row per state, by code, EPSG:4326. Natural Earth 4.1,
        public domain.

    Raises
    ------
    GeodataError
        If the shipped file is missing or damaged.

    Examples
    --------
    >>> world().set_index("iso_a2").name["KZ"]
    'Kazakhstan'
    """
    return layer("world_page.geojson").copy()


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
    return layer("districts_page.geojson" if simplified else "districts.geojson").copy()


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
    return layer("lakes_page.geojson" if simplified else "lakes.geojson").copy()


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
    return layer("rivers.geojson").copy()


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
    shown = layer("lines.geojson").copy()
    return shown if date is None else valid(shown, date)
