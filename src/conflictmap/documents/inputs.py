"""Inputs in, sources out: files, folders, patterns and standard input; what is passed over is counted by kind."""

from __future__ import annotations

import glob
import os
import stat
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from conflictmap._errors import InputError, Problem
from conflictmap.documents.parts import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OVERRIDES_FILE = "overrides.csv"
"""Name under which corrections lie beside the reports they belong to; never a report."""
_NOT_REPORTS = frozenset({"ABOUT", "README", "LICENSE", "LICENCE"})


def sources(inputs: Iterable[str | Path], passed: Counter[str]) -> Iterator[Source | Problem]:
    """Yield every file that the inputs stand for.

    Parameters
    ----------
    inputs : iterable of str or pathlib.Path
        Files, folders (searched through all levels, sorted by path), patterns with ``*``, ``?`` or ``[``, or ``-``
        for standard input.
    passed : collections.Counter
        Gets the files of a folder that are no reports, by why.

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
        path = Path(item)
        if str(item) == "-":
            yield Source("stdin", data=_standard_input())
        elif path.is_dir():
            yield from _inside(path, passed)
        elif _exists(path):
            yield _file(path, path.name)
        else:
            yield from _matching(str(item), passed)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise InputError("-: standard input is closed")
    return sys.stdin.buffer.read()


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name too long for the file system
        return False


def _matching(pattern: str, passed: Counter[str]) -> Iterator[Source | Problem]:
    """Expand a pattern that the shell left alone, as on Windows."""
    found = sorted(glob.glob(pattern, recursive=True)) if glob.has_magic(pattern) else []
    if not found:
        if "://" in pattern or pattern.startswith(("http:/", "https:/")):
            raise InputError(f"{pattern}: an address; save the page and name the file")
        raise InputError(f"{pattern}: no such file or folder")
    for name in found:
        path = Path(name)
        if path.is_dir():
            yield from _inside(path, passed)
        else:
            yield _file(path, path.as_posix())


def _inside(folder: Path, passed: Counter[str]) -> Iterator[Source | Problem]:
    """Walk a folder in the order of its paths, without following links out of it."""
    home = folder.resolve()
    problems: list[Problem] = []

    def unreadable(error: OSError) -> None:
        problems.append(Problem(str(error.filename), f"cannot be opened ({error.strerror})"))

    files: list[Path] = []
    for at, folders, names in os.walk(folder, onerror=unreadable):
        hidden = [name for name in folders if name.startswith(".")]
        if hidden:
            passed["hidden"] += len(hidden)
        folders[:] = [name for name in folders if name not in hidden]
        files += [Path(at, name) for name in names]
    yield from problems
    for path in sorted(files, key=lambda path: path.relative_to(folder).parts):
        if path.name.startswith("."):
            passed["hidden"] += 1
        elif path.stem in _NOT_REPORTS or path.name == OVERRIDES_FILE:
            passed["about the reports"] += 1
        elif not path.resolve().is_relative_to(home):
            yield Problem(str(path), "a link that leads out of the folder; name what it leads to if it is to be read")
        else:
            yield _file(path, path.relative_to(folder).as_posix())


def _file(path: Path, name: str) -> Source | Problem:
    if path.name == OVERRIDES_FILE:
        return Problem(str(path), "holds corrections, not a report")
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return Problem(str(path), f"cannot be opened ({error.strerror})")
    if not stat.S_ISREG(mode):
        return Problem(str(path), "no file but a pipe, a device or a socket; it is not read")
    return Source(name, path=path)
