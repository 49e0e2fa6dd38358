"""The span of one place name in a document, and all that reading found out about it."""

from __future__ import annotations

from dataclasses import dataclass

LITERAL = "literal"
ASSOCIATIVE = "associative"


@dataclass(frozen=True, slots=True)
class Mention:
    """A toponym in a text.

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
    kind_word : str
        The word that asked.
    within : tuple of int
        Start offsets of the mentions that name the area holding this one ("villages of the Tovuz district").
    group : int
        Number of the list it is a member of ("X, Y and Z"), -1 for a name alone.
    near : bool
        The text places something near it rather than in it.
    approximate : bool
        The name is a listed one with a qualifier the gazetteer lacks ("Ashaghi Veysalli").
    respelt : bool
        The candidates bear no name written like this, only names spelt alike.
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
    role_score : float
        Between 0 and 1: how often the rule that decided the role is right.
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
    kind_word: str = ""
    within: tuple[int, ...] = ()
    group: int = -1
    near: bool = False
    approximate: bool = False
    respelt: bool = False
    place_id: str | None = None
    precision: str | None = None
    score: float = 0.0
    scores: tuple[tuple[str, float], ...] = ()
    reason: str = ""
    role_score: float = 0.0
