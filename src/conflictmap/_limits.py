"""How much may be read before a file is taken for broken or hostile, and which option allows more: the only table."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


def _limit(default: int, option: str, what: str, *, size: bool = False) -> Any:
    return field(default=default, metadata={"option": option, "what": what, "size": size})


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read of one file; what is beyond costs that file, or the rest of it, and is said.

    Each is an option of the command line, too; `LIMITS` is their table.

    Attributes
    ----------
    file_bytes : int
        Of one file, or of one member of an archive once it is unpacked.
    text_length : int
        Code points of one report.
    seconds : int
        A file may take to its first or next report, where other people's libraries read it: PDF, web pages, office
        documents, spreadsheets, Parquet, mails, feeds, web archives. What is read here takes time by its size. Counted
        is the work of the processor, so that a busy machine refuses no more files than an idle one, and ten times as
        much by the clock; Windows counts by the clock.
    memory : int
        Bytes that such a file may take while it is read, or twenty times its size, whichever is more; on Linux.
    pages, rows, members : int
        Of one paged document; of one table or feed; of one archive or mailbox.
    ratio : int
        Unpacked bytes for each packed one.
    depth : int
        Archives inside archives.

    Examples
    --------
    >>> Limits(pages=500).more("pages")
    'allow more: --max-pages, in Python Limits(pages=…)'
    """

    file_bytes: int = _limit(
        500_000_000, "--max-file-size", "Size of a file, or of a member of an archive once unpacked.", size=True
    )
    text_length: int = _limit(100_000_000, "--max-text-length", "Characters of one report.")
    seconds: int = _limit(120, "--max-seconds", "Seconds of work that a file may take to its first or next report.")
    memory: int = _limit(
        800_000_000, "--max-memory", "Memory that a file may take, or 20 times its size; on Linux.", size=True
    )
    pages: int = _limit(10_000, "--max-pages", "Pages of a PDF.")
    rows: int = _limit(2_000_000, "--max-rows", "Rows of a table, articles of a feed.")
    members: int = _limit(100_000, "--max-members", "Files of an archive, messages of a mailbox.")
    ratio: int = _limit(200, "--max-ratio", "Unpacked bytes for each packed one.")
    depth: int = _limit(3, "--max-depth", "Archives inside archives.")

    @staticmethod
    def more(*names: str) -> str:
        """Return how more is allowed than by limits of these names, for messages."""
        options = {limit.name: limit.metadata["option"] for limit in LIMITS}
        by = " or ".join(options[name] for name in names)
        return f"allow more: {by}, in Python Limits({', '.join(f'{name}=…' for name in names)})"

    def rest(self, name: str, what: str) -> str:
        """Return that the rest of a file is not read, for there is more of something than a limit allows."""
        return f"more than {getattr(self, name):,} {what}; the rest is not read; {self.more(name)}"

    def megabytes(self) -> str:
        """Return the size that a file may have, for messages."""
        return size_in_words(self.file_bytes)


def size_in_words(size: float) -> str:
    """Return a size for messages.

    Examples
    --------
    >>> size_in_words(5), size_in_words(50_000), size_in_words(1_260_000), size_in_words(60_000_123)
    ('5 bytes', '50 kB', '1.3 MB', '60 MB')
    """
    if size < 1000:
        return f"{size:.0f} byte{'' if size == 1 else 's'}"
    number, unit = (size / 1000, "kB") if size < 1_000_000 else (size / 1_000_000, "MB")
    return f"{number:,.0f} {unit}" if number >= 10 else f"{round(number, 1):g} {unit}"


LIMITS = fields(Limits)
"""Every limit: its name, its default and, as metadata, its option, what it bounds and whether it is a size."""
