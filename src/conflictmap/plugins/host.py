"""Plug-ins found by name and asked: their answers checked, their failures turned into problems."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from importlib.metadata import entry_points
from traceback import format_exc
from typing import TYPE_CHECKING, Any, TypeVar

from conflictmap._errors import InputError, PluginError, Problem
from conflictmap._printable import error_line, one_line
from conflictmap.model.place import Name, Place
from conflictmap.plugins.api import AnyRecogniser, AnyResolver, Point, Proposal, Proposed, Span

if TYPE_CHECKING:
    from conflictmap.gazetteer.gazetteer import Gazetteer
    from conflictmap.model.document import Document
    from conflictmap.model.mention import Mention

__all__ = ["PluginWarning", "Plugins", "installed"]

RECOGNISERS, RESOLVERS = "conflictmap.recognisers", "conflictmap.resolvers"
_KINDS = {RECOGNISERS: "recogniser", RESOLVERS: "resolver"}
_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD_CHARACTER = re.compile(r"[^\W_]")
_UNFIT_FOR_IDS = re.compile(r"[\s=@]+")
_Answer = TypeVar("_Answer")


class PluginWarning(UserWarning):
    """A plug-in failed on a document, or gave something unusable; the document was read without it."""


class Plugins:
    """The plug-ins of one run, asked in such a way that a failing one costs only its own part.

    Parameters
    ----------
    recognisers : iterable of str, Recogniser or callable
        Names of installed recognisers, with ``=`` and an argument where they take one
        (``spacy=path/to/model``), or recognisers themselves.
    resolvers : iterable of str, Resolver or callable
        The same for resolvers.

    Raises
    ------
    PluginError
        If a plug-in is not installed or cannot be loaded.

    Examples
    --------
    >>> from conflictmap.model.document import Document
    >>> def squares(document):
    ...     start = document.text.find("Qwx Square")
    ...     return [Span(start, start + 10)]
    >>> Plugins([squares]).spans(Document(id="1", text="Crowds filled Qwx Square."), print)
    {'squares': [Span(start=14, end=24, label='', score=None)]}
    """

    def __init__(
        self,
        recognisers: Iterable[AnyRecogniser] = (),
        resolvers: Iterable[AnyResolver] = (),
    ) -> None:
        self._recognisers = _named(recognisers, RECOGNISERS)
        self._resolvers = _named(resolvers, RESOLVERS)

    def __repr__(self) -> str:
        names = [*self._recognisers, *self._resolvers]
        return f"<Plugins: {', '.join(map(str, names)) or 'none'}>"

    def spans(self, document: Document, on_problem: Callable[[Problem], None]) -> dict[str, list[Span]]:
        """Ask every recogniser.

        Parameters
        ----------
        document : Document
            The report.
        on_problem : callable
            Called with a `Problem` for each recogniser that failed or answered wrongly.

        Returns
        -------
        dict of str to list of Span
            The sound spans by the recogniser's name.
        """
        check = partial(_sound_span, text=document.text)
        return {
            name: _asked(f"recogniser {name}", document, partial(recogniser, document), check, on_problem)
            for name, recogniser in self._recognisers.items()
        }

    def proposals(
        self,
        document: Document,
        mentions: Sequence[Mention],
        gazetteer: Gazetteer,
        on_problem: Callable[[Problem], None],
    ) -> dict[int, list[Proposed]]:
        """Ask every resolver about every mention.

        Parameters
        ----------
        document : Document
            The report.
        mentions : sequence of Mention
            Its mentions.
        gazetteer : Gazetteer
            Where proposed ids are looked up.
        on_problem : callable
            Called with a `Problem` for each resolver that failed or answered wrongly.

        Returns
        -------
        dict of int to list of Proposed
            What they propose, by the mention's start.
        """
        proposed: dict[int, list[Proposed]] = {}
        for name, resolver in self._resolvers.items():

            def ask(resolver: Callable[..., Iterable[Proposal]] = resolver) -> Iterable[tuple[int, Proposal]]:
                for mention in mentions:
                    for proposal in resolver(document, mention):
                        yield mention.start, proposal

            check = partial(_sound_proposal, resolver=name, gazetteer=gazetteer)
            for start, proposal in _asked(f"resolver {name}", document, ask, check, on_problem):
                proposed.setdefault(start, []).append(proposal)
        return proposed


def _asked(
    plugin: str,
    document: Document,
    ask: Callable[[], Iterable[Any]],
    check: Callable[[Any], _Answer],
    on_problem: Callable[[Problem], None],
) -> list[_Answer]:
    """Return the sound answers of one plug-in for one document, none at all if it breaks."""
    sound: list[_Answer] = []
    faults: list[str] = []
    try:
        for answer in ask():
            try:
                sound.append(check(answer))
            except InputError as fault:
                faults.append(str(fault))
    except PluginError:
        raise
    except Exception as error:
        # Whatever a stranger's code raises must not end the batch.
        why = f"{plugin} failed ({error_line(error)}); read without it"
        on_problem(Problem(document.id, why, partial=True, trace=format_exc()))
        return []
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        on_problem(Problem(document.id, f"{plugin}: {faults[0]}; left out{more}", partial=True))
    return sound


def _named(plugins: Iterable[Any], group: str) -> dict[str, Callable[..., Any]]:
    """Plug-ins by the name that readers will see, loaded where only a name is given."""
    kind = _KINDS[group]
    by_name: dict[str, Callable[..., Any]] = {}
    for given in [plugins] if isinstance(plugins, str) else plugins:
        plugin = installed(given, group) if isinstance(given, str) else given
        if not callable(plugin):
            raise PluginError(f"a {kind} is a name or something callable, not {type(plugin).__name__}")
        name = str(getattr(plugin, "name", None) or getattr(plugin, "__name__", type(plugin).__name__))
        if name in by_name:
            raise PluginError(f"two {kind}s are called {name}; give each a name of its own")
        by_name[name] = plugin
    return by_name


def installed(given: str, group: str) -> Any:
    """Make the plug-in that an installed package offers under a name.

    Parameters
    ----------
    given : str
        The name, with ``=`` and an argument where the plug-in takes one.
    group : str
        `RECOGNISERS` or `RESOLVERS`.

    Returns
    -------
    Recogniser or Resolver
        What the package's factory made.

    Raises
    ------
    PluginError
        If there is none, or it cannot be loaded.
    """
    name, _, argument = given.partition("=")
    kind = _KINDS[group]
    offers = {entry.name: entry for entry in entry_points(group=group)}
    if name not in offers:
        known = ", ".join(sorted(offers)) or "none"
        raise PluginError(f"{one_line(name)}: no {kind} of this name is installed; installed: {known}")
    try:
        factory = offers[name].load()
        return factory(argument) if argument else factory()
    except PluginError:
        raise
    except Exception as error:
        why = f"{kind} {name} cannot be loaded ({error_line(error)}); reinstall its package or leave it out"
        raise PluginError(why) from error


def _sound_span(span: Any, *, text: str) -> Span:
    """Return a span with plain bounds; an `InputError` says what is wrong with an unusable one."""
    if not isinstance(span, Span):
        raise InputError(f"gave a {type(span).__name__} instead of a Span")
    try:
        start, end = operator.index(span.start), operator.index(span.end)
    except TypeError:
        raise InputError(f"span {span.start!r}–{span.end!r} has no whole numbers for bounds") from None
    where = f"span {start}–{end}"
    if not 0 <= start <= end <= len(text):
        raise InputError(f"{where} is outside the text of {len(text)} code points")
    if not _WORD_CHARACTER.search(text, start, end):
        raise InputError(f"{where} holds no word")
    if _SURROGATE.search(text, start, end):
        raise InputError(f"{where} holds half a surrogate pair")
    if _WORD_CHARACTER.match(text[start - 1 : start]) and _WORD_CHARACTER.match(text[start]):
        # What counts bytes or UTF-16 units drifts behind the first emoji or accent, and ends up inside words.
        raise InputError(f"{where} begins inside a word; offsets count code points, not bytes or UTF-16 units")
    return replace(span, start=start, end=end)


def _sound_proposal(answer: tuple[int, Any], *, resolver: str, gazetteer: Gazetteer) -> tuple[int, Proposed]:
    """Return a proposal with its place; an `InputError` says what is wrong with an unusable one."""
    start, proposal = answer
    if not isinstance(proposal, Proposal):
        raise InputError(f"gave a {type(proposal).__name__} instead of a Proposal")
    score = proposal.score
    if not (isinstance(score, int | float) and 0 < score <= 1):
        raise InputError(f"score {score!r} is not above 0 and up to 1")
    if isinstance(proposal.place, Point):
        place = _place(proposal.place, resolver)
    else:
        known = gazetteer.get(proposal.place) if isinstance(proposal.place, str) else None
        if known is None:
            raise InputError(f"{one_line(str(proposal.place), 60)!r} is no id of a place of the gazetteer")
        place = known
    why = f"proposed by {resolver}"
    return start, Proposed(place, float(score), f"{why}: {proposal.reason}" if proposal.reason else why)


def _place(point: Point, resolver: str) -> Place:
    """A place of the resolver's own, as the gazetteer would describe it; where it lies says our map."""
    from conflictmap.regions.point import country_at

    lat, lon, name = point.lat, point.lon, point.name
    finite = all(isinstance(value, int | float) and math.isfinite(value) for value in (lat, lon))
    if not finite or abs(lat) > 90 or abs(lon) > 180:
        raise InputError(f"{lat!r}, {lon!r} is no latitude and longitude")
    if not isinstance(name, str) or not name.strip():
        raise InputError(f"the place at {lat}, {lon} has no name")
    return Place(
        id=f"{_UNFIT_FOR_IDS.sub('-', resolver)}@{lat:.4f},{lon:.4f}",
        name=name,
        kind=point.kind,
        lat=float(lat),
        lon=float(lon),
        country=country_at(lat, lon),
        district="",
        importance=0.0,
        tier="world",
        names=(Name(name, "other"),),
        source=f"proposed by {resolver}",
        confidence="medium",
    )
