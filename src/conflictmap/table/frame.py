"""From mentions to rows, and from rows to the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from conflictmap._dtypes import text_dtype
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.geoprecision import codes
from conflictmap.model.document import Document
from conflictmap.model.mention import Mention
from conflictmap.table.columns import COLUMNS

if TYPE_CHECKING:
    import geopandas as gpd


def row(document: Document, mention: Mention, gazetteer: Gazetteer) -> dict[str, Any]:
    """Return one row of the table, by the columns of `COLUMNS`; the geometry is (longitude, latitude) or None."""
    place = gazetteer.place_of(mention)
    district = gazetteer.get(place.district) if place else None
    meant = mention.meant
    ucdp, acled = codes(mention.precision, place.kind if place else None, meant.radius_km if meant else 0.0)
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
        "reason": f"{mention.reason} ({mention.role}: {mention.role_reason})",
        "geometry": (place.lon, place.lat) if place else None,
    }


def frame(rows: Sequence[dict[str, Any]]) -> gpd.GeoDataFrame:
    """Return rows as the table, with the types of its columns."""
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    import shapely

    columns: dict[str, Any] = {name: [record[name] for record in rows] for name in COLUMNS}
    columns["date"] = pd.to_datetime(pd.Series(columns["date"], dtype="object")).astype("datetime64[s]")
    for name in ("start", "end", "sentence_start"):
        columns[name] = np.array(columns[name], dtype="int64")
    for name in ("score", "role_score", "meant_lat", "meant_lon", "radius_km"):
        columns[name] = np.array(columns[name], dtype="float64")
    for name in ("ucdp_precision", "acled_precision"):
        columns[name] = pd.array(columns[name], dtype="Int64")
    points = np.array([p or (np.nan, np.nan) for p in columns["geometry"]], dtype="float64").reshape(-1, 2)
    placed = ~np.isnan(points[:, 0])
    geometry = np.full(len(points), None, dtype=object)
    geometry[placed] = shapely.points(points[placed])
    columns["geometry"] = geometry
    for name in COLUMNS:
        if isinstance(columns[name], list):  # what is no number, date or point is text
            columns[name] = pd.array(columns[name], dtype=text_dtype())
    return gpd.GeoDataFrame(columns, geometry="geometry", crs="EPSG:4326")
