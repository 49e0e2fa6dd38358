"""The pipeline: documents in, one row per mention out. The one place where the stages meet."""

from __future__ import annotations

import sys
import warnings
from pathlib import PurePath
from typing import TYPE_CHECKING

from conflictmap._errors import InputError
from conflictmap.corrections import Corrections, CorrectionWarning, Outcome, Override, read_overrides
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.geoprecision import locate
from conflictmap.model.document import Document
from conflictmap.model.mention import Mention
from conflictmap.recognition.recognise import recognise
from conflictmap.resolution.resolve import resolve
from conflictmap.table.frame import frame, row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    import geopandas as gpd

    from conflictmap._errors import Problem
    from conflictmap.plugins.api import AnyRecogniser, AnyResolver
    from conflictmap.plugins.host import Plugins

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
    from conflictmap.plugins.host import Plugins

    plugins = Plugins(recognisers, resolvers, on_problem=on_problem)
    gazetteer = gazetteer or Gazetteer.load()
    corrections = Corrections(_decisions(overrides), gazetteer)
    rows = [
        row(report, mention, gazetteer)
        for report in _tracked(reports, progress)
        for mention in find_mentions(report, gazetteer, plugins=plugins, corrections=corrections)
    ]
    _tell(corrections.outcome(), on_corrections)
    return frame(rows)


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
