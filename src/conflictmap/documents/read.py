"""Reports in, documents out: text files, JSONL and standard input, with optional front matter."""

from __future__ import annotations

import codecs
import json
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap._errors import InputError, Problem, UnreadableError
from conflictmap.documents.metadata import FIELD, FRONT_MATTER, find_date, stated_date
from conflictmap.language.detect import detect_language
from conflictmap.model.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

TEXT_SUFFIXES = frozenset({".txt", ".text", ".md"})
JSONL_SUFFIXES = frozenset({".jsonl", ".ndjson"})
OVERRIDES_FILE = "overrides.csv"
"""Name under which corrections lie beside the reports they belong to; never a report."""
_NOT_REPORTS = frozenset({"ABOUT", "README", "LICENSE", "LICENCE"})


class DocumentWarning(UserWarning):
    """A document of a batch was left out because it could not be read."""


def read(
    *inputs: str | Path,
    encoding: str = "utf-8",
    on_problem: Callable[[Problem], None] | None = None,
) -> list[Document]:
    r"""Read reports from files, folders or standard input.

    Parameters
    ----------
    *inputs : str or pathlib.Path
        Text files, JSONL files (one object with ``id`` and ``text`` a line), folders (searched for both,
        recursively), or ``"-"`` for standard input. Text files may open with front matter between two
        ``---`` lines holding ``title``, ``date``, ``url``, ``source`` and ``language``.
    encoding : str
        Encoding of text without a byte order mark.
    on_problem : callable, optional
        Called with a `Problem` for every document of a batch that cannot be read; the rest is read.
        By default a `DocumentWarning` is issued instead.

    Returns
    -------
    list of Document
        In the order of the inputs; folders sorted by path. Ids are unique.

    Raises
    ------
    InputError
        If an input does not exist, a folder holds no reports, or nothing could be read at all.

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
    if not inputs:
        raise InputError("nothing to read: name a file, a folder, or - for standard input")
    problems: list[Problem] = []

    def report(problem: Problem) -> None:
        problems.append(problem)
        if on_problem is None:
            warnings.warn(str(problem), DocumentWarning, stacklevel=4)
        else:
            on_problem(problem)

    documents: list[Document] = []
    seen: set[str] = set()
    for name, path in _files(inputs):
        for document in _documents(name, path, encoding, report):
            if document.id in seen:
                report(Problem(str(path), f"a second document with the id {document.id!r}; ids must be unique"))
                continue
            seen.add(document.id)
            documents.append(document)
    if not documents:
        reason = str(problems[0]) if problems else f"{inputs[0]}: no document found"
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise InputError(reason + more)
    return documents


def _files(inputs: Iterable[str | Path]) -> Iterator[tuple[str, Path]]:
    """Yield (document id stem, path) for every file the inputs stand for."""
    for item in inputs:
        path = Path(item)
        if str(item) == "-":
            yield "stdin", Path("-")
        elif path.is_dir():
            found = sorted(p for p in path.rglob("*") if _is_report(p, path))
            if not found:
                wanted = ", ".join(sorted(TEXT_SUFFIXES | JSONL_SUFFIXES))
                raise InputError(f"{path}: no reports in this folder; files ending in {wanted} are read")
            yield from ((p.relative_to(path).as_posix(), p) for p in found)
        elif path.is_file():
            yield path.name, path
        else:
            raise InputError(f"{path}: no such file or folder")


def _is_report(path: Path, folder: Path) -> bool:
    visible = not any(part.startswith(".") for part in path.relative_to(folder).parts)
    return visible and path.suffix.lower() in TEXT_SUFFIXES | JSONL_SUFFIXES and path.stem not in _NOT_REPORTS


def _documents(name: str, path: Path, encoding: str, report: Callable[[Problem], None]) -> Iterator[Document]:
    if path.name == OVERRIDES_FILE:
        report(Problem(str(path), "holds corrections, not a report"))
        return
    try:
        text = _decode(path, encoding)
    except (UnreadableError, OSError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        report(Problem(str(path), why))
        return
    if path.suffix.lower() in JSONL_SUFFIXES or (str(path) == "-" and text.lstrip().startswith('{"')):
        yield from _from_jsonl(path, text, report)
        return
    try:
        yield _from_text(name, text)
    except UnreadableError as error:
        report(Problem(str(path), str(error)))


def _decode(path: Path, encoding: str) -> str:
    data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    elif data.startswith(codecs.BOM_UTF8):
        encoding = "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"not {encoding} text (byte {data[error.start]:#04x} at {error.start}); name its encoding"
        ) from None
    except LookupError:
        raise InputError(f"{encoding}: no such encoding; try utf-8 or windows-1251") from None
    if "\x00" in text:
        raise UnreadableError("binary data, not text")
    return text


def _from_text(name: str, text: str) -> Document:
    fields: dict[str, str] = {}
    if match := FRONT_MATTER.match(text):
        fields = {key.lower(): value for key, value in FIELD.findall(match.group(1))}
        text = text[match.end() :]
    if not text.strip():
        raise UnreadableError("no text")
    date = stated_date(fields["date"]) if fields.get("date") else find_date(name, text)
    return Document(
        id=name,
        text=text,
        title=fields.get("title") or Path(name).stem,
        date=date,
        url=fields.get("url") or None,
        source=fields.get("source") or None,
        language=(fields.get("language") or detect_language(text)).lower()[:2],
    )


def _from_jsonl(path: Path, text: str, report: Callable[[Problem], None]) -> Iterator[Document]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            record: dict[str, Any] = json.loads(line)
            body = record["text"]
            identifier = str(record["id"])
            if not isinstance(body, str) or not body.strip():
                report(Problem(where, "no text"))
                continue
            stated = record.get("date")
            yield Document(
                id=identifier,
                text=body,
                title=record.get("title"),
                date=stated_date(str(stated)) if stated else find_date("", body),
                url=record.get("url"),
                source=record.get("source"),
                language=str(record.get("language") or record.get("lang") or detect_language(body)).lower()[:2],
            )
        except json.JSONDecodeError as error:
            report(Problem(where, f"not JSON ({error.msg}); each line holds one object"))
        except (KeyError, TypeError):
            report(Problem(where, 'no "id" and "text"; each line holds one object with both'))
        except UnreadableError as error:
            report(Problem(where, str(error)))
