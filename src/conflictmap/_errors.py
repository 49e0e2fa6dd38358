"""All errors a user can meet. Each says what is wrong, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field

from conflictmap._printable import one_line

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

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"
