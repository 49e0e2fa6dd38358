"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import io
import os
import re
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from conflictmap._errors import OutputError
from conflictmap._printable import one_line, sound

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable

_LEFT = re.compile(r"\.conflictmap-[0-9a-f]{16}")


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file so that readers see the old one or the new one, never a part.

    The file written to lies beside the one named and takes its place in one step. A link stays a link to the file it
    leads to, and a file that was there keeps its mode. What is a pipe or a device is written into. Files that runs left
    beside it which were killed are removed.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    write : callable
        Writes the content to a file opened for bytes. Whatever it raises leaves the old file as it was.

    Raises
    ------
    OutputError
        If the folder is missing or not writable.
    """
    try:
        home, folder = path.parent.is_dir(), path.is_dir()
    except OSError as error:
        raise OutputError(f"{one_line(str(path))}: cannot be written ({error.strerror})") from None
    if not home:
        raise OutputError(f"{path}: the folder {path.parent} does not exist; create it first")
    if folder:
        raise OutputError(f"{path}: is a folder; name a file")
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if target.exists() and not target.is_file():
        _write_into(target, path, write)
        return
    _clear(target.parent)
    temporary = target.with_name(f".conflictmap-{secrets.token_hex(8)}")
    try:
        with _held(temporary) as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from error
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _held(path: Path) -> BinaryIO:
    """Create a file that is locked for as long as it is open, so that nobody takes it for one that was left."""
    while True:
        file = path.open("xb")
        if fcntl is None:
            return file
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(file, fcntl.LOCK_EX)
        if path.exists():
            return file
        file.close()  # cleared away before it was locked


def _clear(folder: Path) -> None:
    """Remove what runs that were killed left in a folder; what a run still holds stays."""
    if fcntl is None:
        return
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for left in [Path(entry.path) for entry in entries if _LEFT.fullmatch(entry.name)]:
            with contextlib.suppress(OSError), left.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()


def _write_into(target: Path, path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write into a pipe or a device, which stays what it is."""
    try:
        with target.open("wb", buffering=0) as file:
            written = io.BytesIO()
            write(written)
            file.write(written.getbuffer())
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from error


def is_file(path: Path) -> bool:
    """Tell whether a path is a file; a name that no file can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def write_atomically(path: Path, content: str) -> None:
    """Write a text file as UTF-8, as `write_whole` does.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    write_whole(path, lambda file: file.write(utf8(content)))


def utf8(text: str) -> bytes:
    r"""Return a text as UTF-8; halves of characters, which it cannot hold, as U+FFFD.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    bytes
        UTF-8.

    Examples
    --------
    >>> utf8("calm \ud83d").decode()
    'calm \ufffd'
    """
    try:
        return text.encode()
    except UnicodeEncodeError:
        return sound(text).encode()
