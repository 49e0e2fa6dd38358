"""Tables as layers of GDAL's formats: typed fields and points, the same bytes for the same table."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from conflictmap._dtypes import without_hours
from conflictmap._printable import sound
from conflictmap.table.about import about
from conflictmap.table.qgis import layer_styles

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd
    import pandas as pd

LAYER = "mentions"
_NO_CLOCK = "1970-01-01T00:00:00.000Z"  # in place of the times that GDAL writes
_TAKEN = frozenset({"fid", "geom"})  # what GeoPackage calls columns of its own
_DESCRIPTION = "{program}; gazetteer {gazetteer}, rules {rules}. {attribution}. {note}"


def geopackage(file: BinaryIO, mentions: gpd.GeoDataFrame, documents: Sequence[str]) -> None:
    """Write a GeoPackage of one layer with the style that QGIS draws it in, metadata and a spatial index."""
    facts = about(mentions, documents)

    def finished(path: Path) -> None:
        with closing(sqlite3.connect(path)) as database, database:
            layer_styles(database, mentions, LAYER, _NO_CLOCK)
            database.execute("UPDATE gpkg_contents SET last_change = ?", (_NO_CLOCK,))
            database.execute("UPDATE gpkg_metadata_reference SET timestamp = ?", (_NO_CLOCK,))

    options = {"IDENTIFIER": facts["title"], "DESCRIPTION": _DESCRIPTION.format(**facts)}
    _written(file, mentions, "GPKG", options, finished, dataset_metadata=facts)


def flatgeobuf(file: BinaryIO, mentions: gpd.GeoDataFrame, documents: Sequence[str]) -> None:
    """Write a FlatGeobuf; without its index, which has no room for mentions without a place and changes the order."""
    facts = about(mentions, documents)
    options = {"SPATIAL_INDEX": "NO", "TITLE": facts["title"], "DESCRIPTION": _DESCRIPTION.format(**facts)}
    _written(file, mentions, "FlatGeobuf", options, lambda _: None, layer_metadata=facts)


def _written(
    file: BinaryIO, mentions: gpd.GeoDataFrame, driver: str, options: dict[str, str], finished: Any, **metadata: Any
) -> None:
    """Let GDAL write beside the file, since it wants one it can go back in, and hand the bytes on."""
    import pyogrio
    import shapely

    names, values, masks = _fields(mentions)
    with tempfile.TemporaryDirectory(prefix="conflictmap-") as folder:
        path = Path(folder, "layer.gpkg" if driver == "GPKG" else "layer.fgb")
        try:
            pyogrio.raw.write(
                path,
                geometry=shapely.to_wkb(mentions.geometry.to_numpy()),
                field_data=values,
                fields=names,
                field_mask=masks,
                geometry_type="Point",
                crs="EPSG:4326",
                driver=driver,
                layer=LAYER,
                layer_options=options,
                **metadata,
            )
        except (pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError) as error:
            raise OSError(str(error)) from error
        finished(path)
        with path.open("rb") as made:
            while block := made.read(1 << 20):
                file.write(block)


def _fields(mentions: gpd.GeoDataFrame) -> tuple[list[str], list[Any], list[Any]]:
    """Names, values and what is missing, column by column."""
    taken = set(_TAKEN)
    names, values, masks = [], [], []
    for name in mentions.columns.drop(mentions.geometry.name):
        own = sound(str(name))
        while own.lower() in taken:
            own += "_"
        taken.add(own.lower())
        value, mask = _field(mentions[name])
        names.append(own)
        values.append(value)
        masks.append(mask)
    return names, values, masks


def _field(column: pd.Series[Any]) -> tuple[Any, Any]:
    import numpy as np
    from pandas.api import types

    missing = column.isna().to_numpy()
    if types.is_datetime64_any_dtype(column.dtype):
        return column.to_numpy().astype("datetime64[D]" if without_hours(column) else "datetime64[ms]"), None
    if types.is_bool_dtype(column.dtype):
        return column.fillna(False).to_numpy(dtype=bool), missing
    if types.is_integer_dtype(column.dtype):
        return column.fillna(0).to_numpy(dtype="int64"), missing
    if types.is_float_dtype(column.dtype):
        return column.to_numpy(dtype="float64", na_value=np.nan), missing
    texts = [None if gone else sound(str(value)) for value, gone in zip(column, missing, strict=True)]
    return np.array([*texts, None], dtype=object)[:-1], None
