"""The table as a GeoDataFrame whose days JSON can hold, which geopandas leaves to json and json refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
from pandas.api import types

from conflictmap._dtypes import iso_texts

if TYPE_CHECKING:
    from collections.abc import Iterator


class MentionTable(gpd.GeoDataFrame):  # type: ignore[misc]
    """A GeoDataFrame with ISO dates in its features, and so in `to_json`, `explore` and folium's layers.

    Selections, joins and other systems of coordinates of it are such tables, too. All else is geopandas'.

    Examples
    --------
    >>> import datetime as dt
    >>> from conflictmap import Document, geoparse
    >>> mentions = geoparse(Document(id="1", text="Calm in Goris.", date=dt.date(2020, 10, 4)))
    >>> '"date": "2020-10-04"' in mentions.to_json()
    True
    """

    def iterfeatures(self, na: str = "null", show_bbox: bool = False, drop_id: bool = False) -> Iterator[Any]:
        """Yield features as geopandas does, with values that JSON can hold."""
        plain = gpd.GeoDataFrame(self).copy(deep=False)
        for name, dtype in self.dtypes.items():
            if types.is_datetime64_any_dtype(dtype):
                plain[name] = iso_texts(self[name])
            elif types.is_extension_array_dtype(dtype) and types.is_integer_dtype(dtype):
                whole = self[name].astype(object)
                plain[name] = whole.where(whole.notna(), None)  # pandas' own NA is refused, too
        features: Iterator[Any] = plain.iterfeatures(na=na, show_bbox=show_bbox, drop_id=drop_id)
        return features
