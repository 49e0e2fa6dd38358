"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from conflictmap._errors import OutputError


def write_atomically(path: Path, content: str) -> None:
    """Write a text file so that readers see the old file or the new one, never a part.

    Raises
    ------
    OutputError
        If the folder is missing or not writable.
    """
    if not path.parent.is_dir():
        raise OutputError(f"{path}: the folder {path.parent} does not exist; create it first")
    if path.is_dir():
        raise OutputError(f"{path}: is a folder; name a file")
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, prefix=".conflictmap-", encoding="utf-8", newline="", delete=False
        ) as file:
            temporary = file.name
            file.write(content)
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error
