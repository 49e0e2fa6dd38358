"""GeoParquet: columns with their types, points as WKB, and what the file is made of in its schema."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, BinaryIO

from conflictmap._printable import sound
from conflictmap.table.about import about
from conflictmap.table.columns import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import geopandas as gpd


def geoparquet(file: BinaryIO, mentions: gpd.GeoDataFrame, documents: Sequence[str]) -> None:
    """Write GeoParquet; key ``conflictmap`` of the schema has the metadata, and each field its description."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole = mentions.reset_index(drop=True)
    for name, dtype in whole.dtypes.items():
        if isinstance(dtype, pd.StringDtype):  # Arrow holds no halves of characters
            whole[name] = whole[name].map(sound, na_action="ignore")
    raw = io.BytesIO()
    whole.to_parquet(raw, index=False, compression=None)
    table = pq.read_table(pa.BufferReader(raw.getvalue()))
    fields = [
        field.with_metadata({"description": COLUMNS[field.name]} if field.name in COLUMNS else None)
        for field in table.schema
    ]
    facts = json.dumps(about(mentions, documents), ensure_ascii=False)
    schema = pa.schema(fields, {**(table.schema.metadata or {}), b"conflictmap": facts.encode()})
    made = io.BytesIO()
    pq.write_table(table.cast(schema), made, compression="zstd")
    file.write(made.getbuffer())
