"""Archives packed by Zstandard."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import zstandard

from conflictmap._errors import Problem, UnreadableError
from conflictmap.documents.readers.archives import unpack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    from conflictmap.documents.parts import Choices, Source

_WINDOW = 1 << 27  # bytes of memory that a file may ask for; the program's own default
_HEADER = 18


def read(source: Source, choices: Choices) -> Iterator[Source | Problem]:
    """Yield what a Zstandard file holds: one file, or the members of a tar file."""
    unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    try:
        with source.open() as file, unpacker.stream_reader(file, read_across_frames=True) as unpacked:
            says = zstandard.frame_content_size(source.head(_HEADER))
            yield from unpack(cast("IO[bytes]", unpacked), source, choices, max(0, says))
    except zstandard.ZstdError as error:
        raise UnreadableError(f"damaged ({error})") from None
