"""All that was found out about one document."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from conflictmap._errors import Problem
from conflictmap.model.document import Document
from conflictmap.model.mention import Mention


@dataclass(frozen=True, slots=True)
class Applied:
    """What corrections did in one document.

    Attributes
    ----------
    corrected, confirmed, added, dropped : int
        Mentions given another place, left where they were, found by a correction alone, and taken away.
    used, overruled, left_aside : frozenset of int
        Numbers of the rules that decided something; that a narrower one forestalled; that would have added a name
        which recognition knows and takes for no place here.
    """

    corrected: int = 0
    confirmed: int = 0
    added: int = 0
    dropped: int = 0
    used: frozenset[int] = frozenset()
    overruled: frozenset[int] = frozenset()
    left_aside: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document with its mentions; plain values that may go from one process to another.

    Attributes
    ----------
    document : Document
        The report.
    mentions : tuple of Mention
        In the order of the text, never overlapping.
    rows : tuple of dict
        What the table of mentions says of each, by the columns of `conflictmap.COLUMNS`.
    applied : Applied
        What corrections did.
    problems : tuple of Problem
        What it was read without; the one reason when it failed.
    failed : bool
        It could not be analysed, and has no mentions for that.
    """

    document: Document
    mentions: tuple[Mention, ...] = ()
    rows: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    applied: Applied = Applied()
    problems: tuple[Problem, ...] = ()
    failed: bool = False
