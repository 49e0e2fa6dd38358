"""The pipeline: documents in, one row per mention out. The one place where the stages meet."""

from __future__ import annotations

import sys
import warnings
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from conflictmap._dtypes import text_dtype
from conflictmap._errors import InputError
from conflictmap.corrections import Corrections, CorrectionWarning, Outcome, Override, read_overrides
from conflictmap.documents import Document
from conflictmap.gazetteer import Gazetteer
from conflictmap.precision import codes, locate
from conflictmap.recognition import Mention, place_of, recognise
from conflictmap.resolution import resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import geopandas as gpd

    from conflictmap._errors import Problem
    from conflictmap.plugins import AnyRecogniser, AnyResolver, Plugins

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
    "precision": "exact, near, district, region, line (or a vague area) or country: how exactly it is meant",
    "ucdp_precision": "the same as UCDP GED's where_prec, 1 to 7; missing without a place",
    "acled_precision": "the same as ACLED's geo_precision, 1 to 3; missing without a place",
    "relation": "words that place something near, off or between, as written: '20 km north of'; missing when none do",
    "meant_lat": "latitude of the middle of what is meant: the point itself, or where the relation leads",
    "meant_lon": "longitude of the middle of what is meant",
    "radius_km": "how far from there the meant place may lie or reach, in kilometres; NaN without a place",
    "score": "0 to 1, how sure the resolution is",
    "candidates": "ids considered with their shares, best first: 'shusha=0.92 shusha_district=0.08'",
    "reason": "why this place and why this role, in words",
    "geometry": "point of the named place in EPSG:4326; missing when the mention has no place",
}
"""The table's columns, in order, and what they hold."""

_SHOWN_FROM = 25  # documents from which progress is worth a line


def geoparse(
    documents: Document | Iterable[Document],
    *,
    gazetteer: Gazetteer | None = None,
    overrides: str | Path | Iterable[Override] | None = None,
    on_corrections: Callable[[Outcome], None] | None = None,
    recognisers: Iterable[AnyRecogniser] = (),
    resolvers: Iterable[AnyResolver] = (),
    on_problem: Callable[[Problem], None] | None = None,
    progress: bool | None = None,
) -> gpd.GeoDataFrame:
    """Find and resolve every place mentioned in reports.

    Parameters
    ----------
    documents : Document or iterable of Document
        As `conflictmap.read` returns them.
    gazetteer : Gazetteer, optional
        The places to find; the shipped ones by default.
    overrides : str, pathlib.Path or iterable of Override, optional
        Corrections: a CSV file as `conflictmap.review` begins it, or decisions made by hand.
    on_corrections : callable, optional
        Called once with what the corrections did. By default a `CorrectionWarning` is issued when some of them
        did nothing.
    recognisers, resolvers : iterable of str or callable, optional
        Plug-ins that find further names and propose further places: names of installed ones, or the
        callables themselves; see `conflictmap.plugins`.
    on_problem : callable, optional
        Called with a `Problem` for every document that a plug-in failed on; it is read without the plug-in.
        By default a `conflictmap.plugins.PluginWarning` is issued instead.
    progress : bool, optional
        Show a progress bar on standard error; by default on terminals and in Jupyter, for long work.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per mention in the order of the documents, EPSG:4326, with the columns of `COLUMNS`. Text is pandas'
        ``str`` kept in Python, NaN where it is missing, with and without pyarrow.

    Raises
    ------
    InputError
        If something other than documents is given, or a correction cannot be understood.
    PluginError
        If a plug-in is not installed or lacks what it needs.

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
    from conflictmap.plugins import Plugins

    plugins = Plugins(recognisers, resolvers, on_problem=on_problem)
    gazetteer = gazetteer or Gazetteer.load()
    corrections = Corrections(_decisions(overrides), gazetteer)
    rows = [
        row(report, mention, gazetteer)
        for report in _tracked(reports, progress)
        for mention in find_mentions(report, gazetteer, plugins=plugins, corrections=corrections)
    ]
    _tell(corrections.outcome(), on_corrections)
    return _table(rows)


def find_mentions(
    document: Document,
    gazetteer: Gazetteer,
    *,
    plugins: Plugins | None = None,
    corrections: Corrections | None = None,
) -> list[Mention]:
    """Recognise, resolve and correct the mentions of one document, and say how exactly each is meant."""
    if plugins:
        mentions = recognise(document, gazetteer, plugins.spans(document))
        mentions = resolve(mentions, gazetteer, document, plugins.proposals(document, mentions, gazetteer))
    else:
        mentions = resolve(recognise(document, gazetteer), gazetteer, document)
    if corrections:
        mentions = corrections.apply(mentions, document)
    return locate(mentions, gazetteer)


def _decisions(overrides: str | Path | Iterable[Override] | None) -> list[Override]:
    if overrides is None:
        return []
    decisions = read_overrides(overrides) if isinstance(overrides, str | PurePath) else list(overrides)
    for decision in decisions:
        if not isinstance(decision, Override):
            raise InputError(f"overrides are a file or Override objects, not {type(decision).__name__}")
    return decisions


def _tell(outcome: Outcome, on_corrections: Callable[[Outcome], None] | None) -> None:
    if on_corrections is not None:
        on_corrections(outcome)
    elif outcome.idle:
        idle = "; ".join(map(str, outcome.idle))
        warnings.warn(f"corrections that did nothing: {idle}", CorrectionWarning, stacklevel=3)


def row(document: Document, mention: Mention, gazetteer: Gazetteer) -> dict[str, Any]:
    """Return one row of the table, by the columns of `COLUMNS`; the geometry is (longitude, latitude) or None."""
    place = place_of(mention, gazetteer)
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


def _table(rows: Sequence[dict[str, Any]]) -> gpd.GeoDataFrame:
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
