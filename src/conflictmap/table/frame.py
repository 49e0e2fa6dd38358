"""From mentions to rows, and from rows to the table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from conflictmap._dtypes import text_dtype
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.gazetteer.places import kilometres_from
from conflictmap.gazetteer.units import unit_of
from conflictmap.geoprecision import codes
from conflictmap.model.document import Document
from conflictmap.model.mention import Mention
from conflictmap.table.columns import DAY, POINT, SCHEMA, TEXT
from conflictmap.table.reasons import whole_reason

if TYPE_CHECKING:
    import geopandas as gpd

_AT_A_TIME = 5_000  # rows
_TEXTS = 100_000  # that may come again


def row(document: Document, mention: Mention, gazetteer: Gazetteer) -> dict[str, Any]:
    """Return one row of the table, by the columns of `SCHEMA`; the geometry is (longitude, latitude) or None."""
    place = gazetteer.place_of(mention)
    district = gazetteer.get(place.district) if place else None
    unit, code = unit_of(place, gazetteer) if place else (None, "")
    meant = mention.meant
    ucdp, acled = codes(mention.precision, place.kind if place else None, meant.radius_km if meant else 0.0)
    given_km = None
    if place and document.given_lat is not None and document.given_lon is not None:
        given_km = round(kilometres_from(document.given_lat, document.given_lon, place), 1)
    return {
        "document_id": document.id,
        "title": document.title,
        "date": document.date,
        "url": document.url,
        "source": document.source,
        "language": document.language,
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "sentence": document.text[mention.sentence_start : mention.sentence_end],
        "sentence_start": mention.sentence_start,
        "role": mention.role,
        "role_score": mention.role_score,
        "place_id": mention.place_id,
        "name": place.name if place else None,
        "kind": (place.kind or None) if place else None,
        "country": (place.country or None) if place else None,
        "district": district.name if district else None,
        "precision": mention.precision,
        "ucdp_precision": ucdp,
        "acled_precision": acled,
        "relation": mention.relation.text if mention.relation else None,
        "meant_lat": meant.lat if meant else None,
        "meant_lon": meant.lon if meant else None,
        "radius_km": meant.radius_km if meant else None,
        "score": mention.score,
        "candidates": " ".join(f"{place_id}={share:g}" for place_id, share in mention.scores),
        "reason": whole_reason(mention),
        "role_reason": mention.role_reason,
        "decided_by": mention.decided_by or None,
        "period": document.period,
        "origin": document.where or None,
        "given_lat": document.given_lat,
        "given_lon": document.given_lon,
        "given_km": given_km,
        "geonames_id": (place.geonames_id or None) if place else None,
        "district_id": unit.id if unit else None,
        "iso_3166_2": code or None,
        "geometry": (place.lon, place.lat) if place else None,
    }


def frame(rows: Iterable[dict[str, Any]]) -> gpd.GeoDataFrame:
    """Return rows as the table, with the types of its columns, however many rows there are."""
    kept = Rows()
    kept.add(rows)
    return kept.table()


class Rows:
    """Rows on their way into a table, kept as its columns, which need a fraction of the memory."""

    def __init__(self) -> None:
        self._rows: list[dict[str, Any]] = []
        self._pieces: list[gpd.GeoDataFrame] = []
        self._texts: dict[str, str] = {}

    def add(self, rows: Iterable[dict[str, Any]]) -> None:
        """Take rows as `row` returns them."""
        self._rows += rows
        if len(self._rows) >= _AT_A_TIME:
            self._pack()

    def table(self) -> gpd.GeoDataFrame:
        """Return all that was taken as one table."""
        import pandas as pd

        if self._rows or not self._pieces:
            self._pack()
        pieces, self._pieces = self._pieces, []
        table: Any = pd.concat(pieces, ignore_index=True) if len(pieces) > 1 else pieces[0]
        return table

    def _pack(self) -> None:
        from conflictmap.table.mention_table import MentionTable

        if len(self._texts) > _TEXTS:
            self._texts.clear()
        columns = {}
        for column in SCHEMA:
            values = [record[column.name] for record in self._rows]
            if column.dtype == TEXT:
                # Most reasons, titles and names stand in many rows; one of each is enough.
                values = [value if value is None else self._texts.setdefault(value, value) for value in values]
            columns[column.name] = _typed(values, column.dtype)
        self._pieces.append(MentionTable(columns, geometry="geometry", crs="EPSG:4326"))
        self._rows = []


def _typed(values: list[Any], dtype: Any) -> Any:
    import numpy as np
    import pandas as pd
    import shapely

    if dtype == POINT:
        points = np.array([p or (np.nan, np.nan) for p in values], dtype="float64").reshape(-1, 2)
        placed = ~np.isnan(points[:, 0])
        geometry = np.full(len(points), None, dtype=object)
        geometry[placed] = shapely.points(points[placed])
        return geometry
    if dtype == DAY:
        return pd.to_datetime(pd.Series(values, dtype=object)).astype(dtype)
    if dtype == TEXT:
        return pd.array(values, dtype=text_dtype())
    return pd.array(values, dtype=dtype) if dtype == "Int64" else np.array(values, dtype=dtype)
