"""The pipeline: documents in, one row per mention out. The one place where the stages meet."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from conflictmap._errors import InputError
from conflictmap.documents import Document
from conflictmap.gazetteer import Gazetteer
from conflictmap.recognition import Mention, recognise
from conflictmap.resolution import resolve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import geopandas as gpd

COLUMNS: dict[str, str] = {
    "document_id": "id of the report, its path below the folder read or its JSONL id",
    "title": "title of the report",
    "date": "publication date (datetime64[s], NaT when unknown)",
    "url": "address of the report",
    "source": "publisher of the report",
    "language": "ISO 639-1 code of the report's language",
    "start": "offset of the first code point of the name; text[start:end] == surface",
    "end": "offset behind the last code point of the name",
    "surface": "the name as it stands in the report",
    "sentence": "the sentence around it, exactly as it stands",
    "sentence_start": "offset of the sentence in the text",
    "role": "literal (the place itself) or associative (those who rule or act there)",
    "role_score": "0 to 1, how sure the role is",
    "place_id": "id of the place in the gazetteer; missing when nothing fits",
    "name": "neutral name of the place, both names where they are contested",
    "kind": "city, town, village, district, province, country, river, …",
    "country": "ISO 3166-1 alpha-2 by internationally recognised borders",
    "district": "district or province that holds the place",
    "precision": "exact, near, district, region, line or country: how exactly the point stands for what is meant",
    "score": "0 to 1, how sure the resolution is",
    "candidates": "ids considered with their shares, best first: 'shusha=0.92 shusha_district=0.08'",
    "reason": "why this place and why this role, in words",
    "geometry": "point in EPSG:4326; missing when the mention has no place",
}
"""The table's columns, in order, and what they hold."""

_SHOWN_FROM = 25  # documents from which progress is worth a line


def geoparse(
    documents: Document | Iterable[Document],
    *,
    gazetteer: Gazetteer | None = None,
    progress: bool | None = None,
) -> gpd.GeoDataFrame:
    """Find and resolve every place mentioned in reports.

    Parameters
    ----------
    documents : Document or iterable of Document
        As `conflictmap.read` returns them.
    gazetteer : Gazetteer, optional
        The places to find; the shipped ones by default.
    progress : bool, optional
        Show a progress bar on standard error; by default on terminals and in Jupyter, for long work.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per mention in the order of the documents, EPSG:4326, with the columns of `COLUMNS`.

    Raises
    ------
    InputError
        If something other than documents is given.

    Examples
    --------
    >>> mentions = geoparse(Document(id="1", text="Shelling was heard near Hadrut."))
    >>> mentions[["surface", "role", "place_id", "precision"]].to_dict("records")
    [{'surface': 'Hadrut', 'role': 'literal', 'place_id': 'hadrut', 'precision': 'near'}]
    """
    reports = [documents] if isinstance(documents, Document) else list(documents)
    for report in reports:
        if not isinstance(report, Document):
            raise InputError(f"geoparse() takes documents, not {type(report).__name__}; use conflictmap.read() first")
    gazetteer = gazetteer or Gazetteer.load()
    rows = [
        _row(report, mention, gazetteer)
        for report in _tracked(reports, progress)
        for mention in find_mentions(report, gazetteer)
    ]
    return _table(rows)


def find_mentions(document: Document, gazetteer: Gazetteer) -> list[Mention]:
    """Recognise and resolve the mentions of one document."""
    return resolve(recognise(document, gazetteer), gazetteer, document)


def _row(document: Document, mention: Mention, gazetteer: Gazetteer) -> dict[str, Any]:
    place = gazetteer[mention.place_id] if mention.place_id else None
    district = gazetteer.get(place.district) if place else None
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
        "kind": place.kind if place else None,
        "country": (place.country or None) if place else None,
        "district": district.name if district else None,
        "precision": mention.precision,
        "score": mention.score,
        "candidates": " ".join(f"{place_id}={share:g}" for place_id, share in mention.scores),
        "reason": f"{mention.reason} ({mention.role}: {mention.role_reason})",
        "geometry": (place.lon, place.lat) if place else None,
    }


def _table(rows: Sequence[dict[str, Any]]) -> gpd.GeoDataFrame:
    import geopandas as gpd
    import numpy as np
    import pandas as pd
    import shapely

    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in COLUMNS}
    columns["date"] = pd.to_datetime(pd.Series(columns["date"], dtype="object")).astype("datetime64[s]")
    for name in ("start", "end", "sentence_start"):
        columns[name] = np.array(columns[name], dtype="int64")
    for name in ("score", "role_score"):
        columns[name] = np.array(columns[name], dtype="float64")
    points = np.array([p or (np.nan, np.nan) for p in columns["geometry"]], dtype="float64").reshape(-1, 2)
    placed = ~np.isnan(points[:, 0])
    geometry = np.full(len(points), None, dtype=object)
    geometry[placed] = shapely.points(points[placed])
    columns["geometry"] = geometry
    return gpd.GeoDataFrame(columns, geometry="geometry", crs="EPSG:4326")


def _tracked(reports: Sequence[Document], progress: bool | None) -> Iterator[Document]:
    """Pass documents on, with a progress bar where a person watches."""
    if progress is None:
        progress = len(reports) >= _SHOWN_FROM and (sys.stderr.isatty() or "ipykernel" in sys.modules)
    if not progress:
        yield from reports
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(reports, description="Reading reports", console=Console(stderr=True))
