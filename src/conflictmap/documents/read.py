"""Reports in, documents out: one report after the other, those that cannot be read beside them as problems."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from conflictmap._errors import InputError, Problem, UnreadableError
from conflictmap.documents.formats import format_of
from conflictmap.documents.inputs import sources
from conflictmap.documents.metadata import date_of
from conflictmap.documents.parts import Choices, Part, Source
from conflictmap.language.detect import detect_language
from conflictmap.model.document import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_UNSOUND = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


class DocumentWarning(UserWarning):
    """A document of a batch was left out, or read in part, because it could not be read."""


def read(
    *inputs: str | Path,
    encoding: str | None = None,
    choices: Choices | None = None,
    on_problem: Callable[[Problem], None] | None = None,
) -> list[Document]:
    r"""Read reports from files, folders, patterns or standard input.

    Parameters
    ----------
    *inputs : str or pathlib.Path
        Files of any kind that `conflictmap.documents.formats` lists, folders (searched through all levels), patterns,
        or ``"-"`` for standard input. Text files may open with front matter between two ``---`` lines holding
        ``title``, ``date``, ``url``, ``source`` and ``language``.
    encoding : str, optional
        Encoding of text without a byte order mark; told from the bytes by default.
    choices : Choices, optional
        Further choices: columns of tables, limits. Its encoding counts where `encoding` is not given.
    on_problem : callable, optional
        Called with a `Problem` for everything that cannot be read; the rest is read.
        By default a `DocumentWarning` is issued instead.

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
    chosen = choices or Choices()
    if encoding is not None:
        chosen = replace(chosen, encoding=encoding)
    documents: list[Document] = []
    problems: list[Problem] = []
    for item in iterate(*inputs, choices=chosen):
        if isinstance(item, Document):
            documents.append(item)
            continue
        problems.append(item)
        if on_problem is None:
            warnings.warn(str(item), DocumentWarning, stacklevel=2)
        else:
            on_problem(item)
    if not documents:
        reason = str(problems[0]) if problems else f"{inputs[0]}: no document found"
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise InputError(reason + more)
    return documents


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
        In the order of the inputs. Files passed over are told in one problem at the end.

    Raises
    ------
    InputError
        If an input does not exist.
    """
    if not inputs:
        raise InputError("nothing to read: name a file, a folder, or - for standard input")
    chosen = choices or Choices()
    passed: Counter[str] = Counter()
    ids = _Ids()
    for source in sources(inputs, passed):
        if isinstance(source, Problem):
            yield source
        else:
            yield from _documents(source, chosen, passed, ids)
    if passed:
        yield Problem(", ".join(map(str, inputs)), _told(passed))


def _told(passed: Counter[str]) -> str:
    count = passed.total()
    kinds = ", ".join(f"{number} {why}" for why, number in sorted(passed.items(), key=lambda item: (-item[1], item[0])))
    return f"{count} other {'file' if count == 1 else 'files'} passed over: {kinds}"


def _documents(source: Source, choices: Choices, passed: Counter[str], ids: _Ids) -> Iterator[Document | Problem]:
    """Everything in a source, and in the sources inside it."""
    where = str(source.path or source.name)
    try:
        kind = format_of(source)
        if kind is None:
            passed[f"of an unknown kind ({source.suffix or 'no suffix'})"] += 1
            return
        for item in kind.load()(source, choices):
            if isinstance(item, Source):
                if item.depth > choices.limits.depth:
                    yield Problem(item.name, f"lies in more than {choices.limits.depth} archives; unpack it")
                else:
                    yield from _documents(item, choices, passed, ids)
            elif isinstance(item, Problem):
                yield item
            else:
                yield from _document(item, source, choices, ids)
    except UnreadableError as error:
        yield Problem(where, str(error))
    except OSError as error:
        yield Problem(where, f"cannot be read ({error.strerror or error})")
    except InputError:
        raise
    except Exception as error:
        # Libraries for other people's formats fail in ways of their own; that costs this file only.
        yield Problem(where, f"cannot be read as a {kind.name if kind else 'report'} ({type(error).__name__}: {error})")


def _document(part: Part, source: Source, choices: Choices, ids: _Ids) -> Iterator[Document | Problem]:
    where = f"{source.path or source.name}" + (f", {part.where}" if part.where else "")
    text = sound(part.text)
    if not text.strip():
        yield Problem(where, "no text")
        return
    if len(text) > choices.limits.text_length:
        yield Problem(where, f"a text of {len(text)} characters; split it, or allow more")
        return
    date, period, doubt = date_of(part.date, source.name, text)
    if doubt:
        yield Problem(where, f"{doubt}; read without a date")
    yield Document(
        id=ids.unique(sound(part.id), source.name, part.where),
        text=text,
        title=_stated(part.title) or (source.stem if not part.where else None),
        date=date,
        period=period,
        url=_stated(part.url),
        source=_stated(part.publisher),
        language=(_stated(part.language) or detect_language(text)).lower()[:2],
        where=f"{source.name}" + (f", {part.where}" if part.where else ""),
        given_lat=part.lat,
        given_lon=part.lon,
    )


def _stated(value: str | None) -> str | None:
    return (sound(value).strip() or None) if isinstance(value, str) else None


def sound(text: str) -> str:
    """Return a text without halves of surrogate pairs and NUL; each is replaced, so that offsets stay.

    Examples
    --------
    >>> sound("Near Hadrut \ud83d.")
    'Near Hadrut \ufffd.'
    """
    return _UNSOUND.sub(_REPLACEMENT, text)


class _Ids:
    """Ids given so far; equal ones are told apart by the file they come from, failing that by a number."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def unique(self, stated: str, name: str, where: str) -> str:
        name = sound(name)
        plain = stated or (f"{name}#{where}" if where else name)
        tried = plain if plain not in self._given else f"{name}#{plain}"
        number = 1
        while tried in self._given:
            number += 1
            tried = f"{plain}~{number}"
        self._given.add(tried)
        return tried
