"""The span of one place name in a document, and all that reading found out about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conflictmap.model.place import Place

LITERAL = "literal"
ASSOCIATIVE = "associative"


@dataclass(frozen=True, slots=True)
class SpatialRelation:
    """Words that make a name say where something else lies.

    Attributes
    ----------
    kind : str
        ``near``; ``edge`` (outskirts); ``toward`` (direction, sector); ``offset`` (a stated distance off); ``side``
        (beyond it in a direction); ``part`` (inside it); ``either`` of the last two, by what the place is;
        ``between`` it and another (also a road that joins them); ``border``.
    text : str
        The expression as it stands, with the names it holds: "20 km north of", "between Goris and Kapan".
    distance_km, spread_km : float
        The stated distance, and half the width of a stated range; 0 when there is none.
    bearing : float or None
        Degrees clockwise from north.
    sector : float
        Degrees that the words for the bearing leave open: 45 for eight winds, 22.5 for sixteen.
    partner : int or None
        Start of the other place's mention, for ``between`` and ``border``.
    """

    kind: str
    text: str
    distance_km: float = 0.0
    spread_km: float = 0.0
    bearing: float | None = None
    sector: float = 45.0
    partner: int | None = None


@dataclass(frozen=True, slots=True)
class Circle:
    """Where on the ground a mention may mean: a point and how far around it."""

    lat: float
    lon: float
    radius_km: float


@dataclass(slots=True)
class Mention:
    """A toponym in a text.

    The stages fill it in one after the other, each its own attributes, which saves a copy at every step; whoever gets
    it from the pipeline only reads it.

    Attributes
    ----------
    start, end : int
        Bounds in the document's text, in code points; ``text[start:end] == surface``.
    surface : str
        The name as it stands.
    sentence_start, sentence_end : int
        Bounds of the sentence around it.
    role : str
        ``literal`` (the place itself) or ``associative`` (those who rule or act there).
    role_reason : str
        The words that decided the role.
    candidates : tuple of str
        Ids of the places bearing the name; empty for a name no gazetteer has.
    kind : str
        Class of place the text asks for (``settlement``, ``district``, ``road``, ``water``, ``mountain``,
        ``facility``), empty when it says nothing.
    feature_term : str
        The word that asked.
    contained_in : tuple of int
        Start offsets of the mentions that name the area holding this one ("villages of the Tovuz district").
    area_sign : str
        What tells that the area of its name is meant, not the town; empty when the text says nothing.
    quarter : bool
        It is called a part of the town in ``contained_in``.
    list_id : int
        Number of the list it is a member of ("X, Y and Z"), -1 for a name alone.
    approximate : bool
        The name is a listed one with a qualifier the gazetteer lacks ("Ashaghi Veysalli").
    respelt : bool
        The candidates bear no name written like this, only names spelt alike.
    found_by : str
        The plug-in that found it; empty for our own.
    uncapitalised : bool
        It is written small, in a text without capitals.
    points : tuple of Place
        Places that plug-ins proposed and the gazetteer lacks.
    place_id : str or None
        The place chosen by resolution; None when nothing fits.
    precision : str or None
        How exactly the place's point stands for what is meant.
    score : float
        Between 0 and 1: how sure the resolution is.
    scores : tuple of (str, float)
        Candidates with their shares, best first.
    reason : str
        Why this place, in words.
    relation : SpatialRelation or None
        The words that place something near, between, beyond or in a part of it.
    meant : Circle or None
        The ground that is meant, after `conflictmap.geoprecision.locate`; the place's own without a relation.
    role_score : float
        Between 0 and 1: how often the rule that decided the role is right.
    decided_by : str
        The decision of a person that was followed ("corrected by overrides.csv line 3"); empty when reading alone
        decided.
    """

    start: int
    end: int
    surface: str
    sentence_start: int
    sentence_end: int
    role: str = LITERAL
    role_reason: str = ""
    candidates: tuple[str, ...] = ()
    kind: str = ""
    feature_term: str = ""
    area_sign: str = ""
    quarter: bool = False
    contained_in: tuple[int, ...] = ()
    list_id: int = -1
    approximate: bool = False
    respelt: bool = False
    found_by: str = ""
    uncapitalised: bool = False
    points: tuple[Place, ...] = ()
    place_id: str | None = None
    precision: str | None = None
    score: float = 0.0
    scores: tuple[tuple[str, float], ...] = ()
    reason: str = ""
    role_score: float = 0.0
    relation: SpatialRelation | None = None
    meant: Circle | None = None
    decided_by: str = ""
