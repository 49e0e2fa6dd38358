"""GeoParquet: columns with their types, points as WKB, and what the file is made of in its schema."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, BinaryIO

from conflictmap._dtypes import text_dtype
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
    texts = {name for name, dtype in whole.dtypes.items() if isinstance(dtype, pd.StringDtype)}
    for name in texts:
        cells = [sound(text) if isinstance(text, str) else None for text in whole[name]]  # UTF-8 holds no half of one
        whole[name] = pd.array(cells, dtype=text_dtype())
    raw = io.BytesIO()
    whole.to_parquet(raw, index=False, compression=None)
    table = pq.read_table(pa.BufferReader(raw.getvalue()))
    fields = []
    for field in table.schema:
        typed = field.with_type(pa.string()) if field.name in texts else field  # also of a column without any
        fields.append(typed.with_metadata({"description": COLUMNS[field.name]} if field.name in COLUMNS else None))
    facts = json.dumps(about(mentions, documents), ensure_ascii=False)
    schema = pa.schema(fields, {**(table.schema.metadata or {}), b"conflictmap": facts.encode()})
    made = io.BytesIO()
    pq.write_table(table.cast(schema), made, compression="zstd")
    file.write(made.getbuffer())
