"""The pipeline: documents in, analyses and the table of mentions out. The one place where the stages meet."""

from __future__ import annotations

import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from conflictmap._errors import AnalysisError, GeodataError, InputError, PluginError, Problem
from conflictmap._printable import error_line
from conflictmap.corrections.applying import CorrectionWarning, Decisions, Outcome, outcome
from conflictmap.corrections.overrides import Override, read_overrides
from conflictmap.documents.read import DocumentWarning
from conflictmap.gazetteer.gazetteer import Gazetteer
from conflictmap.geoprecision import locate
from conflictmap.model.analysis import Analysis
from conflictmap.model.document import Document
from conflictmap.plugins.api import AnyRecogniser, AnyResolver
from conflictmap.plugins.host import Plugins, PluginWarning
from conflictmap.recognition.coordinates import with_coordinates
from conflictmap.recognition.recognise import recognise
from conflictmap.resolution.resolve import resolve
from conflictmap.table.frame import frame, row

if TYPE_CHECKING:
    import geopandas as gpd

_SHOWN_FROM = 25  # documents from which progress is worth a line


@dataclass(frozen=True, slots=True)
class Settings:
    """What is asked for, in plain values that can go to other processes.

    Attributes
    ----------
    overrides : tuple of Override
        Corrections.
    recognisers, resolvers : tuple of str or callable
        Plug-ins; only names, and functions and classes of a module, reach other processes.
    additions : bool
        Whether the gazetteer has what the user added to it.

    Examples
    --------
    >>> [analysis] = stream([Document(id="1", text="Calm in Goris.")], Settings())
    >>> [mention.place_id for mention in analysis.mentions]
    ['goris']
    """

    overrides: tuple[Override, ...] = ()
    recognisers: tuple[AnyRecogniser, ...] = ()
    resolvers: tuple[AnyResolver, ...] = ()
    additions: bool = True

    @classmethod
    def of(
        cls,
        overrides: str | Path | Iterable[Override] | None = None,
        recognisers: Iterable[AnyRecogniser] = (),
        resolvers: Iterable[AnyResolver] = (),
    ) -> Settings:
        """Return settings from the forms in which people give them; see `geoparse`."""
        if overrides is None:
            decisions: tuple[Override, ...] = ()
        else:
            decisions = tuple(read_overrides(overrides) if isinstance(overrides, str | PurePath) else overrides)
        for decision in decisions:
            if not isinstance(decision, Override):
                raise InputError(f"overrides are a file or Override objects, not {type(decision).__name__}")
        return cls(
            overrides=decisions,
            recognisers=(recognisers,) if isinstance(recognisers, str) else tuple(recognisers),
            resolvers=(resolvers,) if isinstance(resolvers, str) else tuple(resolvers),
        )


@dataclass(frozen=True, slots=True)
class Tools:
    """What the stages work with, made once a process.

    Attributes
    ----------
    gazetteer : Gazetteer
        The places.
    decisions : Decisions
        Corrections, understood.
    plugins : Plugins
        Plug-ins, loaded.
    """

    gazetteer: Gazetteer
    decisions: Decisions = field(default_factory=Decisions)
    plugins: Plugins = field(default_factory=Plugins)

    @classmethod
    def of(cls, settings: Settings, gazetteer: Gazetteer | None = None) -> Tools:
        """Make the tools for some settings.

        Parameters
        ----------
        settings : Settings
            What is asked for.
        gazetteer : Gazetteer, optional
            Another than the shipped one.

        Returns
        -------
        Tools
            Ready for any number of documents.

        Raises
        ------
        InputError
            If a correction cannot be understood.
        PluginError
            If a plug-in is not installed or lacks what it needs.
        """
        plugins = Plugins(settings.recognisers, settings.resolvers)
        gazetteer = gazetteer or Gazetteer.load(additions=settings.additions)
        return cls(gazetteer, Decisions.of(settings.overrides, gazetteer), plugins)


def analyse(document: Document, tools: Tools) -> Analysis:
    """Take every step for one document, in order; each adds, none reaches back.

    Parameters
    ----------
    document : Document
        The report.
    tools : Tools
        What to work with.

    Returns
    -------
    Analysis
        The mentions with all that was found out. A document on which a stage breaks gives one that says so.

    Examples
    --------
    >>> analyse(Document(id="1", text="Calm in Goris."), Tools(Gazetteer.load())).mentions[0].surface
    'Goris'
    """
    gazetteer, plugins = tools.gazetteer, tools.plugins
    problems: list[Problem] = []
    stage = "recognition"
    try:
        mentions = recognise(document, gazetteer, plugins.spans(document, problems.append))
        stage = "resolution"
        proposals = plugins.proposals(document, mentions, gazetteer, problems.append)
        mentions = with_coordinates(document, resolve(mentions, gazetteer, document, proposals))
        stage = "corrections"
        mentions, applied = tools.decisions.apply(document, mentions, gazetteer)
        stage = "geoprecision"
        mentions = locate(mentions, gazetteer)
        stage = "table"
        rows = tuple(row(document, mention, gazetteer) for mention in mentions)
    except (MemoryError, PluginError, GeodataError):
        raise  # no fault of the document; the next one would meet it, too
    except Exception as error:
        # A fault of ours that one report of thousands brings to light must not cost the others.
        why = f"{stage} failed ({error_line(error)})"
        return Analysis(document, problems=(Problem(document.id, why, trace=traceback.format_exc()),), failed=True)
    return Analysis(document, tuple(mentions), rows, applied, tuple(problems))


def stream(documents: Iterable[Document], tools: Tools | Settings) -> Iterator[Analysis]:
    """Analyse documents one after another, as they are asked for.

    Parameters
    ----------
    documents : iterable of Document
        Read no further than the analyses are taken, and not kept.
    tools : Tools or Settings
        What to work with.

    Returns
    -------
    iterator of Analysis
        One a document, in their order; those that failed say so.

    Raises
    ------
    InputError
        If something other than documents is given, or a correction cannot be understood.
    PluginError
        If a plug-in is not installed or lacks what it needs.
    """
    ready = Tools.of(tools) if isinstance(tools, Settings) else tools
    return (analyse(document, ready) for document in _checked(documents))


def tabulate(
    documents: Iterable[Document],
    tools: Tools,
    *,
    on_problem: Callable[[Problem], None],
    progress: bool | None = None,
) -> tuple[gpd.GeoDataFrame, Outcome]:
    """Analyse documents and put their mentions into one table.

    Parameters
    ----------
    documents : iterable of Document
        The reports.
    tools : Tools
        What to work with.
    on_problem : callable
        Called with a `Problem` for every document that was left out, and for all a plug-in failed to add.
    progress : bool, optional
        Show a progress bar on standard error; by default on terminals and in Jupyter, for long work.

    Returns
    -------
    geopandas.GeoDataFrame
        One row per mention in the order of the documents.
    Outcome
        What the corrections did.

    Raises
    ------
    AnalysisError
        If there are documents and every one of them failed.
    """
    rows: list[dict[str, Any]] = []
    accounts, failures = [], list[Problem]()
    for analysis in stream(_tracked(documents, progress), tools):
        rows += analysis.rows
        accounts.append(analysis.applied)
        if analysis.failed:
            failures += analysis.problems
        for problem in analysis.problems:
            on_problem(problem)
    if failures and len(failures) == len(accounts):
        raise all_failed(failures)
    return frame(rows), outcome(tools.decisions, accounts)


def all_failed(failures: list[Problem]) -> AnalysisError:
    """Return the error for documents of which none could be analysed."""
    more = f" (and {len(failures) - 1} more)" if len(failures) > 1 else ""
    error = AnalysisError(f"{failures[0]}{more}; a fault of conflictmap: please report it with what --debug shows")
    error.add_note(failures[0].trace)
    return error


def warn(problem: Problem) -> None:
    """Warn of a problem that nobody asked to hear of, where the function two calls above was called."""
    warnings.warn(str(problem), PluginWarning if problem.partial else DocumentWarning, stacklevel=4)


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
        Called with a `Problem` for every document that could not be analysed and is left out, and, with its
        ``partial`` set, for every one that a plug-in failed on and that is read without it. By default a
        `DocumentWarning` or a `conflictmap.plugins.PluginWarning` is issued instead.
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
    AnalysisError
        If not one of the documents could be analysed.

    Examples
    --------
    >>> mentions = geoparse(Document(id="1", text="Shelling was heard near Hadrut."))
    >>> mentions[["surface", "role", "place_id", "precision"]].to_dict("records")
    [{'surface': 'Hadrut', 'role': 'literal', 'place_id': 'hadrut', 'precision': 'near'}]
    """
    reports = [documents] if isinstance(documents, Document) else documents
    tools = Tools.of(Settings.of(overrides, recognisers, resolvers), gazetteer)
    table, done = tabulate(reports, tools, on_problem=on_problem or warn, progress=progress)
    if on_corrections is not None:
        on_corrections(done)
    elif done.idle:
        idle = "; ".join(map(str, done.idle))
        warnings.warn(f"corrections that did nothing: {idle}", CorrectionWarning, stacklevel=2)
    return table


def _checked(documents: Iterable[Document]) -> Iterator[Document]:
    for document in documents:
        if not isinstance(document, Document):
            raise InputError(f"geoparse() takes documents, not {type(document).__name__}; use conflictmap.read() first")
        yield document


def _tracked(documents: Iterable[Document], progress: bool | None) -> Iterator[Document]:
    """Pass documents on, with a progress bar where a person watches."""
    if progress is None:
        long = isinstance(documents, Sized) and len(documents) >= _SHOWN_FROM
        progress = long and (sys.stderr.isatty() or "ipykernel" in sys.modules)
    if not progress:
        yield from documents
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(documents, description="Reading reports", console=Console(stderr=True))
