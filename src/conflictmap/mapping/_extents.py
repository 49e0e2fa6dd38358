"""Which part of the ground the name of an area stands for, and where inside it its circle stands."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from conflictmap import regions
from conflictmap.mapping._ground import dated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

# Units of first level in areas without an outline: Azerbaijan's economic regions as decreed on 7 July 2021.
_UNITS = {
    "eastern_zangezur": "jabrayil_district kalbajar_district lachin_district qubadli_district zangilan_district",
    "ganja_dashkasan_region": "dashkasan_district ganja goranboy_district goygol_district naftalan samukh_district",
    "gazakh_tovuz_region": "aghstafa_district gadabay_district gazakh_district shamkir_district tovuz_district",
    "karabakh_economic_region": "aghdam_district aghjabadi_district barda_district fuzuli_district khojaly_district "
    "khojavend_district shusha_district stepanakert tartar_district",
    "nakhchivan_ar": "babek_district julfa_district kangarli_district nakhchivan_city ordubad_district "
    "sadarak_district shahbuz_district sharur_district",
}
# Names of the former oblast and of what was proclaimed in it.
_OBLAST = ("artsakh", "nagorno_karabakh")
_OBLAST_SHAPE = "nkao"
_WHOLE_STATES = ("am", "az", "ge")  # states that the ground holds as good as whole
_GRID = 16  # points of an area looked at, along each side of its box
_APART_KM = 9.0  # from other places; beyond it the middle of the area counts
_DEGREE_KM = 111.2
_BESIDE = 0.15  # degrees around an area in which places are looked at


@cache
def extents() -> dict[str, dict[str, list[int]]]:
    """Return the parts of the page's ground each area consists of, as numbers of its rows, by place id."""
    units = regions.districts(simplified=True)
    number = {place_id: i for i, place_id in enumerate(units.place_id) if isinstance(place_id, str)}
    own = {
        place_id: {"districts": [number[place_id]]}
        for place_id, kind in zip(units.place_id, units.kind, strict=True)
        if isinstance(place_id, str) and kind != "city"
    }
    joined = {
        place_id: {"districts": sorted(number[unit] for unit in held.split())} for place_id, held in _UNITS.items()
    }
    states = regions.boundaries(simplified=True).iso_a2.str.lower().tolist()
    land = {code: {"land": [states.index(code)]} for code in _WHOLE_STATES}
    oblast = dated().region_id.tolist().index(_OBLAST_SHAPE)
    return {**own, **joined, **land, **{place_id: {"dated": [oblast]} for place_id in _OBLAST}}


@cache
def _outline(place_id: str) -> BaseGeometry:
    import shapely

    frames = {
        "districts": lambda: regions.districts(simplified=True),
        "land": lambda: regions.boundaries(simplified=True),
        "dated": dated,
    }
    parts = [frames[layer]().geometry.iloc[i] for layer, rows in extents()[place_id].items() for i in rows]
    return shapely.union_all(parts).difference(shapely.union_all(regions.lakes(simplified=True).geometry.to_numpy()))


def spots(
    place_ids: Sequence[str], lat: NDArray[np.float64], lon: NDArray[np.float64]
) -> dict[int, tuple[float, float]]:
    """Return where the circles of areas stand, so that they hide no town and lie inside what they stand for.

    Parameters
    ----------
    place_ids : sequence of str
        The places of a page.
    lat, lon : ndarray of float64, shape (n,)
        Their points, in degrees.

    Returns
    -------
    dict of int to (float, float)
        Latitude and longitude by the place's number, for those that have an outline.
    """
    areas = [i for i, place_id in enumerate(place_ids) if place_id in extents()]
    settled = np.array([place_id not in extents() for place_id in place_ids], dtype=bool)
    taken = np.column_stack([lat[settled], lon[settled]])
    found: dict[int, tuple[float, float]] = {}
    for i in sorted(areas, key=lambda i: _outline(place_ids[i]).area):
        found[i] = _spot(place_ids[i], taken)
        taken = np.vstack([taken, found[i]])
    return found


def _spot(place_id: str, taken: NDArray[np.float64]) -> tuple[float, float]:
    """The point of an area nearest its middle that is well apart from what is taken, else the one most apart."""
    points = _inside(place_id)
    wide = np.array([1.0, np.cos(np.radians(points[:, 0].mean()))]) * _DEGREE_KM
    away = np.full(len(points), _APART_KM)
    (south, west), (north, east) = points.min(axis=0) - _BESIDE, points.max(axis=0) + _BESIDE
    others = taken[(taken[:, 0] > south) & (taken[:, 0] < north) & (taken[:, 1] > west) & (taken[:, 1] < east)]
    if len(others):
        away = np.minimum(away, np.linalg.norm((points[:, None] - others[None]) * wide, axis=2).min(axis=1))
    lat, lon = points[int(np.argmax(away))]  # the first of the best; they begin in the middle
    return float(round(lat, 3)), float(round(lon, 3))


@cache
def _inside(place_id: str) -> NDArray[np.float64]:
    """Points of an area as latitude and longitude, those nearest its middle first."""
    import shapely

    outline = _outline(place_id)
    west, south, east, north = outline.bounds
    steps = (np.arange(_GRID) + 0.5) / _GRID
    lon, lat = (grid.ravel() for grid in np.meshgrid(west + (east - west) * steps, south + (north - south) * steps))
    held = shapely.contains_xy(outline, lon, lat)
    points = np.column_stack([lat[held], lon[held]])
    if not len(points):
        inner = outline.representative_point()
        return np.array([[inner.y, inner.x]])
    centre = outline.centroid
    return points[np.argsort(np.hypot(points[:, 0] - centre.y, points[:, 1] - centre.x), kind="stable")]
