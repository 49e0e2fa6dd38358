"""Inputs in, sources out: files, folders, patterns and standard input; what is passed over is counted by kind."""

from __future__ import annotations

import glob
import os
import re
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from conflictmap._errors import InputError, OutputError, Problem, UnreadableError
from conflictmap._limits import Limits
from conflictmap.documents.fetch import is_address
from conflictmap.documents.formats import formats
from conflictmap.documents.parts import NO_FILE, Source, shown

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator

OVERRIDES_FILE = "overrides.csv"
"""Name under which corrections lie beside the reports they belong to; never a report."""
_NOT_REPORTS = frozenset({"ABOUT", "README", "LICENSE", "LICENCE", "desktop.ini", "Thumbs.db", "__MACOSX"})
_PARTS_OF_A_PAGE = re.compile(
    r"(.+)(?:_files|\.files|_fichiers|-Dateien)\Z"
)  # as browsers name the folder beside a page
_DEVICES = ("/dev/", "/proc/")  # where a shell puts what it pipes: <(command), /dev/stdin


def sources(
    inputs: Iterable[str | Path],
    passed: Counter[str],
    limits: Limits,
    fetch: Callable[[str, Limits], Source] | None = None,
) -> Iterator[Source | Problem]:
    """Yield every file that the inputs stand for.

    Parameters
    ----------
    inputs : iterable of str or pathlib.Path
        Files, folders (searched through all levels, sorted by path), patterns with ``*``, ``?`` or ``[``, or ``-``
        for standard input.
    passed : collections.Counter
        Gets what of a folder is no report whatever it holds, by why.
    limits : Limits
        How much of standard input is read.
    fetch : callable, optional
        Returns what stands under a web address.

    Yields
    ------
    Source or Problem
        Links that lead out of the folder, special files and unreadable folders are problems.

    Raises
    ------
    InputError
        If an input does not exist.
    """
    for item in inputs:
        if not isinstance(item, str | os.PathLike):
            raise InputError(f"an input is the name of a file or a folder, not {type(item).__name__}")
        if str(item) == "-":
            yield Source("stdin", data=_standard_input(limits), named=True)
            continue
        if is_address(item):
            yield _page(str(item), limits, fetch)
            continue
        for path in _expanded(item):
            if path.is_dir():
                yield from _inside(path, passed)
            else:
                yield _file(path, limits)


def check_inputs(inputs: Iterable[str | Path]) -> None:
    """Raise `InputError` if an input does not exist, before any of them is read."""
    for item in inputs:
        if str(item) != "-" and not is_address(item):
            _expanded(item)


def check_output(output: Path, inputs: Iterable[str | Path], overrides: Path | None = None) -> None:
    """Refuse an output that would take the place of an input, or be one the next time.

    Parameters
    ----------
    output : pathlib.Path
        Where the result is to be written.
    inputs : iterable of str or pathlib.Path
        As `sources` takes them.
    overrides : pathlib.Path, optional
        The corrections in use.

    Raises
    ------
    OutputError
        If it is an input, the file of corrections, or lies in a folder that is read and would be read there.
    """
    if output.name == OVERRIDES_FILE:
        raise OutputError(f"{output}: corrections go by this name; give the output another")
    if overrides is not None and is_same(output, overrides):
        raise OutputError(f"{output}: holds the corrections in use; give the output another name")
    for item in inputs:
        for path in () if str(item) == "-" or is_address(item) else _expanded(item):
            if path.is_dir():
                if _would_be_read(output, path):
                    raise OutputError(f"{output}: lies in {path}, which is read; write it to another folder")
            elif is_same(output, path):
                raise OutputError(f"{output}: is an input; give the output another name")


def _would_be_read(output: Path, folder: Path) -> bool:
    target, home = output.resolve(), folder.resolve()
    if not target.is_relative_to(home) or any(part.startswith(".") for part in target.relative_to(home).parts):
        return False
    return target.exists() or any(output.suffix.lower() in kind.suffixes and kind.reader for kind in formats())


def is_same(one: Path, other: Path) -> bool:
    """Tell whether two paths are one file, whatever links lead to it."""
    try:
        return one.resolve() == other.resolve() or (one.exists() and other.exists() and one.samefile(other))
    except OSError:
        return False


def _page(address: str, limits: Limits, fetch: Callable[[str, Limits], Source] | None) -> Source | Problem:
    if fetch is None:
        raise InputError(
            f"{address}: an address; add --fetch to have it read, in Python Choices(fetch=Fetcher()), or save the "
            "page and name the file"
        )
    try:
        return fetch(address, limits)
    except UnreadableError as error:
        return Problem(address, str(error))


def _standard_input(limits: Limits) -> bytes:
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("-: standard input is closed; pipe the reports in, or name files")
    try:
        return sys.stdin.buffer.read(limits.file_bytes + 1)
    except OSError as error:
        raise InputError(f"-: standard input cannot be read ({error.strerror})") from None


def _expanded(item: str | Path) -> list[Path]:
    """Return the path meant, or all that a pattern means which the shell left alone, as it is on Windows."""
    name = os.fspath(item)
    if "\x00" in name or not name:
        raise InputError(f"{name!r}: no such file or folder")
    try:
        Path(name).lstat()
    except OSError as error:
        found = sorted(glob.iglob(name, recursive=True)) if glob.has_magic(name) else []  # noqa: PTH207 – as a shell does
        if found:
            return list(map(Path, found))
        missing = isinstance(error, FileNotFoundError | NotADirectoryError)
        raise InputError(f"{shown(name)}: {'no such file or folder' if missing else error.strerror}") from None
    return [Path(name)]


def _inside(folder: Path, passed: Counter[str]) -> Iterator[Source | Problem]:
    """Walk a folder in the order of its paths, without following links out of it."""
    home = folder.resolve()
    found = False
    levels = [_entries(folder)]
    while levels:
        entry = next(levels[-1], None)
        if entry is None:
            levels.pop()
        elif isinstance(entry, Problem):
            found = True
            yield entry
        elif entry.name.startswith("."):
            passed["hidden"] += 1
        elif entry.name == OVERRIDES_FILE:
            passed["of corrections, which apply when named with --overrides"] += 1
        elif entry.name in _NOT_REPORTS or Path(entry.name).stem in _NOT_REPORTS:
            passed["about the reports"] += 1
        elif entry.is_dir(follow_symlinks=False) and _is_of_a_page(entry):
            passed["with the parts of a saved web page"] += 1
        elif entry.is_dir(follow_symlinks=False):
            levels.append(_entries(Path(entry.path)))
        else:
            found = True
            yield _entry(entry, folder, home)
    if not found:
        yield Problem(shown(str(folder)), "no reports in this folder")


def _is_of_a_page(folder: os.DirEntry[str]) -> bool:
    """Tell the folder of pictures, scripts and frames that a browser saves beside a page."""
    page = _PARTS_OF_A_PAGE.match(folder.name)
    return page is not None and any(Path(folder.path).with_name(page[1] + end).exists() for end in (".html", ".htm"))


def _entries(folder: Path) -> Iterator[os.DirEntry[str] | Problem]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield Problem(shown(str(folder)), f"a folder that cannot be opened ({error.strerror})")
        return
    yield from found


def _entry(entry: os.DirEntry[str], folder: Path, home: Path) -> Source | Problem:
    path = Path(entry.path)
    try:
        if entry.is_symlink():
            target = path.resolve(strict=True)
            if not target.is_relative_to(home):
                out = "a link that leads out of the folder; name what it leads to if it is to be read"
                return Problem(shown(str(path)), out)
            if target.is_dir():
                return Problem(shown(str(path)), "a link to a folder that is read in its own place")
        regular = entry.is_file()
    except (OSError, RuntimeError) as error:  # a link that leads nowhere, or to itself
        return Problem(shown(str(path)), f"cannot be opened ({getattr(error, 'strerror', None) or error})")
    if not regular:
        return Problem(shown(str(path)), NO_FILE)
    return Source(shown(path.relative_to(folder).as_posix()), path=path, home=home)


def _file(path: Path, limits: Limits) -> Source | Problem:
    """Return a file that was named; only then a pipe is read."""
    if path.name == OVERRIDES_FILE:
        return Problem(shown(str(path)), "holds corrections, not a report")
    try:
        mode = path.stat().st_mode
        if (stat.S_ISFIFO(mode) or stat.S_ISREG(mode)) and path.as_posix().startswith(_DEVICES):
            with path.open("rb") as pipe:
                return Source("stdin", data=pipe.read(limits.file_bytes + 1), named=True)
    except OSError as error:
        return Problem(shown(str(path)), f"cannot be opened ({error.strerror})")
    if not stat.S_ISREG(mode):
        return Problem(shown(str(path)), NO_FILE)
    return Source(shown(path.name), path=path, named=True)
