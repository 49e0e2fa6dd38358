"""All errors a user can meet. Each says what is wrong, where, and what to do."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conflictmap._printable import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_NUMBER = re.compile(r"\d[\d.,]*")
_REASONS = 6
_LONGEST_REASON = 120


_LONGEST = 1000


class ConflictMapError(Exception):
    """Base of every error raised on purpose by conflictmap; one line, whatever was handed in."""

    def __str__(self) -> str:
        message = super().__str__()
        if "\n" in message:
            message = one_line(message, len(message))
        # What is wrong stands at the end, behind what was handed in.
        half = _LONGEST // 2
        return message if len(message) <= _LONGEST else f"{message[: half - 1]}…{message[-half:]}"


class InputError(ConflictMapError, ValueError):
    """A report, folder or option that cannot be used as given."""


class UnreadableError(InputError):
    """A document that exists but cannot be read as text."""


class NoReaderError(UnreadableError):
    """A file of a kind that is known and not read.

    Attributes
    ----------
    way : str
        What to do, of several such files; empty where files of the kind hold no reports.
    """

    def __init__(self, message: str, way: str) -> None:
        super().__init__(message)
        self.way = way

    def __reduce__(self) -> tuple[type[NoReaderError], tuple[str, str]]:
        return type(self), (str(self), self.way)


class OutputError(ConflictMapError, OSError):
    """A result that cannot be written where it was asked for."""


class GeodataError(ConflictMapError, RuntimeError):
    """Shipped geodata that is missing or damaged."""


class UnknownResourceError(ConflictMapError, RuntimeError):
    """A map layer that needs a file from the network which is not carried offline."""


class PluginError(ConflictMapError, RuntimeError):
    """A plug-in that cannot be used: unknown, not installed, or without what it needs."""


class AnalysisError(ConflictMapError, RuntimeError):
    """Reports of which not one could be analysed."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something of a batch that was left out or done without: where it stood, and why.

    Attributes
    ----------
    where, why : str
        What it is about, such as a document's id, and what is wrong.
    partial : bool
        The document was read all the same, without a part such as its date or what a plug-in could add.
    count : int
        How many files it stands for.
    trace : str
        The traceback of the error behind it, for whoever repairs it; empty when there was none.
    file : str
        The file it was found in, however deep inside; empty where it is about no file.

    Examples
    --------
    >>> str(Problem("reports/a.txt", "not UTF-8 text"))
    'reports/a.txt: not UTF-8 text'
    """

    where: str
    why: str
    partial: bool = False
    count: int = 1
    trace: str = field(default="", repr=False, compare=False)
    file: str = field(default="", repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


def by_reason(problems: Iterable[Problem]) -> str:
    """Return how often each reason stands among problems, the most frequent first.

    Parameters
    ----------
    problems : iterable of Problem
        Reasons that differ in their numbers alone are one, shown as it stands first.

    Returns
    -------
    str
        A part of a line; reasons beyond the sixth are only counted.

    Examples
    --------
    >>> by_reason([Problem("a", "no text"), Problem("b", "a damaged PDF"), Problem("c", "no text")])
    '2 × no text, 1 × a damaged PDF'
    """
    counts: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for problem in problems:
        alike = _NUMBER.sub("0", problem.why)
        counts[alike] += problem.count
        shown.setdefault(alike, one_line(problem.why, _LONGEST_REASON))
    most = counts.most_common(_REASONS)
    # What is counted by kind says its number itself.
    named = [why if (why := shown[alike]).startswith(f"{count} ") else f"{count} × {why}" for alike, count in most]
    rest = counts.total() - sum(count for _, count in most)
    return ", ".join([*named, f"{rest} × something else"] if rest else named)


def first_of(problems: Sequence[Problem]) -> str:
    """Return the first of some problems, and of the others how often each reason stands.

    Examples
    --------
    >>> first_of([Problem("a.txt", "no text"), Problem("b.pdf", "a damaged PDF"), Problem("c.txt", "no text")])
    'a.txt: no text (and 2 more: 1 × a damaged PDF, 1 × no text)'
    """
    first, others = problems[0], problems[1:]
    if not others:
        return str(first)
    more = f"{sum(problem.count for problem in others)} more"
    if all(problem.why == first.why for problem in others):
        return f"{first} (and {more} for the same reason)"
    return f"{first} (and {more}: {by_reason(others)})"
