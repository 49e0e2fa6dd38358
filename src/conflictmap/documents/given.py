"""What Python hands in as documents: documents, texts, records, tables."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sized
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from conflictmap._errors import InputError, Problem
from conflictmap.documents.parts import Choices, Part, Source
from conflictmap.documents.read import DocumentWarning, Reading
from conflictmap.documents.readers.fields import part_of, unwrapped
from conflictmap.documents.readers.tables import reports
from conflictmap.model.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from conflictmap.documents.parts import Note, Read

_LONGEST_PATH = 1000


def documents_of(given: object, on_problem: Callable[[Problem], None]) -> Iterable[Document]:
    """Return what was handed in as documents.

    Parameters
    ----------
    given : object
        A `Document`, a text, a table with a column of texts (pandas), or an iterable
        of documents, texts and records (mappings with a text under a usual name).
    on_problem : callable
        Called with a `Problem` for every row and record without a text.

    Returns
    -------
    iterable of Document
        A list where the number is known, else one that reads no further than it is taken.

    Raises
    ------
    InputError
        If it is something else, or a table has no column of texts.

    Examples
    --------
    >>> [(document.id, document.text) for document in documents_of("Shelling near Hadrut", print)]
    [('text', 'Shelling near Hadrut')]
    """
    if isinstance(given, Document):
        return [given]
    if isinstance(given, str):
        _refuse_path(given)
        items: Iterable[Document | Read] = [Part(given, id="text", where="text")]
    elif hasattr(given, "columns") and hasattr(given, "itertuples"):
        return list(_documents(_rows(given), Source("table", data=b""), on_problem))
    elif isinstance(given, Mapping | bytes | bytearray) or not isinstance(given, Iterable):
        raise InputError(f"reports are documents, texts or a table, not {type(given).__name__}; see conflictmap.read()")
    else:
        items = (item if isinstance(item, Document) else _part(item, n) for n, item in enumerate(given, 1))
    made = _documents(items, Source("", data=b""), on_problem)
    return list(made) if isinstance(given, Sized) else made


def _documents(
    items: Iterable[Document | Read], source: Source, on_problem: Callable[[Problem], None]
) -> Iterator[Document]:
    def noted(note: Note) -> None:
        if note.doubtful:
            warnings.warn(f"{note.where or 'reports'}: {note.what}", DocumentWarning, stacklevel=2)

    reading = Reading(Choices(on_note=noted))
    for read in reading.parts(items, source):
        if isinstance(read, Problem):
            on_problem(read)
        else:
            yield read


def _part(item: object, number: int) -> Read:
    where = f"text {number}"
    if isinstance(item, str):
        return Part(item, id=str(number), where=where)
    if isinstance(item, Mapping):
        part = part_of(unwrapped({str(name): value for name, value in item.items()}), where, {})
        if part is None:
            return Problem(where, "no text")
        return part if part.id else replace(part, id=str(number))
    if item is None or item != item:  # NaN, as pandas has it for a missing text
        return Problem(where, "no text")
    raise InputError(f"{where} is {type(item).__name__}; reports are documents, texts or records with a text")


def _rows(table: Any) -> Iterator[Read]:
    """Read a table as if it were a file of its columns."""
    cells = table.astype(object).where(table.notna(), None)
    rows = enumerate([list(map(str, table.columns)), *cells.itertuples(index=False, name=None)])
    return reports(rows, Source("table", data=b""), Choices())


def _refuse_path(text: str) -> None:
    if len(text) < _LONGEST_PATH and "\x00" not in text and text.strip() and os.path.lexists(text):
        raise InputError(f"{text}: a file or a folder, not a text; read it with conflictmap.read() first")
