"""Where a long text may be cut, so that it is read piece by piece."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

LONGEST = 400_000
"""Code points up to which a text is read whole."""
_BESIDE = 20_000  # code points read on either side of a piece, for what its neighbours say of its names
_BACK = 10_000  # code points gone back for a better place to cut
# The best place first. What follows the last match of the first that matches begins a piece.
_ENDS = tuple(map(re.compile, (r"\n\s*\n", r"\n", r"(?<![^\w\s])(?=[^\w\s]*?[.!?…։])[^\w\s]++\s+", r"\s+")))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and what is read with it.

    Attributes
    ----------
    start, end : int
        Bounds of what is its own.
    first, last : int
        Bounds of what is read, for the sake of the names near its own bounds.
    """

    start: int
    end: int
    first: int
    last: int


def pieces(text: str) -> list[Piece]:
    r"""Cut a text into pieces of about one length, at the ends of paragraphs; failing those of lines and sentences.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of Piece
        They follow each other without a gap; one piece for a text of no more than `LONGEST`.

    Examples
    --------
    >>> pieces("Calm in Goris.")
    [Piece(start=0, end=14, first=0, last=14)]
    >>> [piece.end - piece.start for piece in pieces("Goris is calm.\n" * 50_000)]
    [375000, 375000]
    """
    size = len(text)
    count = -(-size // LONGEST) or 1
    cuts = [0, *(_end(text, size * number // count) for number in range(1, count)), size]
    return [
        Piece(
            start,
            end,
            _end(text, start - _BESIDE) if start else 0,
            _end(text, end + _BESIDE) if end < size else size,
        )
        for start, end in pairwise(cuts)
    ]


def _end(text: str, near: int) -> int:
    """The best place to cut shortly before an offset; the offset itself where words never end."""
    if not 0 < near < len(text):
        return min(max(near, 0), len(text))
    low = max(near - _BACK, 0)
    for ends in _ENDS:
        found = low
        for match in ends.finditer(text, low, near):
            found = match.end()
        if found > low:
            return found
    return near
