"""All that was found out about one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from conflictmap._errors import Problem
from conflictmap._printable import one_line
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

    def plus(self, other: Applied) -> Applied:
        """Return what was done here and there.

        Examples
        --------
        >>> Applied(added=1, used=frozenset({0})).plus(Applied(added=2)).added
        3
        """
        if other == Applied():
            return self
        return Applied(
            corrected=self.corrected + other.corrected,
            confirmed=self.confirmed + other.confirmed,
            added=self.added + other.added,
            dropped=self.dropped + other.dropped,
            used=self.used | other.used,
            overruled=self.overruled | other.overruled,
            left_aside=self.left_aside | other.left_aside,
        )


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document with its mentions, or a part of it; plain values that may go from one process to another.

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
    part, parts : int
        Which part of the document this is, from 1, and how many it comes in.
    """

    document: Document
    mentions: tuple[Mention, ...] = ()
    rows: tuple[dict[str, Any], ...] = field(default=(), repr=False)
    applied: Applied = Applied()
    problems: tuple[Problem, ...] = ()
    failed: bool = False
    part: int = 1
    parts: int = 1

    def __repr__(self) -> str:
        what = "failed" if self.failed else f"{len(self.mentions)} mentions, {len(self.problems)} problems"
        part = f", part {self.part} of {self.parts}" if self.parts > 1 else ""
        return f"<Analysis of {one_line(self.document.id)}: {what}{part}>"

    @property
    def ends(self) -> bool:
        """Whether this is the document's last part."""
        return self.part == self.parts


def together(parts: Sequence[Analysis]) -> Analysis:
    """Return the parts of one document as one analysis; it failed if every part did.

    Parameters
    ----------
    parts : sequence of Analysis
        All parts, in their order.
    """
    if len(parts) == 1:
        return parts[0]
    applied = Applied()
    for part in parts:
        applied = applied.plus(part.applied)
    return Analysis(
        document=parts[0].document,
        mentions=tuple(mention for part in parts for mention in part.mentions),
        rows=tuple(row for part in parts for row in part.rows),
        applied=applied,
        problems=tuple(problem for part in parts for problem in part.problems),
        failed=all(part.failed for part in parts),
    )
