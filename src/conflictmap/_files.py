"""Files written whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from conflictmap._errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable


def write_whole(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file so that readers see the old one or the new one, never a part.

    The file written to lies beside the one named and takes its place in one step. A link stays a link to the file it
    leads to, and a file that was there keeps its mode.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    write : callable
        Writes the content to a file opened for bytes. Whatever it raises leaves the old file as it was.

    Raises
    ------
    OutputError
        If the folder is missing or not writable, or a text holds what UTF-8 cannot.
    """
    if not path.parent.is_dir():
        raise OutputError(f"{path}: the folder {path.parent} does not exist; create it first")
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    temporary = target.with_name(f".conflictmap-{secrets.token_hex(8)}")
    try:
        with temporary.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            temporary.chmod(target.stat().st_mode & 0o777)
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from error
    except UnicodeEncodeError as error:
        temporary.unlink(missing_ok=True)
        what = f"half of a character, {error.object[error.start]!a},"
        raise OutputError(f"{path}: cannot be written ({what} is no UTF-8 text); take it out of the reports") from None
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_atomically(path: Path, content: str) -> None:
    """Write a text file as UTF-8, as `write_whole` does.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    write_whole(path, lambda file: file.write(content.encode()))
