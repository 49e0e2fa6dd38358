"""The dated areas and lines of the conflict."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from conflictmap.regions import war_of_2020
from conflictmap.regions._files import iso_day, layer, valid

if TYPE_CHECKING:
    import geopandas as gpd


def regions() -> gpd.GeoDataFrame:
    """Return every dated area and line of the conflict, of all periods.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per shape and period in drawing order, EPSG:4326. ``region_id``; ``label`` (neutral English),
        ``label_az``, ``label_hy``, ``label_ru``; ``outline``, what the shape is (``oblast`` of 1923–1991, land
        ``adjacent`` to it, ``district``, ``zone`` of the Russian peacekeepers, ``line``, ``corridor``); ``held_by``,
        who held it then (as in `control`; ``contested`` where each side held parts; missing for lines);
        ``claimed_by`` (missing, but for days of the war of 2020 in `at`); ``valid_from`` and ``valid_to`` (ISO
        dates, both days included; missing while it lasts); ``style``, how the page draws it, by who held it and
        not by what it is (``hatch`` held by the Armenian side, ``hatch_light`` the same beside the oblast,
        ``sparse`` fought over, ``zone`` of the peacekeepers, ``taken`` come under Azerbaijani control, ``claimed``,
        ``outline`` alone, ``line``, ``reference``); ``status`` and ``note`` in a sentence; ``area_source``,
        ``licence``; ``accuracy_km``, within which nothing may be read from the shape; ``geometry``. No column
        is called as one of the table of mentions, so that the two can be joined.

    Raises
    ------
    GeodataError
        If the shipped file is missing or damaged.

    See Also
    --------
    at : the areas of one day.
    control : who held which settlement on a day.

    Examples
    --------
    >>> regions().crs.to_epsg()
    4326
    """
    return layer("regions.geojson").rename(columns={"source": "area_source"})


def at(date: str | dt.date) -> gpd.GeoDataFrame:
    """Return the areas and lines of the conflict as they stood on a day.

    Parameters
    ----------
    date : str or datetime.date
        The day, as ``YYYY-MM-DD`` or a date.

    Returns
    -------
    geopandas.GeoDataFrame
        The rows of `regions` valid on that day, in drawing order; none before 7 July 1923. From 27 September to
        9 November 2020 the outline of the oblast and, in place of what held on 26 September, the areas of the day:
        land held by the Armenian side (``held_…``), land that Azerbaijan announced taken (``claimed_…``, style
        ``claimed``, with ``claimed_by``), land of which both sides said so before the war was over (``taken_…``,
        style ``taken``), and the line between held land and the rest (``line_…``). Their ids and shapes change only
        on days with an announcement, whose date they bear.

    Notes
    -----
    The areas of the 44 days are derived, not surveyed. Every point of the land that changed hands has the day on
    which the nearest settlement was announced (cells of Voronoi around some 290 settlements, dissolved by day, edges
    between days smoothed). The land that stayed with the Armenian side until a hand-over is cut as drawn from
    10 November on, so that the last day agrees with the areas from then. Where the days are right, edges are good to
    ``accuracy_km``; the days are those of announcements, which came before or after control. Heights, and
    counter-attacks of which no place is named, are not in them.

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
    >>> war = at("2020-10-25")[["region_id", "held_by", "claimed_by"]].fillna("")
    >>> war.to_numpy().tolist()  # doctest: +NORMALIZE_WHITESPACE
    [['nkao_war_2020', 'contested', ''], ['held_2020_10_25', 'am_nk', ''],
     ['claimed_2020_10_25', 'am_nk', 'az'], ['line_2020_10_25', '', '']]
    """
    day = iso_day(date)
    shown = valid(regions(), day)
    return war_of_2020.areas(day, shown) if war_of_2020.FIRST <= day <= war_of_2020.LAST else shown
