"""What a plug-in is: recognisers find further names, resolvers propose further places."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from conflictmap.model.document import Document
from conflictmap.model.mention import Mention
from conflictmap.model.place import Place


@dataclass(frozen=True, slots=True)
class Span:
    """A place name that a recogniser found.

    Attributes
    ----------
    start, end : int
        Bounds in ``document.text``, in code points (neither bytes nor UTF-16 units), the end not included.
    label : str
        What the recogniser calls it, for whoever filters its spans before handing them on.
    score : float or None
        How sure it is; of two spans of one length that overlap the surer one stands.
    """

    start: int
    end: int
    label: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A place that the gazetteer lacks.

    Attributes
    ----------
    lat, lon : float
        Degrees, EPSG:4326.
    name : str
        What readers shall see.
    kind : str
        ``city``, ``town``, ``village``, ``river`` and so on, as in the gazetteer; empty when not known.
    """

    lat: float
    lon: float
    name: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A place that a resolver thinks a mention may mean.

    Attributes
    ----------
    place : str or Point
        Id of a place of the gazetteer, or a place of its own.
    score : float
        Above 0 and up to 1: how sure it is. At 1 the proposal weighs as much as a generic word beside the name.
    reason : str
        Why, in words a reader understands; may be empty.
    """

    place: str | Point
    score: float = 1.0
    reason: str = ""


class Recogniser(Protocol):
    """Finds place names in a document.

    A name it finds becomes a mention where no mention of ours, no person, organisation or demonym stands.
    """

    @property
    def name(self) -> str:
        """What readers see in the reasons of its mentions."""

    def __call__(self, document: Document, /) -> Iterable[Span]:
        """Find the place names of one document."""


class Resolver(Protocol):
    """Proposes places for a mention. A proposal adds a candidate or a vote for one, and deletes none."""

    @property
    def name(self) -> str:
        """What readers see in the reasons of the places it proposed."""

    def __call__(self, document: Document, mention: Mention, /) -> Iterable[Proposal]:
        """Propose places for one mention, which holds the candidates found so far."""


AnyRecogniser: TypeAlias = "str | Recogniser | Callable[[Document], Iterable[Span]]"
AnyResolver: TypeAlias = "str | Resolver | Callable[[Document, Mention], Iterable[Proposal]]"


@dataclass(frozen=True, slots=True)
class Proposed:
    """A place that a plug-in proposes for a mention: how sure it is, and why."""

    place: Place
    score: float
    reason: str
