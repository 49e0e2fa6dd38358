"""Reports in, documents out: one report after the other, those that cannot be read beside them as problems."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from conflictmap._arguments import check, check_callable
from conflictmap._errors import InputError, NoReaderError, PluginError, Problem, first_of
from conflictmap._files import is_file
from conflictmap._printable import sound
from conflictmap.documents.apart import problem_of, reader_of
from conflictmap.documents.encodings import check_encoding
from conflictmap.documents.formats import counted, format_of, text_format
from conflictmap.documents.inputs import sources
from conflictmap.documents.metadata import date_of
from conflictmap.documents.order import in_order
from conflictmap.documents.parts import Choices, Note, Part, Room, shown
from conflictmap.documents.readers.fields import language_of
from conflictmap.language.detect import detect_language
from conflictmap.model.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from conflictmap.documents.formats import Format
    from conflictmap.documents.parts import Read, Source

_LOG = logging.getLogger("conflictmap.documents")  # below warnings, which are given where nobody listens for problems
_UNKNOWN = "of no known kind; a file of text is read whatever its suffix where it is named by itself"
_ONLY_MADE = "no date stated; the day the file was made or saved is not taken for it, one in its name is"
_NAMED = 3  # inputs
_NO_REPORTS = "fonts, programs or styles"


class DocumentWarning(UserWarning):
    """A document of a batch was left out, or read in part, because it could not be read."""


def read(
    *inputs: str | Path,
    encoding: str | None = None,
    choices: Choices | None = None,
    on_problem: Callable[[Problem], None] | None = None,
    on_note: Callable[[Note], None] | None = None,
) -> list[Document]:
    r"""Read reports from files, folders, patterns or standard input.

    Parameters
    ----------
    *inputs : str or pathlib.Path
        Files of any kind that `conflictmap.documents.formats` lists, folders (searched through all levels), patterns,
        ``"-"`` for standard input, or web addresses where `choices` say how they are fetched. Text files may open with
        front matter between two ``---`` lines holding ``title``, ``date``, ``url``, ``source`` and ``language``.
    encoding : str, optional
        Encoding of text without a byte order mark that is not UTF-8; told from the bytes by default.
    choices : Choices, optional
        Further choices: columns of tables, limits. Its encoding counts where `encoding` is not given.
    on_problem : callable, optional
        Called with a `Problem` for everything that cannot be read; the rest is read.
        A problem with `Problem.partial` set tells of a report that was read all the same, without its date.
        By default a `DocumentWarning` is issued instead.
    on_note : callable, optional
        Called with a `Note` for every guess: the encoding of a file, the columns of a table, which of day and month
        is which; and for what of a folder is no report. By default a `DocumentWarning` is issued for what would go
        unnoticed if it were wrong.

    Returns
    -------
    list of Document
        In the order of the inputs; folders sorted by path. Ids are unique.

    Raises
    ------
    InputError
        If an input does not exist, or nothing could be read at all.

    See Also
    --------
    iterate : the same one by one, for more reports than the memory holds.

    Examples
    --------
    >>> from pathlib import Path
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder, "2020-10-04.txt")
    ...     _ = file.write_text("---\ntitle: Calm in Barda\n---\nBarda was quiet.\n", encoding="utf-8")
    ...     [document] = read(folder)
    >>> document.title, str(document.date), document.text
    ('Calm in Barda', '2020-10-04', 'Barda was quiet.\n')
    """
    check("encoding", encoding, str, "the name of an encoding")
    check("choices", choices, Choices, "conflictmap.documents.parts.Choices")
    check_callable("on_problem", on_problem)
    check_callable("on_note", on_note)
    chosen = choices or Choices()
    if encoding is not None:
        chosen = replace(chosen, encoding=encoding)
    chosen = replace(chosen, on_note=on_note or chosen.on_note or _warn_of_doubt)
    documents: list[Document] = []
    problems: list[Problem] = []
    warned = 0
    for item in iterate(*inputs, choices=chosen):
        if isinstance(item, Document):
            documents.append(item)
        else:
            problems.append(item)
            if on_problem is not None:
                on_problem(item)
        if on_problem is None and documents:  # if there are none, the error says it all
            for problem in problems[warned:]:
                warnings.warn(str(problem), DocumentWarning, stacklevel=2)
            warned = len(problems)
    if not documents:
        raise nothing_read(inputs, problems)
    return documents


def nothing_read(inputs: Sequence[str | Path], problems: Sequence[Problem]) -> InputError:
    """Return the error for inputs without a single document."""
    return InputError(first_of(problems) if problems else f"{inputs[0]}: no document found")


def _warn_of_doubt(note: Note) -> None:
    if note.doubtful:
        warnings.warn(str(note), DocumentWarning, stacklevel=4)


def iterate(*inputs: str | Path, choices: Choices | None = None) -> Iterator[Document | Problem]:
    """Read reports one by one, so that only one is in memory.

    Parameters
    ----------
    *inputs : str or pathlib.Path
        As `read` takes them.
    choices : Choices, optional
        As `read` takes them.

    Yields
    ------
    Document or Problem
        In the order of the inputs. Files of folders and archives that are of no kind that is read are told at the end,
        one problem a kind.

    Raises
    ------
    InputError
        If an input does not exist.
    """
    if not inputs:
        raise InputError("nothing to read: name a file, a folder, or - for standard input")
    chosen = choices or Choices()
    # Told from here, not from within readers: whatever `on_note` raises is no fault of a file.
    notes: list[Note] = []

    def noted(note: Note) -> None:
        _LOG.info("%s", note)
        notes.append(note)

    reading = Reading(replace(chosen, on_note=noted))
    for item in reading.all(inputs):
        if isinstance(item, Problem):
            _LOG.info("not read as it is: %s", item)
        else:
            _LOG.debug("read %s, %d characters", item.where or item.id, len(item.text))
        yield item
        while notes and chosen.on_note is not None:
            chosen.on_note(notes.pop(0))
    for note in notes:  # those of the end, behind the last document
        if chosen.on_note is not None:
            chosen.on_note(note)


class Reading:
    """One run over all inputs: what was chosen, what was passed over, which ids are given."""

    def __init__(self, choices: Choices) -> None:
        for name in filter(None, (choices.encoding, *(encoding for _, encoding in choices.encodings))):
            check_encoding(name)
        self.choices = choices
        self.passed: Counter[str] = Counter()
        self._unread: Counter[tuple[str, str]] = Counter()
        self._unknown: Counter[str] = Counter()
        self._read: set[str] = set()
        self._doubted: set[tuple[str, str]] = set()
        self._ids = _Ids()
        self._room = Room(sys.maxsize, sys.maxsize, sys.maxsize)

    def all(self, inputs: Collection[str | Path]) -> Iterator[Document | Problem]:
        """Everything in all inputs."""
        # A column that the only table lacks is a slip of the pen; of many tables one may lack it.
        if len(inputs) == 1 and all(str(only) == "-" or is_file(Path(str(only))) for only in inputs):
            self.choices = replace(self.choices, required=frozenset(self.choices.columns))
        for source in sources(inputs, self.passed, self.choices.limits, self.choices.fetch):
            if isinstance(source, Problem):
                yield source
            elif self._is_new(source):
                self._room = Room.of(source, self.choices.limits)
                for item in self.documents(source):
                    yield replace(item, file=source.place) if isinstance(item, Problem) else item
        yield from self._left(_together([str(item) for item in inputs]))

    def _is_new(self, source: Source) -> bool:
        """Tell a file from one that another input named before."""
        if source.path is None:
            return True
        at = os.path.abspath(source.path)  # noqa: PTH100 – links stay as they are, and no look at the disk
        if at in self._read:
            self.passed["named twice"] += 1
            return False
        self._read.add(at)
        return True

    def _left(self, inputs: str) -> Iterator[Problem]:
        """Tell what of folders and archives was not read, by kind, with the way out."""
        for (kind, way), count in sorted(self._unread.items(), key=lambda item: (-item[1], item[0])):
            yield Problem(inputs, f"{counted(kind, count)}: {way}", count=count)
        for suffix, count in sorted(self._unknown.items(), key=lambda item: (-item[1], item[0])):
            files = "file" if count == 1 else "files"
            what = f"{suffix} {files}" if suffix else f"{files} without a suffix"
            yield Problem(inputs, f"{count} {what} not read: {_UNKNOWN}", count=count)
        if self.passed and self.choices.on_note is not None:
            kinds = ", ".join(f"{count} {why}" for why, count in sorted(self.passed.items()))
            self.choices.on_note(Note(inputs, f"passed over: {kinds}"))

    def documents(self, source: Source) -> Iterator[Document | Problem]:
        """Everything in a source, and in the sources inside it."""
        kind: Format | None = None
        try:
            as_text = source.named or self.choices.is_text(source)
            kind = format_of(source) or (text_format() if as_text else None)
            if kind is None:
                self._unknown[source.suffix] += 1
                return
            yield from self.parts(reader_of(kind)(source, self.choices.for_source(source)), source)
        except PluginError:
            raise
        except NoReaderError as error:
            yield from self._unreadable(error, kind, source)
        except Exception as error:
            yield problem_of(error, kind, source)

    def parts(self, found: Iterable[Document | Read], source: Source) -> Iterator[Document | Problem]:
        """Everything that a reader found in a source."""
        item = None
        for item in in_order(found, source.name, source.place, self.choices.on_note):
            if source.depth and self._room.is_full:
                return
            if isinstance(item, Part):
                # A file can name one long text over and over, as workbooks and books do.
                self._room.hold(len(item.text))
                if self._room.is_full:
                    yield Problem(source.place, self._room.why(self.choices.limits))
                    return
                yield from self._document(item, source)
            elif isinstance(item, Document | Problem):
                yield item
            else:
                yield from self._member(item)
        if item is None and source.name:
            yield Problem(source.place, "no report in it")

    def _doubt(self, source: Source, what: str) -> None:
        """Tell what is doubtful of a source, once."""
        if self.choices.on_note is not None and (source.place, what) not in self._doubted:
            self._doubted.add((source.place, what))
            self.choices.on_note(Note(source.place, what, doubtful=True))

    def _unreadable(self, error: NoReaderError, kind: Format | None, source: Source) -> Iterator[Problem]:
        """Tell of a kind that is not read; it is counted where many files of it may come."""
        if source.named:
            yield Problem(source.place, str(error))
        elif kind and error.way:
            self._unread[kind.name, error.way] += 1
        else:
            self.passed[_NO_REPORTS] += 1

    def _member(self, source: Source) -> Iterator[Document | Problem]:
        if self._room.is_full:
            return
        self._room.take(len(source.data or b""))
        if self._room.is_full:
            yield Problem(source.name, self._room.why(self.choices.limits))
        elif source.depth > self.choices.limits.depth:
            limits = self.choices.limits
            yield Problem(
                source.name, f"lies in more than {limits.depth} archives; unpack it, or {limits.more('depth')}"
            )
        else:
            yield from self.documents(source)

    def _document(self, part: Part, source: Source) -> Iterator[Document | Problem]:
        inside = f", {part.where}" if part.where else ""
        place = ", ".join(filter(None, (source.place, part.where)))  # texts of Python lie in no file
        text = sound(part.text)
        if not text.strip():
            yield Problem(place, "no text")
            return
        longest = self.choices.limits.text_length
        if len(text) > longest:
            why = f"a text of {len(text):,} characters, where {longest:,} are allowed; split it, or "
            why += self.choices.limits.more("text_length")
            yield Problem(place, why)
            return
        # A file's name tells the day of the one report it is, not that of a hundred rows.
        name = "" if part.where else source.name
        date, period, doubt = date_of(part.date, name, text, month_first=part.month_first)
        if doubt and date is None:
            yield Problem(place, f"{doubt}; read without a date", partial=True)
        elif doubt:
            self._doubt(source, doubt)
        elif date is None and period is None and part.made:
            self._doubt(source, _ONLY_MADE)
        yield Document(
            id=self._ids.unique(sound(part.id), source, part.where),
            text=text,
            title=_stated(part.title) or (None if part.where else source.stem),
            date=date,
            period=period,
            url=_stated(part.url) or source.address or None,
            source=_stated(part.publisher),
            language=language_of(part.language) or detect_language(text),
            where=source.name + inside if source.name else "",
            given_lat=part.lat,
            given_lon=part.lon,
        )


def _together(inputs: list[str]) -> str:
    more = f" and {len(inputs) - _NAMED} more" if len(inputs) > _NAMED else ""
    return shown(", ".join(inputs[:_NAMED])) + more


def _stated(value: str | None) -> str | None:
    return (sound(value).strip() or None) if isinstance(value, str) else None


class _Ids:
    """Ids given so far; equal ones are told apart by the file they come from, failing that by a number."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def unique(self, stated: str, source: Source, where: str) -> str:
        plain = stated or (f"{source.name}#{where}" if where else source.name)
        tried = plain
        if tried in self._given:
            tried = f"{source.name}#{plain}" if stated else source.place + (f"#{where}" if where else "")
        number = 1
        while tried in self._given:
            number += 1
            tried = f"{plain}~{number}"
        self._given.add(tried)
        return tried
