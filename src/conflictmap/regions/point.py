"""What a point lies in."""

from __future__ import annotations

from conflictmap._arguments import check_number
from conflictmap._errors import InputError
from conflictmap.regions._files import layer


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

    for name, value in (("lat", lat), ("lon", lon)):
        if value is None:
            raise InputError(f"{name} is None; a number is needed")
        check_number(name, value)
    frame = layer("boundaries.geojson")
    inside = shapely.contains_xy(frame.geometry.to_numpy(), lon, lat)
    return next(iter(frame.iso_a2[inside]), "")
