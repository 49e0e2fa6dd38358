"""The pipeline: documents in, analyses and the table of mentions out. The one place where the stages meet."""

from __future__ import annotations

import logging
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from conflictmap._arguments import check_callable, check_flag, listed
from conflictmap._errors import AnalysisError, GeodataError, InputError, PluginError, Problem, first_of
from conflictmap._printable import error_line
from conflictmap.corrections.applying import CorrectionWarning, Decisions, Outcome, outcome
from conflictmap.corrections.overrides import Override, read_overrides
from conflictmap.documents.given import documents_of
from conflictmap.documents.read import DocumentWarning
from conflictmap.gazetteer.gazetteer import Gazetteer, gazetteer_of
from conflictmap.geoprecision import locate
from conflictmap.language.pieces import Piece, pieces
from conflictmap.model.analysis import Analysis, Applied, together
from conflictmap.model.document import Document
from conflictmap.model.mention import Mention
from conflictmap.plugins.api import AnyRecogniser, AnyResolver, Span
from conflictmap.plugins.host import Plugins, PluginWarning
from conflictmap.progress import watched
from conflictmap.recognition.coordinates import with_coordinates
from conflictmap.recognition.recognise import recognise
from conflictmap.resolution.resolve import resolve
from conflictmap.table.frame import Rows, row

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

_LOG = logging.getLogger("conflictmap.pipeline")


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
            decisions = tuple(
                read_overrides(overrides)
                if isinstance(overrides, str | PurePath)
                else listed("overrides", overrides, "Override objects, or a file")
            )
        for decision in decisions:
            if not isinstance(decision, Override):
                raise InputError(f"overrides are a file or Override objects, not {type(decision).__name__}")
        return cls(
            overrides=decisions,
            recognisers=_plugins("recognisers", recognisers),
            resolvers=_plugins("resolvers", resolvers),
        )


def _plugins(name: str, given: Any) -> tuple[Any, ...]:
    """Plug-ins as a person gives them: one by its name, or some."""
    return (given,) if isinstance(given, str) else tuple(listed(name, given, "names or functions"))


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
        gazetteer = Gazetteer.load(additions=settings.additions) if gazetteer is None else gazetteer_of(gazetteer)
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
    return together(list(analyse_parts(document, tools)))


def analyse_parts(document: Document, tools: Tools) -> Iterator[Analysis]:
    """Analyse a document piece by piece, so that a long one needs no more memory than its text.

    Parameters
    ----------
    document : Document
        The report.
    tools : Tools
        What to work with.

    Yields
    ------
    Analysis
        One; of a text longer than `conflictmap.language.pieces.LONGEST` one a piece, in their order, with offsets into
        the whole text. A piece on which a stage breaks gives one that says so.
    """
    cut = pieces(document.text)
    if len(cut) == 1:
        yield _analysed(document, tools)
        return
    behind, told = _Behind(), set[Problem]()
    for number, piece in enumerate(cut, 1):
        analysis = _analysed(document, tools, piece, behind)
        # What a plug-in lacks for one piece it lacks for all; once is enough.
        problems = tuple(problem for problem in dict.fromkeys(analysis.problems) if problem not in told)
        told.update(problems)
        yield replace(analysis, problems=problems, part=number, parts=len(cut))


@dataclass(slots=True)
class _Behind:
    """What the next piece of a text must know of those before it."""

    end: int = 0
    lists: int = 0
    members: dict[int, int] = field(default_factory=dict)

    def own(self, mentions: Iterable[Mention], piece: Piece) -> list[Mention]:
        """The mentions that a piece adds: those that begin in it, behind all earlier ones."""
        return [m for m in mentions if piece.start <= m.start < piece.end and m.start >= self.end]

    def number(self, mentions: Iterable[Mention], own: Sequence[Mention]) -> None:
        """Number the lists on, those that go across the cut as before it."""
        known = {m.list_id: self.members[m.start] for m in mentions if m.list_id >= 0 and m.start in self.members}
        for mention in own:
            if mention.list_id >= 0:
                if mention.list_id not in known:
                    known[mention.list_id] = self.lists
                    self.lists += 1
                mention.list_id = known[mention.list_id]
        self.members = {m.start: m.list_id for m in own if m.list_id >= 0}
        self.end = max((m.end for m in own), default=self.end)


def _analysed(document: Document, tools: Tools, piece: Piece | None = None, behind: _Behind | None = None) -> Analysis:
    """Take every step for a document, or for a piece of one."""
    gazetteer, plugins = tools.gazetteer, tools.plugins
    bounds = (piece.first, piece.last) if piece else None
    problems: list[Problem] = []
    stage = "recognition"
    try:
        spans = _spans(document, bounds, plugins, problems.append)
        found = own = recognise(document, gazetteer, spans, None, bounds)
        if piece and behind:
            own = behind.own(found, piece)
        stage = "resolution"
        proposals = plugins.proposals(document, own, gazetteer, problems.append)
        mentions = with_coordinates(document, resolve(found, gazetteer, document, proposals), bounds)
        if piece and behind:
            # Its neighbours' mentions have said what they can of its own; they are mentions of other pieces.
            mentions = behind.own(mentions, piece)
            behind.number(found, mentions)
        stage = "corrections"
        within = (piece.start, piece.end) if piece else None
        mentions, applied = tools.decisions.apply(document, mentions, gazetteer, within)
        stage = "geoprecision"
        mentions = locate(mentions, gazetteer)
        stage = "table"
        rows = tuple(row(document, mention, gazetteer) for mention in mentions)
    except (MemoryError, PluginError, GeodataError):
        raise  # no fault of the document; the next one would meet it, too
    except Exception as error:
        # A fault of ours that one report of thousands brings to light must not cost the others.
        where = f" between code points {piece.start:,} and {piece.end:,}" if piece else ""
        why = f"{stage} failed{where} ({error_line(error)})"
        _LOG.info("%s: %s", document.id, why)
        return Analysis(document, problems=(Problem(document.id, why, trace=traceback.format_exc()),), failed=True)
    _LOG.debug("%s: %d mentions", document.id, len(mentions))
    return Analysis(document, tuple(mentions), rows, applied, tuple(problems))


def _spans(
    document: Document, bounds: tuple[int, int] | None, plugins: Plugins, on_problem: Callable[[Problem], None]
) -> dict[str, list[Span]]:
    """What plug-ins find in a document, or within bounds of it, by its offsets."""
    if bounds is None:
        return plugins.spans(document, on_problem)
    first, last = bounds
    found = plugins.spans(replace(document, text=document.text[first:last]), on_problem)
    return {
        name: [replace(span, start=span.start + first, end=span.end + first) for span in spans]
        for name, spans in found.items()
    }


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

    See Also
    --------
    stream_parts : the same with several analyses for a long document.
    """
    ready = Tools.of(tools) if isinstance(tools, Settings) else tools
    return (analyse(document, ready) for document in _checked(documents))


def stream_parts(documents: Iterable[Document], tools: Tools) -> Iterator[Analysis]:
    """Analyse documents one after another, long ones piece by piece, as they are asked for.

    Parameters
    ----------
    documents : iterable of Document
        Read no further than the analyses are taken, and not kept.
    tools : Tools
        What to work with.

    Returns
    -------
    iterator of Analysis
        One a document, or as many as `analyse_parts` gives, in their order; those that failed say so.

    Raises
    ------
    InputError
        If something other than documents is given.
    """
    return (part for document in _checked(documents) for part in analyse_parts(document, tools))


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
    rows = Rows()
    applied, failures, read = Applied(), list[Problem](), 0
    total = len(documents) if isinstance(documents, Sized) else None
    for analysis in watched(stream_parts(documents, tools), total, shown=progress):
        rows.add(analysis.rows)
        applied = applied.plus(analysis.applied)
        if analysis.failed:
            failures += analysis.problems
        read += not analysis.failed
        for problem in analysis.problems:
            on_problem(problem)
    if failures and not read:
        raise all_failed(failures)
    return rows.table(), outcome(tools.decisions, [applied])


def all_failed(failures: list[Problem]) -> AnalysisError:
    """Return the error for documents of which none could be analysed."""
    error = AnalysisError(
        f"{first_of(failures)}; a fault of conflictmap: please report it with its traceback (--debug shows it)"
    )
    error.add_note(failures[0].trace)
    return error


def warn(problem: Problem) -> None:
    """Warn of a problem that nobody asked to hear of, where the function two calls above was called."""
    warnings.warn(str(problem), PluginWarning if problem.partial else DocumentWarning, stacklevel=4)


def geoparse(
    documents: Document | str | Iterable[Document | str | Mapping[str, Any]] | pd.DataFrame,
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
    documents : Document, str, DataFrame or iterable
        As `conflictmap.read` returns them; a text; a table with a column of texts, told from names and cells as in
        files; or an iterable of documents, texts, and records with a text under a usual name.
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
        If something other than documents and texts is given, or a correction cannot be understood.
    PluginError
        If a plug-in is not installed or lacks what it needs.
    AnalysisError
        If not one of the documents could be analysed.

    Examples
    --------
    >>> mentions = geoparse("Shelling was heard near Hadrut.")
    >>> mentions[["surface", "role", "place_id", "precision"]].to_dict("records")
    [{'surface': 'Hadrut', 'role': 'literal', 'place_id': 'hadrut', 'precision': 'near'}]
    """
    check_callable("on_corrections", on_corrections)
    check_callable("on_problem", on_problem)
    check_flag("progress", progress)
    tools = Tools.of(Settings.of(overrides, recognisers, resolvers), gazetteer)
    reports = documents_of(documents, on_problem or warn)
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
