"""What readers take and give: named bytes in, texts with what they say of themselves out."""

from __future__ import annotations

import errno
import io
import os
import re
import stat
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeAlias

from conflictmap._errors import Problem, UnreadableError
from conflictmap._limits import Limits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator


SMALL = 1_000_000
"""Bytes that any file may unpack to, however small it is."""

NO_FILE = "no file but a pipe, a device or a socket; it is not read"
_EXCHANGED = "something else took its place while the folder was read; it is not read"
_NOFOLLOW = getattr(os, "O_NOFOLLOW", 0)
_NO_WAITING = getattr(os, "O_NONBLOCK", 0)  # a pipe would keep whoever opens it until somebody writes
_BYTE = re.compile("[\udc80-\udcff]")
_HALF = re.compile("[\ud800-\udfff]")


def shown(name: str) -> str:
    r"""Return a file's name as text: bytes that are no UTF-8 as ``\xe9``.

    Examples
    --------
    >>> print(shown("caf\udce9.txt"))
    caf\xe9.txt
    """
    return _HALF.sub("\ufffd", _BYTE.sub(lambda byte: f"\\x{ord(byte[0]) - 0xDC00:02x}", name))


@dataclass(frozen=True, slots=True)
class Note:
    """How a source was understood, where that was guessed: ``text from the column notes``.

    Attributes
    ----------
    where : str
        The source.
    what : str
        What was guessed.
    doubtful : bool
        The guess may be wrong, and nothing else would tell.
    """

    where: str
    what: str
    doubtful: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user chose for reading.

    Attributes
    ----------
    encoding : str or None
        Encoding of text without a byte order mark that is not UTF-8; None to tell it from the bytes.
    encodings : tuple of (str, str)
        Patterns of names and the encoding of those files, which counts before `encoding`: ``("*.old", "cp1251")``.
    columns : dict of str to str
        For tables: what a column is (``text``, ``title``, ``date``, ``url``, ``source``, ``language``, ``id``,
        ``lat``, ``lon``) → its name; the others are guessed.
    columns_of : tuple of (str, dict)
        Patterns of names and the columns of those tables, which count before `columns` and must be there.
    limits : Limits
        Bounds on sizes, counts and time.
    on_note : callable, optional
        Called with a `Note` where something of a source is guessed, as the columns of a table are.
    fetch : callable, optional
        Returns what stands under a web address: `conflictmap.documents.fetch.Fetcher`. By default none is asked for.
    required : frozenset of str
        What of `columns` a table must have; in a table without one of the others, that is guessed, and said.
    """

    encoding: str | None = None
    columns: dict[str, str] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    on_note: Callable[[Note], None] | None = None
    encodings: tuple[tuple[str, str], ...] = ()
    fetch: Callable[[str, Limits], Source] | None = None
    columns_of: tuple[tuple[str, dict[str, str]], ...] = ()
    required: frozenset[str] = frozenset()

    def for_source(self, source: Source) -> Choices:
        """Return what was chosen for one source: its own encoding, its own columns."""
        encoding = next((name for pattern, name in self.encodings if _fits(source, pattern)), self.encoding)
        columns, required = self.columns, self.required
        for pattern, own in reversed(self.columns_of):
            if _fits(source, pattern):
                columns, required = {**columns, **own}, required | own.keys()
        return replace(self, encoding=encoding, encodings=(), columns=columns, columns_of=(), required=required)

    def is_text(self, source: Source) -> bool:
        """Tell a file of no known kind that is text, for an encoding was named for files so called."""
        return any(_fits(source, pattern) for pattern, _ in self.encodings)


def _fits(source: Source, pattern: str) -> bool:
    return fnmatch(source.name, pattern) or fnmatch(PurePosixPath(source.name).name, pattern)


@dataclass(frozen=True, slots=True)
class Source:
    """A file, a member of an archive or standard input.

    Attributes
    ----------
    name : str
        Its path below the input, with ``/``; a member's behind its archive's: ``box.zip/notes/a.txt``.
    path : pathlib.Path or None
        Where it lies on disk, for readers that stream; None for what has been unpacked.
    data : bytes or None
        Its bytes where there is no path.
    depth : int
        Archives it lies in.
    named : bool
        It was named by itself, so that it is read as text if it is of no known kind.
    address : str
        Its address on the web, if it was fetched.
    home : pathlib.Path or None
        The folder it was found in, resolved: nothing outside of it is read, whatever is put in the file's place.
    """

    name: str
    path: Path | None = None
    data: bytes | None = None
    depth: int = 0
    named: bool = False
    address: str = ""
    home: Path | None = None

    @property
    def suffix(self) -> str:
        """The last suffix of the name, in small letters: ``.html``."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """The name's last part without its suffix."""
        return PurePosixPath(self.name).stem

    @property
    def place(self) -> str:
        """Where it lies, for messages: its path, failing that its name."""
        return shown(str(self.path)) if self.path is not None else self.address or self.name

    def open(self) -> BinaryIO:
        """Open it for reading from the beginning.

        Raises
        ------
        UnreadableError
            If a link, a pipe or a device took its place.
        """
        return _opened(self.path, self.home) if self.path is not None else io.BytesIO(self.data or b"")

    def size(self) -> int:
        """Return its number of bytes; 0 where it has gone, which its reader will tell."""
        if self.path is None:
            return len(self.data or b"")
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def head(self, length: int = 4096) -> bytes:
        """Return its first bytes."""
        with self.open() as file:
            return file.read(length)

    def read(self, limits: Limits) -> bytes:
        """Return all bytes.

        Raises
        ------
        UnreadableError
            If there are more than the limits allow.
        """
        with self.open() as file:
            size = os.fstat(file.fileno()).st_size if self.path is not None else 0
            data = file.read(limits.file_bytes + 1) if size <= limits.file_bytes else b""
        if max(size, len(data)) > limits.file_bytes:
            raise UnreadableError(f"larger than {limits.megabytes()}; split it, or {limits.more('file_bytes')}")
        return data


def _opened(path: Path, home: Path | None) -> BinaryIO:
    """Open a file, one found in a folder only while it lies there: it is asked again once it is open."""
    real = path if home is None else path.resolve(strict=True)
    if home is not None and not real.is_relative_to(home):
        raise UnreadableError(_EXCHANGED)
    asked = _NO_WAITING if home is None else _NO_WAITING | _NOFOLLOW
    try:
        file = open(real, "rb", opener=lambda name, flags: os.open(name, flags | asked))  # noqa: SIM115
    except OSError as error:
        raise UnreadableError(_EXCHANGED) if error.errno == errno.ELOOP and home is not None else error from None
    if why := _why_not(file, real, home):
        file.close()
        raise UnreadableError(why)
    return file


def _why_not(file: BinaryIO, path: Path, home: Path | None) -> str:
    """Return why an open file is not read, if it is not what was to be opened."""
    status = os.fstat(file.fileno())
    if not stat.S_ISREG(status.st_mode):
        return NO_FILE
    if home is None or not _NOFOLLOW:
        return ""
    # A folder on the way may have become a link before it was opened.
    try:
        is_there = path.resolve() == path and os.path.samestat(path.stat(), status)
    except OSError:
        is_there = False
    return "" if is_there else _EXCHANGED


@dataclass(frozen=True, slots=True)
class Part:
    """One report of a source: its text, and what the source says of it.

    Attributes
    ----------
    text : str
        The report; what surrounds it in the source (menus, headers, signatures) left out.
    id : str
        What the source calls it; empty to have it named after the source and `where`.
    where : str
        Its place in the source: ``row 7``, ``page 3``, ``message 12``; empty where a source is one report.
    title, url, publisher, language : str or None
        As the source states them.
    date : str, datetime.date or None
        As the source states it; text is understood later, in any usual form.
    lat, lon : float or None
        Coordinates the source gives, EPSG:4326.
    made : bool
        The source knows a day on which it was made or saved; never the report's, which may be much older.
    month_first : bool or None
        How ``04/10/2020`` is meant in it; None if nothing tells.
    """

    text: str
    id: str = ""
    where: str = ""
    title: str | None = None
    date: str | dt.date | None = None
    url: str | None = None
    publisher: str | None = None
    language: str | None = None
    lat: float | None = None
    lon: float | None = None
    made: bool = False
    month_first: bool | None = None


Read: TypeAlias = "Part | Problem | Source"


class Reader(Protocol):
    """Reads one family of formats.

    It yields a `Part` for every report; a `Problem` for every row, page or message that cannot be read; a `Source`
    for every member that is a file of its own (archives, mail attachments). It raises `UnreadableError` when nothing
    of the source can be read.
    """

    def __call__(self, source: Source, choices: Choices, /) -> Iterator[Read]:
        """Read one source."""


@dataclass(slots=True)
class Room:
    """How much a file may still unpack to, all archives inside its archives together.

    Attributes
    ----------
    size, members, text : int
        Bytes, files and characters of reports that are left.
    """

    size: int
    members: int
    text: int

    @classmethod
    def of(cls, source: Source, limits: Limits) -> Room:
        """Return what one file may unpack to."""
        size = max(SMALL, limits.ratio * source.size())
        return cls(size, limits.members, size)

    @property
    def is_full(self) -> bool:
        """Whether no more of the file is read."""
        return min(self.size, self.members, self.text) < 0

    def take(self, size: int) -> None:
        """Count a member of so many bytes."""
        self.size -= size
        self.members -= 1

    def hold(self, length: int) -> None:
        """Count a text of so many characters."""
        self.text -= length

    def why(self, limits: Limits) -> str:
        """Return why no more is read, and how more would be."""
        if self.text < 0:
            return f"more text than is allowed of a file of its size; the rest is not read; {limits.more('ratio')}"
        name = "members" if self.members < 0 else "ratio"
        what = "with all archives inside it, the file unpacks to more than is allowed; the rest is not read"
        return f"{what}; {limits.more(name)}"
