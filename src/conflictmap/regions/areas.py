"""The dated areas and lines of the conflict."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from conflictmap.regions._files import layer, valid

if TYPE_CHECKING:
    import geopandas as gpd


def regions() -> gpd.GeoDataFrame:
    """Return every dated area and line of the conflict, of all periods.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per shape and period in drawing order, EPSG:4326. ``region_id``; ``label`` (neutral English),
        ``label_az``, ``label_hy``, ``label_ru``; ``valid_from`` and ``valid_to`` (ISO dates, both days
        included; None while it lasts); ``style`` (``hatch``, ``hatch_light``, ``zone``, ``line``,
        ``reference``); ``status`` and ``note`` in a sentence; ``area_source``, ``licence``; ``accuracy_km``,
        within which nothing may be read from the shape; ``geometry``. No column is called as one of the table of
        mentions, so that the two can be joined.

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
    return valid(regions(), date)
