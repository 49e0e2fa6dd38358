"""The formats of the table: each a function that writes it to a file, row by row."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any, BinaryIO

from conflictmap._cells import cell_lines
from conflictmap._dtypes import iso_texts
from conflictmap._errors import InputError
from conflictmap._files import utf8
from conflictmap.table.about import about
from conflictmap.table.columns import flat
from conflictmap.table.columns import jsonl as jsonl_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import geopandas as gpd

_AT_ONCE = 10_000  # rows turned into plain values together
_ALWAYS = 20  # columns that lines have had from the first; the others are written where the table has them


def records(mentions: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    """Yield rows as plain values: lat and lon instead of the geometry, ISO dates, None for what is missing.

    Parameters
    ----------
    mentions : geopandas.GeoDataFrame
        As `conflictmap.geoparse` returns it; further columns come along.

    Examples
    --------
    >>> from conflictmap import Document, geoparse
    >>> [row] = records(geoparse(Document(id="1", text="Calm in Goris.")))
    >>> row["surface"], row["date"], round(row["lat"], 1)
    ('Goris', None, 39.5)
    """
    from pandas.api import types

    times = [name for name, dtype in mentions.dtypes.items() if types.is_datetime64_any_dtype(dtype)]
    told = [(name, iso_texts(mentions[name]).to_list()) for name in times]
    for begin in range(0, len(mentions), _AT_ONCE):
        part = mentions.iloc[begin : begin + _AT_ONCE]
        plain = part.drop(columns=part.geometry.name).astype(object)
        plain = plain.where(plain.notna(), None)
        rows = zip(plain.to_dict("records"), part.geometry, strict=True)
        for at, (row, point) in enumerate(rows, begin):
            placed = point is not None and not point.is_empty
            for name, texts in told:
                row[name] = texts[at] if row[name] is not None else None
            yield {**row, "lat": point.y if placed else None, "lon": point.x if placed else None}


def geojson(file: BinaryIO, mentions: gpd.GeoDataFrame, documents: Sequence[str]) -> None:
    """Write a FeatureCollection, a feature a line, and behind them what it is made of."""
    write_features(file, map(feature, records(mentions)), lambda: about(mentions, documents))


def feature(row: dict[str, Any]) -> str:
    """Return a row of `records` as a feature of GeoJSON."""
    lat, lon = row.pop("lat"), row.pop("lon")
    geometry = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return json.dumps({"type": "Feature", "geometry": geometry, "properties": row}, ensure_ascii=False)


def write_features(file: BinaryIO, features: Iterable[str], made_of: Callable[[], dict[str, str]]) -> None:
    """Write features as a collection, each on a line of its own, and behind them what is then known of all."""
    write_texts(file, ['{"type": "FeatureCollection", "features": ['])
    before = "\n"
    for text in features:
        write_texts(file, [before, text])
        before = ",\n"
    told = json.dumps(made_of(), ensure_ascii=False)
    write_texts(file, ["\n\n], " if before == "\n" else "\n], ", f'"about": {told}}}\n'])


def csv(file: BinaryIO, mentions: gpd.GeoDataFrame, _documents: Sequence[str]) -> None:
    """Write cells that no spreadsheet runs."""
    columns = mentions.columns.drop(mentions.geometry.name)
    write_texts(file, cell_lines([*columns, "lat", "lon"], records(mentions)))


def jsonl(file: BinaryIO, mentions: gpd.GeoDataFrame, documents: Sequence[str]) -> None:
    """Write a line for every document: those listed, then any others in the order of the table."""
    names = jsonl_columns()
    missing = [name for name in ("document_id", *names[:_ALWAYS]) if name not in mentions.columns]
    if missing:
        raise InputError(f"the table lacks the columns {', '.join(missing)}; conflictmap.geoparse() returns them all")
    columns = flat(tuple(name for name in names if name in mentions.columns))
    of_row = [None if name != name else name for name in mentions.document_id]
    place = {identifier: number for number, identifier in enumerate(dict.fromkeys([*documents, *of_row]))}
    order = sorted(range(len(of_row)), key=lambda row: place[of_row[row]])
    if order != list(range(len(of_row))):
        mentions = mentions.iloc[order]
    by_document = itertools.groupby(records(mentions), key=lambda row: row["document_id"])
    following: tuple[Any, Iterable[dict[str, Any]]] | None = next(by_document, None)
    for identifier in place:
        rows = []
        if following is not None and following[0] == identifier:
            rows = [{name: row[name] for name in columns} for row in following[1]]
            following = next(by_document, None)
        write_texts(file, [json.dumps({"id": identifier, "mentions": rows}, ensure_ascii=False), "\n"])


def write_texts(file: BinaryIO, texts: Iterable[str]) -> None:
    """Write texts as UTF-8, one after the other."""
    for text in texts:
        file.write(utf8(text))
